// Package daemon runs everything by itself, on the schedule of the rules file: it polls
// feeds, looks at pages again, closes days, makes digests and sends letters, and takes
// new rules. Jobs share one intake: what may run beside each other does, and what
// alters the intake waits for the others to end.
package daemon
