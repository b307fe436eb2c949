package feeds

import (
	"encoding/json"
	"fmt"
	"html"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"onset/tracker"
	_ "onset/tracker/proptest"
)

// The forms of one moment, 5 March 2025 at 08:15:30 of the outlet's clock, and
// of the day alone. What a form leaves out is told in words.
var forms = []struct {
	raw  string
	want string // day, "day MM:SS" of the outlet's clock, "instant", or from..to
}{
	// ISO and what programs print.
	{"2025-03-05T08:15:30", "08:15:30"},
	{"2025-03-05T08:15:30.000123", "08:15:30"},
	{"2025-03-05 08:15:30", "08:15:30"},
	{"2025-03-05 08:15", "08:15:00"},
	{"2025-03-05T08:15", "08:15:00"},
	{"2025/03/05 08:15", "08:15:00"},
	{"20250305T081530", "08:15:30"},
	{"20250305081530", "08:15:30"},
	{"2025-03-05", "day"},
	{"2025/03/05", "day"},
	{"2025.03.05", "day"},
	{"20250305", "day"},
	{"2025-3-5", "day"},
	{"Wed Mar  5 08:15:30 2025", "08:15:30"},
	{"Wed, 05 Mar 2025 08:15:30", "08:15:30"},
	{"Wed, 5 Mar 2025 08:15", "08:15:00"},
	{"Wed, 05 Mar 25 08:15:30", "08:15:30"},
	{"05-Mar-2025 08:15:30", "08:15:30"},
	{"05 Mar 2025", "day"},
	// With a zone: the instant 2025-03-05T05:15:30Z whatever the source's.
	{"2025-03-05T05:15:30Z", "instant"},
	{"2025-03-05T08:15:30+03:00", "instant"},
	{"2025-03-05T08:15:30+0300", "instant"},
	{"2025-03-05T08:15:30+03", "instant"},
	{"2025-03-05 05:15:30 UTC", "instant"},
	{"2025-03-05 08:15:30 +0300 MSK", "instant"},
	{"Wed, 05 Mar 2025 05:15:30 GMT", "instant"},
	{"Wed, 05 Mar 2025 00:15:30 EST", "instant"},
	{"Wed, 05 Mar 2025 06:15:30 CET", "instant"},
	{"Wed Mar  5 08:15:30 MSK 2025", "instant"},
	{"5 марта 2025, 08:15:30 (МСК)", "instant"},
	{"1741151730", "instant"},
	{"1741151730000", "instant"},
	// Points: the day comes first.
	{"05.03.2025 08:15:30", "08:15:30"},
	{"05.03.2025 08:15", "08:15:00"},
	{"05.03.2025, 08:15", "08:15:00"},
	{"05.03.2025 08:15 Uhr", "08:15:00"},
	{"05.03.2025, 08.15 Uhr", "08:15:00"},
	{"Mittwoch, 5. März 2025, 08:15 Uhr", "08:15:00"},
	{"05.03.2025 в 08:15", "08:15:00"},
	{"05.03.2025", "day"},
	{"5.3.2025", "day"},
	{"05.03.25", "day"},
	// Words.
	{"5 марта 2025, 08:15", "08:15:00"},
	{"5 марта 2025 г., 08:15", "08:15:00"},
	{"среда, 5 марта 2025", "day"},
	{"5 мар. 2025", "day"},
	{"5 березня 2025 08:15", "08:15:00"},
	{"5 березня 2025 року о 08:15", "08:15:00"},
	{"середа, 5 березня 2025", "day"},
	{"5. März 2025", "day"},
	{"5 marca 2025, 08:15", "08:15:00"},
	{"środa, 5 marca 2025, godz. 8:15", "08:15:00"},
	{"5 mars 2025 à 08h15", "08:15:00"},
	{"mercoledì 5 marzo 2025 ore 08.15", "08:15:00"},
	{"5 de marzo de 2025, 8:15 a. m.", "08:15:00"},
	{"March 5, 2025", "day"},
	{"March 5, 2025 8:15 AM", "08:15:00"},
	{"Mar 5, 2025, 8:15:30 a.m.", "08:15:30"},
	{"5 March 2025, 08:15", "08:15:00"},
	{"5th March 2025", "day"},
	{"Wednesday, March 5th, 2025 at 8:15 am", "08:15:00"},
	{"2025年3月5日 08:15", "08:15:00"},
	{"2025年3月5日 上午8:15", "08:15:00"},
	// Day and month: proven, or one of two.
	{"2025-13-03", "2025-03-13..2025-03-13"},
	{"13/03/2025", "2025-03-13..2025-03-13"},
	{"03/13/2025", "2025-03-13..2025-03-13"},
	{"05/05/2025", "2025-05-05..2025-05-05"},
	{"05/03/2025", "2025-03-05..2025-05-03"},
	{"05-03-2025 08:15", "2025-03-05..2025-05-03"},
	{"3/5/2025 8:15 AM", "2025-03-05..2025-05-03"},
	// Less than a day, or a day of any year.
	{"March 2025", "2025-03-01..2025-03-31"},
	{"2025-03", "2025-03-01..2025-03-31"},
	{"март 2025", "2025-03-01..2025-03-31"},
	{"2025", "2025-01-01..2025-12-31"},
	{"5 March, 08:15", "..2025-03-05"},
	{"5 марта", "..2025-03-05"},
}

