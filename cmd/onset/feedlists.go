package main

import (
	"fmt"
	"io"
	"os"

	"onset/feeds"
	"onset/newsroom"
	"onset/tracker/rulefile"
)

func (a *app) feedImport(name string) error {
	src, err := a.readText(name)
	if err != nil {
		return err
	}
	var have []string
	taken := map[string]bool{}
	if _, err := os.Stat(a.config); err == nil {
		d, err := newsroom.OpenDesk(a.config)
		if err != nil {
			return err
		}
		have = sortedKeys(d.Feeds)
		for id := range d.Sources {
			taken[id] = true
		}
	}
	report, err := feeds.ReadOPML([]byte(src), have)
	if err != nil {
		return refused(err)
	}
	for _, l := range report.Refused {
		fmt.Fprintf(a.err, "refused: %s %s: %s\n", l.Title, l.URL, l.Reason)
	}
	for _, l := range report.Duplicate {
		fmt.Fprintf(a.err, "known already: %s %s\n", l.Title, l.URL)
	}
	fmt.Fprintf(a.err, "%d added, %d duplicate, %d refused; put what follows under sources: in %s\n",
		len(report.Added), len(report.Duplicate), len(report.Refused), a.config)
	for _, l := range report.Added {
		src := rulefile.SourceOf(l.Title, l.URL, func(id string) bool { return taken[id] })
		taken[src.ID] = true
		if _, err := io.WriteString(a.out, rulefile.SourceStanza(src)); err != nil {
			return err
		}
	}
	return rejected(len(report.Refused), "feed")
}

func (a *app) feedExport() error {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return err
	}
	var list []feeds.Listed
	for _, s := range d.File.Sources {
		for _, f := range s.Feeds {
			list = append(list, feeds.Listed{URL: f.URL, Title: s.Name})
		}
	}
	out, err := feeds.WriteOPML("Sources of "+a.config, a.now(), list)
	if err != nil {
		return err
	}
	_, err = a.out.Write(out)
	return err
}
