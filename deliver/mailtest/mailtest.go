// Package mailtest is a mail server for tests: it listens on loopback, keeps what
// it took, and can refuse, fail, hang and hang up the way real ones do.
package mailtest

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
)

// Mode is how a server behaves.
type Mode string

// The modes of a server.
const (
	Takes       Mode = ""         // takes every mail
	TurnsAway   Mode = "away"     // answers 421 to the greeting
	Refuses     Mode = "refuses"  // answers 550 to the recipient
	Later       Mode = "later"    // reads the mail and answers 451: come again
	DropsBefore Mode = "before"   // reads the mail and hangs up before it answers
	DropsAfter  Mode = "after"    // takes the mail, and hangs up before QUIT
	Hangs       Mode = "hangs"    // never says anything
	WantsLogin  Mode = "password" // takes mail from user onset with password sesame alone
)

// Server is a small SMTP server. It is safe for concurrent use.
type Server struct {
	Addr string // host:port

	mu    sync.Mutex
	mode  Mode
	taken []string
	asked int
	told  func() // called when a mail was taken, before the answer
}

// New starts a server that ends with the test.
func New(t *testing.T) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Addr: l.Addr().String()}
	var conns sync.WaitGroup
	conns.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			conns.Go(func() { s.talk(conn) })
		}
	})
	t.Cleanup(func() { l.Close(); conns.Wait() })
	return s
}

// Set changes how the server behaves from the next connection on.
func (s *Server) Set(mode Mode) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mode = mode
}

// OnTaken calls f each time that a mail was taken, before the server says so.
func (s *Server) OnTaken(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.told = f
}

// Mails returns what was taken so far, as it was written.
func (s *Server) Mails() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.taken...)
}

// Asked returns how many connections there were.
func (s *Server) Asked() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}

// talk holds one conversation.
func (s *Server) talk(conn net.Conn) {
	defer conn.Close()
	s.mu.Lock()
	mode := s.mode
	s.asked++
	s.mu.Unlock()
	lines := bufio.NewScanner(conn)
	say := func(line string) { fmt.Fprint(conn, line+"\r\n") }
	switch mode {
	case Hangs:
		lines.Scan() // until the client gives up
		return
	case TurnsAway:
		say("421 busy")
		return
	}
	say("220 test")
	for lines.Scan() {
		verb, _, _ := strings.Cut(strings.ToUpper(lines.Text()), " ")
		switch verb {
		case "EHLO":
			say("250-test\r\n250-8BITMIME\r\n250 AUTH PLAIN")
		case "AUTH":
			if mode == WantsLogin && strings.HasSuffix(lines.Text(), "AG9uc2V0AHNlc2FtZQ==") { // \0onset\0sesame
				say("235 welcome")
			} else {
				say("535 no")
			}
		case "RCPT":
			say(map[bool]string{true: "550 nobody here", false: "250 ok"}[mode == Refuses])
		case "DATA":
			say("354 go on")
			if !s.data(lines, mode, say) {
				return
			}
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

// data reads a mail and tells whether the conversation goes on.
func (s *Server) data(lines *bufio.Scanner, mode Mode, say func(string)) bool {
	var b strings.Builder
	for lines.Scan() && lines.Text() != "." {
		b.WriteString(strings.TrimPrefix(lines.Text(), ".") + "\n")
	}
	switch mode {
	case DropsBefore:
		return false
	case Later:
		say("451 try again later")
		return true
	}
	s.mu.Lock()
	s.taken = append(s.taken, b.String())
	told := s.told
	s.mu.Unlock()
	if told != nil {
		told()
	}
	say("250 taken")
	return mode != DropsAfter
}
