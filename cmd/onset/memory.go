package main

import (
	"context"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"github.com/spf13/cobra"
)

// mebibyte is the unit of --memory.
const mebibyte = 1 << 20

// usualMemory is how many MiB of its own a command is held to that is not told
// otherwise: what a poll with a thousand rules lives on and half as much again.
const usualMemory = 96

// limitMemory has the garbage collector work harder before the memory of the program
// goes over --memory. What can't do with less gets what it needs: a limit below that
// would have the collector run without end. Where GOMEMLIMIT is set and the flag is
// not, that counts alone.
func (a *app) limitMemory(cmd *cobra.Command) {
	if os.Getenv("GOMEMLIMIT") != "" && !cmd.Flags().Changed("memory") || a.memory == 0 {
		return
	}
	asked := int64(a.memory) * mebibyte
	debug.SetMemoryLimit(asked)
	go raiseLimit(cmd.Context(), asked)
}

// raiseLimit looks each second whether the limit leaves room above what is in use.
func raiseLimit(ctx context.Context, asked int64) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			metrics.Read(live)
			debug.SetMemoryLimit(limitFor(asked, int64(live[0].Value.Uint64())))
		}
	}
}

// limitFor is the limit, in bytes, where so much is in use after a collection: what
// was asked for, or half as much again as is in use and a little more for what is no
// heap.
func limitFor(asked, live int64) int64 {
	const noHeap = 16 * mebibyte
	return max(asked, live+live/2+noHeap)
}
