package newsroom

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/discover"
	"onset/tracker/draft"
	"onset/tracker/query"
	"onset/tracker/rulefile"
	"onset/tracker/text"
)

// Drafted is a talking point made of examples, as a stanza for the rules file,
// and what it finds in the archive.
type Drafted struct {
	Stanza string `json:"stanza"`
	Trial
}

// Draft makes a talking point of sentences that it must take.
func Draft(ctx context.Context, in *Intake, sentences []string) (Drafted, error) {
	var rules []string
	for _, s := range sentences {
		rule, err := ruleFor(ctx, in, s)
		if err != nil {
			return Drafted{}, err
		}
		if rule == "" {
			return Drafted{}, refusedf("drafting a rule for %q: the archive has fewer than two of its words; import more, or write the rule by hand (onset help rules)", s)
		}
		if !slices.Contains(rules, rule) {
			rules = append(rules, rule)
		}
	}
	made := rulefile.Draft{ID: rulefile.ID(sentences[0]), Title: sentences[0], Match: strings.Join(rules, "\nOR "), Examples: sentences}
	tried, err := tryDraft(ctx, in, made.Alone())
	if err != nil {
		return Drafted{}, err
	}
	for _, h := range tried.Samples {
		if len(made.Examples) < len(sentences)+moreExamples && !slices.Contains(made.Examples, h.Text) {
			made.Examples = append(slices.Clone(made.Examples), h.Text)
		}
	}
	for _, p := range tried.Missing {
		if len(made.Skip) < moreExamples {
			made.Skip = append(made.Skip, p.Samples[0].Text)
		}
	}
	return Drafted{made.Alone(), tried}, nil
}

// moreExamples is how many sentences of the archive a draft takes as examples of
// each kind.
const moreExamples = 2

// tryDraft runs a stanza over the archive; the desk stays as it was.
func tryDraft(ctx context.Context, in *Intake, stanza string) (Trial, error) {
	d := *in.Desk
	point, err := d.OnTrial("the draft", stanza)
	if err != nil {
		return Trial{}, err
	}
	return Try(ctx, &Intake{Desk: &d, Store: in.Store}, point)
}

// ruleFor makes a rule of one sentence, by what the archive has of its words.
func ruleFor(ctx context.Context, in *Intake, sentence string) (string, error) {
	lang := text.Detect("", sentence, "")
	sets := query.Terms(in.Desk.File.Terms)
	synonyms, err := NewThesaurus(in.Store).Synonyms(ctx)
	if err != nil {
		return "", err
	}
	parts := draft.Parts(sentence, lang, plainTerms(sets))
	for i, p := range parts {
		parts[i] = p.Or(wordsNear(synonyms, p.Word(), lang)...)
	}
	exprs := make([]*query.Expr, len(parts))
	for i := range parts {
		e, err := query.Parse(parts[i].Text, sets)
		if err != nil {
			return "", fmt.Errorf("drafting a rule with %s: %w", parts[i].Text, err)
		}
		exprs[i] = e
	}
	sentences, err := countParts(ctx, in, parts, exprs)
	return draft.Rule(parts, sentences), err
}

// wordsNear are the near-synonyms of a word that the rule language has, as it writes
// them.
func wordsNear(synonyms *discover.Synonyms, word, lang string) (out []string) {
	for _, s := range synonyms.Of(word, lang) {
		if e, err := query.Parse(s.Word, nil); err == nil {
			out = append(out, e.String())
		}
	}
	return out
}

// countedArticles is how many articles tell how common the parts of a draft are.
const countedArticles = 400

// countParts tells in which share of sentences each part stands, by the newest
// articles that have one of them, and how many sentences those have.
func countParts(ctx context.Context, in *Intake, parts []draft.Part, exprs []*query.Expr) (sentences int, err error) {
	plan := query.PlanAny(exprs)
	if len(parts) == 0 || !plan.Known() {
		return 0, nil
	}
	ids, err := in.Store.Candidates(ctx, plan, nil)
	if err != nil {
		return 0, err
	}
	counts := make([]int, len(parts))
	err = in.Store.Texts(ctx, archive.Which{Revisions: ids[:min(len(ids), countedArticles)]}, func(a archive.Article) error {
		doc := &query.Doc{Title: text.Analyse(a.Title, a.Language), Body: text.Analyse(a.Text, a.Language), Lang: a.Language}
		sentences += len(doc.Body.Sentences) + 1
		for i, e := range exprs {
			counts[i] += len(e.Match(doc, tracker.InSentence))
		}
		return ctx.Err()
	})
	for i := range parts {
		parts[i].Share = float64(counts[i]) / float64(max(sentences, 1))
	}
	return sentences, err
}

// plainTerms returns the sets that are alternatives and nothing else.
func plainTerms(sets query.Terms) (out []draft.Term) {
	for _, name := range slices.Sorted(maps.Keys(sets)) {
		if e, err := query.Parse("$"+name, sets); err == nil && e.Alternatives() {
			out = append(out, draft.Term{Name: name, Expr: e})
		}
	}
	return out
}

// Evidence reads candidates, and what is behind mentions.
type Evidence interface {
	Found
	Why(ctx context.Context, id string) (archive.Chain, error)
}

// ExamplesOf returns the sentences that are given, in place of the ids of mentions and
// candidates the sentences that these stand for.
func ExamplesOf(ctx context.Context, s Evidence, args []string) ([]string, error) {
	candidates, err := Candidates(ctx, s, time.Time{})
	if err != nil {
		return nil, err
	}
	var out []string
	for _, arg := range args {
		if strings.ContainsAny(strings.TrimSpace(arg), " \n") {
			out = append(out, arg)
			continue
		}
		i := slices.IndexFunc(candidates, func(c Candidate) bool { return c.ID == arg })
		if i >= 0 {
			for _, e := range candidates[i].Examples {
				out = append(out, e.Text)
			}
			continue
		}
		chain, err := s.Why(ctx, arg)
		if err != nil || chain.Mention == nil {
			return nil, refusedf("%q is no sentence, and nothing has this id: give a sentence in quotation marks, or the id of a mention or a candidate", arg)
		}
		out = append(out, chain.Mention.Text)
	}
	return out, nil
}
