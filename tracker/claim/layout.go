package claim

// transcript takes the turns of "NAME: …" when a text is made of them.
func (f *finder) transcript(official bool) bool {
	turns := f.turns()
	if len(turns) < 3 && !(official && len(turns) == 2) || !f.dialogue(turns) {
		return false
	}
	var speaker *frame
	at := 0
	for n := range f.units {
		u := f.units[n]
		if at < len(turns) && turns[at].unit == n {
			speaker = &turns[at]
			at++
		}
		if speaker == nil {
			continue
		}
		if n > speaker.unit && f.units[n-1].paragraph == u.paragraph {
			last := &f.frames[len(f.frames)-1]
			last.content.last = u.last
			continue
		}
		fr := *speaker
		fr.unit = n
		fr.content = u.stretch()
		if n == speaker.unit {
			fr.content.first = speaker.ends
		} else {
			fr.at, fr.begins, fr.ends = u.first, u.first, u.first
		}
		if !fr.content.empty() {
			f.frames = append(f.frames, fr)
		}
	}
	return true
}

// dialogue tells whether turns are talk and not a table or a list: somebody
// has two turns, and most have a sentence.
func (f *finder) dialogue(turns []frame) bool {
	names := map[string]int{}
	again, long := false, 0
	for _, t := range turns {
		name := f.words(t.subject.first, t.subject.last)
		names[name]++
		again = again || names[name] > 1
		if f.units[t.unit].last-t.ends >= 4 {
			long++
		}
	}
	paragraphs := f.units[len(f.units)-1].paragraph - f.units[turns[0].unit].paragraph + 1
	return again && len(names) > 1 && 3*long >= 2*len(turns) && 3*len(turns) >= paragraphs
}

func (u unit) stretch() stretch { return stretch{u.first, u.last} }

// turns finds the paragraphs that begin with a speaker's name and a colon.
func (f *finder) turns() []frame {
	var out []frame
	paragraph := -1
	for n, u := range f.units {
		if u.paragraph == paragraph {
			continue
		}
		paragraph = u.paragraph
		for i := u.first + 1; i < u.last && i <= u.first+6; i++ {
			if f.tokens[i].before&colon == 0 {
				continue
			}
			if s := (stretch{u.first, i}); f.label(s) {
				fr := frame{sieve: "turn", at: u.first, subject: s, begins: u.first, ends: i, unit: n}
				if f.tokens[u.first].class&isQuestion != 0 {
					fr.verb.flags |= asks
				}
				out = append(out, fr)
			}
			break
		}
	}
	return out
}
