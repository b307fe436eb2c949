package feeds

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

var (
	errTooLarge = errors.New("larger than allowed")
	errEncoding = errors.New("packed in an encoding that is not known here")
)

// readAll reads and unpacks a body. A body that breaks off, packed or not, is
// returned as far as it came, with cut set; of one that is too large, what is
// allowed.
func readAll(res *http.Response, limit int64) (body []byte, cut bool, err error) {
	plain, err := unpack(bufio.NewReader(&lasting{r: res.Body}), res.Header.Values("Content-Encoding"))
	if err != nil {
		return nil, false, err
	}
	buf := bodies.Get().(*bytes.Buffer)
	defer func() {
		if buf.Reset(); buf.Cap() <= keptBody {
			bodies.Put(buf)
		}
	}()
	if n := res.ContentLength; n > 0 && n < limit && res.Header.Get("Content-Encoding") == "" {
		buf.Grow(int(n) + bytes.MinRead)
	}
	_, err = buf.ReadFrom(io.LimitReader(plain, limit+1))
	if int64(buf.Len()) > limit {
		return bytes.Clone(buf.Bytes()[:limit]), false, errTooLarge
	}
	return bytes.Clone(buf.Bytes()), err != nil, err
}

// bodies are buffers that bodies are read into: how long a packed one becomes nobody
// knows. Larger ones than most feeds need are not kept.
var bodies = sync.Pool{New: func() any { return new(bytes.Buffer) }}

const keptBody = 1 << 20

// lasting repeats the error with which a body ends: whoever looks at its first
// bytes takes note of none, and a body tells it once.
type lasting struct {
	r   io.Reader
	err error
}

// Read reads on unless the body has ended.
func (l *lasting) Read(b []byte) (n int, err error) {
	if l.err == nil {
		n, l.err = l.r.Read(b)
	}
	return n, l.err
}

// maxPackings is how often a body may be packed.
const maxPackings = 4

// unpack undoes the content encodings that a header lists, the last one first.
// Some servers pack without saying so, and files end in .gz: the first bytes
// tell.
func unpack(raw *bufio.Reader, header []string) (io.Reader, error) {
	named := strings.FieldsFunc(strings.ToLower(strings.Join(header, ",")), func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
	if len(named) > maxPackings {
		return nil, fmt.Errorf("%w: %q", errEncoding, strings.Join(named, ", "))
	}
	slices.Reverse(named)
	for _, encoding := range append(named, "") {
		plain, err := unpackOnce(raw, encoding)
		if err != nil {
			return nil, err
		}
		if plain != raw {
			raw = bufio.NewReader(plain)
		}
	}
	return raw, nil
}

// unpackOnce undoes one encoding. What is said to be packed and plainly is not
// is handed on as it is, whatever the word for it: careless servers name a
// character set there.
func unpackOnce(raw *bufio.Reader, encoding string) (io.Reader, error) {
	head, _ := raw.Peek(512) // shorter bodies are looked at as far as they go
	switch {
	case bytes.HasPrefix(head, gzipMark):
		return gunzip(raw)
	case bytes.HasPrefix(head, zstdMark):
		return unzstd(raw)
	case isText(head) || encoding == "" || encoding == "identity" || encoding == "gzip" || encoding == "x-gzip" || encoding == "zstd":
		return raw, nil
	case encoding == "br":
		return brotli.NewReader(raw), nil
	case encoding == "deflate" && head[0]&0x0f == 8 && len(head) > 1 && (int(head[0])<<8|int(head[1]))%31 == 0:
		z, err := zlib.NewReader(raw)
		if err != nil {
			return nil, fmt.Errorf("unpacking deflate: %w", err)
		}
		return z, nil
	case encoding == "deflate":
		return flate.NewReader(raw), nil
	}
	return nil, fmt.Errorf("%w: %q", errEncoding, encoding)
}

var (
	gzipMark = []byte{0x1f, 0x8b}
	zstdMark = []byte{0x28, 0xb5, 0x2f, 0xfd}
)

// isText tells whether a body begins as text does, in any encoding but UTF-16
// without a mark. What is packed has control characters among its first bytes.
func isText(head []byte) bool {
	if bytes.HasPrefix(head, []byte{0xff, 0xfe}) || bytes.HasPrefix(head, []byte{0xfe, 0xff}) {
		return true
	}
	return !slices.ContainsFunc(head, func(c byte) bool { return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != 0x0c })
}

// zstdWindow is how far back a body in zstd may refer, in bytes; RFC 9659 allows
// no more to what travels by HTTP.
const zstdWindow = 8 << 20

func unzstd(raw io.Reader) (io.Reader, error) {
	// With a single worker the decoder holds nothing that had to be closed.
	z, err := zstd.NewReader(raw, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(zstdWindow))
	if err != nil {
		return nil, fmt.Errorf("unpacking zstd: %w", err)
	}
	return z, nil
}

// gunzip unpacks gzip. What follows the last member, such as the zeros that
// fill a block, is no part of the body.
func gunzip(raw *bufio.Reader) (io.Reader, error) {
	z, err := gzip.NewReader(raw)
	if err != nil {
		return nil, fmt.Errorf("unpacking gzip: %w", err)
	}
	z.Multistream(false)
	return &members{raw, z}, nil
}

// members reads the members of a gzip file one after another.
type members struct {
	raw *bufio.Reader
	z   *gzip.Reader
}

func (m *members) Read(p []byte) (int, error) {
	n, err := m.z.Read(p)
	if err != io.EOF {
		return n, err
	}
	if head, _ := m.raw.Peek(len(gzipMark)); !bytes.Equal(head, gzipMark) {
		return n, io.EOF
	}
	if err := m.z.Reset(m.raw); err != nil {
		return n, fmt.Errorf("unpacking gzip: %w", err)
	}
	m.z.Multistream(false)
	return n, nil
}

// unzip unpacks a body, such as a saved file, as far as it goes.
func unzip(body []byte) (plain []byte, cut bool) {
	z, err := gunzip(bufio.NewReader(bytes.NewReader(body)))
	if err != nil {
		return nil, true
	}
	plain, err = io.ReadAll(io.LimitReader(z, defaultMaxBytes))
	return plain, err != nil
}
