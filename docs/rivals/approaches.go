package main

import (
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"
	_ "github.com/mattn/go-sqlite3"

	rule "onset/tracker/query"
	"onset/tracker/text"
)

// onset is the rule index, with all that the rule language asks for: sentences,
// stems, places of the matched words.
func onset(c *corpus, n int) (func([]string) int, error) {
	rules := make([]rule.Rule, n)
	for i, p := range c.phrases[:n] {
		e, err := rule.Parse(`"`+strings.Join(p[:], `" OR "`)+`"`, nil)
		if err != nil {
			return nil, err
		}
		rules[i].Match = rule.Any(e)
	}
	index := rule.NewIndex(slices.Values(rules))
	var t text.Text
	return func(articles []string) (found int) {
		for _, a := range articles {
			t.Reset(a, c.lang)
			last := -1
			for _, h := range index.Match(&rule.Doc{Body: &t, Lang: c.lang}) {
				if h.Rule != last {
					last = h.Rule
					found++
				}
			}
		}
		return found
	}, nil
}

// phrase is the rest of a phrase after its first two words.
type phrase struct {
	rule int
	rest []string
}

// firstWords is the plainest thing that is fast: a map of each phrase's first
// two words, in small letters and without any inflection.
func firstWords(c *corpus, n int) (func([]string) int, error) {
	m := make(map[[2]string][]phrase)
	for i, three := range c.phrases[:n] {
		for _, p := range three {
			w := strings.Fields(p)
			m[[2]string{w[0], w[1]}] = append(m[[2]string{w[0], w[1]}], phrase{i, w[2:]})
		}
	}
	return func(articles []string) (found int) {
		for _, a := range articles {
			words := strings.FieldsFunc(strings.ToLower(a), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			var met map[int]bool
			for i := range len(words) - 1 {
				for _, p := range m[[2]string{words[i], words[i+1]}] {
					if begins(words[i+2:], p.rest) {
						if met == nil {
							met = map[int]bool{}
						}
						met[p.rule] = true
					}
				}
			}
			found += len(met)
		}
		return found
	}, nil
}

func begins(words, with []string) bool {
	if len(words) < len(with) {
		return false
	}
	for i, w := range with {
		if words[i] != w {
			return false
		}
	}
	return true
}

// regexps is one regular expression a rule.
func regexps(c *corpus, n int) (func([]string) int, error) {
	rules := make([]*regexp.Regexp, n)
	for i, p := range c.phrases[:n] {
		rules[i] = regexp.MustCompile(`(?i)` + strings.ReplaceAll(strings.Join(p[:], "|"), " ", `\s+`))
	}
	return func(articles []string) (found int) {
		for _, a := range articles {
			for _, re := range rules {
				if re.MatchString(a) {
					found++
				}
			}
		}
		return found
	}, nil
}

// fts puts the articles into a full-text index in memory and asks it once a rule.
func fts(c *corpus, n int) (func([]string) int, error) {
	return func(articles []string) int {
		db, err := sql.Open("sqlite3", ":memory:")
		check(err)
		defer db.Close()
		db.SetMaxOpenConns(1)
		tx, err := db.Begin()
		check(err)
		_, err = tx.Exec(`CREATE VIRTUAL TABLE ft USING fts4(content="", text, tokenize=unicode61)`)
		check(err)
		insert, err := tx.Prepare("INSERT INTO ft (docid, text) VALUES (?, ?)")
		check(err)
		for i, a := range articles {
			_, err := insert.Exec(i, a)
			check(err)
		}
		ask, err := tx.Prepare("SELECT count(*) FROM ft WHERE ft MATCH ?")
		check(err)
		found := 0
		for _, p := range c.phrases[:n] {
			var hits int
			check(ask.QueryRow(`"` + strings.Join(p[:], `" OR "`) + `"`).Scan(&hits))
			found += hits
		}
		return found
	}, nil
}

// bleveQueries puts the articles into an index of bleve in memory (its newer
// kind, scorch), with no more in it than phrases need, and asks it once a rule.
func bleveQueries(c *corpus, n int) (func([]string) int, error) {
	return func(articles []string) int {
		field := mapping.NewTextFieldMapping()
		field.Store, field.DocValues, field.IncludeInAll = false, false, false
		m := mapping.NewIndexMapping()
		m.DefaultAnalyzer = "standard"
		m.DefaultMapping.Dynamic = false
		m.DefaultMapping.AddFieldMappingsAt("text", field)
		index, err := bleve.NewUsing("", m, scorch.Name, scorch.Name, nil)
		check(err)
		defer index.Close()
		for first := 0; first < len(articles); first += bleveBatch {
			batch := index.NewBatch()
			for i := first; i < min(first+bleveBatch, len(articles)); i++ {
				check(batch.Index(fmt.Sprint(i), map[string]any{"text": articles[i]}))
			}
			check(index.Batch(batch))
		}
		found := 0
		for _, p := range c.phrases[:n] {
			var any []query.Query
			for _, phrase := range p {
				q := bleve.NewMatchPhraseQuery(phrase)
				q.SetField("text")
				any = append(any, q)
			}
			r, err := index.Search(bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(any...), len(articles), 0, false))
			check(err)
			found += len(r.Hits)
		}
		return found
	}, nil
}

// bleveBatch is how many articles are handed to bleve at a time.
const bleveBatch = 500

// check ends a measurement that went wrong.
func check(err error) {
	if err != nil {
		panic(err)
	}
}
