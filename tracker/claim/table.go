package claim

import (
	"fmt"
	"strings"

	"onset/tracker/wordtable"
)

// parseLanguage reads a table. Each statement is a line "kind names: items";
// lines that begin with blanks continue it, # begins a comment:
//
//	endings NAME: ENDING/FORM …     _ is the empty ending
//	verbs FLAG …: VERB …            claim+ed inflects by the ending "ed";
//	                                say/base|said/past lists forms; _ joins words
//	words CLASS: WORD …
//	phrases KIND: WORDS; WORDS …    {a,b} stands for either
//	kin WORD: ROLE, ROLE …          words that stand for roles
//	office WORDS: WORDS             an office with the first words is that with the second
//	shape NAME: ENDING …            endings by which words are told, see shape.go
//	prefix: PREFIX …                what makes a role another one and is written with it
//	adverb: ENDING …                endings by which adverbs are guessed
//	set OPTION                      free-order: the subject on either side of its verb;
//	                                verb-second: clauses without "that" behind a comma,
//	                                and the negation behind the verb
func parseLanguage(code, src string) (*lexicon, error) {
	p := &tableParser{lex: &lexicon{name: code, entries: map[string]*entry{}}, endings: map[string][]wordForm{}}
	statement, at := "", 0
	for n, line := range wordtable.Rows(src) {
		if line[0] == ' ' || line[0] == '\t' {
			statement += " " + strings.TrimSpace(line)
			continue
		}
		if err := p.statement(statement); err != nil {
			return nil, fmt.Errorf("language table %s.txt:%d: %w", code, at, err)
		}
		statement, at = line, n
	}
	if err := p.statement(statement); err != nil {
		return nil, fmt.Errorf("language table %s.txt:%d: %w", code, at, err)
	}
	for _, e := range p.lex.entries {
		e.filePhrases()
	}
	return p.lex, nil
}

// manyPhrases is how many phrases of a word are looked through one by one.
const manyPhrases = 16

// filePhrases files the phrases of an entry by their second word, if there are
// many.
func (e *entry) filePhrases() {
	if len(e.phrases) <= manyPhrases {
		return
	}
	e.bySecond = map[string][]phrase{"": nil}
	for _, ph := range e.phrases {
		if len(ph.tail) > 0 {
			e.bySecond[ph.tail[0]] = nil
		}
	}
	for second := range e.bySecond {
		for _, ph := range e.phrases {
			if len(ph.tail) == 0 || ph.tail[0] == second {
				e.bySecond[second] = append(e.bySecond[second], ph)
			}
		}
	}
}

type wordForm struct {
	word  string
	form  form
	flags flags // that the form adds to its verb
}

type tableParser struct {
	lex     *lexicon
	endings map[string][]wordForm
}

// statement reads one statement of a table.
func (p *tableParser) statement(s string) error {
	if s == "" {
		return nil
	}
	head, items, _ := strings.Cut(s, ":")
	kind, names, _ := strings.Cut(strings.TrimSpace(head), " ")
	switch kind {
	case "endings":
		forms, err := readForms(strings.Join(strings.Fields(items), "|"))
		p.endings[names] = forms
		return err
	case "verbs":
		return p.verbs(strings.Fields(names), strings.Fields(items))
	case "words":
		return p.words(names, strings.Fields(items))
	case "phrases":
		return p.phrases(names, items)
	case "kin":
		for role := range strings.SplitSeq(items, ",") {
			e := p.lex.entry(names)
			e.kin = append(e.kin, nameWords(role))
		}
	case "office":
		p.lex.rewordings = append(p.lex.rewordings, rewording{nameWords(names), nameWords(items)})
	case "shape":
		return p.shape(names, strings.Fields(items))
	case "prefix":
		p.lex.lesserPrefixes = strings.Fields(items)
	case "adverb":
		p.lex.adverbs = strings.Fields(items)
	case "set":
		switch names {
		case "free-order":
			p.lex.free = true
		case "verb-second":
			p.lex.second = true
		case "endings-in-s":
			p.lex.inS = true
		default:
			return fmt.Errorf("unknown option %q; there are free-order, verb-second and endings-in-s", names)
		}
	default:
		return fmt.Errorf("unknown statement %q", kind)
	}
	return nil
}

