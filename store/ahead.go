package store

import (
	"maps"
	"slices"

	"onset/tracker"
)

// ahead are the articles that were looked up for all items of a batch at once, by the
// numbers of their keys and of their aliases. Under a number that was asked for and
// that none has stands nil.
type ahead struct {
	slots   map[int64]*slotted
	aliases map[int64]*kept
}

// slotted is what has the number of a key: an article, and whose key it is.
type slotted struct {
	source, key string
	kept
}

// lookAhead looks up the articles of the items of a source with a question or two
// instead of some for each. of returns an item and the hashes of its texts.
func (t *tx) lookAhead(source string, items int, of func(int) (*tracker.Item, []int64)) error {
	t.ahead = ahead{slots: map[int64]*slotted{}, aliases: map[int64]*kept{}}
	for i := range items {
		it, _ := of(i)
		t.ahead.slots[hashOf(source, it.Key)] = nil
	}
	if err := t.eachAmong("SELECT a.hash, "+slotColumns+" FROM article a JOIN source s ON s.n = a.source WHERE a.hash IN ", slices.Sorted(maps.Keys(t.ahead.slots)),
		func(scan func(...any) error) error {
			var hash int64
			var s slotted
			err := scan(append([]any{&hash}, s.fields()...)...)
			t.ahead.slots[hash] = &s
			return err
		}); err != nil {
		return err
	}
	for i := range items {
		it, texts := of(i)
		hash := hashOf(source, it.Key)
		if t.ahead.slots[hash] != nil {
			continue
		}
		t.ahead.aliases[hash] = nil
		for _, text := range texts {
			if it.Rung != tracker.ByURL {
				t.ahead.aliases[textAlias(source, text)] = nil
			}
		}
	}
	return t.eachAmong("SELECT l.hash, "+keptColumns+" FROM alias l JOIN article a ON a.id = l.article WHERE l.hash IN ", slices.Sorted(maps.Keys(t.ahead.aliases)),
		func(scan func(...any) error) error {
			var hash int64
			var a kept
			err := scan(append([]any{&hash}, a.fields()...)...)
			t.ahead.aliases[hash] = &a
			return err
		})
}

// forget has an article that was changed looked up again.
func (a *ahead) forget(article int64) {
	maps.DeleteFunc(a.slots, func(_ int64, s *slotted) bool { return s != nil && s.id == article })
	maps.DeleteFunc(a.aliases, func(_ int64, k *kept) bool { return k != nil && k.id == article })
}

// eachAmong calls f for every row that a query finds for some numbers. It ends in the
// IN that these stand after.
func (t *tx) eachAmong(query string, numbers []int64, f func(scan func(...any) error) error) error {
	for some := range slices.Chunk(numbers, inOneGo) {
		among, args := listed(some)
		if err := t.each(query+among, args, f); err != nil {
			return err
		}
	}
	return nil
}
