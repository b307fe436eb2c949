package main

import "runtime/debug"

// mebibyte is the unit of --memory.
const mebibyte = 1 << 20

// limitMemory has the garbage collector work harder before the memory of the program
// goes over --memory. No limit is set unasked: one below what is in use has the
// collector run nearly all the time, and what is in use grows with the rules.
func (a *app) limitMemory() {
	if a.memory > 0 {
		debug.SetMemoryLimit(int64(a.memory) * mebibyte)
	}
}
