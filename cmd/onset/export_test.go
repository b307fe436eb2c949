package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestOutIsWrittenWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "out.csv")
	a := &app{export: exportFlags{out: name}}
	for _, fails := range []bool{true, false} {
		if err := a.beginOut(); err != nil {
			t.Fatal(err)
		}
		a.out.Write([]byte("rows"))
		err := a.endOut(map[bool]error{true: os.ErrClosed}[fails])
		_, missing := os.Stat(name)
		files, _ := os.ReadDir(dir)
		if (err != nil) != fails || (missing != nil) != fails || len(files) != map[bool]int{false: 1}[fails] {
			t.Errorf("the command failed %v: %v, file %v, %d files", fails, err, missing, len(files))
		}
	}
}
