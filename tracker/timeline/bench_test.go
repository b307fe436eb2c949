package timeline

import (
	"fmt"
	"testing"
)

// BenchmarkFold folds a thousand mentions of one talking point.
func BenchmarkFold(b *testing.B) {
	ws := usual()
	for i := range 997 {
		ws = append(ws, witness(fmt.Sprint("w", i), outlets[i%len(outlets)].ID, fmt.Sprintf("%02d-%02d", 1+i%12, 1+i%28), by("minister")))
	}
	ctx := context()
	b.ReportAllocs()
	for b.Loop() {
		Fold(theirs, ws, ctx)
	}
}
