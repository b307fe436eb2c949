// Package demo is the demonstration of Onset: it serves sample feeds on loopback and
// plays four years of them forward under a simulated clock ([Play]). They are made of some
// forty short articles written for this project, in English, Russian and
// Ukrainian, dated January 2022 to February 2026, and the feeds in which they
// appear.
//
// The articles tell, in our own words, the story that Onset is measured by:
// years of "unacceptable", "legitimate targets", "neutral" and of NATO's
// enlargement, then, on 2 to 4 February 2026, two lines that are new. They
// follow what was publicly reported on their dates; they are not texts of the
// outlets whose names they carry. Every feed says so in its title, and every
// article in its last paragraph.
//
// Articles are files of the folder articles: front matter (source, published,
// language, title, and the talking points that rules must find, named as
// narrative/talking-point under expect), then paragraphs.
//
//	now := time.Date(2026, 2, 4, 20, 0, 0, 0, time.UTC)
//	page, err := demo.Feed("isw", now) // as ISW's feed stood at that moment
//
// What a feed holds depends on the moment alone, so that a simulated clock
// plays the years forward, and its ETag changes only when an article is new.
package demo

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/goccy/go-yaml"
)

//go:embed articles/*.md
var files embed.FS

// Article is a sample article.
type Article struct {
	Source    string    // id of a source of narratives.yaml
	Published time.Time // with the outlet's offset
	Language  string
	Title     string
	URL       string   // below the reserved domain .example
	Text      string   // paragraphs separated by a blank line
	Expect    []string // narrative/talking-point of every rule that holds, sorted
}

// frontMatter is the head of an article's file.
type frontMatter struct {
	Source    string   `yaml:"source"`
	Published string   `yaml:"published"`
	Language  string   `yaml:"language"`
	Title     string   `yaml:"title"`
	Expect    []string `yaml:"expect"`
}

// load reads the embedded articles once.
var load = sync.OnceValues(func() ([]Article, error) {
	entries, err := files.ReadDir("articles")
	if err != nil {
		return nil, fmt.Errorf("reading the sample articles: %w", err)
	}
	var out []Article
	for _, e := range entries {
		a, err := readArticle(e.Name())
		if err != nil {
			return nil, fmt.Errorf("reading sample article %s: %w", e.Name(), err)
		}
		out = append(out, a)
	}
	slices.SortStableFunc(out, func(a, b Article) int {
		return cmp.Or(a.Published.Compare(b.Published), cmp.Compare(a.URL, b.URL))
	})
	return out, nil
})

// Load returns all sample articles, oldest first.
func Load() ([]Article, error) { return load() }

// readArticle reads one file.
func readArticle(name string) (Article, error) {
	raw, err := files.ReadFile(path.Join("articles", name))
	if err != nil {
		return Article{}, err
	}
	head, body, ok := strings.Cut(strings.TrimPrefix(string(raw), "---\n"), "\n---\n")
	if !ok {
		return Article{}, errors.New("no front matter between two lines ---")
	}
	var m frontMatter
	if err := yaml.UnmarshalWithOptions([]byte(head), &m, yaml.DisallowUnknownField()); err != nil {
		return Article{}, err
	}
	published, err := time.Parse(time.RFC3339, m.Published)
	if err != nil {
		return Article{}, err
	}
	outlet, ok := outlets[m.Source]
	if !ok {
		return Article{}, fmt.Errorf("no feed for source %q", m.Source)
	}
	slices.Sort(m.Expect)
	return Article{
		Source: m.Source, Published: published, Language: m.Language, Title: m.Title,
		URL:    "https://" + m.Source + ".example/" + strings.TrimSuffix(name, ".md"),
		Text:   strings.TrimSpace(body) + "\n\n" + outlet.mark,
		Expect: m.Expect,
	}, nil
}
