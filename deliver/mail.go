package deliver

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"

	"github.com/wneessen/go-mail"

	"onset/tracker/rulefile"
)

// mail hands the message to the server. Once the server has taken it, what
// goes wrong while saying goodbye is no failure.
func (s Sender) mail(ctx context.Context, c rulefile.Channel, m Message) error {
	letter, err := compose(c, m)
	if err != nil {
		return err
	}
	client, err := s.mailClient(ctx, c)
	if err != nil {
		return err
	}
	if err := client.DialWithContext(ctx); err != nil {
		return fmt.Errorf("connecting to its server: %w", err)
	}
	err = client.Send(letter)
	_ = client.Close() // whether QUIT is answered changes nothing
	if err != nil && !letter.IsDelivered() {
		return err
	}
	return nil
}

// compose writes the letter; but for boundaries it is the same on each try.
func compose(c rulefile.Channel, m Message) (*mail.Msg, error) {
	letter := mail.NewMsg()
	if err := letter.From(c.From); err != nil {
		return nil, fmt.Errorf("its sender: %w", err)
	}
	if err := letter.To(c.To...); err != nil {
		return nil, fmt.Errorf("its recipients: %w", err)
	}
	letter.SetMessageIDWithValue(m.Key + "@" + domain(c.From))
	letter.SetDateWithValue(m.Made)
	letter.Subject(m.Subject)
	letter.SetGenHeader("Auto-Submitted", "auto-generated") // so that nobody's absence note answers
	letter.SetBodyString(mail.TypeTextPlain, m.Text)
	letter.AddAlternativeString(mail.TypeTextHTML, m.HTML)
	return letter, nil
}

// domain is that of the sender's address.
func domain(from string) string {
	if a, err := netmail.ParseAddress(from); err == nil {
		if _, host, ok := strings.Cut(a.Address, "@"); ok {
			return host
		}
	}
	return "onset.invalid"
}

// mailClient knows how a server is spoken to. Without TLS nothing is sent,
// but on this machine itself.
func (s Sender) mailClient(ctx context.Context, c rulefile.Channel) (*mail.Client, error) {
	u, err := url.Parse(c.Address)
	if err != nil {
		return nil, fmt.Errorf("reading its address: %w", err)
	}
	host, secure := u.Hostname(), u.Scheme == "smtps"
	port := map[bool]int{true: 465, false: 587}[secure]
	if p, err := strconv.Atoi(u.Port()); err == nil {
		port = p
	}
	policy, login := mail.TLSMandatory, mail.SMTPAuthAutoDiscover
	if loopback(host) { // a relay of this machine often has no certificate
		policy, login = mail.TLSOpportunistic, mail.SMTPAuthPlain
	}
	options := []mail.Option{
		mail.WithPort(port), mail.WithTimeout(s.Timeout), mail.WithTLSPolicy(policy), mail.WithoutNoop(),
		mail.WithDialContextFunc(dialer(ctx, host, secure)),
	}
	if secure {
		options = append(options, mail.WithSSL())
	}
	if c.User != "" {
		options = append(options, mail.WithUsername(c.User), mail.WithSMTPAuth(login))
	}
	if c.PasswordEnv != "" {
		password, err := s.secret(c.PasswordEnv, "password")
		if err != nil {
			return nil, err
		}
		options = append(options, mail.WithPassword(password))
	}
	return mail.NewClient(host, options...)
}

// dialer connects so that the end of ctx ends the whole conversation, not only
// the dialing, and so that a connection whose login failed is not left open.
func dialer(ctx context.Context, host string, secure bool) mail.DialContextFunc {
	return func(dial context.Context, network, address string) (net.Conn, error) {
		var conn net.Conn
		var err error
		if secure {
			conn, err = (&tls.Dialer{Config: &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}}).DialContext(dial, network, address)
		} else {
			conn, err = (&net.Dialer{}).DialContext(dial, network, address)
		}
		if err == nil {
			context.AfterFunc(ctx, func() { _ = conn.Close() }) // closing twice harms nothing
		}
		return conn, err
	}
}

// loopback holds for this machine.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