// readForms reads "say/base|said/past".
func readForms(s string) ([]wordForm, error) {
	var out []wordForm
	for item := range strings.SplitSeq(s, "|") {
		word, name, _ := strings.Cut(item, "/")
		name, tail, _ := strings.Cut(name, "_")
		var added flags
		if name == "imperfect" {
			name, added = "past", imperfective
		}
		f, ok := formNames[name]
		if !ok {
			return nil, fmt.Errorf("unknown form in %q; write word/base, /present, /past, /imperfect, /part or /gerund", item)
		}
		if tail != "" {
			word += "_" + tail
		}
		out = append(out, wordForm{word, f, added})
	}
	return out, nil
}

func (p *tableParser) verbs(names, items []string) error {
	var fl flags
	for _, n := range names {
		f, ok := flagNames[n]
		if !ok {
			return fmt.Errorf("unknown verb flag %q", n)
		}
		fl |= f
	}
	for _, braced := range items {
		for _, item := range expandBraces(braced) {
			forms, err := p.inflect(item)
			if err != nil {
				return err
			}
			for _, f := range forms {
				words := strings.Split(f.word, "_")
				p.lex.entry(words[0]).addVerb(verb{form: f.form, flags: fl | f.flags, tail: words[1:]})
			}
		}
	}
	return nil
}

// inflect returns all forms that an item stands for: a list of forms whose
// parts may each be a stem with an ending and further words.
// addVerb files a verb; the same form and words only gain flags.
func (p *tableParser) inflect(item string) ([]wordForm, error) {
	var out []wordForm
	for alt := range strings.SplitSeq(item, "|") {
		stem, rest, inflected := strings.Cut(alt, "+")
		if !inflected {
			forms, err := readForms(alt)
			if err != nil {
				return nil, err
			}
			out = append(out, forms...)
			continue
		}
		name, tail, _ := strings.Cut(rest, "_")
		endings, ok := p.endings[name]
		if !ok {
			return nil, fmt.Errorf("unknown endings %q in %q", name, item)
		}
		for _, e := range endings {
			word := stem + strings.TrimPrefix(e.word, "_")
			if tail != "" {
				word += "_" + tail
			}
			out = append(out, wordForm{word, e.form, e.flags})
		}
	}
	return out, nil
}

// words behind it are no subject or the subject stands before it.
// shape files the endings of a shape.
func (p *tableParser) shape(name string, endings []string) error {
	sh, ok := shapeNames[name]
	if !ok {
		return fmt.Errorf("unknown shape %q", name)
	}
	p.lex.addShape(sh, endings)
	return nil
}

func (p *tableParser) words(name string, items []string) error {
	c, ok := classNames[name]
	if !ok {
		return fmt.Errorf("unknown class of words %q", name)
	}
	for _, w := range items {
		forms := []string{w}
		if stem, ending, ok := strings.Cut(w, "+"); ok {
			all, known := p.endings[ending]
			if !known {
				return fmt.Errorf("unknown endings %q in %q", ending, w)
			}
			forms = forms[:0]
			for _, e := range all {
				forms = append(forms, stem+strings.TrimPrefix(e.word, "_"))
			}
		}
		for _, f := range forms {
			p.lex.entry(f).class |= c
		}
	}
	return nil
}

func (p *tableParser) phrases(name, items string) error {
	kind, ok := phraseNames[name]
	if !ok {
		return fmt.Errorf("unknown kind of phrases %q", name)
	}
	for item := range strings.SplitSeq(items, ";") {
		for _, ph := range expandBraces(strings.ReplaceAll(strings.TrimSpace(item), "-", " ")) {
			words := strings.Fields(ph)
			if len(words) == 0 {
				continue
			}
			e := p.lex.entry(words[0])
			e.phrases = append(e.phrases, phrase{kind, words[1:]})
		}
	}
	return nil
}

// expandBraces returns every reading of "{a,b} c".
func expandBraces(s string) []string {
	open := strings.IndexByte(s, '{')
	end := strings.IndexByte(s, '}')
	if open < 0 || end < open {
		return []string{s}
	}
	var out []string
	for alt := range strings.SplitSeq(s[open+1:end], ",") {
		out = append(out, expandBraces(s[:open]+alt+s[end+1:])...)
	}
	return out
}
