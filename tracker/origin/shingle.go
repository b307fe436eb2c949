package origin

import "slices"

// width is the number of words in a shingle. Five words in a row are seldom
// the same by chance, and a rewritten sentence breaks them.
const width = 5

// maxShingles bounds the work for one article: of a longer text the first
// shingles count, where copies are most alike.
const maxShingles = 600

// hash is FNV-1a over the words with a separator, so that word boundaries
// count.
func hash(words []string) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	h := uint64(offset)
	for _, w := range words {
		for i := range len(w) {
			h = (h ^ uint64(w[i])) * prime
		}
		h = (h ^ 0xff) * prime
	}
	return h ^ h>>29
}

// shingles returns the distinct 5-grams of words as sorted hashes. A text
// shorter than a shingle is one shingle, so that equal headlines are equal.
func shingles(words []string) []uint64 {
	if len(words) == 0 {
		return nil
	}
	n := max(1, min(maxShingles, len(words)-width+1))
	out := make([]uint64, 0, n)
	for i := range n {
		out = append(out, hash(words[i:min(len(words), i+width)]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// shared counts the elements that two sorted lists have in common.
func shared(a, b []uint64) int {
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
