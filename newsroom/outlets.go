package newsroom

import "onset/tracker"

// outlet is an outlet with its items in the feed of an aggregator.
type outlet struct {
	tracker.Source
	items []tracker.Item
}

// outlets parts the items of a feed into those of the source itself and those of
// the outlets that they name, in the order in which these come.
func (d *Desk) outlets(src tracker.Source, items []tracker.Item) (own []tracker.Item, others []outlet) {
	at := map[string]int{}
	for _, it := range items {
		if it.Publisher.Name == "" {
			own = append(own, it)
			continue
		}
		o := d.Outlet(it.Publisher, src)
		if o.ID == src.ID {
			own = append(own, it)
			continue
		}
		i, known := at[o.ID]
		if !known {
			i = len(others)
			at[o.ID] = i
			others = append(others, outlet{Source: o})
		}
		others[i].items = append(others[i].items, it)
	}
	return own, others
}
