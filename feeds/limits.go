package feeds

import (
	"errors"
	"unicode/utf8"

	"onset/tracker"
	"onset/tracker/text"
)

// What is read of one thing at most, so that none of it adds more than some
// hundred megabytes to what the program holds. What is longer is cut, and its
// method says so.
const (
	maxTitle  = 16 << 10 // bytes of a title
	maxMarkup = 4 << 20  // bytes of the HTML of one text; clean text has a bound of its own, see text.Clip
)

// CutMark ends the Method of a text that was longer than what is read of one.
const CutMark = "+cut"

// bounded returns the beginning of a string, and whether that is not all.
func bounded(s string, most int) (string, bool) {
	if len(s) <= most {
		return s, false
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most], true
}

// clip bounds clean text, and marks the method by which it was got when
// something was cut, here or before.
func clip(clean, method string, before bool) (string, string) {
	clean, cut := text.Clip(clean)
	if cut || before {
		method += CutMark
	}
	return clean, method
}

// guarded runs what reads an input that others made. A panic in it is an error
// that tells its place, so that one input costs itself only.
func guarded(read func()) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = errors.New(tracker.Fault(fault))
		}
	}()
	read()
	return nil
}
