package origin

import "slices"

// width is the number of words in a shingle. Five words in a row are seldom
// the same by chance, and a rewritten sentence breaks them.
const width = 5

// maxShingles bounds the work for one article: of a longer text the first
// shingles count, where copies are most alike.
const maxShingles = 600

// fnvPrime is that of the 64-bit Fowler–Noll–Vo hash, FNV-1a.
const fnvPrime = 1099511628211

// hash is FNV-1a over a word.
func hash(word string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * fnvPrime
	}
	return h
}

// shingles returns the distinct 5-grams of words as sorted hashes. A text
// shorter than a shingle is one shingle, so that equal headlines are equal.
// Of a text with more than few only a sample is kept: those whose hash is a
// multiple of sampled, so that two texts keep the same ones of what they share
// (Manber, Finding Similar Files, 1994).
func shingles(words []string) []uint32 {
	if len(words) == 0 {
		return nil
	}
	n := max(1, min(maxShingles, len(words)-width+1))
	var room [maxShingles + width - 1]uint64
	hashes := room[:min(len(words), n+width-1)]
	for i := range hashes {
		hashes[i] = hash(words[i])
	}
	var found [maxShingles]uint32
	out := found[:0]
	for i := range n {
		var h uint64
		for _, w := range hashes[i:min(len(hashes), i+width)] {
			h = (h ^ w) * fnvPrime
		}
		if s := uint32(h >> 32); n <= few || s%sampled == 0 {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return slices.Clone(slices.Compact(out)) // kept for weeks: without spare room
}

// shared counts the elements that two sorted lists have in common.
func shared(a, b []uint32) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}
