package store

import (
	"bytes"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
)

// packed is JSON that is kept deflated where that makes it smaller: claims of
// articles full of quotations are longer than these themselves, and the versions
// of a candidate are mostly alike. No view shows such a column. A column tells
// by its type how a value is kept: a text is plain, as older versions of Onset
// wrote all of them, a blob is the number of a dictionary and deflated with it.
// On PostgreSQL, whose columns have one type, no plain one begins with such a number.
type packed string

const (
	// worthPacking is from how many bytes on deflating is tried.
	worthPacking = 160
	// dictionaryOne is the number of the only dictionary of our own so far.
	dictionaryOne = 1
	// dictionaryNext stands for the text that took the place of the packed one.
	dictionaryNext = 2
	// packLevel makes claims as small as the levels above it, in a third of their time.
	packLevel = 5
)

// dictionary is what packed texts are likely to hold, the likeliest last. It
// never changes, because what was deflated with it can't be read without: a
// better one gets another number.
const dictionary = `{"id":"c-20260204-","label":"","phrases":["","language":"ru","language":"en","status":"faded","status":"established",` +
	`"status":"candidate","status":"emerging","first_said":null,"first_said":"2026-02-04","first_published":"2026-02-04",` +
	`"detected_at":"2026-02-05","last_mention":"2026-02-04","score":2.,"p_value":0.00,"significant":false,"significant":true,` +
	`"utterances":2,"origins":2,"sources":1,"source_ids":["],"speakers":[],"mentions":2,"returns":{"last_seen":"2026-` +
	`"examples":[{"url":"https://www.","published_at":"2026-02-04","source":"","text":""},{"url":"https://"` +
	`"nearest_older":{"url":"https://www.","published_at":"2026-01-","text":""},"stanza":"  - id: \n    title: \u003e-\n      ` +
	`\n    talking_points:\n      - id: \n        title: \u003e-\n          \n        match: \u003e-\n          ` +
	`\n        examples:\n          match:\n            - \u003e-\n              "}` +
	`[{"start":0,"end":,"part":"title","text":"","speakers":[],"form":"own_voice","stance":"asks","treatment":"distances",` +
	`"treatment":"debunks","treatment":"asserts","novelty":{"value":"repeated","cue":"once again"},"novelty":{"value":"new","cue":"` +
	`"said":{"from":"2026-02-02","to":"2026-02-03","precision":"month","basis":"relative","cue":"Wednesday","rule":"weekday"},` +
	`"said":{"from":"2026-02-04","to":"2026-02-04","precision":"day","basis":"explicit","cue":"February 4","rule":"between/day"},` +
	`"said":{"from":"2026-02-04","to":"2026-02-04","precision":"day","basis":"inherited","cue":"","rule":"same-speaker"},` +
	`"rule":"quotation"},"rule":"participle"},"rule":"occasion"},"rule":"object"},"rule":"clause"},` +
	`{"start":,"end":,"part":"text","text":"","speakers":[{"id":"","text":""}],"form":"direct","stance":"denies","treatment":"reports",` +
	`"novelty":null,"said":{"from":"2026-02-04","to":"2026-02-04","precision":"day","basis":"inherited","cue":"","rule":"same-speaker"},` +
	`"form":"mixed","form":"indirect","stance":"affirms","treatment":"reports","novelty":null,` +
	`{"start":,"end":,"part":"text","text":"","speakers":[{"id":null,"text":""}],"form":"indirect","stance":"affirms","treatment":"reports",` +
	`"novelty":null,"said":{"from":null,"to":"2026-02-04","precision":"unknown","basis":"bounded","cue":"","rule":"publication"},"rule":"clause"}]`

// packer packs texts, one at a time.
type packer struct {
	z                *flate.Writer
	text, dictionary []byte // as z takes them
	out              bytes.Buffer
}

// unpacker unpacks texts, one at a time.
type unpacker struct {
	z          io.Reader
	in         bytes.Reader
	dictionary []byte
	out        bytes.Buffer
}

