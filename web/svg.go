package web

import (
	"bytes"
	"fmt"
	"net/http"
	"unicode/utf8"

	"onset/tracker/text"
)

// filePolicy lets a picture carry its own style, and nothing else.
const filePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

// saveSVG sends a chart as a file that stands alone, with its own style.
func (s *Server) saveSVG(w http.ResponseWriter, name, chart string, data any) error {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	if err := s.pages[""].ExecuteTemplate(&b, chart+".svg", data); err != nil {
		return fmt.Errorf("drawing %s: %w", name, err)
	}
	w.Header().Set("Content-Security-Policy", filePolicy)
	w.Header().Set("Content-Type", "image/svg+xml; charset=utf-8")
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	_, err := w.Write([]byte(plainText(b.String())))
	return err
}

// sheet is a picture laid out as one drawing: a page lays out its rows itself.
type sheet struct {
	picture
	Sentences []string // of the heading, a line each
	Rows      []sheetRow
	Foot      float64 // where the lanes end
	H         float64
}

// sheetRow is a heading or a lane at its place.
type sheetRow struct {
	Heading string
	Y       float64
	Label   []string
	Lane    lane
}

// The measures of a sheet, in pixels.
const (
	sheetHead  = 34.0
	sheetTop   = 30.0 // of the axis
	lineHeight = 14.0
	labelChars = 50
	titleChars = 96
)

// layout places the rows of a picture one below the other.
func layout(p picture) sheet {
	s := sheet{picture: p, Sentences: text.Lines(p.Sentence, titleChars)}
	y := sheetHead + 24*float64(len(s.Sentences)) + sheetTop
	for _, g := range p.Groups {
		s.Rows = append(s.Rows, sheetRow{Heading: g.Heading, Y: y})
		y += 22
		for _, l := range g.Lanes {
			r := sheetRow{Y: y, Label: text.Lines(l.Label, labelChars), Lane: l}
			s.Rows = append(s.Rows, r)
			y += max(l.H, lineHeight*float64(len(r.Label))+8)
		}
	}
	s.Foot, s.H = y, y+56
	return s
}

// Top is where the axis begins.
func (s sheet) Top() float64 { return sheetHead + 24*float64(len(s.Sentences)) }

// Legend is the shapes that the sheet uses, side by side.
func (s sheet) Legend() []placedShape {
	var out []placedShape
	x := 16.0
	for _, sh := range s.Shapes {
		out = append(out, placedShape{sh, x})
		x += 24 + 7*float64(utf8.RuneCountInString(sh.Legend))
	}
	return out
}

type placedShape struct {
	shape
	X float64
}
