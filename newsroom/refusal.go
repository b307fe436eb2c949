package newsroom

import "fmt"

// Refused is an error that whoever asked can mend: wrong usage, or a
// configuration that can't be used.
type Refused struct{ Err error }

func (e Refused) Error() string { return e.Err.Error() }
func (e Refused) Unwrap() error { return e.Err }

// refusedf is a refusal made of a format.
func refusedf(format string, args ...any) error { return Refused{fmt.Errorf(format, args...)} }
