package web

import (
	"fmt"
	"net/http"
	"strings"

	"onset/tracker/archive"
)

func (s *Server) feedsPage(w http.ResponseWriter, r *http.Request) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	feeds, err := s.o.Desk.Feeds(r.Context())
	if err != nil {
		return err
	}
	v := feedsView{Feeds: feeds}
	if v.View, err = readView(r.URL); err != nil {
		return err
	}
	coverage, err := s.o.Archive.Coverage(r.Context())
	if err != nil {
		return err
	}
	v.Listed, v.Pages = len(coverage), (len(coverage)+rowsPerPage-1)/rowsPerPage
	v.Coverage, _ = stretch(coverage, rowsPerPage, int64(v.View.Page-1)*rowsPerPage)
	if v.Coverage, err = s.o.Archive.Count(r.Context(), v.Coverage); err != nil {
		return err
	}
	return s.show(w, r, "feeds", "Feeds", "feeds", n, v)
}

// feedsView is what the page of feeds shows.
type feedsView struct {
	Feeds    []Feed
	Coverage []archive.Interval // of this page
	Listed   int
	Pages    int
	View     view
}

// Bars draws the articles of the last days, as the path of a chart 120 wide and
// 20 high.
func (f Feed) Bars() string {
	most := 1
	for _, n := range f.Volume {
		most = max(most, n)
	}
	var b strings.Builder
	for i, n := range f.Volume {
		if h := round(18 * float64(n) / float64(most)); h > 0 {
			fmt.Fprintf(&b, "M%d 20v-%gh3v%gz", i*4, h, h)
		}
	}
	return b.String()
}

// VolumeWords says the same.
func (f Feed) VolumeWords() string {
	total := 0
	for _, n := range f.Volume {
		total += n
	}
	return count(total, "article") + " in " + count(len(f.Volume), "day")
}
