// Package checkup looks whether all is well with what Onset depends on: the rules, the
// database, the clock, the disk, feeds, letters and their receivers. An [Examination]
// says of each what it found, and what a person can do about it.
package checkup
