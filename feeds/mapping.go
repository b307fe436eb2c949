package feeds

import (
	_ "embed"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"

	"onset/tracker"
)

// MappingHelp is the manual of a mapping file, with the export of a monitoring service
// as the worked example.
//
//go:embed mapping.txt
var MappingHelp string

// Mapping says how a table is laid out: the file given to import --map. All of
// it may be left out; what is, is recognised by the usual names and by looking.
//
//	encoding: utf-16              # else told by the bytes
//	delimiter: ";"                # or tab; else told by the header line
//	zone: Europe/Moscow           # of times that name none; else the source's
//	date_format: DD.MM.YYYY HH:mm # else any usual form
//	depth: excerpt                # title, excerpt or full; else by length
//	columns:                      # field: name of the column, or several to join
//	  url: Link
//	  title: Headline
//	  text: [Lead, Body]
//	  published: [Date, Time]
//	  source: Outlet
//	values:                       # for fields that no column has
//	  language: ru
type Mapping struct {
	Encoding   string             `yaml:"encoding"`
	Delimiter  string             `yaml:"delimiter"`
	Zone       string             `yaml:"zone"`
	DateFormat string             `yaml:"date_format"`
	Depth      string             `yaml:"depth"`
	Columns    map[string]columns `yaml:"columns"`
	Values     map[string]string  `yaml:"values"`

	loc    *time.Location
	layout string
	enc    encoding.Encoding
}

// columns are the names of one or more columns.
type columns []string

// UnmarshalYAML takes one name or a list of them.
func (c *columns) UnmarshalYAML(b []byte) error {
	var one string
	if err := yaml.Unmarshal(b, &one); err == nil {
		*c = columns{one}
		return nil
	}
	var many []string
	if err := yaml.Unmarshal(b, &many); err != nil {
		return fmt.Errorf("want the name of a column or a list of names")
	}
	*c = many
	return nil
}

// ParseMapping reads a mapping and checks all of it. Errors come together,
// those of the YAML with their line.
func ParseMapping(src []byte) (Mapping, error) {
	var m Mapping
	if err := yaml.UnmarshalWithOptions(src, &m, yaml.Strict()); err != nil {
		return m, fmt.Errorf("what a mapping may say is shown by: onset help map\n%s", yaml.FormatError(err, false, true))
	}
	return m, m.check()
}

func (m *Mapping) check() error {
	var errs []error
	var err error
	if m.Zone != "" {
		if m.loc, err = time.LoadLocation(m.Zone); err != nil {
			errs = append(errs, fmt.Errorf("zone: %q is not known; write it as Europe/Kyiv", m.Zone))
		}
	}
	if m.layout, err = layoutOf(m.DateFormat); err != nil {
		errs = append(errs, err)
	}
	if m.Encoding != "" && !strings.HasPrefix(strings.ToLower(m.Encoding), "utf-16") {
		if m.enc, err = htmlindex.Get(m.Encoding); err != nil {
			errs = append(errs, fmt.Errorf("encoding: %q is not known; write it as utf-8, utf-16 or windows-1251", m.Encoding))
		}
	}
	switch m.Depth {
	case "", "title", "excerpt", "full":
	default:
		errs = append(errs, fmt.Errorf("depth: %q; want title, excerpt or full", m.Depth))
	}
	if d := m.Delimiter; len(d) > 1 && d != "tab" && d != `\t` {
		errs = append(errs, fmt.Errorf("delimiter: %q; want one character, or tab", d))
	}
	for _, fields := range [][]string{keys(m.Columns), keys(m.Values)} {
		for _, field := range fields {
			if !isField(field) {
				errs = append(errs, fmt.Errorf("%q is no field of an article; the fields are url, guid, title, text, html, published, source, language, author, seen", field))
			}
		}
	}
	return errors.Join(errs...)
}

// isField tells whether a mapping may name it; a lead and a time are joined to
// text and published instead.
func isField(name string) bool { return names[name] != nil && name != "lead" && name != "time" }

func keys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	return out
}

// units are the letters of a date format, the longest first, with what package
// time writes for them.
var units = []struct{ letters, layout string }{
	{"YYYY", "2006"}, {"MMMM", "January"}, {"MMM", "Jan"}, {"YY", "06"}, {"MM", "01"}, {"M", "1"}, {"DD", "02"}, {"D", "2"},
	{"HH", "15"}, {"H", "15"}, {"hh", "03"}, {"h", "3"}, {"mm", "04"}, {"ss", "05"}, {"A", "PM"}, {"a", "PM"}, {"ZZ", "-0700"}, {"Z", "Z07:00"},
}

// words finds what may be units of a date format, or a word that stands in it.
var words = regexp.MustCompile(`\p{L}+`)

// layoutOf turns a date format of letters (YYYY MM DD HH mm ss) into a layout of
// package time. A run of letters that is not made of units stands for itself,
// such as "Uhr".
func layoutOf(format string) (string, error) {
	if format == "" {
		return "", nil
	}
	layout := words.ReplaceAllStringFunc(format, func(run string) string {
		if out, ok := unitsOf(run); ok {
			return out
		}
		out, ok := unitsOf(strings.NewReplacer("yyyy", "YYYY", "yy", "YY", "dd", "DD", "d", "D").Replace(run))
		if !ok {
			return run
		}
		return out
	})
	if !strings.Contains(layout, "2") || !strings.Contains(layout, "06") {
		return "", fmt.Errorf("date_format: %q names no day or no year; write it as DD.MM.YYYY HH:mm", format)
	}
	return layout, nil
}

// unitsOf writes a run of units as package time does.
func unitsOf(run string) (layout string, ok bool) {
next:
	for run != "" {
		for _, u := range units {
			if rest, found := strings.CutPrefix(run, u.letters); found {
				layout, run = layout+u.layout, rest
				continue next
			}
		}
		return "", false
	}
	return layout, true
}

// within is how dates are read in the mapping's zone, if it has one.
func (m *Mapping) within(d Dating) Dating {
	if m != nil && m.loc != nil {
		d.Zone, d.Told = m.loc, true
	}
	return d
}

// read reads a date by the mapping's own format; ok is false where it has none,
// or the date is in another.
func (m *Mapping) read(d Dating, raw string) (c tracker.DateClaim, ok bool) {
	if m == nil || m.layout == "" {
		return c, false
	}
	t, err := time.ParseInLocation(m.layout, strings.Join(strings.Fields(raw), " "), d.zone())
	if err != nil {
		return c, false
	}
	c = tracker.DateClaim{From: "import", Raw: raw, Stamp: tracker.At(t, d.zone()), Told: d.Told}
	switch {
	case !strings.ContainsAny(m.layout, "53"):
		c.Stamp.Time = time.Time{}
	case !d.Told && !strings.Contains(m.layout, "07"):
		c.Stamp.Assumed.Zone = d.zone().String()
	}
	var flags []string
	c.Stamp, flags = d.sane(c.Stamp, nil)
	c.Flag = strings.Join(flags, ", ")
	return c, true
}
