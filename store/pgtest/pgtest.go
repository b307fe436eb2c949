// Package pgtest gives tests databases on a PostgreSQL server of their own: one for
// each test binary, in a scratch folder, reached by a socket alone, and stopped when
// the tests are over. Where PostgreSQL is not installed they skip, and say so.
package pgtest

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"
)

// variable says on which engine the tests run that can run on either: "postgres", or
// on files.
const variable = "ONSET_TEST_DB"

// Chosen tells whether tests that can run on either engine are to run on this one.
func Chosen() bool { return os.Getenv(variable) == "postgres" }

// Run runs the tests of a binary, and stops the server when they are over. It is for
// TestMain.
func Run(m interface{ Run() int }) int {
	code := m.Run()
	if started.server != nil {
		if err := started.server.stop(); err != nil {
			fmt.Fprintln(os.Stderr, "stopping the PostgreSQL of the tests:", err)
			return 1
		}
	}
	return code
}

var started struct {
	sync.Mutex
	server    *server
	err       error
	templates map[string]bool
	made      int
}

// Database returns the address of a new database. It is a copy of one that prepare was
// given empty, once for each name. Where there is no PostgreSQL the test skips.
func Database(tb testing.TB, name string, prepare func(address string) error) string {
	tb.Helper()
	address, err := New(name, prepare)
	if errors.Is(err, ErrMissing) {
		tb.Skip(err)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return address
}

// New is Database for where no test is at hand.
func New(name string, prepare func(address string) error) (string, error) {
	started.Lock()
	defer started.Unlock()
	if started.server == nil && started.err == nil {
		started.server, started.err = start()
	}
	if started.err != nil {
		return "", started.err
	}
	s := started.server
	template := "template_" + name
	if !started.templates[template] {
		if err := errors.Join(s.sql("CREATE DATABASE "+template+" TEMPLATE template0"), prepare(s.address(template))); err != nil {
			return "", err
		}
		if started.templates == nil {
			started.templates = map[string]bool{}
		}
		started.templates[template] = true
	}
	started.made++
	database := "t" + strconv.Itoa(started.made)
	if err := s.sql("CREATE DATABASE " + database + " TEMPLATE " + template); err != nil {
		return "", err
	}
	return s.address(database), nil
}

// SQL runs statements in a database as the role that may do everything, with psql.
func SQL(tb testing.TB, address, statements string) {
	tb.Helper()
	if err := started.server.psql(address, statements); err != nil {
		tb.Fatal(err)
	}
}

// ErrMissing is why tests skip.
var ErrMissing = errors.New("no PostgreSQL is installed here (initdb): apt-get install postgresql")

// server is a PostgreSQL that was started.
type server struct {
	bin, dir string
	account  *syscall.Credential // whose process it is; nil: ours
	process  *os.Process
	ended    chan error
}

// binaries returns the folder of initdb: in PATH, or where Debian has it.
func binaries() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		path, err = filepath.EvalSymlinks(path) // the others are beside it there
		return filepath.Dir(path), err
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", ErrMissing
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1]), nil
}

// account is another than root, as whom PostgreSQL does not run.
func account() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(err1, err2)
	}
	return nil, errors.New("starting PostgreSQL for tests: root may not, and there is neither postgres nor nobody")
}

func start() (*server, error) {
	s := &server{ended: make(chan error, 1)}
	var err error
	if s.bin, err = binaries(); err != nil {
		return nil, err
	}
	if s.account, err = account(); err != nil {
		return nil, err
	}
	if s.dir, err = os.MkdirTemp("/tmp", "onset-pg"); err != nil { // the name of a socket has to be short
		return nil, err
	}
	if s.account != nil {
		if err := os.Chown(s.dir, int(s.account.Uid), int(s.account.Gid)); err != nil {
			return nil, err
		}
	}
	initdb := exec.Command(filepath.Join(s.bin, "initdb"), "-D", s.data(), "-U", "onset", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	s.own(initdb)
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("making a PostgreSQL for tests: %w: %s", err, out)
	}
	// What lies beside a database on each machine goes with the server.
	if err := os.Setenv("XDG_CACHE_HOME", filepath.Join(s.dir, "cache")); err != nil {
		return nil, err
	}
	failed := make(chan error)
	go s.run(failed)
	if err := <-failed; err != nil {
		return nil, err
	}
	for {
		if err = s.sql("SELECT 1"); err == nil {
			return s, nil
		}
		select {
		case end := <-s.ended:
			said, _ := os.ReadFile(s.log())
			return nil, errors.Join(fmt.Errorf("starting PostgreSQL for tests: %w: %s", err, said), end, os.RemoveAll(s.dir))
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// run starts the server, and waits for its end on one thread: the kernel stops the
// server with the thread that started it, should the tests be killed.
func (s *server) run(failed chan<- error) {
	runtime.LockOSThread()
	cmd := exec.Command(filepath.Join(s.bin, "postgres"), "-D", s.data(), "-k", s.dir, "-c", "listen_addresses=",
		"-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200", "-c", "shared_buffers=64MB", "-c", "autovacuum=off")
	s.own(cmd)
	cmd.SysProcAttr.Pdeathsig = syscall.SIGQUIT
	log, err := os.Create(s.log())
	if err != nil {
		failed <- err
		return
	}
	cmd.Stdout, cmd.Stderr = log, log
	err = cmd.Start()
	s.process = cmd.Process
	if failed <- err; err == nil {
		s.ended <- errors.Join(cmd.Wait(), log.Close())
	}
}

// own gives a command to the account of the server, in its folder.
func (s *server) own(cmd *exec.Cmd) {
	cmd.Dir = s.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.account}
}

func (s *server) log() string { return filepath.Join(s.dir, "log") }

func (s *server) data() string { return filepath.Join(s.dir, "data") }

func (s *server) address(database string) string {
	return "postgres:///" + database + "?user=onset&host=" + url.QueryEscape(s.dir)
}

func (s *server) sql(statements string) error { return s.psql(s.address("postgres"), statements) }

func (s *server) psql(address, statements string) error {
	cmd := exec.Command(filepath.Join(s.bin, "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", statements, address)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", statements, err, out)
	}
	return nil
}

// stop ends the server and removes its folder.
func (s *server) stop() error {
	if err := s.process.Signal(syscall.SIGINT); err != nil {
		return err
	}
	err := <-s.ended
	if removed := os.RemoveAll(s.dir); removed != nil && !errors.Is(removed, fs.ErrNotExist) {
		err = errors.Join(err, removed)
	}
	return err
}
