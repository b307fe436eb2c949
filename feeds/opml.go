package feeds

import (
	"fmt"
	"strings"
	"time"
)

// Listed is one feed of an OPML list.
type Listed struct {
	URL      string
	Title    string
	Site     string
	Folder   string // the outlines around it, outermost first, joined by " / "
	Language string
	Reason   string // why it was refused; "" when it was not
}

// OPMLReport says what became of the feeds of a list.
type OPMLReport struct {
	Added, Duplicate, Refused []Listed
}

// ReadOPML reads a list of feeds in any encoding. have are the addresses known
// already; they, and those that the list repeats, are duplicates.
func ReadOPML(src []byte, have []string) (OPMLReport, error) {
	doc := dropDeclaration(decode(src, ""))
	list, err := readOutlines(doc)
	if err != nil && strings.Contains(doc, "<outline") {
		if mended, again := readOutlines(repairOPML(doc)); again == nil {
			list, err = mended, nil
		}
	}
	if err != nil {
		return OPMLReport{}, fmt.Errorf("reading the OPML list: %w", err)
	}
	known := make(map[string]bool, len(have))
	for _, h := range have {
		known[feedKey(h)] = true
	}
	var r OPMLReport
	r.add(list, "", known)
	return r, nil
}

func (r *OPMLReport) add(outlines []*outline, folder string, known map[string]bool) {
	for _, o := range outlines {
		l := Listed{URL: strings.TrimSpace(o.XMLURL), Title: Line(first(o.Title, o.Text)), Site: o.HTMLURL, Folder: folder, Language: languageOf(o.Language)}
		switch {
		case l.URL == "" && len(o.Outlines) == 0:
			if strings.EqualFold(o.Type, "rss") || o.HTMLURL != "" {
				l.Reason = "has no address of a feed"
				r.Refused = append(r.Refused, l)
			}
		case l.URL != "":
			r.sort(l, known)
		}
		inner := folder
		if l.URL == "" {
			inner = strings.TrimPrefix(folder+" / "+l.Title, " / ")
		}
		r.add(o.Outlines, inner, known)
	}
}

func (r *OPMLReport) sort(l Listed, known map[string]bool) {
	if strings.HasPrefix(l.URL, "feed://") {
		l.URL = "http://" + strings.TrimPrefix(l.URL, "feed://")
	}
	l.URL = strings.TrimPrefix(l.URL, "feed:")
	if _, err := allowed(l.URL); err != nil {
		l.Reason = err.Error()
		r.Refused = append(r.Refused, l)
		return
	}
	key := feedKey(l.URL)
	if known[key] {
		r.Duplicate = append(r.Duplicate, l)
		return
	}
	known[key] = true
	r.Added = append(r.Added, l)
}

// feedKey compares addresses of feeds, whose paths and parameters all count.
func feedKey(address string) string {
	_, rest, _ := strings.Cut(strings.TrimSpace(address), "://")
	host, path, _ := strings.Cut(rest, "/")
	return plainHost(strings.ToLower(host)) + "/" + strings.TrimSuffix(path, "/")
}

// WriteOPML writes a list that other readers understand; feeds of one folder
// stand together.
func WriteOPML(title string, created time.Time, list []Listed) ([]byte, error) {
	var top []*outline
	folders := make(map[string]*outline)
	for _, l := range list {
		o := &outline{Text: first(l.Title, l.URL), Title: l.Title, Type: "rss", XMLURL: l.URL, HTMLURL: l.Site, Language: l.Language}
		if l.Folder == "" {
			top = append(top, o)
			continue
		}
		folder := folders[l.Folder]
		if folder == nil {
			folder = &outline{Text: l.Folder, Title: l.Folder}
			folders[l.Folder], top = folder, append(top, folder)
		}
		folder.Outlines = append(folder.Outlines, o)
	}
	return writeOutlines(title, created, top)
}
