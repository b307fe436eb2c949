package newsroom

import (
	"context"
	"slices"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/query"
)

// Rarity tells how rare words were. By which texts of a day is asked once, and about
// each word of a day too: a day has hundreds of firsts.
type Rarity struct {
	store  Frequencies
	newest map[tracker.Day]archive.Sample
	shares map[wordsOfDay]float64
}

// wordsOfDay is a part of a rule, as it is written, before a day.
type wordsOfDay struct {
	before tracker.Day
	part   string
}

// NewRarity returns one for texts that are stored while it is in use.
func NewRarity(s Frequencies) Rarity {
	return Rarity{store: s, newest: map[tracker.Day]archive.Sample{}, shares: map[wordsOfDay]float64{}}
}

// Shares tells how rare each part of a rule was before a day.
func (r Rarity) Shares(ctx context.Context, parts []*query.Expr, before tracker.Day) (map[string]float64, error) {
	var unknown []string
	var plans []*query.Plan
	for _, p := range parts {
		part := p.String()
		if _, known := r.shares[wordsOfDay{before, part}]; !known && !slices.Contains(unknown, part) {
			unknown, plans = append(unknown, part), append(plans, p.Plan())
		}
	}
	if len(plans) > 0 {
		if err := r.ask(ctx, unknown, plans, before); err != nil {
			return nil, err
		}
	}
	out := map[string]float64{}
	for _, p := range parts {
		part := p.String()
		out[part] = r.shares[wordsOfDay{before, part}]
	}
	return out, nil
}

// ask asks how rare parts were.
func (r Rarity) ask(ctx context.Context, parts []string, plans []*query.Plan, before tracker.Day) error {
	newest, known := r.newest[before]
	if !known {
		var err error
		if newest, err = r.store.NewestTexts(ctx, before); err != nil {
			return err
		}
		r.newest[before] = newest
	}
	shares, err := r.store.Shares(ctx, plans, newest)
	if err != nil {
		return err
	}
	for i, part := range parts {
		r.shares[wordsOfDay{before, part}] = shares[i]
	}
	return nil
}
