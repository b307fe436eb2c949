package feeds

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// wrongWithin is how many lines may be rejected before the first that can be
// read; a file of which none can is taken for something else.
const wrongWithin = 20

// ReadJSONL reads one article a line: an object with the fields url, title, text
// or html, published, source, language, author, seen and guid, or under the
// usual names of their columns in tables. A line that can't be read is rejected
// with its number and reason, and the others go on. It returns a WrongFile when
// none of the first lines can be read, and an error when reading itself fails
// or Each does.
func ReadJSONL(r io.Reader, im Import) error {
	lines, err := newLines(r, "", nil)
	if err != nil {
		return err
	}
	j := &jsonl{im: im, rows: waiting{im: im}, fields: map[string]string{}, unused: map[string]bool{}}
	for {
		line, n, err := lines.next()
		if err == io.EOF {
			return j.end()
		}
		if err != nil && err != errLongLine && err != errDamaged {
			return errors.Join(j.rows.flush(), fmt.Errorf("reading line %d: %w", n, err))
		}
		if err := j.line(bytes.TrimSpace(line), n, err); err != nil {
			return err
		}
	}
}

// jsonl reads articles out of lines.
type jsonl struct {
	im     Import
	rows   waiting
	fields map[string]string // field of an article by key of an object; "" for none
	unused map[string]bool   // keys that no field has
	good   bool              // a line could be read
	bad    []Trouble         // lines that could not, before the first that could
}

// line reads one line, or says why it can't.
func (j *jsonl) line(line []byte, n int, unread error) error {
	if len(line) == 0 && unread == nil {
		return nil
	}
	var got row
	var trouble Trouble
	if unread != nil {
		trouble.Kind = unread.Error()
	} else {
		got, trouble = j.read(line)
	}
	trouble.Line, got.line = n, n
	switch {
	case trouble.Kind == "":
		j.begin()
		return j.rows.take(got)
	case j.good:
		j.im.reject(n, trouble.Kind, trouble.Detail)
	default:
		if j.bad = append(j.bad, trouble); len(j.bad) >= wrongWithin {
			return j.wrong()
		}
	}
	return nil
}

// begin tells what was held back until a line could be read.
func (j *jsonl) begin() {
	for _, t := range j.bad {
		j.im.reject(t.Line, t.Kind, t.Detail)
	}
	j.good, j.bad = true, nil
}

func (j *jsonl) end() error {
	if !j.good && len(j.bad) > 0 {
		return j.wrong()
	}
	j.im.unused(slices.Sorted(maps.Keys(j.unused)))
	return j.rows.flush()
}

func (j *jsonl) wrong() error {
	return WrongFile{fmt.Sprintf("no article could be read of its first %d lines; tables end in .csv or .tsv, saved feeds in .xml or .json. %s", len(j.bad), j.bad[0])}
}

// read takes an object apart.
func (j *jsonl) read(line []byte) (row, Trouble) {
	var object map[string]any
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.UseNumber()
	err := dec.Decode(&object)
	switch {
	case err != nil:
		return row{}, badJSON(line, err)
	case object == nil:
		return row{}, Trouble{Kind: "is no JSON object but null"}
	case len(bytes.TrimSpace(line[dec.InputOffset():])) > 0:
		return row{}, Trouble{Kind: "has more than one JSON object", Detail: "; write one object a line"}
	}
	return j.row(object)
}

func badJSON(line []byte, err error) Trouble {
	var kind *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case line[0] == '[':
		return Trouble{Kind: "is a JSON array", Detail: "; write one object a line, for instance with: jq -c '.[]'"}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return Trouble{Kind: "is half-written", Detail: ": it ends in the middle of a value"}
	case errors.As(err, &kind):
		return Trouble{Kind: "is no JSON object but " + kind.Value}
	case errors.As(err, &syntax):
		return Trouble{Kind: "is no valid JSON", Detail: fmt.Sprintf(" at byte %d: %v", syntax.Offset, syntax)}
	}
	return Trouble{Kind: "is no valid JSON", Detail: ": " + err.Error()}
}

// row picks the fields out of an object. Of two keys for one field the surer
// counts.
func (j *jsonl) row(object map[string]any) (row, Trouble) {
	values, ranks := map[string]string{}, map[string]int{}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		field := j.field(key)
		value := object[key]
		if field == "" || value == nil {
			continue
		}
		text, kind := scalar(value)
		if _, number := value.(json.Number); number && wantsText(field) {
			kind = "number"
		}
		if kind != "" && field != "published" && field != "seen" {
			return row{}, Trouble{Kind: fmt.Sprintf("%s must be a string, not %s", key, kind)}
		}
		if rank := fieldNames[field][plain(key)]; values[field] == "" || rank < ranks[field] {
			values[field], ranks[field] = text, rank
		}
	}
	return row{url: values["url"], guid: values["guid"], title: values["title"], text: withLead(values["lead"], values["text"]), html: values["html"],
		source: values["source"], language: values["language"], author: values["author"], seen: values["seen"],
		published: withTime(values["published"], values["time"])}, Trouble{}
}

// field returns the field of a key; "" when there is none.
func (j *jsonl) field(key string) string {
	field, known := j.fields[key]
	if known || len(j.fields) > 1000 {
		return field
	}
	name := plain(key)
	for _, f := range slices.Sorted(maps.Keys(fieldNames)) {
		if _, ok := fieldNames[f][name]; ok {
			field = f
			break
		}
	}
	if j.fields[key] = field; field == "" {
		j.unused[key] = true
	}
	return field
}

// wantsText tells whether a field is text even where a number would do.
func wantsText(field string) bool {
	return field == "url" || field == "title" || field == "text" || field == "html"
}

// scalar returns a value as text. kind says what it is when it is no text: an
// object or array, of which the text is its JSON.
func scalar(v any) (text, kind string) {
	switch v := v.(type) {
	case string:
		return v, ""
	case json.Number:
		return v.String(), ""
	case bool:
		return fmt.Sprint(v), "bool"
	case []any:
		var parts []string
		for _, one := range v {
			if s, ok := one.(string); ok {
				parts = append(parts, s)
			}
		}
		if len(parts) == len(v) {
			return strings.Join(parts, ", "), ""
		}
		kind = "array"
	default:
		kind = "object"
	}
	b, err := json.Marshal(v)
	if err != nil {
		return kind, kind // it was just read
	}
	return string(b), kind
}
