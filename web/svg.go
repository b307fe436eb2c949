package web

import (
	"bytes"
	"fmt"
	"net/http"
)

// filePolicy lets a picture carry its own style, and nothing else.
const filePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

// saveSVG sends a chart as a file that stands alone, with its own style.
func (s *Server) saveSVG(w http.ResponseWriter, name, chart string, data any) error {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	if err := s.pages[""].ExecuteTemplate(&b, chart+".svg", figure{data, true}); err != nil {
		return fmt.Errorf("drawing %s: %w", name, err)
	}
	w.Header().Set("Content-Security-Policy", filePolicy)
	w.Header().Set("Content-Type", "image/svg+xml; charset=utf-8")
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	_, err := w.Write([]byte(plainText(b.String())))
	return err
}

// figure is a chart within a page, or alone in a file.
type figure struct {
	Chart any
	Alone bool
}
