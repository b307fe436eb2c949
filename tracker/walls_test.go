package tracker_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// listed is what `go list -json` says of a package.
type listed struct {
	ImportPath string
	Dir        string
	Doc        string
	Name       string
	Imports    []string
	GoFiles    []string
}

func packages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Dir,Doc,Name,Imports,GoFiles", "onset/...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("listing packages: %v", err)
	}
	var pkgs []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
	if len(pkgs) < 5 {
		t.Fatalf("found only %d packages", len(pkgs))
	}
	return pkgs
}

// layer names the top folder that an import path of ours belongs to; the rooms of
// the newsroom are layers of their own over it.
func layer(path string) string {
	if path == "onset" {
		return "shipped" // the root holds nothing but the rules file and its packs
	}
	rest := strings.TrimPrefix(path, "onset/")
	if strings.HasPrefix(rest, "newsroom/") {
		return rest
	}
	top, _, _ := strings.Cut(rest, "/")
	return top
}

// mayImport holds the walls: tracker knows nobody, the adapters know only
// tracker, the newsroom lets them work together, bulletins and pages are made of what
// it did, and the command shows it.
var mayImport = map[string][]string{
	"tracker":           {"tracker"},
	"feeds":             {"tracker", "feeds"},
	"store":             {"tracker", "store"},
	"web":               {"tracker", "tables", "web"},
	"deliver":           {"tracker", "deliver"},
	"tables":            {"tracker", "tables"},
	"newsroom":          {"tracker", "feeds", "newsroom"},
	"newsroom/bulletin": {"tracker", "feeds", "deliver", "newsroom"},
	"newsroom/pages":    {"tracker", "feeds", "web", "newsroom", "newsroom/bulletin"},
	"newsroom/demo":     {"tracker", "newsroom"},
	"newsroom/evidence": {"tracker", "tables", "deliver", "newsroom"},
	"newsroom/checkup":  {"tracker", "newsroom", "newsroom/bulletin"},
	"newsroom/daemon":   {"tracker", "deliver", "newsroom", "newsroom/bulletin"},
	"cmd":               {"tracker", "newsroom", "newsroom/bulletin", "newsroom/pages", "newsroom/checkup", "newsroom/daemon", "newsroom/evidence", "newsroom/demo", "feeds", "store", "web", "deliver", "tables", "cmd", "shipped"},
	"shipped":           {},
}

func TestWallsBetweenPackages(t *testing.T) {
	for _, p := range packages(t) {
		allowed, known := mayImport[layer(p.ImportPath)]
		if !known {
			t.Errorf("%s stands outside the layers %v", p.ImportPath, slices.Sorted(maps.Keys(mayImport)))
			continue
		}
		for _, imp := range p.Imports {
			if (imp == "onset" || strings.HasPrefix(imp, "onset/")) && !slices.Contains(allowed, layer(imp)) {
				t.Errorf("%s imports %s: %s may import only %v", p.ImportPath, imp, layer(p.ImportPath), allowed)
			}
		}
	}
}

// libraryUsers says which layer may use which library, so that a library can
// be replaced by mending one place.
var libraryUsers = map[string][]string{
	"code.dny.dev/ssrf":                       {"feeds"},
	"codeberg.org/readeck/go-readability/v2":  {"feeds"},
	"github.com/abadojack/whatlanggo":         {"tracker"},
	"github.com/andybalholm/brotli":           {"feeds"},
	"github.com/agnivade/levenshtein":         {"tracker"},
	"github.com/blevesearch/snowballstem":     {"tracker"},
	"github.com/digitorus/timestamp":          {"deliver"},
	"github.com/goccy/go-yaml":                {"tracker", "feeds", "newsroom/demo"},
	"github.com/jackc/pgx/v5":                 {"store"},
	"github.com/klauspost/compress":           {"feeds", "store"},
	"github.com/markusmobius/go-domdistiller": {"feeds"},
	"github.com/mattn/go-isatty":              {"cmd"},
	"github.com/mattn/go-sqlite3":             {"store"},
	"github.com/mmcdole/gofeed":               {"feeds"},
	"github.com/robfig/cron/v3":               {"newsroom", "tracker"},
	"github.com/rs/zerolog":                   {"cmd", "newsroom", "newsroom/bulletin", "newsroom/daemon"},
	"github.com/modelcontextprotocol/go-sdk":  {"web"},
	"github.com/nicholas-fedor/shoutrrr":      {"deliver"},
	"github.com/prometheus/client_golang":     {"newsroom/daemon"},
	"github.com/spf13/pflag":                  {"cmd"},
	"github.com/wneessen/go-mail":             {"deliver"},
	"github.com/yuin/goldmark":                {"web"},
	"github.com/spf13/cobra":                  {"cmd"},
	"github.com/temoto/robotstxt":             {"feeds"},
	"pgregory.net/rapid":                      {"tracker"}, // tracker/proptest, for tests alone
	"golang.org/x/net":                        {"feeds"},
	"golang.org/x/sync":                       {"feeds", "newsroom"},
	"golang.org/x/term":                       {"cmd"},
	"golang.org/x/sys":                        {"store"},
	"golang.org/x/text":                       {"feeds", "tracker"},
	"golang.org/x/time":                       {"feeds"},
}

