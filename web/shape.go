package web

import (
	"fmt"

	"onset/tracker"
)

// look is how a kind of event is drawn: by shape first, so that colour is
// never needed to tell two apart.
type look struct {
	Class string // of the style
	track int    // from above: 0 said, 1 published, 2 what changed
}

var looks = map[tracker.EventKind]look{
	tracker.FirstSaid:  {"said", 0},
	tracker.FirstSeen:  {"seen", 1},
	tracker.Adopted:    {"seen", 1},
	tracker.Correction: {"correction", 2},
	tracker.Debunked:   {"debunked", 2},
	tracker.Shift:      {"shift", 2},
	tracker.EditedIn:   {"edited", 2},
	tracker.EditedOut:  {"edited", 2},
	tracker.Withdrawn:  {"edited", 2},
}

// lookOf is the look of a kind; those that rest on counts share one.
func lookOf(k tracker.EventKind) look {
	if l, ok := looks[k]; ok {
		return l
	}
	return look{"count", 2}
}

// outlines draw the shapes around 0,0.
var outlines = map[string]string{
	"said":       "M%[1]g %[2]gm-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z",
	"seen":       "M%[1]g %[2]gm-4 -4h8v8h-8z",
	"correction": "M%[1]g %[2]gm-5 -3l2 -2l3 3l3 -3l2 2l-3 3l3 3l-2 2l-3 -3l-3 3l-2 -2l3 -3z",
	"debunked":   "M%[1]g %[2]gm-5 -2h10v4h-10z",
	"shift":      "M%[1]g %[2]gm0 -6.5l5 6.5l-5 6.5l-5 -6.5z",
	"edited":     "M%[1]g %[2]gm-1.7 -5.5h3.4v11h-3.4z",
	"count":      "M%[1]g %[2]gm0 -5.2l5.4 9.4h-10.8z",
}

// outline is the path of a shape with its middle at x,y.
func outline(class string, x, y float64) string {
	return fmt.Sprintf(outlines[class], round(x), round(y))
}

// round keeps a tenth of a unit: more is not seen, and makes pages larger.
func round(x float64) float64 { return float64(int(x*10+0.5)) / 10 }

// shapeOf draws the shape of a kind for a table or a legend.
func shapeOf(k tracker.EventKind) shapeMark {
	class := lookOf(k).Class
	return shapeMark{class, outline(class, 8, 8)}
}

type shapeMark struct{ Class, Path string }
