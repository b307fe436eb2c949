package web

import (
	"fmt"
	"slices"

	"onset/tracker"
)

// shape is how kinds of events are drawn: by outline first, so that colour is
// never needed to tell two apart.
type shape struct {
	Class   string // of the style; the Shape of the kinds that are drawn so
	track   int    // from above: 0 said, 1 published, 2 what changed
	outline string // around its middle
	Legend  string // what it stands for
}

// shapes stand in the order of the legend.
var shapes = []shape{
	{"said", 0, "M%[1]g %[2]gm-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z", "said"},
	{"seen", 1, "M%[1]g %[2]gm-4 -4h8v8h-8z", "published"},
	{"correction", 2, "M%[1]g %[2]gm-5 -3l2 -2l3 3l3 -3l2 2l-3 3l3 3l-2 2l-3 -3l-3 3l-2 -2l3 -3z", "correction"},
	{"shift", 2, "M%[1]g %[2]gm0 -6.5l5 6.5l-5 6.5l-5 -6.5z", "shift"},
	{"count", 2, "M%[1]g %[2]gm0 -5.2l5.4 9.4h-10.8z", "surge, spread, back, faded"},
	{"debunked", 2, "M%[1]g %[2]gm-5 -2h10v4h-10z", "debunked"},
	{"edited", 2, "M%[1]g %[2]gm-1.7 -5.5h3.4v11h-3.4z", "edited, withdrawn"},
}

// shapeNamed is the shape of a class; a class that nothing draws looks like what
// rests on counts.
func shapeNamed(class string) shape {
	named := func(class string) int {
		return slices.IndexFunc(shapes, func(s shape) bool { return s.Class == class })
	}
	if i := named(class); i >= 0 {
		return shapes[i]
	}
	return shapes[named("count")]
}

func shapeOf(k tracker.EventKind) shape { return shapeNamed(k.Info().Shape) }

// at is the path of a shape with its middle at x,y.
func (s shape) at(x, y float64) string { return fmt.Sprintf(s.outline, round(x), round(y)) }

// Path is the path of a shape in a table or a legend.
func (s shape) Path() string { return s.at(8, 8) }

// round keeps a tenth of a unit: more is not seen, and makes pages larger.
func round(x float64) float64 { return float64(int(x*10+0.5)) / 10 }