func TestLibrariesHaveTheirPlace(t *testing.T) {
	for _, p := range packages(t) {
		for _, imp := range p.Imports {
			if !strings.Contains(strings.SplitN(imp, "/", 2)[0], ".") {
				continue // standard library or ours
			}
			library := ""
			for l := range libraryUsers {
				if imp == l || strings.HasPrefix(imp, l+"/") {
					library = l
				}
			}
			if library == "" {
				t.Errorf("%s imports %s, which no layer is said to use", p.ImportPath, imp)
			} else if !slices.Contains(libraryUsers[library], layer(p.ImportPath)) {
				t.Errorf("%s imports %s: only %v may", p.ImportPath, imp, libraryUsers[library])
			}
		}
	}
}

// Packages under tracker decide and nothing else: what they need of the world
// is handed to them.
func TestTrackerIsPure(t *testing.T) {
	impure := []string{"net", "net/http", "os", "os/exec", "database/sql", "log", "syscall"}
	for _, p := range packages(t) {
		if layer(p.ImportPath) != "tracker" || p.ImportPath == "onset/tracker/proptest" { // which tests alone use
			continue
		}
		for _, imp := range p.Imports {
			if slices.Contains(impure, imp) {
				t.Errorf("%s imports %s: tracker does no I/O", p.ImportPath, imp)
			}
		}
	}
}

func TestEveryPackageSaysWhatItDecides(t *testing.T) {
	for _, p := range packages(t) {
		if len(p.GoFiles) > 0 && len(p.Doc) < 20 {
			t.Errorf("%s has no package doc", p.ImportPath)
		}
	}
}

// The store keeps: what follows from it is asked for, and no function that decides
// events is called. A Context, which it keeps, it may make.
func TestTheStoreDecidesNoEvents(t *testing.T) {
	call := regexp.MustCompile(`\b(timeline|surge|digest|discover|revisit|origin)\.([A-Z]\w*)\(`)
	walk(t, "../store", func(path, src string) {
		for _, m := range call.FindAllStringSubmatch(src, -1) {
			if m[2] != "NewContext" {
				t.Errorf("%s calls %s.%s: it belongs into store.Decisions", path, m[1], m[2])
			}
		}
	})
}

// Time is handed in: whoever decides must not look at the clock.
func TestTrackerNeverLooksAtTheClock(t *testing.T) {
	walk(t, ".", func(path, src string) {
		if strings.Contains(src, "time.Now(") || strings.Contains(src, "rand.") {
			t.Errorf("%s looks at the clock or throws dice", path)
		}
	})
}

// What decides starts no goroutine, and neither do its tests: the race detector has
// nothing to find there, and .ci/run leaves it out.
func TestWhatDecidesStartsNoGoroutine(t *testing.T) {
	for _, root := range []string{".", "../tables"} {
		if err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err == nil && startsGoroutines(file) {
				t.Errorf("%s starts a goroutine", path)
			}
			return err
		}); err != nil {
			t.Error(err)
		}
	}
}

func startsGoroutines(file *ast.File) (found bool) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			found = true
		case *ast.SelectorExpr: // of a sync.WaitGroup, and of a test
			found = found || n.Sel.Name == "Go" || n.Sel.Name == "Parallel"
		}
		return !found
	})
	return found
}

func walk(t *testing.T, root string, visit func(path, src string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		src, err := os.ReadFile(path)
		visit(path, string(src))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
