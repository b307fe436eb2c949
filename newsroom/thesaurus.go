package newsroom

import (
	"context"
	"fmt"
	"sync"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/discover"
)

// Remembering keeps what discovery goes on from.
type Remembering interface {
	Memory(ctx context.Context, name string) (archive.Remembered, error)
	Discovery(ctx context.Context, name string) (closed tracker.Day, articles int, err error)
}

// Thesaurus knows the near-synonyms that the archive itself shows, as discovery
// remembers it. Safe for concurrent use.
type Thesaurus struct {
	store Remembering

	mu     sync.Mutex
	closed tracker.Day // the last day of what was learned from
	words  *discover.Synonyms
}

// NewThesaurus returns one that learns when it is asked.
func NewThesaurus(s Remembering) *Thesaurus { return &Thesaurus{store: s} }

// learnAgain is after how many days words are learned anew: discovery does it every
// other month.
const learnAgain = 60

// Synonyms returns what the archive shows; nil, which knows no word, where discovery
// has closed no day yet.
func (t *Thesaurus) Synonyms(ctx context.Context) (*discover.Synonyms, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	closed, _, err := t.store.Discovery(ctx, finderMemory)
	if err != nil || closed == 0 || t.words != nil && closed < t.closed+learnAgain {
		return t.words, err
	}
	r, err := t.store.Memory(ctx, finderMemory)
	if err != nil || r.State == nil {
		return t.words, err
	}
	f := discover.New(discover.Options{})
	if err := f.UnmarshalBinary(r.State); err != nil {
		return nil, fmt.Errorf("reading the words that discovery remembers: %w", err)
	}
	t.closed, t.words = closed, f.Synonyms()
	return t.words, nil
}