// the moment of the forms, by a clock in loc.
func moment(clock string, loc *time.Location) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04:05", "2025-03-05 "+clock, loc)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

// expect is what a form is to be read as where loc is the outlet's zone.
func expect(want string, loc *time.Location) (from, to, instant string) {
	switch {
	case want == "day":
		return "2025-03-05", "2025-03-05", ""
	case want == "instant":
		t := moment("05:15:30", time.UTC)
		return t.In(loc).Format(time.DateOnly), t.In(loc).Format(time.DateOnly), t.Format(time.RFC3339)
	case strings.Contains(want, ".."):
		from, to, _ = strings.Cut(want, "..")
		return from, to, ""
	}
	return "2025-03-05", "2025-03-05", moment(want, loc).Format(time.RFC3339)
}

// carriers read one date each as a feed, a line of JSON or a row of a table has it.
var carriers = map[string]func(raw string, src tracker.Source) ([]tracker.DateClaim, error){
	"feed": func(raw string, src tracker.Source) ([]tracker.DateClaim, error) {
		doc := `<rss version="2.0"><channel><title>t</title><item><title>One</title><pubDate>` + html.EscapeString(raw) + `</pubDate></item></channel></rss>`
		f, err := Parse([]byte(doc), Reading{Source: src, Now: noon})
		if err != nil {
			return nil, err
		}
		return f.Items[0].Published, nil
	},
	"JSONL": func(raw string, src tracker.Source) ([]tracker.DateClaim, error) {
		quoted, err := json.Marshal(raw)
		if err != nil {
			return nil, err
		}
		var c collector
		err = ReadJSONL(strings.NewReader(`{"title":"One","published":`+string(quoted)+"}\n"), c.of(src))
		return c.only(err)
	},
	"CSV": func(raw string, src tracker.Source) ([]tracker.DateClaim, error) {
		var c collector
		err := ReadTable(strings.NewReader("title;date\nOne;"+strconv.Quote(raw)+"\n"), Mapping{}, c.of(src))
		return c.only(err)
	},
}

func (c *collector) of(src tracker.Source) Import {
	im := c.with()
	im.Source = func(string) tracker.Source { return src }
	return im
}

func (c *collector) only(err error) ([]tracker.DateClaim, error) {
	if err != nil || len(c.records) != 1 {
		return nil, fmt.Errorf("%w: %d records, rejected %q", err, len(c.records), c.rejected)
	}
	return c.records[0].Item.Published, nil
}

