package newsroom

import (
	"context"

	"onset/tracker"
	"onset/tracker/archive"
)

// Covered tells what was looked through, and how deeply.
type Covered interface {
	Coverage(ctx context.Context, source string) ([]archive.Interval, error)
	Depths(context.Context) (map[string]map[tracker.Depth]int, error)
}

// CoverageOf sums up what was looked through, by source; a source "" is all.
func CoverageOf(ctx context.Context, s Covered, source string) ([]archive.Covering, error) {
	intervals, err := s.Coverage(ctx, source)
	if err != nil {
		return nil, err
	}
	depths, err := s.Depths(ctx)
	return archive.Covered(intervals, depths), err
}
