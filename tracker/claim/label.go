package claim

// labelled takes the layout that names its source on a line of its own:
//
//	Источник: Данилов в комментарии агентству 3 мая
//	Прямая речь: «…»
//
// It tells whether unit n is such a line.
func (f *finder) labelled(n int) bool {
	u := f.units[n]
	if f.tokens[u.first].quote >= 0 || len(f.tokens[u.first].entry.phrases) == 0 {
		return false
	}
	kind, k := f.phraseAt(u.first, u.last, sourceLabel, speechLabel)
	colonAt := f.colonBehind(u, u.first+k)
	switch {
	case k == 0 || colonAt == 0 || colonAt > u.first+k+longestLabel:
		return false
	case kind == sourceLabel:
		if colonAt == u.first+k {
			f.credited = &frame{cue: stretch{u.first, colonAt}, at: u.first, begins: u.first, ends: u.last, unit: n, subject: f.head(stretch{colonAt, u.last})}
		}
		return true
	}
	fr := frame{sieve: "label", at: u.first, cue: stretch{u.first, u.first + k}, begins: u.first, ends: colonAt, unit: n,
		content: stretch{colonAt, f.contentEnd(u, colonAt, openingAt(&f.tokens[colonAt]))}}
	switch {
	case colonAt > u.first+k:
		fr.subject = stretch{u.first + k, colonAt}
	case f.credited != nil:
		fr.subject, fr.again = f.credited.subject, f.credited
	default:
		fr.link = continued
	}
	f.frames = append(f.frames, fr)
	return true
}

// longestLabel is how many words a label may have before its colon.
const longestLabel = 5