// Whatever a person can read is dated, through whatever door it comes, in the
// outlet's zone or, where that is unknown, in UTC.
func TestFormsOfADateThroughEveryDoor(t *testing.T) {
	for _, loc := range []*time.Location{zone(t, "Europe/Moscow"), zone(t, "America/New_York"), time.UTC} {
		for door, read := range carriers {
			for _, f := range forms {
				claims, err := read(f.raw, tracker.Source{Zone: loc})
				if err != nil {
					t.Errorf("%s: %q: %v", door, f.raw, err)
					continue
				}
				chosen, _ := tracker.ChoosePublished(claims, noon)
				from, to, instant := expect(f.want, loc)
				got := chosen.Stamp
				if got.From().String() != from || got.Day.String() != to || instant != "" && got.String() != instant || instant == "" && !got.Time.IsZero() {
					t.Errorf("%s, outlet in %v: %q read as %s..%s (%s; %s), want %s..%s %s", door, loc, f.raw, got.From(), got.Day, got, chosen.Flag, from, to, instant)
				}
				if assumed := f.want != "instant" && instant != ""; (got.Assumed.Zone != "") != assumed {
					t.Errorf("%s: %q: zone assumed %q", door, f.raw, got.Assumed.Zone)
				}
			}
		}
	}
}

// No date lies outside what is stated of it, whichever way it is written and
// whatever was left out: the true instant and the true day of the outlet's clock.
func TestTheTruthLiesWithinWhatIsStated(t *testing.T) {
	zones := []*time.Location{time.UTC, zone(t, "Europe/Moscow"), zone(t, "Europe/Kyiv"), zone(t, "America/New_York"), zone(t, "Asia/Tokyo"), zone(t, "Pacific/Auckland")}
	layouts := []string{time.RFC3339, time.RFC1123Z, "2006-01-02T15:04:05", "2006-01-02 15:04", "02.01.2006 15:04", "02.01.2006 15:04 Uhr", "2.1.2006", "02/01/2006 15:04", "01/02/2006 3:04 PM",
		"02-01-2006", "2 January 2006 15:04", "January 2, 2006", "Mon Jan _2 15:04:05 2006", "2 January", "January 2006", "20060102150405", "2006"}
	rapid.Check(t, func(t *rapid.T) {
		loc := rapid.SampledFrom(zones).Draw(t, "zone")
		src := tracker.Source{Zone: rapid.SampledFrom(append(zones, nil)).Draw(t, "source's zone"), Country: rapid.SampledFrom([]string{"", "CA"}).Draw(t, "country")}
		truth := noon.Add(-time.Duration(rapid.Int64Range(24*3600, 3*365*24*3600).Draw(t, "seconds ago")) * time.Second).In(loc)
		layout := rapid.SampledFrom(layouts).Draw(t, "layout")
		door := rapid.SampledFrom([]string{"CSV", "JSONL", "feed"}).Draw(t, "door")
		claims, err := carriers[door](truth.Format(layout), src)
		if err != nil {
			t.Fatal(err)
		}
		chosen, _ := tracker.ChoosePublished(claims, noon)
		s := chosen.Stamp
		if !s.Known() {
			t.Fatalf("%q is undated: %v", truth.Format(layout), claims)
		}
		outlet := src.Zone
		if outlet == nil {
			outlet = time.UTC
		}
		day := tracker.DayOf(truth)
		if strings.Contains(layout, "Z07") || strings.Contains(layout, "-07") {
			day = tracker.DayOf(truth.In(outlet))
		}
		if s.Day < day || s.From() > day {
			t.Fatalf("%q of %v read as %v..%v (%s)", truth.Format(layout), truth, s.From(), s.Day, chosen.Flag)
		}
		if s.Time.IsZero() {
			return
		}
		if early, late := s.Span(outlet); truth.Add(time.Second).Before(early) || truth.Add(-time.Minute).After(late) {
			t.Fatalf("%q of %v read as %v, stated as %v..%v", truth.Format(layout), truth.UTC(), s, early, late)
		}
	})
}

