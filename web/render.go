package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"onset/tracker/text"
	"onset/tracker/timeline"
)

//go:embed assets pages
var files embed.FS

// asset is a file that pages load.
type asset struct {
	body    []byte
	kind    string // media type
	version string // of its content
}

func loadAssets() map[string]asset {
	out := map[string]asset{}
	entries, err := files.ReadDir("assets")
	if err != nil {
		panic(fmt.Sprintf("web: the embedded assets can't be read: %v", err))
	}
	for _, e := range entries {
		body, err := files.ReadFile("assets/" + e.Name())
		if err != nil {
			panic(fmt.Sprintf("web: the embedded %s can't be read: %v", e.Name(), err))
		}
		sum := sha256.Sum256(body)
		out[e.Name()] = asset{body, mime.TypeByExtension(path.Ext(e.Name())), hex.EncodeToString(sum[:6])}
	}
	return out
}

// address returns where an asset is, its version included, so that browsers
// keep it for good.
func (s *Server) address(name string) string {
	return "/static/" + name + "?v=" + s.assets[name].version
}

func (s *Server) static(w http.ResponseWriter, r *http.Request) error {
	a, ok := s.assets[r.PathValue("name")]
	if !ok {
		return errNoPage
	}
	w.Header().Set("Content-Type", a.kind)
	if r.URL.Query().Get("v") == a.version {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	_, err := w.Write(a.body)
	return err
}

// loadPages parses each page together with what all share. The templates are
// embedded, so a fault in one is a fault of the program.
func (s *Server) loadPages() map[string]*template.Template {
	shared := template.Must(template.New("").Funcs(helpers).Funcs(parts).ParseFS(files, "pages/layout.gohtml", "pages/part_*.gohtml"))
	out := map[string]*template.Template{"": shared}
	list, err := fs.Glob(files, "pages/page_*.gohtml")
	if err != nil {
		panic(err)
	}
	for _, name := range list {
		id := strings.TrimSuffix(strings.TrimPrefix(path.Base(name), "page_"), ".gohtml")
		out[id] = template.Must(template.Must(shared.Clone()).ParseFS(files, name))
	}
	return out
}

// frame is what every page holds around its own part.
type frame struct {
	Title     string
	Section   string // of the navigation; one that it lacks: no page of it is the current one
	Style     string // addresses
	Script    string
	CSRF      string
	Who       string
	Status    string // of the archive, in words
	Zone      string
	Bare      bool // no navigation: for whoever is not let in
	Reviewing bool
	SignedIn  string // the token's name, in a session that can be ended
	Names     catalogue
	Page      any
}

// show writes a page. Nothing is sent before all of it is made.
func (s *Server) show(w http.ResponseWriter, r *http.Request, name, title, section string, names catalogue, page any) error {
	status, err := s.status(r.Context())
	if err != nil {
		return err
	}
	f := frame{
		Title: title, Section: section, Style: s.address("style.css"), Script: s.address("page.js"),
		CSRF: s.formToken(s.visit(w, r)), Who: who(r), Status: status, Zone: names.zone.String(),
		Reviewing: s.o.Review != nil, Names: names, Page: page,
	}
	if v := visitorOf(r); v.session {
		f.SignedIn = v.name
	}
	var b bytes.Buffer
	if err := s.pages[name].ExecuteTemplate(&b, "layout", f); err != nil {
		return fmt.Errorf("making the page %s: %w", name, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, err = w.Write(b.Bytes())
	return err
}

// status says what the archive holds, as the foot of every page does.
func (s *Server) status(ctx context.Context) (string, error) {
	z, err := s.o.Archive.Size(ctx)
	if err != nil {
		return "", err
	}
	out := text.Count(z.Articles, "article")
	if z.FirstDay != 0 {
		out += ", published " + timeline.Days(z.FirstDay, z.LastDay, 0)
	}
	return out + " · " + text.Count(z.Mentions, "mention") + " · " + text.Count(z.Events, "event"), nil
}
