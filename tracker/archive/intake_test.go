package archive

import (
	"testing"

	"onset/tracker"
)

// What an item is depends on how deep its text is, and on what the feed gave before.
func TestWhatAnItemIs(t *testing.T) {
	const page, teaser, other = 1, 2, 3
	title, excerpt, full := tracker.TitleOnly, tracker.Excerpt, tracker.FullText
	for _, c := range []struct {
		name        string
		stored      Stored
		depth       tracker.Depth
		mark        int64
		given, read State
	}{
		{"the same text", Stored{page, page, full}, full, page, Same, Same},
		{"another text of the same depth", Stored{page, page, full}, full, other, Edited, Edited},
		{"the feed gives the whole text where it gave an excerpt", Stored{teaser, teaser, excerpt}, full, page, Fuller, Fuller},
		{"an excerpt where the whole text was given", Stored{page, page, full}, excerpt, teaser, Same, Same},
		{"the excerpt of before, the text being of the page", Stored{page, teaser, full}, excerpt, teaser, Same, Same},
		{"another excerpt, the text being of the page", Stored{page, teaser, full}, excerpt, other, Edited, Same},
		{"a title alone", Stored{page, page, full}, title, other, Same, Same},
	} {
		if got := c.stored.Given(c.depth, c.mark); got != c.given {
			t.Errorf("%s: as given it is %s, want %s", c.name, got, c.given)
		}
		if got := c.stored.Read(c.depth, c.mark); got != c.read {
			t.Errorf("%s: as read it is %s, want %s", c.name, got, c.read)
		}
	}
}
