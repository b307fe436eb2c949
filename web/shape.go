package web

import (
	"slices"

	"onset/tracker"
)

// shape is how kinds of events are drawn: by outline first, so that colour is
// never needed to tell two apart.
type shape struct {
	Class  string // of the style; the Shape of the kinds that are drawn so
	Path   string // around its middle
	Legend string // what it stands for
}

// shapes stand in the order of the legend; where marks crowd, the first stand
// nearest to the strip.
var shapes = []shape{
	{"said", "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z", "first said"},
	{"seen", "M-4 -4h8v8h-8z", "first seen"},
	{"shift", "M0 -6l5 6l-5 6l-5 -6z", "shift"},
	{"turn", "M-5 -1.2h5.5v-3.8l5 5l-5 5v-3.8h-5.5z", "turn"},
	{"joined", "M-5 -2h3v-3h4v3h3v4h-3v3h-4v-3h-3z", "new speaker"},
	{"back", "M4.5 -5.2v10.4l-9.4 -5.2z", "back"},
	{"emerged", "M0 -5.6l1.5 3.8l4.1 .2l-3.2 2.6l1.1 4l-3.5 -2.2l-3.5 2.2l1.1 -4l-3.2 -2.6l4.1 -.2z", "emerged"},
	{"debunked", "M-5 -3l2 -2l3 3l3 -3l2 2l-3 3l3 3l-2 2l-3 -3l-3 3l-2 -2l3 -3z", "debunked"},
	{"correction", "M-5 -3.8h10v2.6h-10z M-5 1.2h10v2.6h-10z", "correction"},
	{"adopted", "M-4.5 -4.5h9v6.5h-4l-3.5 3v-3h-1.5z", "in own voice"},
	{"surge", "M0 -5.2l5.4 9.4h-10.8z", "surge"},
	{"faded", "M0 5.2l5.4 -9.4h-10.8z", "faded"},
	{"spread", "M-1.6 -5h3.2v3.4h3.4v3.2h-3.4v3.4h-3.2v-3.4h-3.4v-3.2h3.4z", "wider spread"},
	{"edited", "M-1.7 -5h3.4v10h-3.4z", "edited, withdrawn"},
	{several, "M-5.5 -1.5h3v3h-3z M-1.5 -1.5h3v3h-3z M2.5 -1.5h3v3h-3z", "several"},
}

// several is drawn for marks that found no place beside others, and for a kind
// that no shape is called for.
const several = "several"

func placeOfShape(class string) int {
	named := func(class string) int {
		return slices.IndexFunc(shapes, func(s shape) bool { return s.Class == class })
	}
	if i := named(class); i >= 0 {
		return i
	}
	return named(several)
}

func shapeOf(k tracker.EventKind) shape { return shapes[placeOfShape(k.Info().Shape)] }
