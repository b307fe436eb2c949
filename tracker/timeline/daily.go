package timeline

import "onset/tracker"

func dailyWords(e tracker.Event, year int) string {
	return string(e.Kind) + " " + Days(e.At.From, e.At.To, year)
}
