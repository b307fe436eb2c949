package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"onset/tracker/query"
)

// searchView is what the page of articles shows.
type searchView struct {
	Query   string
	Page    SearchPage
	Faults  []query.Error
	Problem string
	Next    string
	Missing bool // nothing can search here
	Example []string
}

// hitsAtOnce is how many articles a search shows at a time.
const hitsAtOnce = 25

func (s *Server) searchPage(w http.ResponseWriter, r *http.Request) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	v := searchView{Query: strings.TrimSpace(r.URL.Query().Get("q")), Missing: s.o.Search == nil,
		Example: []string{`"security guarantees"`, `troops NEAR/8 (NATO OR European)`, `title:ultimatum AND NOT lang:ru`}}
	if v.Query != "" && !v.Missing {
		if err := s.search(r, &v); err != nil {
			return err
		}
	}
	return s.show(w, r, "articles", "Articles", "articles", n, v)
}

// search asks the archive. A fault in the query is the visitor's to mend, and
// is shown beside it.
func (s *Server) search(r *http.Request, v *searchView) error {
	after, err := cursor(r)
	if err != nil {
		return err
	}
	v.Page, err = s.o.Search.Search(r.Context(), v.Query, hitsAtOnce, after)
	var no refusal
	var faults query.ErrorList
	switch {
	case errors.As(err, &faults):
		v.Faults = faults
	case errors.As(err, &no):
		v.Problem = no.text
	case err != nil:
		return err
	}
	if v.Page.Next != 0 {
		v.Next = "/articles?" + url.Values{"q": {v.Query}, "after": {strconv.FormatInt(v.Page.Next, 10)}}.Encode()
	}
	return nil
}

// cursor reads where a list goes on.
func cursor(r *http.Request) (int64, error) {
	text := r.URL.Query().Get("after")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, badAddress("after", text, "take it from the address of the next page")
	}
	return n, nil
}

// Refuse returns an error whose words are shown to the visitor, for a request
// that an implementation can't follow.
func Refuse(words string) error { return refusal{http.StatusUnprocessableEntity, words} }
