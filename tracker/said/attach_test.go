package said_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/said"
	"onset/tracker/text"
)

// TestAttach reads the marked frames of testdata/frames.
func TestAttach(t *testing.T) {
	files, err := filepath.Glob("testdata/frames/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no frames under testdata/frames: %v", err)
	}
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		lang := strings.TrimSuffix(filepath.Base(f), ".txt")
		var at said.Outlet
		for i, line := range strings.Split(string(src), "\n") {
			if head, ok := strings.CutPrefix(line, "@ "); ok {
				at = readOutlet(t, head)
				continue
			}
			sentence, want, ok := strings.Cut(line, " = ")
			if !ok || line[0] == '#' {
				continue
			}
			raw, frame := readFrame(sentence)
			body := text.Analyse(raw, lang)
			got := said.Attach(body, said.Find(body, at), frame, at)
			if g := showSaid(got); g != want {
				t.Errorf("%s:%d: %s\n got %s (%+v)\nwant %s", f, i+1, raw, g, got, want)
			}
		}
	}
}

// showSaid writes a said date as the frames name it; ! marks a flagged one.
func showSaid(s *tracker.Said) string {
	if s == nil {
		return "-"
	}
	out := s.From.String()
	if s.To != s.From {
		out += ".." + s.To.String()
	}
	if s.Flag != "" {
		out += " !"
	}
	return out
}

// readFrame takes the marks out of a sentence and returns what they mark.
func readFrame(marked string) (string, said.Frame) {
	var raw strings.Builder
	var fr said.Frame
	var open byte
	start := 0
	for i := 0; i < len(marked); i++ {
		switch c := marked[i]; {
		case c == '<':
			open, start = marked[i+1], raw.Len()
			i += 2
		case c == '>':
			span := tracker.Span{Start: start, End: raw.Len()}
			switch open {
			case 'S':
				fr.Subject = span
			case 'V':
				fr.Verb = span
			case 'C':
				fr.Complement = span
			case 'N':
				fr.Complement, fr.Nominal = span, true
			case 'Q':
				fr.Complement, fr.Quotes = span, append(fr.Quotes, span)
			}
		default:
			raw.WriteByte(c)
		}
	}
	return raw.String(), fr
}

func TestAttachFuture(t *testing.T) {
	raw, frame := readFrame("On Friday <S she> <V will say> <C that it is over>.")
	frame.Future = true
	at := said.Outlet{Published: day(t, "2026-02-04")}
	body := text.Analyse(raw, "en")
	if got := said.Attach(body, said.Find(body, at), frame, at); got != nil {
		t.Errorf("a future verb got the said date %+v", got)
	}
}

func TestAttachMinute(t *testing.T) {
	raw, frame := readFrame("<S She> <V said> on 1 February at 10:16 GMT <C that it was over>.")
	at := said.Outlet{Published: day(t, "2026-02-04")}
	body := text.Analyse(raw, "en")
	got := said.Attach(body, said.Find(body, at), frame, at)
	if got == nil || got.Precision != tracker.Minute || got.Minute.Format("2006-01-02T15:04Z") != "2026-02-01T10:16Z" {
		t.Errorf("got %+v, want 2026-02-01T10:16Z to the minute", got)
	}
}

func TestInheritAndBounded(t *testing.T) {
	published := day(t, "2026-02-04")
	from := &tracker.Said{From: published, To: published, Precision: tracker.ToDay, Basis: tracker.Explicit, Cue: "4 February"}
	got := said.Inherit(from, "lead")
	if got.Basis != tracker.Inherited || got.Cue != from.Cue || got.Rule != "lead" || from.Basis != tracker.Explicit {
		t.Errorf("inherited %+v from %+v", got, from)
	}
	if said.Inherit(said.Bounded(published), "lead") != nil || said.Inherit(nil, "lead") != nil {
		t.Error("what is unknown can't be inherited")
	}
	if b := said.Bounded(published); b.Dates() || b.To != published {
		t.Errorf("bounded %+v", b)
	}
}

func day(t *testing.T, s string) tracker.Day {
	t.Helper()
	d, err := tracker.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
