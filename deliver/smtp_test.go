package deliver

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
)

// How a mail server of the tests behaves.
const (
	takes       = ""         // takes every mail
	turnsAway   = "away"     // answers 421 to the greeting
	refuses     = "refuses"  // answers 550 to the recipient
	dropsBefore = "before"   // reads the mail and hangs up before it answers
	dropsAfter  = "after"    // takes the mail, and hangs up before QUIT
	hangs       = "hangs"    // never says anything
	wantsLogin  = "password" // takes mail from user onset with password sesame alone
)

// mailServer is a small SMTP server that keeps what it took.
type mailServer struct {
	sync.Mutex
	mode  string
	taken []string
	read  int // mails that were read, taken or not
	addr  string
}

func newMailServer(t *testing.T) *mailServer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &mailServer{addr: l.Addr().String()}
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

func (s *mailServer) set(mode string) {
	s.Lock()
	defer s.Unlock()
	s.mode = mode
}

func (s *mailServer) mails() []string {
	s.Lock()
	defer s.Unlock()
	return append([]string{}, s.taken...)
}

// talk holds one conversation.
func (s *mailServer) talk(conn net.Conn) {
	defer conn.Close()
	s.Lock()
	mode := s.mode
	s.Unlock()
	lines := bufio.NewScanner(conn)
	say := func(line string) { fmt.Fprint(conn, line+"\r\n") }
	switch mode {
	case hangs:
		lines.Scan() // until the client gives up
		return
	case turnsAway:
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
			if mode == wantsLogin && strings.HasSuffix(lines.Text(), "AG9uc2V0AHNlc2FtZQ==") { // \0onset\0sesame
				say("235 welcome")
			} else {
				say("535 no")
			}
		case "RCPT":
			say(map[bool]string{true: "550 nobody here", false: "250 ok"}[mode == refuses])
		case "DATA":
			say("354 go on")
			if !s.data(lines, mode) {
				return
			}
			say("250 taken")
			if mode == dropsAfter {
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

// data reads a mail and tells whether it was taken.
func (s *mailServer) data(lines *bufio.Scanner, mode string) bool {
	var b strings.Builder
	for lines.Scan() && lines.Text() != "." {
		b.WriteString(strings.TrimPrefix(lines.Text(), ".") + "\n")
	}
	s.Lock()
	defer s.Unlock()
	s.read++
	if mode == dropsBefore {
		return false
	}
	s.taken = append(s.taken, b.String())
	return true
}
