package web

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"onset/tables"
	"onset/tracker"
)

// export is a link to a table as a file.
type export struct{ Format, Href string }

// exportKinds are the media types of the formats.
var exportKinds = map[string]string{
	"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// mostExported is how many rows are taken along at once.
const mostExported = 10_000

// exports are the links to a table in each format.
func exports(table string, state url.Values) []export {
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

// exported are the tables that a visitor can take along, by their names in addresses.
// They have the columns of the command that prints the same.
var exported = map[string]func(*Server, *http.Request) (tables.Table, error){
	"timeline": (*Server).timelineTable, "mentions": (*Server).mentionTable, "search": (*Server).searchTable,
	"emerging": (*Server).emergingTable, "feeds": (*Server).feedTable, "coverage": (*Server).coverageTable,
	"appearances": (*Server).appearanceTable, "firsts": (*Server).firstTable,
}

// exportFile sends a table as a file. A CSV is one that a spreadsheet opens by a click.
func (s *Server) exportFile(w http.ResponseWriter, r *http.Request) error {
	name, format, _ := strings.Cut(r.PathValue("file"), ".")
	table := exported[name]
	if table == nil || exportKinds[format] == "" {
		return errNoPage
	}
	t, err := table(s, r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.Write(&b, tables.Layout{Format: format, Separator: ",", Maker: s.o.Maker, Now: s.o.Now()}); err != nil {
		return fmt.Errorf("exporting %s: %w", name, err)
	}
	w.Header().Set("Content-Type", exportKinds[format])
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "onset-"+name+"."+format))
	_, err = w.Write(b.Bytes())
	return err
}

func (s *Server) timelineTable(r *http.Request) (tables.Table, error) {
	v, n, err := s.viewed(r)
	if err != nil {
		return tables.Table{}, err
	}
	shared, _, err := s.events(r.Context(), v, n)
	events := make([]tracker.Event, len(shared))
	for i, e := range shared {
		events[i] = *e
	}
	return tables.Events(events), err
}

func (s *Server) mentionTable(r *http.Request) (tables.Table, error) {
	v, n, err := s.viewed(r)
	if err != nil {
		return tables.Table{}, err
	}
	f := v.filter(n.zone)
	f.SourceKind, f.Language, f.Limit = tracker.Kind(v.Kind), v.Language, mostExported
	list, err := s.o.Events.Mentions(r.Context(), f)
	return tables.Mentions(list.Mentions), err
}

func (s *Server) searchTable(r *http.Request) (tables.Table, error) {
	if s.o.Search == nil {
		return tables.Table{}, errNoPage
	}
	page, err := s.o.Search.Search(r.Context(), s.o.Search.Plain(r.URL.Query().Get("q")), mostExported, 0)
	return tables.Found(page), err
}

func (s *Server) emergingTable(r *http.Request) (tables.Table, error) {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return tables.Table{}, err
	}
	var asOf tracker.Day
	list, err := s.candidates(r.Context(), r.URL.Query(), n, &asOf)
	return tables.Candidates(list), err
}

func (s *Server) feedTable(r *http.Request) (tables.Table, error) {
	list, err := s.o.Desk.Feeds(r.Context())
	return tables.Feeds(list), err
}

func (s *Server) coverageTable(r *http.Request) (tables.Table, error) {
	list, err := s.o.Archive.Coverage(r.Context())
	if err != nil {
		return tables.Table{}, err
	}
	list, err = s.o.Archive.Count(r.Context(), list)
	return tables.Intervals(list), err
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

func (s *Server) appearanceTable(r *http.Request) (tables.Table, error) {
	p, _, err := s.pointAsked(r)
	var rows [][]string
	for _, b := range p.Chart.Rows {
		rows = append(rows, []string{b.From.String(), b.To.String(), strconv.Itoa(b.Count), strconv.Itoa(b.Articles), strconv.FormatFloat(b.Share(), 'f', 2, 64), strconv.Itoa(b.Debunks)})
	}
	return tables.Plain([]string{"from", "to", "appearances", "articles", "per_1000", "debunks"}, rows), err
}

func (s *Server) firstTable(r *http.Request) (tables.Table, error) {
	p, n, err := s.pointAsked(r)
	var rows [][]string
	for _, f := range p.totals.Firsts {
		rows = append(rows, []string{n.said(f), n.Source(f.Source), f.From.String(), f.To.String(), string(f.Clock), strconv.Itoa(f.Lag), f.Mention})
	}
	return tables.Plain([]string{"speaker", "source", "from", "to", "clock", "lag_days", "mention"}, rows), err
}
