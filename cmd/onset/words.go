package main

import (
	"time"
)

// instant prints a moment as RFC 3339 UTC, "" when it is unknown.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
