package main

import (
	"errors"
	"fmt"

	"onset/newsroom"
	"onset/tracker/text"
)

// The exit codes that scripts rely on.
const (
	exitFine     = 0
	exitFailed   = 1
	exitRefused  = 2 // wrong usage, or a refused configuration
	exitRejected = 3 // done, but some inputs were rejected; each was named
)

// codedError is an error that ends the program with its own exit code.
type codedError struct {
	code int
	err  error
}

func (e codedError) Error() string { return e.err.Error() }
func (e codedError) Unwrap() error { return e.err }

// refused marks err as wrong usage or a refused configuration.
func refused(err error) error {
	if err == nil {
		return nil
	}
	return codedError{exitRefused, err}
}

// usagef is a refused error made of a format.
func usagef(format string, args ...any) error { return refused(fmt.Errorf(format, args...)) }

// rejected tells that the work is done but that n inputs were refused, of which
// noun names one.
func rejected(n int, noun string) error {
	if n == 0 {
		return nil
	}
	return codedError{exitRejected, fmt.Errorf("%s rejected, each named above; everything else is stored", text.Count(n, noun))}
}

// exitCode returns the exit code that err asks for.
func exitCode(err error) int {
	var coded codedError
	var refusal newsroom.Refused
	switch {
	case err == nil:
		return exitFine
	case errors.As(err, &coded):
		return coded.code
	case errors.As(err, &refusal):
		return exitRefused
	}
	return exitFailed
}
