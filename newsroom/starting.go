package newsroom

import (
	"slices"
	"strings"

	"onset/tracker/draft"
	"onset/tracker/rulefile"
	"onset/tracker/text"
)

// StartFile writes the rules file that somebody begins with; its rule is made of
// the words of the subject, all of them in one sentence. The error says what can't
// be used.
func StartFile(name string, s rulefile.Starter) (string, error) {
	s.Subject = strings.Join(strings.Fields(s.Subject), " ")
	lang := ""
	if len(s.Languages) == 1 {
		lang = s.Languages[0]
	}
	var words []string
	for _, p := range draft.Parts(s.Subject, text.Detect("", s.Subject, lang, s.Languages...), nil) {
		if !slices.Contains(words, p.Text) {
			words = append(words, p.Text)
		}
	}
	if len(words) == 0 {
		return "", refusedf("a rule can't be made of the subject %q: say it with at least one telling word of four letters, or a name within a sentence", s.Subject)
	}
	s.Match = strings.Join(words, " AND ")
	written := s.Text()
	if _, err := rulefile.Load(name, []byte(written)); err != nil {
		return "", Refused{err}
	}
	return written, nil
}
