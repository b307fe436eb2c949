package checkup

import (
	"context"

	"onset/tracker/text"
)

// index tells how far a search index is behind that lies in a file of this machine.
func (x *Examination) index(ctx context.Context, s Archive) {
	z, err := s.IndexFile(ctx)
	switch {
	case err != nil:
		x.add("search index", Warning, "nothing where it is damaged: it is made anew when something is looked up next; else name another file (--index)", "%v", err)
	case z.Path == "": // it is part of the database
	case z.Bytes == 0:
		x.add("search index", Good, "", "%s is made when something is looked up first; the database has %s", z.Path, text.Count(z.Behind, "text"))
	case z.Behind == 0:
		x.add("search index", Good, "", "%s, %d MB, has all texts", z.Path, z.Bytes>>20)
	default:
		x.add("search index", Good, "", "%s, %d MB, is %s behind, which it takes in when something is looked up next", z.Path, z.Bytes>>20, text.Count(z.Behind, "text"))
	}
}
