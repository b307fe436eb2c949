package demo

import (
	"net/http"
	"strings"
	"time"
)

// Handler serves each feed at /source as it stands at the time that now tells,
// and answers 304 to a client that has it already.
func Handler(now func() time.Time) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, err := Feed(strings.Trim(r.URL.Path, "/"), now())
		if err != nil {
			http.Error(w, err.Error(), http.StatusNotFound)
			return
		}
		w.Header().Set("ETag", page.ETag)
		if !page.LastModified.IsZero() {
			w.Header().Set("Last-Modified", page.LastModified.Format(http.TimeFormat))
		}
		if r.Header.Get("If-None-Match") == page.ETag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", page.ContentType)
		w.Write(page.Body) // a client that went away needs no answer
	})
}
