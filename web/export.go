package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/discover"
)

// Table is what a visitor takes along as a file: one of the lists.
type Table struct {
	Events     []*tracker.Event
	Mentions   []tracker.Witness
	Candidates []discover.Candidate
	Hits       []Hit
	Feeds      []Feed
	Coverage   []archive.Interval
	Columns    []string // of any other list, with its Rows
	Rows       [][]string
}

// Exporter writes a table as a file of the columns that the command line writes,
// in one of the formats csv, xlsx and json.
type Exporter interface {
	Export(ctx context.Context, w io.Writer, format string, t Table) error
}

// export is a link to a table as a file.
type export struct{ Format, Href string }

// exportKinds are the media types of the formats.
var exportKinds = map[string]string{
	"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// mostExported is how many rows are taken along at once.
const mostExported = 10_000

// exports are the links to a table in each format; none where nothing exports.
func (s *Server) exports(table string, state url.Values) []export {
	if s.o.Export == nil {
		return nil
	}
	var out []export
	for _, format := range []string{"csv", "xlsx", "json"} {
		href := "/export/" + table + "." + format
		if len(state) > 0 {
			href += "?" + state.Encode()
		}
		out = append(out, export{strings.ToUpper(format), href})
	}
	return out
}

// exportFile sends a table as a file.
func (s *Server) exportFile(w http.ResponseWriter, r *http.Request) error {
	name, format, _ := strings.Cut(r.PathValue("file"), ".")
	fill, known := map[string]func(*Server, *http.Request, *Table) error{
		"timeline": (*Server).exportTimeline, "mentions": (*Server).exportMentions, "search": (*Server).exportSearch,
		"emerging": (*Server).exportEmerging, "feeds": (*Server).exportFeeds, "coverage": (*Server).exportCoverage,
		"appearances": (*Server).exportAppearances, "firsts": (*Server).exportFirsts,
	}[name]
	if !known || exportKinds[format] == "" || s.o.Export == nil {
		return errNoPage
	}
	var t Table
	if err := fill(s, r, &t); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := s.o.Export.Export(r.Context(), &b, format, t); err != nil {
		return fmt.Errorf("exporting %s: %w", name, err)
	}
	w.Header().Set("Content-Type", exportKinds[format])
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "onset-"+name+"."+format))
	_, err := w.Write(b.Bytes())
	return err
}

func (s *Server) exportTimeline(r *http.Request, t *Table) error {
	v, n, err := s.viewed(r)
	if err != nil {
		return err
	}
	events, _, err := s.events(r.Context(), v, n)
	t.Events = append([]*tracker.Event{}, events...)
	return err
}

func (s *Server) exportMentions(r *http.Request, t *Table) error {
	v, n, err := s.viewed(r)
	if err != nil {
		return err
	}
	f := v.filter(n.zone)
	f.SourceKind, f.Language, f.Limit = tracker.Kind(v.Kind), v.Language, mostExported
	list, err := s.o.Events.Mentions(r.Context(), f)
	t.Mentions = append([]tracker.Witness{}, list.Mentions...)
	return err
}

func (s *Server) exportSearch(r *http.Request, t *Table) error {
	if s.o.Search == nil {
		return errNoPage
	}
	page, err := s.o.Search.Search(r.Context(), s.o.Search.Plain(r.URL.Query().Get("q")), mostExported, 0)
	t.Hits = append([]Hit{}, page.Hits...)
	return err
}

func (s *Server) exportEmerging(r *http.Request, t *Table) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	var asOf tracker.Day
	list, err := s.candidates(r.Context(), r.URL.Query(), n, &asOf)
	t.Candidates = append([]discover.Candidate{}, list...)
	return err
}

func (s *Server) exportFeeds(r *http.Request, t *Table) error {
	list, err := s.o.Desk.Feeds(r.Context())
	t.Feeds = append([]Feed{}, list...)
	return err
}

func (s *Server) exportCoverage(r *http.Request, t *Table) error {
	list, err := s.o.Archive.Coverage(r.Context())
	if err != nil {
		return err
	}
	t.Coverage, err = s.o.Archive.Count(r.Context(), list)
	return err
}

// pointAsked is the talking point that the address names.
func (s *Server) pointAsked(r *http.Request) (pointView, catalogue, error) {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return pointView{}, n, err
	}
	v, err := readView(r.URL)
	if err != nil {
		return pointView{}, n, err
	}
	narrative, id := v.talkingPoint()
	p, err := s.pointOf(r.Context(), v, narrative, id, n)
	return p, n, err
}

func (s *Server) exportAppearances(r *http.Request, t *Table) error {
	p, _, err := s.pointAsked(r)
	t.Columns = []string{"from", "to", "appearances", "articles", "per_1000", "debunks"}
	for _, b := range p.Chart.Rows {
		t.Rows = append(t.Rows, []string{b.From.String(), b.To.String(), strconv.Itoa(b.Count), strconv.Itoa(b.Articles), strconv.FormatFloat(b.Share(), 'f', 2, 64), strconv.Itoa(b.Debunks)})
	}
	return err
}

func (s *Server) exportFirsts(r *http.Request, t *Table) error {
	p, n, err := s.pointAsked(r)
	t.Columns = []string{"speaker", "source", "from", "to", "clock", "lag_days", "mention"}
	for _, f := range p.totals.Firsts {
		t.Rows = append(t.Rows, []string{n.said(f), n.Source(f.Source), f.From.String(), f.To.String(), string(f.Clock), strconv.Itoa(f.Lag), f.Mention})
	}
	return err
}
