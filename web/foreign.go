package web

import (
	"context"
	"fmt"
	"net/http"
)

// Translator hands a sentence to a command of the user's own.
type Translator interface {
	// Translator names the command; empty: there is none.
	Translator() string
	// Translate returns what the command makes of a sentence in a language.
	Translate(ctx context.Context, sentence, language string) (Foreign, error)
}

// Foreign is what a command of the user's own wrote. It proves nothing, and is
// shown as that.
type Foreign struct {
	By   string // the command
	Text string
	Cut  bool // it wrote more
}

// translator names the command that translates, for whoever may have it run.
func (s *Server) translator() string {
	if s.o.Translate == nil || s.o.Review == nil {
		return ""
	}
	return s.o.Translate.Translator()
}

// translate shows a mention with what a command of the user's own makes of its
// sentence. One runs at a time.
func (s *Server) translate(w http.ResponseWriter, r *http.Request) error {
	if err := s.readForm(r); err != nil {
		return err
	}
	if s.translator() == "" {
		return refusal{http.StatusForbidden, "No command translates here: the rules file names one under hooks, and `onset run` runs it."}
	}
	m, err := s.o.Events.Mention(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	select {
	case s.foreign <- struct{}{}:
		defer func() { <-s.foreign }()
	case <-r.Context().Done():
		return fmt.Errorf("waiting for another translation: %w", r.Context().Err())
	}
	out, err := s.o.Translate.Translate(r.Context(), m.Text, m.Language)
	if err != nil {
		return refusal{http.StatusBadGateway, "The sentence was not translated: " + err.Error() + "."}
	}
	return s.whyPage(w, r, "mention", &out)
}
