package reader

import (
	"bufio"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/rulefile"
)

// BenchmarkTexts reads texts of the world under the shipped rules: press articles in
// English and short news in Russian. It reports MB of text per second of CPU time. The hash of
// all readings is told too, so that those of two versions can be compared.
func BenchmarkTexts(b *testing.B) {
	for _, c := range []struct {
		name string
		read func(*testing.B) []tracker.Item
	}{{"press", press}, {"news", news}} {
		b.Run(c.name, func(b *testing.B) {
			items := c.read(b)
			src, err := os.ReadFile("../../narratives.yaml")
			if err != nil {
				b.Fatal(err)
			}
			file, err := rulefile.Parse("narratives.yaml", src)
			if err != nil {
				b.Fatal(err)
			}
			reader := New(file)
			var size int
			for _, item := range items {
				size += len(item.Title) + len(item.Text)
			}
			b.ReportAllocs()
			b.ResetTimer()
			start := cpuSeconds(b)
			for range b.N {
				for _, item := range items {
					reader.Read(tracker.Source{ID: "herald"}, item)
				}
			}
			used := cpuSeconds(b) - start
			b.ReportMetric(float64(size)*float64(b.N)/1e6/used, "MB/cpu-s")
			b.StopTimer()
			digest := sha256.New()
			out := json.NewEncoder(digest)
			for _, item := range items {
				if err := out.Encode(reader.Read(tracker.Source{ID: "herald"}, item).Reading); err != nil {
					b.Fatal(err)
				}
			}
			b.Log(len(items), "readings", hex.EncodeToString(digest.Sum(nil)[:8]))
		})
	}
}

// open opens a file of texts that are not part of the project.
func open(b *testing.B, name string) *os.File {
	f, err := os.Open("../../../shared/data/" + name)
	if errors.Is(err, fs.ErrNotExist) {
		b.Skip("../shared/data/" + name + " is not here")
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { f.Close() })
	return f
}

func press(b *testing.B) (items []tracker.Item) {
	for lines := bufio.NewReader(open(b, "war/articles.jsonl")); ; {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return items
		}
		var a struct {
			Title, Text, Language string
			Published             string
		}
		if err := json.Unmarshal(line, &a); err != nil {
			b.Fatal(err)
		}
		items = append(items, dated(b, tracker.Item{Title: a.Title, Text: a.Text, Language: a.Language}, a.Published[:10]))
	}
}

func news(b *testing.B) (items []tracker.Item) {
	rows, err := csv.NewReader(open(b, "1tv/2022.csv")).ReadAll()
	if err != nil {
		b.Fatal(err)
	}
	for _, r := range rows[1:2001] {
		items = append(items, dated(b, tracker.Item{Title: r[1], Text: r[3], Language: "ru"}, r[2]))
	}
	return items
}

func dated(b *testing.B, item tracker.Item, published string) tracker.Item {
	at, err := time.Parse(time.DateOnly, published)
	if err != nil {
		b.Fatal(err)
	}
	item.Seen, item.Published = at, []tracker.DateClaim{{Stamp: tracker.Stamp{Day: tracker.DayOf(at)}}}
	return item
}
