package deliver

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	netmail "net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onset/deliver/mailtest"
	"onset/tracker/rulefile"
)

var message = Message{
	Key: "2026-02-04.desk.1", Name: "2026-02-04", Made: time.Date(2026, 2, 5, 6, 0, 0, 0, time.UTC), Subject: "Onset · Wed 4 Feb 2026 · Ёлки",
	Text: "plain words", Markdown: "**bold** words", HTML: "<p>page words</p>", Brief: "brief words", JSON: []byte(`{"day":"2026-02-04"}`),
}

// sender reads the environment of the test.
func sender(t *testing.T, env map[string]string) Sender {
	return Sender{Getenv: func(name string) string { return env[name] }, Dir: t.TempDir(), Timeout: 2 * time.Second, Agent: "Onset/test"}
}

func mailChannel(s *mailtest.Server) rulefile.Channel {
	return rulefile.Channel{ID: "desk", Kind: rulefile.MailChannel, Address: "smtp://" + s.Addr, From: "Onset <onset@example.org>", To: []string{"a@example.org", "b@example.org"}}
}

func TestMailIsWhole(t *testing.T) {
	server := mailtest.New(t)
	if err := sender(t, nil).Send(t.Context(), mailChannel(server), message); err != nil {
		t.Fatal(err)
	}
	mails := server.Mails()
	if len(mails) != 1 {
		t.Fatalf("%d mails", len(mails))
	}
	m, err := netmail.ReadMessage(strings.NewReader(mails[0]))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Message-Id": "<2026-02-04.desk.1@example.org>", "Date": "Thu, 05 Feb 2026 06:00:00 +0000",
		"Auto-Submitted": "auto-generated", "To": "<a@example.org>, <b@example.org>",
	} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if !strings.HasPrefix(m.Header.Get("Content-Type"), "multipart/alternative") || !strings.Contains(mails[0], "page words") {
		t.Errorf("the page is missing:\n%s", mails[0])
	}
}

func TestMailOnlyCountsWhenItWasTaken(t *testing.T) {
	server := mailtest.New(t)
	for _, c := range []struct {
		mode  mailtest.Mode
		sent  bool
		taken int
	}{
		{mailtest.TurnsAway, false, 0}, {mailtest.Later, false, 0}, {mailtest.Refuses, false, 0}, {mailtest.DropsBefore, false, 0}, {mailtest.DropsAfter, true, 1}, {mailtest.Takes, true, 2},
	} {
		server.Set(c.mode)
		err := sender(t, nil).Send(t.Context(), mailChannel(server), message)
		if (err == nil) != c.sent || len(server.Mails()) != c.taken {
			t.Errorf("a server that %q: sent %v, taken %d", c.mode, err, len(server.Mails()))
		}
	}
}

func TestMailDoesNotWaitForEver(t *testing.T) {
	server := mailtest.New(t)
	server.Set(mailtest.Hangs)
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	if err := sender(t, nil).Send(ctx, mailChannel(server), message); err == nil {
		t.Error("a server that says nothing has taken a mail")
	}
}

func TestMailLogsIn(t *testing.T) {
	server := mailtest.New(t)
	server.Set(mailtest.WantsLogin)
	c := mailChannel(server)
	c.User, c.PasswordEnv = "onset", "DESK_PASSWORD"
	if err := sender(t, nil).Send(t.Context(), c, message); err == nil || !strings.Contains(err.Error(), "DESK_PASSWORD") {
		t.Errorf("no password is set, the error says %v", err)
	}
	if err := sender(t, map[string]string{"DESK_PASSWORD": "sesame"}).Send(t.Context(), c, message); err != nil {
		t.Error(err)
	}
	err := sender(t, map[string]string{"DESK_PASSWORD": "open-up"}).Check(t.Context(), c)
	if err == nil || strings.Contains(err.Error(), "open-up") {
		t.Errorf("a wrong password: %v", err)
	}
}

func TestMailElsewhereNeedsEncryption(t *testing.T) {
	for host, open := range map[string]bool{"127.0.0.1": true, "::1": true, "localhost": true, "mail.example.org": false, "10.0.0.1": false} {
		if loopback(host) != open {
			t.Errorf("%s: plain text allowed %v", host, !open)
		}
	}
}

// receiver answers as told and keeps what it got.
func receiver(t *testing.T, answer func(http.ResponseWriter, *http.Request)) (string, chan *http.Request) {
	got := make(chan *http.Request, 10)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		got <- r
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL, got
}

func TestWebhook(t *testing.T) {
	url, got := receiver(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusAccepted) })
	c := rulefile.Channel{ID: "hook", Kind: rulefile.WebhookChannel, Address: url + "/in", PasswordEnv: "TOKEN"}
	if err := sender(t, map[string]string{"TOKEN": "sesame"}).Send(t.Context(), c, message); err != nil {
		t.Fatal(err)
	}
	r := <-got
	body, _ := io.ReadAll(r.Body)
	if r.Method != http.MethodPost || r.Header.Get("Authorization") != "Bearer sesame" || r.Header.Get("Idempotency-Key") != message.Key ||
		r.Header.Get("Content-Type") != "application/json" || !json.Valid(body) {
		t.Errorf("%s %v %s", r.Method, r.Header, body)
	}
}

