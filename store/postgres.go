package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"
	"github.com/jackc/pgx/v5/pgxpool"
)

// postgres is the engine of a database of a PostgreSQL server.
type postgres struct {
	config  *pgxpool.Config
	writers *pgxpool.Pool // of one connection: who has it writes; nil when only reading
	readers *pgxpool.Pool
	turns   chan struct{} // holds a token for each read transaction
	teller  string        // names this program where it tells others of what it recorded

	alone   bool       // no daemon may work on it meanwhile
	keeping sync.Mutex // for what follows
	daemon  *pgx.Conn  // holds the locks of a daemon; nil where none is asked for
	leads   bool       // among them that of who leads
}

// oldestServer is the first version of PostgreSQL that has all that is used.
const oldestServer = 13

// openPostgres connects to the server, and makes the tables or brings them up to date.
func openPostgres(ctx context.Context, address string, o Options) (*postgres, error) {
	p, err := postgresAt(address)
	if err != nil {
		return nil, err
	}
	p.alone = o.alone
	if err := p.open(ctx, o); err != nil {
		return nil, errors.Join(explain(p, "opening", err), p.close())
	}
	return p, nil
}

// postgresAt reads an address, and connects to nothing.
func postgresAt(address string) (*postgres, error) {
	config, err := parsed(address)
	if err != nil {
		return nil, fmt.Errorf("reading the address of the database (--db, ONSET_DB): %w; it is written postgres://USER@HOST:5432/DATABASE", err)
	}
	c := config.ConnConfig
	if c.ConnectTimeout == 0 {
		c.ConnectTimeout = 10 * time.Second
	}
	for name, value := range map[string]string{"application_name": "onset", "lock_timeout": "15s"} {
		if c.RuntimeParams[name] == "" {
			c.RuntimeParams[name] = value
		}
	}
	c.BuildContextWatcherHandler = func(conn *pgconn.PgConn) ctxwatch.Handler { // a question that nobody waits for ends on the server too
		return &pgconn.CancelRequestContextWatcherHandler{Conn: conn, DeadlineDelay: time.Second}
	}
	return &postgres{config: config, turns: make(chan struct{}, readers), teller: rand.Text()}, nil
}

func (p *postgres) open(ctx context.Context, o Options) (err error) {
	if err := p.prepare(ctx, o); err != nil {
		return err
	}
	if o.Daemon {
		if err := p.takeLock(ctx, 0); err != nil {
			return err
		}
	}
	if !o.ReadOnly {
		if p.writers, err = p.pool(ctx, 1, "off"); err != nil {
			return err
		}
	}
	p.readers, err = p.pool(ctx, readers, "on")
	return err
}

// pool makes a pool of connections; each reads alone where that is "on".
func (p *postgres) pool(ctx context.Context, most int32, readOnly string) (*pgxpool.Pool, error) {
	config := p.config.Copy()
	config.MaxConns = most
	config.ConnConfig.AfterConnect = onlyReading(readOnly)
	return pgxpool.NewWithConfig(ctx, config)
}

// onlyReading says to a new connection whether its transactions only read, "on" or
// "off". Said while connecting, it would pass for a standby where the address asks for
// the server that writes (target_session_attrs).
func onlyReading(readOnly string) pgconn.AfterConnectFunc {
	return func(ctx context.Context, conn *pgconn.PgConn) error {
		_, err := conn.Exec(ctx, "SET default_transaction_read_only = "+readOnly).ReadAll()
		return err
	}
}

// prepare looks whether the server will do, and brings its tables up to date.
func (p *postgres) prepare(ctx context.Context, o Options) error {
	conn, err := pgx.ConnectConfig(ctx, p.config.ConnConfig.Copy())
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if err := suits(conn.PgConn()); err != nil {
		return err
	}
	format, err := formatOf(ctx, conn)
	if err != nil {
		return err
	}
	if err := finishedCopy(ctx, conn, o); err != nil {
		return err
	}
	names, err := postgresSteps()
	known := numberOf(names[len(names)-1])
	switch {
	case err != nil:
		return err
	case format > known:
		return fmt.Errorf("%w (its format is %d, this program knows %d): install that version, or name another database (--db)", ErrNewer, format, known)
	case format == 0 && (o.ReadOnly || o.Existing):
		return errors.New("it holds nothing of Onset yet; `onset poll` or `onset import` makes the tables")
	case format < known && o.ReadOnly:
		return fmt.Errorf("it is of an older version (%d of %d) and can't be brought up to date while only reading: run `onset poll` once, or `onset run`", format, known)
	case format < known:
		return migratePostgres(ctx, conn, names)
	}
	return nil
}

