package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// feedsView is what the page of feeds shows.
type feedsView struct {
	Words               string // how the feeds are, in one sentence
	Chart               picture
	Zooms               []zoom
	Feeds               []archive.FeedRow
	Coverage            []archive.Interval // of this page
	Listed              int
	Pages               int
	View                view
	Export, ExportCover []export
}

func (s *Server) feedsPage(w http.ResponseWriter, r *http.Request) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	feeds, err := s.o.Desk.Feeds(r.Context())
	if err != nil {
		return err
	}
	v := feedsView{Feeds: inNeed(feeds), Export: exports("feeds", nil), ExportCover: exports("coverage", nil)}
	v.Words = feedWords(v.Feeds)
	if v.View, err = readView(r.URL); err != nil {
		return err
	}
	coverage, err := s.o.Archive.Coverage(r.Context())
	if err != nil {
		return err
	}
	v.draw(coverage, n, tracker.DayOf(s.o.Now().In(n.zone)))
	v.Listed, v.Pages = len(coverage), (len(coverage)+rowsPerPage-1)/rowsPerPage
	v.Coverage, _ = stretch(coverage, rowsPerPage, int64(v.View.Page-1)*rowsPerPage)
	if v.Coverage, err = s.o.Archive.Count(r.Context(), v.Coverage); err != nil {
		return err
	}
	return s.show(w, r, "feeds", "Feeds", "feeds", n, v)
}

// needs are the states of feeds, those that need somebody first.
var needs = []string{"stopped", "failing", "silent", "stale", "", "good"}

func need(f archive.FeedRow) int {
	if i := slices.Index(needs, f.State); i >= 0 {
		return i
	}
	return slices.Index(needs, "stale")
}

// inNeed puts those first that need somebody, and of these the one that has been
// without anything new for longest.
func inNeed(feeds []archive.FeedRow) []archive.FeedRow {
	out := slices.Clone(feeds)
	slices.SortStableFunc(out, func(a, b archive.FeedRow) int { return cmp.Or(need(a)-need(b), a.LastNew.Compare(b.LastNew)) })
	return out
}

// feedWords says how many feeds are in which state.
func feedWords(feeds []archive.FeedRow) string {
	if len(feeds) == 0 {
		return "No feed is configured."
	}
	by := map[string]int{}
	for _, f := range feeds {
		by[stateWords(f)]++
	}
	var parts []string
	for _, f := range feeds { // in order of need
		if k := by[stateWords(f)]; k > 0 && stateWords(f) != "good" {
			parts = append(parts, fmt.Sprintf("%d %s", k, stateWords(f)))
			by[stateWords(f)] = 0
		}
	}
	if len(parts) == 0 {
		return text.Count(len(feeds), "feed") + ": all are well."
	}
	return "Of " + text.Count(len(feeds), "feed") + ", " + strings.Join(parts, ", ") + "."
}

func stateWords(f archive.FeedRow) string { return cmp.Or(f.State, "never asked") }

// coverDays is how many days of coverage are shown unless the address says
// otherwise.
const coverDays = 90

// draw makes a lane of each source: when it was looked at, and when not.
func (v *feedsView) draw(coverage []archive.Interval, n catalogue, today tracker.Day) {
	if last := lastLooked(coverage, n.zone); last != 0 {
		today = min(today, last) // an archive in its own time
	}
	to := cmp.Or(v.View.To, today)
	from := cmp.Or(v.View.From, to-coverDays+1)
	sc := scale{min(from, to), to}
	first := to
	for _, c := range coverage {
		first = min(first, tracker.DayOf(c.Since.In(n.zone)))
	}
	v.Zooms = []zoom{{"All", v.View.With("from", first, "to", ""), v.View.From == first}}
	for _, r := range []struct {
		words string
		days  tracker.Day
	}{{"1 year", 365}, {"90 days", coverDays}, {"30 days", 30}} {
		v.Zooms = append(v.Zooms, zoom{r.words, v.View.With("from", today-r.days+1, "to", ""), from == today-r.days+1})
	}
	v.Chart = picture{From: sc.from, To: to, Ticks: sc.ticks(), Title: "When each source was looked at"}
	by := map[string][]archive.Interval{}
	for _, c := range coverage {
		by[c.Source] = append(by[c.Source], c)
	}
	for _, f := range v.Feeds {
		l := covered(by[f.Source], f.Source, sc, n)
		l.Small = lastWords(f, n)
		v.add(stateWords(f), l)
	}
	asked := map[string]bool{}
	for _, f := range v.Feeds {
		asked[f.Source] = true
	}
	for _, src := range n.rules.Sources {
		if list := by[src.ID]; len(list) > 0 && !asked[src.ID] {
			l := covered(list, src.ID, sc, n)
			l.Small = "without a feed; looked at until " + timeline.Days(lastLooked(list, n.zone), lastLooked(list, n.zone), 0)
			v.add("history only", l)
		}
	}
}

func (v *feedsView) add(heading string, l lane) {
	g := v.Chart.Groups
	if len(g) == 0 || g[len(g)-1].Heading != text.Capital(heading) {
		class := map[string]string{"stopped": "new", "failing": "new"}[heading]
		v.Chart.Groups = append(g, group{Heading: text.Capital(heading), Class: cmp.Or(class, "on")})
	}
	last := &v.Chart.Groups[len(v.Chart.Groups)-1]
	last.Lanes = append(last.Lanes, l)
}

// covered is the lane of a source: bars where it was looked at, hatched where it
// was not.
func covered(list []archive.Interval, id string, sc scale, n catalogue) lane {
	o := observe(list, id, sc, n.zone)
	l := lane{Label: n.Source(id), Href: "/source/" + id, ID: id, H: laneLeast}
	l.Watched = o.runs(func(i int) bool { return o.on[i] > 0 })
	for i := range l.Watched {
		l.Watched[i].Title = "looked at, " + l.Watched[i].Title
	}
	l.Missed = o.runs(func(i int) bool {
		d := sc.from + tracker.Day(i)
		return o.on[i] == 0 && (o.out[i] > 0 || o.since != 0 && d > o.since && d < o.last)
	})
	for i := range l.Missed {
		l.Missed[i].Title = "not looked at, " + l.Missed[i].Title
	}
	return l
}

// lastWords tells how a feed is, and what it said last where it failed.
func lastWords(f archive.FeedRow, n catalogue) string {
	out := text.Count(f.Total, "article")
	if !f.LastNew.IsZero() {
		out += ", last new " + instant(f.LastNew, n.zone)
	}
	if f.Failures > 0 {
		out += "; " + text.Count(f.Failures, "failure") + " in a row"
	}
	if f.Message != "" && f.State != "good" {
		out += ": " + text.Within(f.Message, 140)
	}
	return out
}

// bars draws the articles of the last days, as the path of a chart 120 wide and
// 20 high.
func bars(daily []int) string {
	most := 1
	for _, n := range daily {
		most = max(most, n)
	}
	var b strings.Builder
	for i, n := range daily {
		if h := round(18 * float64(n) / float64(most)); h > 0 {
			fmt.Fprintf(&b, "M%d 20v-%gh3v%gz", i*4, h, h)
		}
	}
	return b.String()
}

// barWords says the same.
func barWords(daily []int) string {
	total := 0
	for _, n := range daily {
		total += n
	}
	return text.Count(total, "article") + " in " + text.Count(len(daily), "day")
}
