package feeds

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// outline is one line of an OPML list: a feed, or a folder of others.
type outline struct {
	Text     string     `xml:"text,attr"`
	Title    string     `xml:"title,attr,omitempty"`
	Type     string     `xml:"type,attr,omitempty"`
	XMLURL   string     `xml:"xmlUrl,attr,omitempty"`
	HTMLURL  string     `xml:"htmlUrl,attr,omitempty"`
	Language string     `xml:"language,attr,omitempty"`
	Outlines []*outline `xml:"outline"`
}

// set keeps an attribute, in whatever case a program wrote its name.
func (o *outline) set(name, value string) {
	switch strings.ToLower(name) {
	case "text":
		o.Text = value
	case "title":
		o.Title = value
	case "type":
		o.Type = value
	case "xmlurl":
		o.XMLURL = value
	case "htmlurl":
		o.HTMLURL = value
	case "language":
		o.Language = value
	}
}

var (
	errNoOPML  = errors.New("it has no opml element")
	errTooDeep = fmt.Errorf("its folders nest more than %d deep", maxFolders)
)

// maxFolders is how deep folders may nest; nobody means more.
const maxFolders = 200

// readOutlines reads the outlines of an OPML 1.0 or 2.0 document.
func readOutlines(doc string) ([]*outline, error) {
	root, opened := &outline{}, false
	path := []*outline{root}
	d := xml.NewDecoder(strings.NewReader(doc))
	d.Strict, d.Entity = false, xml.HTMLEntity
	for {
		tok, err := d.Token()
		switch {
		case err == io.EOF && opened:
			return root.Outlines, nil
		case err == io.EOF:
			return nil, errNoOPML
		case err != nil:
			return nil, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			opened = opened || t.Name.Local == "opml"
			if len(path) > maxFolders {
				return nil, errTooDeep
			}
			if t.Name.Local == "outline" {
				o, parent := &outline{}, path[len(path)-1]
				for _, a := range t.Attr {
					o.set(a.Name.Local, a.Value)
				}
				parent.Outlines, path = append(parent.Outlines, o), append(path, o)
			}
		case xml.EndElement:
			if t.Name.Local == "outline" && len(path) > 1 {
				path = path[:len(path)-1]
			}
		}
	}
}

// writeOutlines writes an OPML 2.0 document.
func writeOutlines(title string, created time.Time, outlines []*outline) ([]byte, error) {
	doc := struct {
		XMLName  xml.Name   `xml:"opml"`
		Version  string     `xml:"version,attr"`
		Title    string     `xml:"head>title"`
		Created  string     `xml:"head>dateCreated"`
		Outlines []*outline `xml:"body>outline"`
	}{Version: "2.0", Title: title, Created: created.UTC().Format(time.RFC1123Z), Outlines: outlines}
	out := bytes.NewBufferString(xml.Header)
	e := xml.NewEncoder(out)
	e.Indent("", "\t")
	if err := e.Encode(doc); err != nil {
		return nil, fmt.Errorf("writing the OPML list: %w", err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}
