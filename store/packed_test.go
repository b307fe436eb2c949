package store

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"onset/tracker"
)

func TestPackedComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := packed(rapid.OneOf(rapid.String(), rapid.Map(rapid.String(), func(s string) string { return strings.Repeat(s, 40) })).Draw(t, "text"))
		v, err := in.Value()
		if err != nil {
			t.Fatal(err)
		}
		var out packed
		if err := out.Scan(v); err != nil || out != in {
			t.Fatalf("%q came back as %q (%v)", in, out, err)
		}
		if b, ok := v.([]byte); ok && len(b) >= len(in) {
			t.Fatalf("%d bytes were packed into %d", len(in), len(b))
		}
	})
}

func TestReplacedComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-z{}:," ]{0,400}`)
		in := replaced{packed(text.Draw(t, "text")), packed(text.Draw(t, "next"))}
		v, err := in.Value()
		if err != nil {
			t.Fatal(err)
		}
		out := replaced{by: in.by}
		if err := out.Scan(v); err != nil || out.text != in.text {
			t.Fatalf("%q came back as %q (%v)", in.text, out.text, err)
		}
	})
}

func TestReplacedIsWhatDiffers(t *testing.T) {
	now := `{"id":"c-20260204-4f","label":"a bridge that nobody will build","mentions":4,"last_mention":"2026-02-09"}`
	before := strings.Replace(strings.Replace(now, "4,", "3,", 1), "09", "08", 1)
	v, err := replaced{packed(strings.Repeat(before, 4)), packed(strings.Repeat(now, 4))}.Value()
	if b, ok := v.([]byte); err != nil || !ok || len(b) > 60 {
		t.Errorf("kept as %T of %d bytes (%v)", v, len(b), err)
	}
}

func TestPackedIsSmall(t *testing.T) {
	said := tracker.Said{To: 739651, Precision: "unknown", Basis: "bounded", Rule: "publication"}
	claims := []tracker.Claim{
		{Part: "text", Span: tracker.Span{Start: 392, End: 575}, Speakers: []tracker.ClaimSpeaker{{Text: "Financial Times"}}, Form: "indirect", Stance: "affirms", Treatment: "reports", Said: &said},
		{Part: "text", Span: tracker.Span{Start: 906, End: 971}, Speakers: []tracker.ClaimSpeaker{{ID: "minister", Text: "The minister"}}, Form: "mixed", Stance: "denies", Treatment: "reports", Said: &said},
	}
	plain := encode(claims)
	v, err := packed(plain).Value()
	b, ok := v.([]byte)
	if err != nil || !ok || 4*len(b) > len(plain) {
		t.Errorf("%d bytes of two claims are kept as %T of %d (%v)", len(plain), v, len(b), err)
	}
}

func TestPackedOfAnotherVersionIsRefused(t *testing.T) {
	var p packed
	for _, b := range [][]byte{{}, {9, 1, 2}, {dictionaryOne}, {dictionaryOne, 0xff, 0xff}} {
		if err := p.Scan(b); err == nil {
			t.Errorf("%v is read as %q", b, p)
		}
	}
}
