package digest

import (
	_ "embed"
	"fmt"
	"html/template"
	"strings"
)

//go:embed page.gohtml
var pageSource string

var page = template.Must(template.New("digest").Funcs(template.FuncMap{"web": webAddress}).Parse(pageSource))

// HTML writes the digest as a page that needs nothing else: no script, no
// font, no picture, light or dark as the reader's screen is.
func HTML(d Digest) (string, error) {
	data := struct {
		Digest
		Heading  string
		Nothing  bool
		Sections []section
		Problems []string
	}{d, d.Day.Format("Monday 2 January 2006"), d.nothing(), nil, d.trouble()}
	if !data.Nothing {
		data.Sections = d.sections()
	}
	var b strings.Builder
	if err := page.Execute(&b, data); err != nil {
		return "", fmt.Errorf("writing the digest of %s as HTML: %w", d.Day, err)
	}
	return b.String(), nil
}
