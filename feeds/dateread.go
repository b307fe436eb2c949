package feeds

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// figure is a number of a date, with what stood before it.
type figure struct {
	value, digits int
	before        byte
}

// written is a date taken apart: what each piece is can be told before it is
// known what they mean together.
type written struct {
	figures          []figure
	month            int
	weekday          bool // month stood before all numbers and may be a weekday
	relative         bool // counts back from an unknown now
	year, cjkM, cjkD int  // from 年, 月 and 日
	clock            bool
	hour, min, sec   int
	half             string // "am" or "pm"
	halves           string // the first letter of it, where they stand apart
	offset           *int   // minutes east of UTC
	zoneName         string // as written, when no offset is known for it
	place            *time.Location
	unix             time.Time
}

func (w *written) read(s string) {
	if w.readUnix(s) {
		return
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case isDigit(s[i]):
			i = w.number(s, i)
		case (r == '+' || r == '-' || r == '−') && w.clock && w.offset == nil && i+n < len(s) && isDigit(s[i+n]):
			i = w.sign(s, i+n, r == '+')
		case unicode.IsLetter(r):
			i = w.word(s, i)
		default:
			i += n
		}
	}
}

// readUnix reads a string that is only digits: seconds or milliseconds since
// 1970, or year to second run together.
func (w *written) readUnix(s string) bool {
	if digits(s) != len(s) {
		return false
	}
	switch len(s) {
	case 10:
		w.unix = time.Unix(int64(number(s[:5]))*1e5+int64(number(s[5:])), 0)
	case 13:
		w.unix = time.Unix(int64(number(s[:5]))*1e5+int64(number(s[5:10])), 0)
	case 14, 12:
		w.unixless(s)
	default:
		return false
	}
	return true
}

func (w *written) unixless(s string) {
	w.figures = []figure{{number(s[:4]), 4, 0}, {number(s[4:6]), 2, '-'}, {number(s[6:8]), 2, '-'}}
	w.clock, w.hour, w.min = true, number(s[8:10]), number(s[10:12])
	if len(s) == 14 {
		w.sec = number(s[12:])
	}
}

// number takes the number at i, or the clock that begins there, and returns
// where it ends.
func (w *written) number(s string, i int) int {
	n := digits(s[i:])
	end := i + n
	if n <= 2 && !w.clock && end < len(s) && w.parts(s[end:]) {
		return w.time(s, i)
	}
	if n == 8 {
		w.figures = append(w.figures, figure{number(s[i : i+4]), 4, 0}, figure{number(s[i+4 : i+6]), 2, '-'}, figure{number(s[i+6 : end]), 2, '-'})
		return end
	}
	if n >= 4 && len(w.figures) == 3 && !w.clock && i > 0 && (s[i-1] == 'T' || s[i-1] == ' ') && n != 5 && n <= 6 {
		w.clock, w.hour, w.min, w.sec = true, number(s[i:i+2]), number(s[i+2:i+4]), number(s[i+4:end])
		return end
	}
	var before byte
	if i > 0 {
		before = s[i-1]
	}
	w.figures = append(w.figures, figure{number(s[i:end]), n, before})
	return end
}

// parts tells whether what follows hours parts them from minutes: a colon, an h,
// and, behind a whole day, also a point.
func (w *written) parts(s string) bool {
	n := digits(s[1:])
	dated := len(w.figures) >= 3 || w.month != 0 && len(w.figures) >= 2
	return (s[0] == ':' || s[0] == 'h') && n >= 1 || s[0] == '.' && n == 2 && dated
}

// time takes hours, minutes, seconds and their fraction.
func (w *written) time(s string, i int) int {
	w.clock = true
	part := func() int {
		n := min(digits(s[i:]), 2)
		v := number(s[i : i+n])
		i += n
		return v
	}
	w.hour = part()
	i++
	w.min = part()
	if i+1 < len(s) && s[i] == ':' && isDigit(s[i+1]) {
		i++
		w.sec = part()
		if i+1 < len(s) && (s[i] == '.' || s[i] == ',') && isDigit(s[i+1]) {
			i += 1 + digits(s[i+1:])
		}
	}
	return i
}

// sign takes an offset: +3, +03, +0300, +03:00.
func (w *written) sign(s string, i int, east bool) int {
	n := digits(s[i:])
	minutes := 0
	switch {
	case n == 4:
		minutes = number(s[i:i+2])*60 + number(s[i+2:i+4])
	case n <= 2 && i+n < len(s) && s[i+n] == ':' && digits(s[i+n+1:]) == 2:
		minutes = number(s[i:i+n])*60 + number(s[i+n+1:i+n+3])
		n += 3
	case n <= 2:
		minutes = number(s[i:i+n]) * 60
	default:
		return i
	}
	if minutes > 15*60 {
		return i + n
	}
	if !east {
		minutes = -minutes
	}
	w.offset, w.zoneName = &minutes, ""
	return i + n
}

// word takes a word: a month, a zone, the half of the day, or nothing.
func (w *written) word(s string, i int) int {
	end := i
	for end < len(s) {
		r, n := utf8.DecodeRuneInString(s[end:])
		follows := func() bool {
			r, _ := utf8.DecodeRuneInString(s[end+1:])
			return unicode.IsLetter(r)
		}
		if !unicode.IsLetter(r) && (r != '.' && r != '/' && r != '_' || !follows()) {
			break
		}
		end += n
	}
	raw := s[i:end]
	if strings.Contains(raw, "/") {
		if loc, err := time.LoadLocation(raw); err == nil {
			w.place = loc
		}
		return end
	}
	w.name(strings.ToLower(strings.ReplaceAll(raw, ".", "")), raw)
	return end
}

func (w *written) name(word, raw string) {
	switch word {
	case "年", "년":
		w.year = w.pop()
	case "月", "월":
		w.cjkM = w.pop()
	case "日", "일":
		w.cjkD = w.pop()
	case "am", "pm":
		w.half = word
	case "a", "p":
		w.halves = word
	case "m":
		if w.half == "" && w.halves != "" { // "p. m."
			w.half = w.halves + word
		}
	case "上午", "오전", "πμ":
		w.half = "am"
	case "下午", "오후", "μμ":
		w.half = "pm"
	case "t":
	case "hour", "hours", "hrs", "minute", "minutes", "mins", "days", "weeks", "months", "назад", "тому", "час", "часов", "минут", "дней", "годин":
		w.relative = true
	default:
		if m := monthOf(word); m != 0 && !w.clock {
			if w.month == 0 || w.weekday {
				w.month, w.weekday = m, len(w.figures) == 0
			}
		} else if m != 0 && w.month == 0 && len(w.figures) < 3 {
			w.month = m
		} else if w.clock && w.offset == nil && w.zoneName == "" && looksLikeZone(word, raw) {
			w.zoneName = word
		}
	}
}

// looksLikeZone tells whether a word after the clock names a zone.
func looksLikeZone(word, raw string) bool {
	if _, ok := zones[word]; ok || places[word] != "" {
		return true
	}
	return len(raw) >= 2 && len(raw) <= 5 && raw == strings.ToUpper(raw)
}

func (w *written) pop() int {
	if len(w.figures) == 0 {
		return 0
	}
	f := w.figures[len(w.figures)-1]
	w.figures = w.figures[:len(w.figures)-1]
	return f.value
}
