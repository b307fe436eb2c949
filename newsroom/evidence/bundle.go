package evidence

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"io"
	"text/template"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

//go:embed readme.txt
var readmeSource string

var readmeTemplate = template.Must(template.New("README.txt").Parse(readmeSource))

// bundle writes the files with which a stranger checks evidence without Onset.
type bundle struct {
	zip  *zip.Writer
	made time.Time
	sums bytes.Buffer // as sha256sum writes them
}

// file adds one file and notes its hash.
func (b *bundle) file(name string, content []byte) error {
	w, err := b.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: b.made})
	if err != nil {
		return err
	}
	sum := sha256.Sum256(content)
	fmt.Fprintf(&b.sums, "%s  %s\n", hex.EncodeToString(sum[:]), name)
	_, err = w.Write(content)
	return err
}

// readme is what README.txt tells.
type readme struct {
	Version, Made string
	Last          string // list; empty where nothing is sealed yet
	Answers       []readmeAnswer
	Unsealed      []string
	Stamps        []readmeStamp
}

type readmeAnswer struct {
	Name, Address, At, SHA256 string
	LetGo                     bool
}

type readmeStamp struct{ List, File, At, Signer string }

// Bundle writes a ZIP of the page and of all that a stranger needs to check it.
func (m Maker) Bundle(w io.Writer, proofs []Proof, p archive.Proof) error {
	var page bytes.Buffer
	if err := m.Page(&page, proofs); err != nil {
		return err
	}
	b := &bundle{zip: zip.NewWriter(w), made: m.Now.UTC()}
	if err := b.all(m.Version, page.Bytes(), p); err != nil {
		return fmt.Errorf("writing the evidence: %w", err)
	}
	return b.zip.Close()
}

func (b *bundle) all(version string, page []byte, p archive.Proof) error {
	told := readme{Version: version, Made: tracker.Instant(b.made)}
	if err := b.file("index.html", page); err != nil {
		return err
	}
	for _, f := range p.Facts {
		if f.Sealed == 0 {
			told.Unsealed = append(told.Unsealed, f.Name)
		}
		if err := b.file(f.Name, f.JSON); err != nil {
			return err
		}
	}
	if err := b.answers(p.Answers, &told); err != nil {
		return err
	}
	if err := b.lists(p.Seals, &told); err != nil {
		return err
	}
	var text bytes.Buffer
	if err := readmeTemplate.Execute(&text, told); err != nil {
		return err
	}
	if err := b.file("README.txt", text.Bytes()); err != nil {
		return err
	}
	return b.file("SHA256SUMS", b.sums.Bytes())
}

func (b *bundle) answers(answers []archive.KeptAnswer, told *readme) error {
	for _, one := range answers {
		row := readmeAnswer{Name: one.Name, Address: one.Address, At: tracker.Instant(one.At), SHA256: one.SHA256, LetGo: one.Body == nil}
		told.Answers = append(told.Answers, row)
		if row.LetGo {
			continue
		}
		if err := b.file(one.Name, one.Body); err != nil {
			return err
		}
	}
	return nil
}

// lists adds the lists of the days with what a service answered about them.
func (b *bundle) lists(seals []archive.Seal, told *readme) error {
	for _, s := range seals {
		name := archive.ListName(s.Day)
		told.Last = name
		if err := b.file(name, s.List); err != nil {
			return err
		}
		if s.Stamp == nil {
			continue
		}
		file := "days/" + s.Day.String() + ".tsr"
		if err := b.file(file, s.Stamp); err != nil {
			return err
		}
		row := readmeStamp{List: name, File: file}
		if stamp, err := ReadStamp(s); err == nil {
			row.At, row.Signer = tracker.Instant(stamp.At), stamp.Signer
		}
		told.Stamps = append(told.Stamps, row)
	}
	return nil
}
