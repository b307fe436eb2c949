package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// stoppingReader ends the program while it is read from.
type stoppingReader struct {
	io.Reader
	stop context.CancelFunc
	left int
}

func (r *stoppingReader) Read(b []byte) (int, error) {
	if r.left--; r.left == 0 {
		r.stop()
	}
	return r.Reader.Read(b)
}

// An import that is interrupted says how far it came, and the same command goes
// on from there.
func TestInterruptedImportSaysHowFarItCame(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	rules := filepath.Join(dir, "narratives.yaml")
	write(t, rules, "sources:\n  - {id: herald, name: Herald, kind: independent, country: GB, languages: [en]}\n")
	var rows strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&rows, `{"url":"https://herald.example/%d","title":"Port %d","text":%q,"published":"2026-01-02","source":"herald"}`+"\n", i, i, strings.Repeat("The port is open. ", 20))
	}
	ctx, stop := context.WithCancel(t.Context())
	var out, talk bytes.Buffer
	args := []string{"--config", rules, "--db", filepath.Join(dir, "onset.db"), "import", "-"}
	code := runAt(ctx, time.Now, args, &stoppingReader{strings.NewReader(rows.String()), stop, 4}, &out, &talk)
	if code != exitFailed || !strings.Contains(talk.String(), "Interrupted after -, line ") || !strings.Contains(talk.String(), "The same command goes on") {
		t.Errorf("exit %d: %s", code, &talk)
	}
	out.Reset()
	if code := runAt(t.Context(), time.Now, args, strings.NewReader(rows.String()), &out, &talk); code != exitFine || !strings.Contains(out.String(), "5,000 rows: 5,000 with a date") {
		t.Errorf("the second time: exit %d: %s", code, &out)
	}
}