// packers and unpackers are kept, because making one costs more than what one packs.
var (
	packers = sync.Pool{New: func() any {
		z, err := flate.NewWriter(nil, packLevel)
		if err != nil {
			panic(err) // the level is one that there is
		}
		return &packer{z: z}
	}}
	unpackers = sync.Pool{New: func() any { return &unpacker{z: flate.NewReader(nil)} }}
)

// keptBuffer bounds the memory of one that is kept.
const keptBuffer = 1 << 18

// Value deflates what is worth it.
func (p packed) Value() (driver.Value, error) {
	if len(p) < worthPacking {
		return string(p), nil
	}
	b, err := pack(dictionaryOne, string(p), dictionary)
	if err != nil || len(b) >= len(p) {
		return string(p), err
	}
	return b, nil
}

// pack deflates a text with a dictionary, after the number that tells which it is.
func pack(number byte, text, dictionary string) ([]byte, error) {
	p := packers.Get().(*packer)
	defer func() {
		if cap(p.text)+cap(p.dictionary)+p.out.Cap() <= keptBuffer {
			packers.Put(p)
		}
	}()
	p.text, p.dictionary = append(p.text[:0], text...), append(p.dictionary[:0], dictionary...)
	p.out.Reset()
	p.out.WriteByte(number)
	p.z.ResetDict(&p.out, p.dictionary)
	if _, err := p.z.Write(p.text); err != nil {
		return nil, err
	}
	err := p.z.Close()
	return bytes.Clone(p.out.Bytes()), err
}

// Scan reads what Value wrote; NULL is empty.
func (p *packed) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*p = ""
	case string:
		*p = packed(v)
	case []byte:
		if len(v) > 0 && v[0] >= ' ' { // plain, in a column that holds bytes alone
			*p = packed(v)
			return nil
		}
		if len(v) == 0 || v[0] != dictionaryOne {
			return errors.New("a stored text is packed in a way that this version of Onset doesn't know; use the version that wrote it")
		}
		text, err := unpack(v[1:], dictionary)
		if err != nil {
			return fmt.Errorf("unpacking a stored text: %w", err)
		}
		*p = packed(text)
	default:
		return fmt.Errorf("a stored text is a %T", v)
	}
	return nil
}

// replaced is a packed text in whose place another stands that is much like it: it is
// kept as what differs. It can be read by whoever has the other.
type replaced struct{ text, by packed }

// Value deflates with the other text what is worth it.
func (r replaced) Value() (driver.Value, error) {
	if len(r.text) < worthPacking {
		return r.text.Value()
	}
	b, err := pack(dictionaryNext, string(r.text), string(r.by))
	if err != nil || len(b) >= len(r.text) {
		return string(r.text), err
	}
	return b, nil
}

// Scan reads what Value wrote, of whatever type.
func (r *replaced) Scan(v any) error {
	b, ok := v.([]byte)
	if !ok || len(b) == 0 || b[0] != dictionaryNext {
		return r.text.Scan(v)
	}
	text, err := unpack(b[1:], string(r.by))
	if err != nil {
		return fmt.Errorf("unpacking what a stored text took the place of: %w", err)
	}
	r.text = packed(text)
	return nil
}

// unpack inflates what was deflated with a dictionary, or with an empty one.
func unpack(b []byte, dictionary string) (string, error) {
	u := unpackers.Get().(*unpacker)
	defer func() {
		if cap(u.dictionary)+u.out.Cap() <= keptBuffer {
			unpackers.Put(u)
		}
	}()
	u.in.Reset(b)
	u.out.Reset()
	u.dictionary = append(u.dictionary[:0], dictionary...)
	if err := u.z.(flate.Resetter).Reset(&u.in, u.dictionary); err != nil {
		return "", err
	}
	_, err := u.out.ReadFrom(u.z)
	return u.out.String(), err
}

// decode reads the JSON; an empty one leaves v as it is.
func (p packed) decode(v any) error {
	if p == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(p), v); err != nil {
		return fmt.Errorf("reading a stored %T: %w", v, err)
	}
	return nil
}
