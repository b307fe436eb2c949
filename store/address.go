package store

import (
	"errors"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// settings find the other way to name a database of a server, such as "host=db
// password=…", which must not become the name of a file.
var settings = regexp.MustCompile(`(?i)(^|\s)(host|hostaddr|user|password|dbname|service)\s*=`)

// IsAddress tells whether a name is the address of a database of a server, well formed
// or not, and not the path of a file.
func IsAddress(name string) bool {
	return strings.Contains(name, "://") || settings.MatchString(name)
}

// Shown is the name of a database as it may be shown: without a password.
func Shown(name string) string { return without(name, nil) }

// Typed is Shown as it can be typed again: with the settings by which the database is
// found.
func Typed(name string) string {
	return without(name, []string{"host", "port", "user", "dbname", "search_path", "sslmode", "sslrootcert", "target_session_attrs"})
}

// without returns a name without its password and of its settings those that are told.
func without(name string, told []string) string {
	if !IsAddress(name) {
		return name
	}
	u, err := url.Parse(name)
	if err != nil || malformed(name) != nil {
		return "postgres://…"
	}
	shown := url.URL{Scheme: "postgres", Host: u.Host, Path: u.Path}
	if u.User.Username() != "" {
		shown.User = url.User(u.User.Username())
	}
	settings := u.Query()
	maps.DeleteFunc(settings, func(setting string, _ []string) bool { return !slices.Contains(told, setting) })
	shown.RawQuery = settings.Encode()
	return shown.String()
}

// malformed refuses what is no address of a PostgreSQL server, and what a password has
// torn into pieces that would pass for a host, a database or a setting.
func malformed(address string) error {
	scheme, rest, _ := strings.Cut(address, "://")
	if scheme != "postgres" && scheme != "postgresql" {
		return errors.New("it does not begin with postgres://")
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 && strings.Contains(rest[i:], "@") {
		return errors.New("there is an @ behind the server: write / ? # @ in a name or password as %2F %3F %23 %40, or leave the password to PGPASSWORD or ~/.pgpass")
	}
	_, query, _ := strings.Cut(rest, "?")
	_, err := url.ParseQuery(query)
	for setting := range strings.SplitSeq(query, "&") {
		if err != nil || query != "" && !strings.Contains(setting, "=") {
			return errors.New("behind the ? there is something that is no NAME=VALUE: write & and % in a value as %26 and %25")
		}
	}
	return nil
}

// parsed reads an address. Its errors hold nothing in which a password may be.
func parsed(address string) (*pgxpool.Config, error) {
	if err := malformed(address); err != nil {
		return nil, err
	}
	config, err := pgxpool.ParseConfig(address)
	if err == nil {
		return config, nil
	}
	var e *pgconn.ParseConfigError
	if errors.As(err, &e) && e.Unwrap() != nil && !errors.As(err, new(*url.Error)) {
		return nil, e.Unwrap()
	}
	return nil, errors.New("it can't be understood")
}