// finishedCopy refuses a database into which a copy has not come to its end.
func finishedCopy(ctx context.Context, conn *pgx.Conn, o Options) error {
	var copying bool
	if err := conn.QueryRow(ctx, "SELECT to_regclass('copying') IS NOT NULL").Scan(&copying); err != nil {
		return err
	}
	if copying && !o.alone {
		return errors.New("another database is being copied into it, and that has not come to its end: finish it with the same `onset copy` as before")
	}
	return nil
}

// suits refuses a server that is too old, or can't hold every text.
func suits(conn *pgconn.PgConn) error {
	version := conn.ParameterStatus("server_version")
	major, _, _ := strings.Cut(version, ".")
	if n, err := strconv.Atoi(major); err == nil && n < oldestServer {
		return fmt.Errorf("the server is PostgreSQL %s, and %d is the oldest that will do: upgrade it, or name another (--db)", version, oldestServer)
	}
	if encoding := conn.ParameterStatus("server_encoding"); encoding != "UTF8" {
		return fmt.Errorf("its encoding is %s, which can't hold every text: make another with `createdb --encoding=UTF8 --template=template0 NAME`", encoding)
	}
	return nil
}

// takeLock takes the lock of daemons for as long as its connection lasts: together with
// others, or for who must be alone. A server finds out within half a minute that the
// machine at the other end is gone. Where a connection of ours, of which it knows the
// process, was lost unnoticed, and is in the way, that is ended first.
func (p *postgres) takeLock(ctx context.Context, lost uint32) error {
	config := p.config.ConnConfig.Copy()
	for name, value := range map[string]string{"tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"} {
		config.RuntimeParams[name] = value
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return err
	}
	how := "_shared"
	if p.alone {
		how = ""
	}
	for range 20 {
		var mine bool
		if err := conn.QueryRow(ctx, "SELECT pg_try_advisory_lock"+how+"(1869509493, hashtext(current_schema()))").Scan(&mine); err != nil {
			return errors.Join(err, conn.Close(ctx))
		}
		if mine {
			p.daemon = conn
			return nil
		}
		var holder uint32
		var since string
		err = conn.QueryRow(ctx, `SELECT a.pid, format(', from %s, since %s', coalesce(host(a.client_addr), 'the same machine'), to_char(a.backend_start, 'YYYY-MM-DD HH24:MI TZ'))
			FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
			WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 1869509493 AND l.objid = hashtext(current_schema())::bit(32)::bigint::oid
			AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`).Scan(&holder, &since)
		switch {
		case errors.Is(err, pgx.ErrNoRows): // it has ended meanwhile
		case err != nil:
			return errors.Join(err, conn.Close(ctx))
		case holder == lost:
			if _, err := conn.Exec(ctx, "SELECT pg_terminate_backend($1)", int32(lost)); err != nil {
				return errors.Join(err, conn.Close(ctx))
			}
		default:
			return errors.Join(fmt.Errorf("%w%s: stop it first, or give this one a database of its own (--db)", ErrLocked, since), conn.Close(ctx))
		}
		time.Sleep(100 * time.Millisecond)
	}
	return errors.Join(errors.New("the lock of the daemon is not given up by a connection that has ended"), conn.Close(ctx))
}

func (p *postgres) name() string {
	c := p.config.ConnConfig
	host := net.JoinHostPort(c.Host, strconv.Itoa(int(c.Port)))
	if strings.HasPrefix(c.Host, "/") { // the folder of a socket
		host = ""
	}
	shown := url.URL{Scheme: "postgres", Host: host, Path: "/" + c.Database}
	if c.User != "" {
		shown.User = url.User(c.User)
	}
	return shown.String()
}

// indexFile is where the full-text index of this machine lies unless it is said. Its
// name is of the database itself: by whichever address it is reached, and whichever of
// several servers answers, the index is the same.
func (p *postgres) indexFile(ctx context.Context) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("looking for a folder for the search index of this machine: %w; name a file for it (--index)", err)
	}
	var cluster, database, schema string
	if err := p.readers.QueryRow(ctx, `SELECT system_identifier::text, (SELECT oid::text FROM pg_database WHERE datname = current_database()), current_schema()
		FROM pg_control_system()`).Scan(&cluster, &database, &schema); err != nil {
		return "", explain(p, "asking for the identity of", err)
	}
	return filepath.Join(cache, "onset", fmt.Sprintf("%x.db", hashOf(cluster, database, schema))), nil
}

