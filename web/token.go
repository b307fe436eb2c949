package web

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The bounds of a token and of its name, in characters.
const (
	minToken = 16
	mostName = 40
)

// Token lets whoever bears it look. Its name says whose it is, and stands under
// a verdict whose form names nobody.
type Token struct {
	Name   string
	Secret string
}

// ParseTokens reads tokens written as name:token, with commas or line ends
// between them; a line that begins with # is a comment. Errors name a token by
// its name or place, and never repeat it.
func ParseTokens(text string) ([]Token, error) {
	var out []Token
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		for entry := range strings.SplitSeq(line, ",") {
			if entry = strings.TrimSpace(entry); entry == "" {
				continue
			}
			name, secret, found := strings.Cut(entry, ":")
			if !found {
				return nil, fmt.Errorf("reading access tokens: no. %d has no name; write name:token, for instance desk:…, and no comma within a token", len(out)+1)
			}
			out = append(out, Token{strings.TrimSpace(name), strings.TrimSpace(secret)})
		}
	}
	return out, checkTokens(out)
}

// checkTokens refuses tokens that could be guessed, or not be told apart.
func checkTokens(list []Token) error {
	names, secrets := map[string]bool{}, map[string]string{}
	for i, t := range list {
		switch length := utf8.RuneCountInString(t.Secret); {
		case !goodName(t.Name):
			return fmt.Errorf("reading access tokens: the name of no. %d is not 1 to %d letters, digits, dots, dashes and underscores", i+1, mostName)
		case length < minToken:
			return fmt.Errorf("reading access tokens: the access token %q has %d characters; it needs at least %d, for instance those of `openssl rand -hex 16`", t.Name, length, minToken)
		case names[t.Name]:
			return fmt.Errorf("reading access tokens: two are named %q; give each a name of its own", t.Name)
		case secrets[t.Secret] != "":
			return fmt.Errorf("reading access tokens: %q and %q are the same token, so that neither could be revoked alone; make one anew", secrets[t.Secret], t.Name)
		}
		names[t.Name], secrets[t.Secret] = true, t.Name
	}
	return nil
}

func goodName(name string) bool {
	odd := func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !strings.ContainsRune(".-_", c)
	}
	return name != "" && utf8.RuneCountInString(name) <= mostName && !strings.ContainsFunc(name, odd)
}

// holder returns the name of the token that was given. It compares with all of
// them, so that the time tells nothing.
func (s *Server) holder(given string) (name string, right bool) {
	for _, t := range s.o.Tokens {
		if same(given, t.Secret) {
			name, right = t.Name, true
		}
	}
	return name, right
}
