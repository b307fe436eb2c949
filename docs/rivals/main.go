// Rivals measures the rule index of Onset beside what else could match many
// phrases against many articles, over the same texts in one run: a map of each
// phrase's first two words, a regular expression per rule, an FTS4 query per
// rule, bleve. It is a module of its own, so that Onset does not depend on
// bleve:
//
//	cd docs/rivals && go run .
//
// Figures are CPU seconds of the whole process, user and system, so that other
// work on the machine moves them little. Everything that the approach needs for
// an article is included: words, stems, index, evaluation, places.
package main

import (
	"flag"
	"fmt"
	"log"
	"math"
	"runtime"
	"syscall"
)

// approach is a way to find which articles hold a phrase of which rule.
type approach struct {
	name string
	// build prepares what is known before the first article comes, and returns
	// what takes articles and counts the pairs of rule and article it found.
	build func(c *corpus, rules int) (func(articles []string) int, error)
	// articles and rules, where they are set, tell of which part of both it is
	// measured (one in so many), and what it took is multiplied: for what would
	// run for an hour. What it found is not.
	articles, rules int
	most            int  // rules that it is measured with
	slow            bool // one round must do
}

func main() {
	articles := flag.Int("articles", 10000, "articles of about 4 KB, half of them English and half Russian")
	rounds := flag.Int("rounds", 3, "rounds of what is fast; the least CPU time counts")
	quick := flag.Bool("quick", false, "only the map and Onset")
	flag.Parse()
	runtime.GOMAXPROCS(1)
	fmt.Printf("%s, %d articles\n\n| text | rules | how | CPU s | MB/s | × map | found | allocations/article |\n|---|---|---|---|---|---|---|---|\n", runtime.Version(), *articles)
	for _, c := range []*corpus{
		newCorpus("en", "bcdfghklmnprstvw", "aeiou", *articles/2),
		newCorpus("ru", "бвгджзклмнпрстфхч", "аеиоуы", *articles/2),
	} {
		for _, rules := range []int{100, 1000, 10000} {
			if err := compare(c, rules, *rounds, *quick); err != nil {
				log.Fatal(err)
			}
		}
	}
}

var approaches = []approach{
	{name: "map of first two words", build: firstWords, most: math.MaxInt},
	{name: "Onset", build: onset, most: math.MaxInt},
	{name: "FTS4 query per rule", build: fts, most: math.MaxInt, slow: true},
	{name: "bleve query per rule", build: bleveQueries, most: math.MaxInt, slow: true},
	{name: "regexp per rule (extrapolated)", build: regexps, articles: 25, rules: 20, most: 1000, slow: true},
}

// compare prints a line of the table for each approach.
func compare(c *corpus, rules, rounds int, quick bool) error {
	var base float64
	for _, a := range approaches {
		if rules > a.most || quick && a.slow {
			continue
		}
		n := rounds
		if a.slow {
			n = 1
		}
		m, err := a.measure(c, rules, n)
		if err != nil {
			return fmt.Errorf("%s with %d rules: %w", a.name, rules, err)
		}
		if base == 0 {
			base = m.seconds
		}
		fmt.Printf("| %s | %d | %s | %.2f | %.2f | %.2f | %d | %.1f |\n", c.lang, rules, a.name,
			m.seconds, float64(c.bytes)/1e6/m.seconds, m.seconds/base, m.found, m.allocations)
	}
	return nil
}

type measured struct {
	seconds, allocations float64
	found                int
}

// measure takes the best of some rounds over all articles, what is built before
// them apart.
func (a approach) measure(c *corpus, rules, rounds int) (measured, error) {
	articles, factor := c.articles, 1.0
	if a.articles > 0 {
		articles, factor = c.articles[:len(c.articles)/a.articles], float64(a.articles*a.rules)
		rules /= a.rules
	}
	find, err := a.build(c, rules)
	if err != nil {
		return measured{}, err
	}
	best := measured{seconds: math.Inf(1)}
	for range rounds {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		start := cpuSeconds()
		found := find(articles)
		used := (cpuSeconds() - start) * factor
		runtime.ReadMemStats(&after)
		if used < best.seconds {
			best = measured{used, float64(after.Mallocs-before.Mallocs) / float64(len(articles)), found}
		}
	}
	return best, nil
}

// cpuSeconds is what the process has used so far, user and system.
func cpuSeconds() float64 {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		log.Fatal(err)
	}
	return float64(r.Utime.Nano()+r.Stime.Nano()) / 1e9
}
