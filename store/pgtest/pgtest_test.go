package pgtest

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// childEnv makes the test binary one that starts a server and waits to be killed.
const childEnv = "ONSET_TEST_PG_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) == "" {
		os.Exit(Run(m))
	}
	if _, err := New("empty", func(string) error { return nil }); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(started.server.dir)
	select {}
}

// However tests end, their server ends with them.
func TestTheServerEndsWithTestsThatAreKilled(t *testing.T) {
	if _, err := binaries(); errors.Is(err, ErrMissing) {
		t.Skip(err)
	}
	child := exec.Command(os.Args[0])
	child.Env, child.Stderr = append(os.Environ(), childEnv+"=1"), os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	dir, err := bufio.NewReader(out).ReadString('\n')
	answers := err == nil && listens(strings.TrimSpace(dir))
	_ = child.Process.Kill()
	_ = child.Wait() // it was killed
	if !answers {
		t.Fatalf("no server listens in %q: %v", dir, err)
	}
	dir = strings.TrimSpace(dir)
	for over := time.Now().Add(time.Minute); listens(dir); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(over) {
			t.Fatalf("the server in %s goes on", dir)
		}
	}
	if err := os.RemoveAll(dir); err != nil { // which nobody was left to do
		t.Error(err)
	}
}

// listens tells whether a server does in its folder.
func listens(dir string) bool {
	c, err := net.Dial("unix", filepath.Join(dir, ".s.PGSQL.5432"))
	if err == nil {
		err = c.Close()
	}
	return err == nil
}
