package claim

import (
	"fmt"
	"strings"
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
//	finite: ENDING …                endings by which finite verbs are guessed
//	adverb: ENDING                  the ending by which adverbs are guessed
//	surnames: ENDING …              endings of surnames, where places are declined alike
//	true-surnames: ENDING …         endings that hardly any other word has
//	feminine, masculine: ENDING …   endings of past verbs
//	plurals: ENDING …               endings of the third person plural
//	genitives: ENDING …             endings of places in the genitive
//	datives: ENDING …               endings of lone names that are told something
//	manner: ENDING …                endings of adjectives that tell how or when
//	vowels: LETTER …                letters that plural names end with
//	describing: ENDING …            endings of adjectives made of names
//	infinitives: ENDING …           endings of infinitives
//	predicates: ENDING …            endings of short participles, which stand for verbs
//	patronymics: ENDING …           endings of patronymics
//	places: ENDING …                endings that only places have in the genitive
//	countries: ENDING …             endings of countries in the genitive
//	oblique KIND: ENDING …          endings of declined words, see case.go
//	set OPTION
func parseLanguage(code, src string) (*lexicon, error) {
	p := &tableParser{lex: &lexicon{name: code, entries: map[string]*entry{}}, endings: map[string][]wordForm{}}
	statement, at := "", 0
	for n, line := range strings.Split(src, "\n") {
		line, _, _ = strings.Cut(line, "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		if line[0] == ' ' || line[0] == '\t' {
			statement += " " + strings.TrimSpace(line)
			continue
		}
		if err := p.statement(statement); err != nil {
			return nil, fmt.Errorf("language table %s.txt:%d: %w", code, at, err)
		}
		statement, at = line, n+1
	}
	if err := p.statement(statement); err != nil {
		return nil, fmt.Errorf("language table %s.txt:%d: %w", code, at, err)
	}
	return p.lex, nil
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

// statement on Monday that".
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
	case "finite":
		p.lex.finite = strings.Fields(items)
	case "surnames":
		p.lex.surnames = strings.Fields(items)
	case "true-surnames":
		p.lex.trueSurnames = strings.Fields(items)
		for _, e := range p.lex.trueSurnames {
			p.lex.surnameStems = append(p.lex.surnameStems, caselessEnding(e))
		}
	case "feminine":
		p.lex.feminine = strings.Fields(items)
	case "masculine":
		p.lex.masculine = strings.Fields(items)
	case "genitives":
		p.lex.genitives = strings.Fields(items)
	case "datives":
		p.lex.datives = strings.Fields(items)
	case "manner":
		p.lex.manner = strings.Fields(items)
	case "vowels":
		p.lex.vowels = strings.Fields(items)
	case "describing":
		p.lex.describing = strings.Fields(items)
	case "infinitives":
		p.lex.infinitives = strings.Fields(items)
	case "predicates":
		p.lex.predicates = strings.Fields(items)
	case "patronymics":
		p.lex.patronymics = strings.Fields(items)
	case "places":
		p.lex.places = strings.Fields(items)
	case "countries":
		p.lex.countries = strings.Fields(items)
	case "plurals":
		p.lex.plurals = strings.Fields(items)
	case "oblique":
		return p.oblique(names, strings.Fields(items))
	case "adverb":
		p.lex.adverb = strings.TrimSpace(items)
	case "set":
		if names != "free-order" {
			return fmt.Errorf("unknown option %q; there is free-order", names)
		}
		p.lex.free = true
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
// oblique files the endings by which declined words are told.
func (p *tableParser) oblique(names string, endings []string) error {
	switch names {
	case "adjectives":
		p.lex.oblique = endings
	case "names":
		p.lex.obliqueNames = endings
	case "surnames":
		p.lex.obliqueSurnames = endings
	case "roles":
		p.lex.obliqueRoles = endings
	case "not":
		p.lex.subjectRoles = endings
	default:
		return fmt.Errorf("unknown kind of declined words %q; there are adjectives, names, surnames, roles and not", names)
	}
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