func (p *postgres) close() error {
	for _, pool := range []*pgxpool.Pool{p.writers, p.readers} {
		if pool != nil {
			pool.Close()
		}
	}
	if p.daemon != nil {
		return p.daemon.Close(context.Background())
	}
	return nil
}

// bytes counts what is Onset's: a database may hold other things beside, and holds
// megabytes of its own.
func (p *postgres) bytes() (size, free string) {
	return `(SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class
		WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r')`, "0"
}

// gone tells that the lock of the daemon was lost with its connection, and taken by
// another. A server that can't be reached is not gone: it will be back.
func (p *postgres) gone() error {
	p.keeping.Lock()
	defer p.keeping.Unlock()
	if p.daemon == nil {
		return nil
	}
	ctx, stop := context.WithTimeout(context.Background(), p.config.ConnConfig.ConnectTimeout)
	defer stop()
	if err := p.keep(ctx); errors.Is(err, ErrLocked) {
		return explain(p, "keeping", err)
	}
	return nil
}

// keep takes the lock of a daemon again, where its connection was lost.
func (p *postgres) keep(ctx context.Context) error {
	if p.daemon.Ping(ctx) == nil {
		return nil
	}
	lost := p.daemon.PgConn().PID()
	_ = p.daemon.Close(ctx) // it is lost
	p.leads = false
	return p.takeLock(ctx, lost)
}

// lead tells whether this daemon leads, and takes the lead where nobody has it: it is a
// lock that goes with the connection.
func (p *postgres) lead(ctx context.Context) (bool, error) {
	p.keeping.Lock()
	defer p.keeping.Unlock()
	if p.daemon == nil {
		return false, nil
	}
	if err := p.keep(ctx); err != nil || p.leads {
		return p.leads && err == nil, err
	}
	err := p.daemon.QueryRow(ctx, "SELECT pg_try_advisory_lock(1869509494, hashtext(current_schema()))").Scan(&p.leads)
	return p.leads, err
}

// postgresHints say what a person can do about an error of the server, by its code or
// the class of it.
var postgresHints = map[string]string{
	"08":    "the connection was lost; nothing of this step was kept and nothing stored before is lost: look at the server and the network, then repeat",
	"22021": "a text has bytes that are no UTF-8",
	"25006": "this server only reads, as a standby does: name the one that writes, or all of them with ?target_session_attrs=read-write (--db)",
	"28":    "the server refuses the role: look at its name and password (the address, PGPASSWORD or ~/.pgpass) and at pg_hba.conf on the server",
	"3D000": "the server has no such database: make it with createdb, or name another (--db)",
	"3F000": "the database has no such schema: make it with CREATE SCHEMA, or mend search_path in the address",
	"42501": "the role lacks a right: one that writes has to own the tables, or the schema in which they are to be made; one that reads needs USAGE on the schema and SELECT on all of its tables",
	"53100": "the disk of the server is full; nothing of this step was kept and nothing stored before is lost: free some space and repeat",
	"53200": "the server lacks memory; nothing of this step was kept: lower work_mem there, or give it more",
	"53300": "the server has no connection left: Onset needs seven; raise max_connections there, or close some",
	"55P03": "another program has been writing to it for a long time; repeat when it has finished",
	"57P":   "the server is being stopped or started; nothing of this step was kept: repeat when it is there again",
	"58":    "the disk of the server gave an error; nothing of this step was kept: look at its log",
	"XX":    "the server found damage; look at its log, and restore a backup",
}

func (p *postgres) hint(err error) string {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		for n := len(e.Code); n >= 2; n-- {
			if hint := postgresHints[e.Code[:n]]; hint != "" {
				return hint
			}
		}
		return ""
	}
	var unreached *pgconn.ConnectError
	var network *net.OpError
	switch {
	case errors.As(err, &unreached), errors.As(err, &network), errors.Is(err, os.ErrDeadlineExceeded):
		return "the server can't be reached: see that it runs and listens there (listen_addresses, port), lets this machine in (pg_hba.conf, firewall), speaks TLS as the address asks (sslmode), and is of the kind that it asks for (target_session_attrs)"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return postgresHints["08"]
	}
	return ""
}

// backup leaves copies to the tools of PostgreSQL, which every house with a server has.
func (p *postgres) backup(_ context.Context, to string) error {
	return fmt.Errorf("backing up to %s: a database of a server is copied with its own tools: pg_dump --format=custom --file=%s %s (see Operations in the documentation)", to, to, p.name())
}
