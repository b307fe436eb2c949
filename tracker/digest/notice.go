package digest

import (
	"fmt"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/timeline"
)

// Notice is one event as it is told at once. Its JSON is what other programs
// rely on.
type Notice struct {
	Event        string             `json:"event"` // id
	Kind         tracker.EventKind  `json:"kind"`
	Narrative    string             `json:"narrative"`
	TalkingPoint string             `json:"talking_point"` // empty for a shift
	Title        string             `json:"title"`
	Scope        tracker.Scope      `json:"scope"`
	At           tracker.Moment     `json:"at"`
	PublishedAt  tracker.Stamp      `json:"published_at"`
	RecordedAt   time.Time          `json:"recorded_at"`
	Source       string             `json:"source"`
	Status       string             `json:"status"` // the first line
	Lines        []string           `json:"lines"`  // the event in words
	Used         []Use              `json:"used"`   // of a correction: where what it corrects was used
	Sentence     string             `json:"sentence"`
	Article      tracker.ArticleRef `json:"article"`
}

// Use says where an event was reported on.
type Use struct {
	Event string    `json:"event"`
	Note  string    `json:"note"` // in which note, as its author named it
	Who   string    `json:"who"`
	At    time.Time `json:"at"`
}

// NewNotice tells one event. Of in it takes zone, talking points, speakers and
// the span of the archive.
func NewNotice(e tracker.Event, in Input, used []Use) Notice {
	in.Day = tracker.DayOf(e.RecordedAt)
	if in.Zone != nil {
		in.Day = tracker.DayOf(e.RecordedAt.In(in.Zone))
	}
	in.Events = nil
	b := newBuilder(in)
	p := b.point(keyOf(e))
	n := Notice{
		Event: e.ID, Kind: e.Kind, Narrative: e.Narrative, TalkingPoint: e.TalkingPoint, Title: p.Title, Scope: e.Scope, At: e.At,
		PublishedAt: e.PublishedAt, RecordedAt: e.RecordedAt.UTC(), Source: e.Source, Used: append([]Use{}, used...),
		Sentence: e.Evidence.Text, Article: e.Article, Lines: b.words(e),
	}
	switch {
	case e.Kind == tracker.Emerged: // nobody defined it: its sentence stands for it
		n.Title = "Emerging, not tracked yet"
	case e.TalkingPoint == "":
		n.Title = b.storyline(e.Narrative)
	}
	for _, u := range used {
		n.Lines = append(n.Lines, fmt.Sprintf("Used in “%s” (%s, %s).", strings.Join(strings.Fields(u.Note), " "), u.Who, u.At.In(b.zone).Format("2 Jan 2006 15:04")))
	}
	what := strings.ReplaceAll(string(e.Kind), "_", " ")
	if len(used) > 0 {
		what = "correction of what was reported"
	}
	n.Status = fmt.Sprintf("%s · %s · recorded %s, %s", strings.TrimSuffix(sentence(what), "."), n.Title,
		e.RecordedAt.In(b.zone).Format("Mon 2 Jan 2006 15:04"), b.zone)
	return n
}

// words says an event in sentences.
func (b *builder) words(e tracker.Event) []string {
	if e.Kind == tracker.Correction {
		was, bad := timeline.Detail[timeline.Value](tracker.Event{Detail: e.Was})
		d, err := timeline.Detail[timeline.Revised](e)
		if bad == nil && err == nil {
			return b.correctionLines(told{e, was, d.New, d.Held, d.Cause})
		}
	}
	var lines []string
	if e.Kind == tracker.FirstSaid || e.Kind == tracker.FirstSeen {
		lines = append(lines, b.lead(e))
		if s := b.lookedThrough(e); s != "" {
			lines = append(lines, s)
		}
	} else {
		lines = append(lines, sentence(timeline.WordsIn(e, b.year)))
	}
	lines = append(lines, b.vouched(e)...)
	if a, tried := b.in.Refuted[e.ID]; tried {
		lines = append(lines, b.attempted(a)...)
	}
	return append(lines, sentences(timeline.Caveats(e, b.year))...)
}

// sections lays a notice out as a digest lays out its entries.
func (n Notice) sections() []Section {
	heading := strings.TrimSuffix(sentence(strings.ReplaceAll(string(n.Kind), "_", " ")), ".")
	return []Section{{Heading: heading, Blocks: []Block{{
		Title: n.Title, Lines: n.Lines, Sentence: clip(n.Sentence), URL: n.Article.URL, Page: n.Article.Title,
	}}}}
}

// NoticeText writes a notice for a terminal or a plain mail.
func NoticeText(n Notice) string {
	b := linesOf(Width)
	b.WriteString(n.Status + "\n")
	for _, s := range n.sections() {
		textSection(b, s)
	}
	return b.String()
}

// NoticeMarkdown writes a notice with every mark of an article taken literally.
func NoticeMarkdown(n Notice) string {
	var b strings.Builder
	b.WriteString("**" + escape(n.Status) + "**\n")
	for _, s := range n.sections() {
		markdownSection(&b, s)
	}
	return b.String()
}

// NoticeHTML writes a notice as a page that needs nothing else.
func NoticeHTML(n Notice) (string, error) {
	data := sheet{Title: n.Title, Heading: n.Title, Status: n.Status, Sections: n.sections()}
	return data.html()
}
