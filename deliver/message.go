package deliver

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"onset/tracker/rulefile"
)

// Message is what is to be told, in every form that a channel may need.
type Message struct {
	Key     string    // the same for each try; letters, digits, dots and dashes
	Name    string    // of a file, without its ending
	Made    time.Time // when it was made, not when it is sent
	Subject string    // of a mail; also names the message in lists
	Text    string
	// Markdown, HTML and JSON say the same as Text; Brief says it in few words.
	Markdown, HTML, Brief string
	JSON                  []byte
}

// Sender delivers messages. It is safe for concurrent use.
type Sender struct {
	Getenv  func(string) string // os.Getenv
	Dir     string              // from which relative folders of file channels start
	Timeout time.Duration       // for a whole try; at least a second
	Agent   string              // User-Agent of webhooks
}

// Later is an error of a receiver that said when to come again.
type Later struct {
	After time.Duration
	Err   error
}

func (l Later) Error() string { return l.Err.Error() }
func (l Later) Unwrap() error { return l.Err }

// Send tries once to deliver m to c. Without an error the receiver has it;
// with one it may have it all the same, if the error came after it was handed
// over.
func (s Sender) Send(ctx context.Context, c rulefile.Channel, m Message) error {
	ctx, stop := context.WithTimeout(ctx, s.Timeout)
	defer stop()
	var err error
	switch c.Kind {
	case rulefile.FileChannel:
		err = s.file(c, m)
	case rulefile.MailChannel:
		err = s.mail(ctx, c, m)
	case rulefile.WebhookChannel:
		err = s.webhook(ctx, c, m)
	case rulefile.ChatChannel:
		err = s.chat(c, m)
	default:
		err = unknown(c)
	}
	return s.told("delivering to", c, err)
}

func unknown(c rulefile.Channel) error { return fmt.Errorf("there is no kind %q", c.Kind) }

// told says what was being done to which channel, without secrets.
func (s Sender) told(doing string, c rulefile.Channel, err error) error {
	if err == nil {
		return nil
	}
	var later Later
	plain := fmt.Errorf("%s channel %s (%s): %s", doing, c.ID, c.Kind, s.blot(c, err))
	if errors.As(err, &later) {
		return Later{later.After, plain}
	}
	return plain
}

// secret reads what stands in the environment under a name.
func (s Sender) secret(name, what string) (string, error) {
	value := s.Getenv(name)
	if value == "" {
		return "", fmt.Errorf("its %s is missing: set the environment variable %s where Onset is started", what, name)
	}
	return value, nil
}

// address returns where a channel is, from the file or from the environment.
func (s Sender) address(c rulefile.Channel) (string, error) {
	if c.AddressEnv == "" {
		return c.Address, nil
	}
	return s.secret(c.AddressEnv, "address")
}

// shortest is how long a part of a secret address must be to be blotted out:
// shorter ones are words such as "hooks".
const shortest = 6

// blot takes secrets out of an error.
func (s Sender) blot(c rulefile.Channel, err error) string {
	var failed *url.Error
	if errors.As(err, &failed) {
		err = failed.Err // its own text repeats the address
	}
	text := err.Error()
	for _, secret := range s.secrets(c) {
		text = strings.ReplaceAll(text, secret, "…")
	}
	return text
}

// secrets lists what of a channel nobody may read, the longest first: the
// password, also as a mail server is told it, and the address of a webhook or
// chat but for its host, in whole and in parts, as written and as decoded.
func (s Sender) secrets(c rulefile.Channel) []string {
	var out []string
	if password := s.Getenv(c.PasswordEnv); c.PasswordEnv != "" && password != "" {
		code := base64.StdEncoding.EncodeToString
		out = append(out, password, code([]byte(password)), code([]byte("\x00"+c.User+"\x00"+password)))
	}
	address := c.Address
	if c.AddressEnv != "" {
		address = s.Getenv(c.AddressEnv)
	}
	if c.AddressEnv != "" || c.Kind == rulefile.WebhookChannel {
		parts := append([]string{address}, strings.FieldsFunc(address, func(r rune) bool { return strings.ContainsRune("/:@?&=", r) })...)
		host := ""
		if u, err := url.Parse(address); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
			host = u.Hostname()
		}
		for _, p := range parts {
			plain, err := url.PathUnescape(p)
			if len(p) >= shortest && p != host {
				out = append(out, p)
			}
			if err == nil && len(plain) >= shortest && plain != host {
				out = append(out, plain)
			}
		}
	}
	slices.SortFunc(out, func(a, b string) int { return len(b) - len(a) })
	return out
}

// Where says where a channel leads, without secrets.
func Where(c rulefile.Channel) string {
	switch {
	case c.AddressEnv != "":
		return "$" + c.AddressEnv
	case c.Kind == rulefile.MailChannel:
		return strings.Join(c.To, ", ") + " through " + c.Address
	case c.Kind == rulefile.WebhookChannel: // the path is often as good as a password
		if u, err := url.Parse(c.Address); err == nil && strings.Trim(u.Path+u.RawQuery, "/") != "" {
			return u.Scheme + "://" + u.Host + "/…"
		}
	}
	return c.Address
}
