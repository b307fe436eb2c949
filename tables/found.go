package tables

import "onset/tracker/archive"

// Found lists what a search found.
func Found(r archive.HitPage) Table {
	t := Table{Columns: []string{"published", "source", "title", "snippet", "url"}, JSON: r}
	for _, h := range r.Hits {
		first := ""
		if len(h.Snippets) > 0 {
			first = h.Snippets[0].Text
		}
		t.Rows = append(t.Rows, []string{h.At.String(), h.Source, h.Ref.Title, first, h.Ref.URL})
	}
	return t
}
