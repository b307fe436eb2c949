package deliver

import (
	"cmp"
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/url"
	"os"

	"github.com/nicholas-fedor/shoutrrr"

	"onset/tracker/rulefile"
)

// Check tells whether c could be delivered to, without sending anything: the
// folder can be written, the mail server lets in, the webhook's host answers,
// the address of a chat can be read.
func (s Sender) Check(ctx context.Context, c rulefile.Channel) error {
	ctx, stop := context.WithTimeout(ctx, s.Timeout)
	defer stop()
	var err error
	switch c.Kind {
	case rulefile.FileChannel:
		err = s.checkFile(c)
	case rulefile.MailChannel:
		err = s.checkMail(ctx, c)
	case rulefile.WebhookChannel:
		err = s.checkWebhook(ctx, c)
	case rulefile.ChatChannel:
		err = s.checkChat(c)
	default:
		err = unknown(c)
	}
	return s.told("looking at", c, err)
}

func (s Sender) checkFile(c rulefile.Channel) error {
	if err := os.MkdirAll(s.folder(c), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(s.folder(c), ".onset-*")
	if err != nil {
		return err
	}
	_ = f.Close()
	return os.Remove(f.Name())
}

func (s Sender) checkMail(ctx context.Context, c rulefile.Channel) error {
	client, err := s.mailClient(ctx, c)
	if err != nil {
		return err
	}
	if err := client.DialWithContext(ctx); err != nil {
		return fmt.Errorf("connecting to its server: %w", err)
	}
	_ = client.Close()
	return nil
}

func (s Sender) checkWebhook(ctx context.Context, c rulefile.Channel) error {
	address, err := s.address(c)
	if err != nil {
		return err
	}
	if c.PasswordEnv != "" {
		if _, err := s.secret(c.PasswordEnv, "token"); err != nil {
			return err
		}
	}
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	var conn net.Conn
	if u.Scheme == "https" {
		conn, err = (&tls.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(u.Hostname(), cmp.Or(u.Port(), "443")))
	} else {
		conn, err = (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(u.Hostname(), cmp.Or(u.Port(), "80")))
	}
	if err != nil {
		return err
	}
	return conn.Close()
}

func (s Sender) checkChat(c rulefile.Channel) error {
	address, err := s.address(c)
	if err != nil {
		return err
	}
	_, err = shoutrrr.CreateSender(address)
	return err
}
