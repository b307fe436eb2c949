package newsroom

import (
	"context"

	"onset/tracker"
	"onset/tracker/archive"
)

// What tests need that see the newsroom together with those who build on it.

func (in *Intake) TakeFetched(ctx context.Context, src tracker.Source, f *tracker.Fetch) (archive.Recorded, error) {
	return in.take(ctx, src, f.Items, passage{fetch: f})
}

func (in *Intake) Fold(ctx context.Context) ([]tracker.Event, error) { return in.fold(ctx) }

// KeepFindings writes what discovery remembers, as the end of a process does.
func (in *Intake) KeepFindings(ctx context.Context) error { return in.keepFindings(ctx) }
