package web

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"onset/tracker/query"
)

// manual is the manual of the rule language as HTML. It is part of the program,
// so that its Markdown is not a stranger's.
var manual = sync.OnceValues(func() (template.HTML, error) {
	md := goldmark.New(goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(beneath{}, 0))))
	var out bytes.Buffer
	if err := md.Convert([]byte(query.Help), &out); err != nil {
		return "", fmt.Errorf("setting the manual of the rule language: %w", err)
	}
	return template.HTML(out.String()), nil
})

// beneath sets each heading a level lower: the page has a title of its own.
type beneath struct{}

// Transform implements parser.ASTTransformer.
func (beneath) Transform(doc *ast.Document, _ text.Reader, _ parser.Context) {
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			h.Level++
		}
	}
}

func (s *Server) helpPage(w http.ResponseWriter, r *http.Request) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	rules, err := manual()
	if err != nil {
		return err
	}
	return s.show(w, r, "help", "Help", "help", n, rules)
}