// The other dates of a feed or file tell day from month, also those behind; the
// country does where they don't, and where nothing does it is one of two days.
func TestOrderOfDayAndMonth(t *testing.T) {
	for name, c := range map[string]struct {
		dates   []string
		country string
		want    string // of the first
	}{
		"a thirteenth behind it":     {[]string{"05/03/2025 08:15", "13/03/2025"}, "", "2025-03-05T08:15:00Z order of day and month by the other dates of its feed, zone"},
		"a thirteenth in the middle": {[]string{"05/03/2025", "03/13/2025"}, "GB", "2025-05-03 order of day and month by the other dates of its feed"},
		"both orders":                {[]string{"05/03/2025", "13/03/2025", "03/13/2025"}, "", "2025-03-05..2025-05-03 order of day and month unknown"},
		"both orders, in a country":  {[]string{"05/03/2025", "13/03/2025", "03/13/2025"}, "US", "2025-05-03 order of day and month by its country"},
		"one that would be to come":  {[]string{"05/03/2025", "02/11/2026", "11/02/2025"}, "", "2025-03-05..2025-05-03 order of day and month unknown"},
		"one that can't be to come":  {[]string{"05/03/2025", "02/06/2025", "01/03/2026"}, "", "2025-05-03 order of day and month by the other dates of its feed"},
		"a British outlet":           {[]string{"05/03/2025"}, "GB", "2025-03-05 order of day and month by its country"},
		"an American one":            {[]string{"05/03/2025"}, "US", "2025-05-03 order of day and month by its country"},
		"a Canadian one":             {[]string{"05/03/2025"}, "CA", "2025-03-05..2025-05-03 order of day and month unknown"},
		"points tell nothing":        {[]string{"05/03/2025", "13.03.2025"}, "", "2025-03-05..2025-05-03 order of day and month unknown"},
	} {
		src := tracker.Source{Country: c.country}
		items, lines, cells := "", "", "title;date\n"
		for _, d := range c.dates {
			items += "<item><title>T" + d + "</title><pubDate>" + d + "</pubDate></item>"
			lines += `{"title":"T` + d + `","published":"` + d + `"}` + "\n"
			cells += "T" + d + ";" + d + "\n"
		}
		feed, err := Parse([]byte(`<rss version="2.0"><channel><title>t</title>`+items+`</channel></rss>`), Reading{Source: src, Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		var fromLines, fromCells collector
		if err := ReadJSONL(strings.NewReader(lines), fromLines.of(src)); err != nil {
			t.Fatal(err)
		}
		if err := ReadTable(strings.NewReader(cells), Mapping{}, fromCells.of(src)); err != nil {
			t.Fatal(err)
		}
		want := strings.TrimSuffix(c.want, ", zone")
		for door, claims := range map[string][]tracker.DateClaim{"feed": feed.Items[0].Published, "JSONL": fromLines.records[0].Item.Published, "CSV": fromCells.records[0].Item.Published} {
			got := shown(claims[0].Stamp) + " " + claims[0].Stamp.Assumed.String()
			if strings.HasSuffix(c.want, ", zone") {
				want = strings.Replace(strings.TrimSuffix(c.want, ", zone"), "Z order", "Z zone assumed: UTC, order", 1)
			}
			if got != want {
				t.Errorf("%s, %s: %q read as %q, want %q", name, door, c.dates[0], got, want)
			}
		}
		for i, r := range fromCells.records {
			if r.Line != i+2 || len(fromCells.records) != len(c.dates) {
				t.Errorf("%s: row %d is line %d of %d", name, i, r.Line, len(fromCells.records))
			}
		}
	}
}

// MSK was four hours before UTC from March 2011 to October 2014.
func TestZonesWhoseOffsetChanged(t *testing.T) {
	zone(t, "Europe/Moscow")
	for raw, want := range map[string]string{
		"Mon, 05 Mar 2012 12:00:00 MSK":   "2012-03-05T08:00:00Z",
		"Tue, 02 Sep 2014 12:00:00 MSK":   "2014-09-02T08:00:00Z",
		"Tue, 04 Nov 2014 12:00:00 MSK":   "2014-11-04T09:00:00Z",
		"5 марта 2012 12:00 мск":          "2012-03-05T08:00:00Z",
		"Fri, 05 Mar 2010 12:00:00 MSK":   "2010-03-05T09:00:00Z",
		"Mon, 05 Jul 2010 12:00:00 MSD":   "2010-07-05T08:00:00Z",
		"Mon, 05 Mar 2012 12:00:00 YEKT":  "2012-03-05T06:00:00Z",
		"Thu, 05 Mar 2015 12:00:00 VLAT":  "2015-03-05T02:00:00Z",
		"Mon, 05 Mar 2012 12:00:00 +0300": "2012-03-05T09:00:00Z",
	} {
		if c := (Dating{Now: noon}).Read("", raw); c.Stamp.String() != want || c.Flag != "" {
			t.Errorf("%q read as %v %q, want %s", raw, c.Stamp, c.Flag, want)
		}
	}
}
