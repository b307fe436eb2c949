package newsroom

import (
	"context"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/query"
)

// Rarity tells how rare words were. By which texts of a day is asked once: a
// day has hundreds of firsts.
type Rarity struct {
	store  Frequencies
	newest map[tracker.Day]archive.Sample
}

// NewRarity returns one for texts that are stored while it is in use.
func NewRarity(s Frequencies) Rarity {
	return Rarity{store: s, newest: map[tracker.Day]archive.Sample{}}
}

// Shares tells how rare each part of a rule was before a day.
func (r Rarity) Shares(ctx context.Context, parts []*query.Expr, before tracker.Day) (map[string]float64, error) {
	newest, known := r.newest[before]
	if !known {
		var err error
		if newest, err = r.store.NewestTexts(ctx, before); err != nil {
			return nil, err
		}
		r.newest[before] = newest
	}
	plans := make([]*query.Plan, len(parts))
	for i, p := range parts {
		plans[i] = p.Plan()
	}
	shares, err := r.store.Shares(ctx, plans, newest)
	out := map[string]float64{}
	for i, p := range parts {
		out[p.String()] = shares[i]
	}
	return out, err
}
