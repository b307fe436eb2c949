package tables

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// The parts of an XLSX file (ECMA-376) beside its worksheets, as little as spreadsheet
// programs ask for: which parts there are, how they belong together, and the styles
// that cells name by their place in cellXfs.
const (
	partTypes = xml.Header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`

	relations     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	relationsHead = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	fileRelations = relationsHead + `<Relationship Id="r1" Type="` + relations + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bookRelations = relationsHead + `<Relationship Id="r1" Type="` + relations + `/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="r2" Type="` + relations + `/worksheet" Target="worksheets/sheet2.xml"/>` +
		`<Relationship Id="r3" Type="` + relations + `/styles" Target="styles.xml"/></Relationships>`

	spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	bookPart    = xml.Header + `<workbook xmlns="` + spreadsheet + `" xmlns:r="` + relations + `"><sheets>` +
		`<sheet name="Onset" sheetId="1" r:id="r1"/><sheet name="Notes" sheetId="2" r:id="r2"/></sheets></workbook>`
	stylesPart = xml.Header + `<styleSheet xmlns="` + spreadsheet + `"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts>` +
		`<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
		`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>` +
		`<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>` +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

	sheetHead   = xml.Header + `<worksheet xmlns="` + spreadsheet + `">`
	frozenHead  = `<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
	sheetBottom = `</sheetData></worksheet>`
)

// style is the place of a style in cellXfs.
type style int

const (
	plainStyle style = iota
	headStyle
	dayStyle
)

// xlsx writes an XLSX file of two worksheets from its first byte to its last, a row
// at a time, so that it takes no memory however long it is.
type xlsx struct {
	zip  *zip.Writer
	out  *bufio.Writer // of the part under way
	rows int           // written of the worksheet under way
}

// newXLSX begins a file with all that is no worksheet.
func newXLSX(w io.Writer) (*xlsx, error) {
	x := &xlsx{zip: zip.NewWriter(w)}
	for _, part := range []struct{ name, content string }{
		{"[Content_Types].xml", partTypes}, {"_rels/.rels", fileRelations},
		{"xl/workbook.xml", bookPart}, {"xl/_rels/workbook.xml.rels", bookRelations}, {"xl/styles.xml", stylesPart},
	} {
		if err := x.part(part.name); err != nil {
			return nil, err
		}
		x.write(part.content)
	}
	return x, nil
}

// part ends the part before and begins one.
func (x *xlsx) part(name string) error {
	if x.out != nil {
		if err := x.out.Flush(); err != nil {
			return err
		}
	}
	w, err := x.zip.Create(name)
	x.out = bufio.NewWriter(w)
	return err
}

// sheet begins a worksheet, the first or second, with columns so wide in letters; with
// a head, the first row stays where it is when the others are scrolled.
func (x *xlsx) sheet(n int, widths []int, head bool) error {
	if err := x.part(fmt.Sprintf("xl/worksheets/sheet%d.xml", n)); err != nil {
		return err
	}
	x.rows = 0
	x.write(sheetHead)
	if head {
		x.write(frozenHead)
	}
	if len(widths) > 0 {
		x.write("<cols>")
		for i, width := range widths {
			x.write(fmt.Sprintf(`<col min="%d" max="%[1]d" width="%d" customWidth="1"/>`, i+1, width))
		}
		x.write("</cols>")
	}
	return x.write("<sheetData>")
}

// row writes the next row; cell writes the cell of a text.
func (x *xlsx) row(texts []string, cell func(at, text string) error) error {
	x.rows++
	n := strconv.Itoa(x.rows)
	x.write(`<row r="`, n, `">`)
	for i, s := range texts {
		if err := cell(columnName(i)+n, s); err != nil {
			return err
		}
	}
	return x.write("</row>")
}

// write writes XML. An error of the file is kept, and told again by what comes after.
func (x *xlsx) write(parts ...string) (err error) {
	for _, s := range parts {
		_, err = x.out.WriteString(s)
	}
	return err
}

// text writes a cell that is text, whatever it looks like.
func (x *xlsx) text(at, s string, as style) error {
	x.write(`<c r="`, at, `" s="`, strconv.Itoa(int(as)), `" t="inlineStr"><is><t xml:space="preserve">`)
	if strings.Contains(s, "_x") {
		s = looksEscaped.ReplaceAllString(s, "_x005F$0")
	}
	if err := xml.EscapeText(x.out, []byte(s)); err != nil {
		return err
	}
	return x.write("</t></is></c>")
}

// looksEscaped is what spreadsheet programs read as a character by its number.
var looksEscaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// number writes a cell that is a number, as it is written.
func (x *xlsx) number(at, digits string, as style) error {
	return x.write(`<c r="`, at, `" s="`, strconv.Itoa(int(as)), `"><v>`, digits, "</v></c>")
}

// endSheet ends the worksheet under way.
func (x *xlsx) endSheet() error { return x.write(sheetBottom) }

// end ends the file.
func (x *xlsx) end() error {
	if err := x.out.Flush(); err != nil {
		return err
	}
	return x.zip.Close()
}

// columnName names a column by its place, from 0: A to Z, then AA.
func columnName(i int) string {
	name := string(rune('A' + i%26))
	if i < 26 {
		return name
	}
	return columnName(i/26-1) + name
}
