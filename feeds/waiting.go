package feeds

// The most that waits for rows which tell day and month apart: rows, and bytes of
// their texts.
const (
	mostWaiting  = 10_000
	bytesWaiting = 16 << 20
)

// waiting hands on the rows of a file in their order. From the first whose date
// doesn't tell day from month they are held back until the file ends, so that
// the others may show the order: that of the whole file, which one program wrote.
type waiting struct {
	im    Import
	seen  orders
	rows  []row
	bytes int
	full  bool // as much waited as may: what was seen so far decides
}

func (w *waiting) take(r row) error {
	w.look(r)
	if w.full || len(w.rows) == 0 && !w.doubtful(r) {
		return w.hand(r)
	}
	w.rows = append(w.rows, r)
	w.bytes += len(r.title) + len(r.text) + len(r.html)
	if w.full = len(w.rows) >= mostWaiting || w.bytes >= bytesWaiting; w.full {
		return w.flush()
	}
	return nil
}

// look notes what the row shows of the order of day and month.
func (w *waiting) look(r row) {
	if !r.ownFormat() {
		w.seen.add(r.published, Dating{Now: w.im.Now})
	}
}

func (w *waiting) doubtful(r row) bool { return !r.ownFormat() && doubtful(r.published) }

// flush hands on what waits.
func (w *waiting) flush() error {
	rows := w.rows
	w.rows, w.bytes = nil, 0
	for _, r := range rows {
		if err := w.hand(r); err != nil {
			return err
		}
	}
	return nil
}

func (w *waiting) hand(r row) error {
	r.order = w.seen.settled()
	return w.im.take(r)
}

// ownFormat tells whether the mapping says how its date is written.
func (r row) ownFormat() bool { return r.mapping != nil && r.mapping.layout != "" }
