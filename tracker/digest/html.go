package digest

import (
	_ "embed"
	"fmt"
	"html/template"
	"strings"
)

//go:embed page.gohtml
var pageSource string

var page = template.Must(template.New("digest").Funcs(template.FuncMap{"web": webAddress, "atOutlet": func() string { return atOutlet }}).Parse(pageSource))

// sheet is what a page shows.
type sheet struct {
	Title    string // of the window
	Heading  string
	Opening  string // whether the day matters
	Status   string
	Nothing  bool
	Sections []Section
	More     string // what is not shown
	Problems []string
}

// HTML writes the digest as a page that needs nothing else: no script, no
// font, no picture, light or dark as the reader's screen is.
func HTML(d Digest) (string, error) {
	s := sheet{d.Day.String(), d.Day.Format("Monday 2 January 2006"), strings.TrimSpace(d.opening()), d.Status, d.Nothing(), nil, "", d.FeedLines()}
	if !s.Nothing {
		s.Sections, s.More = d.Sections(), d.moreLine()
	}
	return s.html()
}

func (s sheet) html() (string, error) {
	var b strings.Builder
	if err := page.Execute(&b, s); err != nil {
		return "", fmt.Errorf("writing %s as HTML: %w", s.Title, err)
	}
	return b.String(), nil
}