func TestWebhookThatDoesNotTakeIt(t *testing.T) {
	for name, answer := range map[string]func(giveUp func()) http.HandlerFunc{
		"broken": func(func()) http.HandlerFunc {
			return func(w http.ResponseWriter, _ *http.Request) {
				http.Error(w, "out of order", http.StatusInternalServerError)
			}
		},
		"moved": func(func()) http.HandlerFunc { return http.RedirectHandler("/elsewhere", http.StatusFound).ServeHTTP },
		"hangs": func(giveUp func()) http.HandlerFunc {
			return func(_ http.ResponseWriter, r *http.Request) {
				giveUp()
				<-r.Context().Done()
			}
		},
		"hung up": func(func()) http.HandlerFunc {
			return func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
		},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, giveUp := context.WithCancel(t.Context())
			defer giveUp()
			url, got := receiver(t, answer(giveUp))
			err := sender(t, nil).Send(ctx, rulefile.Channel{ID: "hook", Kind: rulefile.WebhookChannel, Address: url}, message)
			if err == nil || len(got) != 1 {
				t.Errorf("asked %d times: %v", len(got), err)
			}
		})
	}
}

// A receiver that says nothing is given up in time.
func TestAWebhookDoesNotWaitForEver(t *testing.T) {
	url, _ := receiver(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	s := sender(t, nil)
	s.Timeout = 50 * time.Millisecond
	if err := s.Send(t.Context(), rulefile.Channel{ID: "hook", Kind: rulefile.WebhookChannel, Address: url}, message); err == nil || !strings.Contains(err.Error(), "deadline exceeded") {
		t.Errorf("a receiver that says nothing: %v", err)
	}
}

func TestWebhookThatSaysWhenToComeAgain(t *testing.T) {
	url, _ := receiver(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	var later Later
	err := sender(t, nil).Send(t.Context(), rulefile.Channel{ID: "hook", Kind: rulefile.WebhookChannel, Address: url}, message)
	if !errors.As(err, &later) || later.After != 2*time.Minute {
		t.Errorf("come again after %v: %v", later.After, err)
	}
}

func TestASecretAddressIsInNoError(t *testing.T) {
	env := map[string]string{"HOOK": "http://127.0.0.1:1/services/T0KEN-T0KEN", "ROOM": "slack://hook:T0KEN-T0KEN-T0KEN@webhook"}
	for _, c := range []rulefile.Channel{
		{ID: "hook", Kind: rulefile.WebhookChannel, AddressEnv: "HOOK"},
		{ID: "room", Kind: rulefile.ChatChannel, AddressEnv: "ROOM"},
		{ID: "none", Kind: rulefile.ChatChannel, AddressEnv: "MISSING"},
	} {
		for _, err := range []error{sender(t, env).Send(t.Context(), c, message), sender(t, env).Check(t.Context(), c)} {
			if err == nil || strings.Contains(err.Error(), "T0KEN") || !strings.Contains(err.Error(), c.ID) {
				t.Errorf("%s: %v", c.ID, err)
			}
		}
	}
}

func TestChat(t *testing.T) {
	url, got := receiver(t, func(http.ResponseWriter, *http.Request) {})
	room := strings.Replace(url, "http://", "generic://", 1) + "/room?disabletls=yes"
	s := sender(t, map[string]string{"ROOM": room})
	long := message
	long.Brief = strings.Repeat("ё", 3000)
	if err := s.Send(t.Context(), rulefile.Channel{ID: "room", Kind: rulefile.ChatChannel, AddressEnv: "ROOM"}, long); err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll((<-got).Body)
	if n := strings.Count(string(body), "ё"); n != longest-1 {
		t.Errorf("%d characters sent", n)
	}
}

func TestFileIsWrittenOnceHoweverOftenItIsTried(t *testing.T) {
	s := sender(t, nil)
	for format, want := range map[string]string{"md": message.Markdown, "text": message.Text, "html": message.HTML, "json": string(message.JSON)} {
		c := rulefile.Channel{ID: "notes", Kind: rulefile.FileChannel, Address: "out/" + format, Format: format}
		for range 2 {
			if err := s.Send(t.Context(), c, message); err != nil {
				t.Fatal(err)
			}
		}
		files, err := os.ReadDir(filepath.Join(s.Dir, "out", format))
		if err != nil || len(files) != 1 {
			t.Fatalf("%d files: %v", len(files), err)
		}
		body, err := os.ReadFile(filepath.Join(s.Dir, "out", format, files[0].Name()))
		if err != nil || string(body) != want {
			t.Errorf("%s holds %q, %v", files[0].Name(), body, err)
		}
	}
	blocked := rulefile.Channel{ID: "notes", Kind: rulefile.FileChannel, Address: "out/md/2026-02-04.md/below", Format: "md"}
	if s.Send(t.Context(), blocked, message) == nil || s.Check(t.Context(), blocked) == nil {
		t.Error("a folder that can't be was written to")
	}
}

// A kind of channel is added in package rulefile; here it has to be delivered to
// and looked at.
func TestEveryKindOfChannelIsKnown(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop() // nothing is connected to
	s := sender(t, nil)
	for _, k := range append(rulefile.ChannelKinds(), "pigeon") {
		c := rulefile.Channel{ID: "one", Kind: k}
		for doing, err := range map[string]error{"Send": s.Send(ctx, c, message), "Check": s.Check(ctx, c)} {
			if unknown := err != nil && strings.Contains(err.Error(), "there is no kind"); unknown != (k == "pigeon") {
				t.Errorf("%s of a channel of kind %s: %v", doing, k, err)
			}
		}
	}
}
