package query_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"onset/tracker/query"
)

var sets = query.Terms{
	"troops":  "(troops OR contingents) AND (foreign OR Western)",
	"simple":  "alpha OR \"beta gamma\"",
	"loop":    "one OR $pool",
	"pool":    "two OR $loop",
	"broken":  "one two",
	"ruonly":  "lang:ru",
	"negated": "NOT this",
}

// The printed form is what the rule means; printing it again changes nothing.
func TestPrint(t *testing.T) {
	cases := []struct{ src, want string }{
		{`troops`, `troops`},
		{` "world   war" `, `"world war"`},
		{`“world war” or «мировая война»`, ``},
		{`a OR b AND c`, `a OR b AND c`},
		{`(a OR b) AND c`, `(a OR b) AND c`},
		{`a AND (b AND c)`, `a AND b AND c`},
		{`a NOT b`, `a AND NOT b`},
		{`NOT a AND b`, `NOT a AND b`},
		{`(a OR b) NEAR/8 "c d"`, `(a OR b) NEAR/8 "c d"`},
		{`a NEAR/3 b ONEAR/4 c`, `a NEAR/3 b ONEAR/4 c`},
		{`a NEAR/3 (b ONEAR/4 c)`, `a NEAR/3 (b ONEAR/4 c)`},
		{`=ISW AND nucl*`, `=ISW AND nucl*`},
		{`false-flag`, `false-flag`},
		{`"false-flag"`, `"false flag"`},
		{`=post-war`, `=post-war`},
		{`"=NATO nucl* war"`, `"=NATO nucl* war"`},
		{`/tro+ps\/x/ OR "and"`, `/tro+ps\/x/ OR "and"`},
		{`"now or never"`, `"now or never"`},
		{`title:("a b" OR c) AND lang:(en OR de) x`, ``},
		{`title:(a OR b) AND lang:(en OR de)`, `title:(a OR b) AND lang:(en OR de)`},
		{`$troops AND source:isw`, `$troops AND source:isw`},
		{`speaker:kremlin AND stance:denies AND treatment:debunks AND kind:state_media`, `speaker:kremlin AND stance:denies AND treatment:debunks AND kind:state_media`},
		{`Putin’s U.S. 1,204`, ``},
		{`Putin’s AND U.S.`, `Putin's AND U.S`},
		{`a` + "\n" + `OR b`, `a OR b`},
	}
	for _, c := range cases {
		e, err := query.Parse(c.src, sets)
		if c.want == "" {
			if err == nil {
				t.Errorf("%s: no error", c.src)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		if e.String() != c.want {
			t.Errorf("%s: printed as %s, want %s", c.src, e, c.want)
		}
	}
}

// Each fault is told with its place and what to do.
func TestErrors(t *testing.T) {
	cases := []struct {
		src    string
		column int
		want   string // in message or hint
	}{
		{``, 1, "empty"},
		{`foreign troops`, 9, "two terms side by side: `foreign` and `troops`"},
		{`a and b`, 3, "capitals"},
		{`a AND b or c`, 9, "capitals"},
		{`(a OR b`, 1, "never closed"},
		{`a OR b)`, 7, "without `(`"},
		{`()`, 1, "empty brackets"},
		{`a NEAR/0 b`, 3, "NEAR/0 can never hold"},
		{`a NEAR b`, 3, "number of words"},
		{`a near/3 b`, 3, "capitals"},
		{`a NEAR/900 b`, 3, "at most 200"},
		{`NOT a`, 1, "NOT stands alone"},
		{`a OR NOT b`, 6, "NOT stands alone"},
		{`speker:lavrov`, 1, "did you mean speaker:"},
		{`foo:bar`, 1, "the fields are"},
		{`lang: ru`, 1, "no value"},
		{`kind:state`, 1, "one of"},
		{`stance:denied`, 1, "did you mean denies"},
		{`lang:RUS`, 1, "two small letters"},
		{`$nothere`, 1, "there is no set"},
		{`$trops`, 1, "did you mean $troops"},
		{`a OR $loop`, 6, "circular: $loop → $pool → $loop"},
		{`$broken`, 1, "in the set `$broken`: 1:5"},
		{`$negated`, 1, "NOT stands alone"},
		{`n*`, 1, "prefix of one letter"},
		{`*war`, 1, "only at the end"},
		{`lang:ru AND troops AND lang:uk`, 24, "never match"},
		{`lang:uk AND troops AND $ruonly`, 24, "never match"},
		{`troops AND NOT troops`, 12, "never match"},
		{`"world war`, 1, "never closed"},
		{`""`, 1, "no word"},
		{`/tro(/`, 1, "RE2"},
		{`/tro`, 1, "never closed"},
		{`/a*/`, 1, "empty text"},
		{`/\bвойна/`, 1, "ASCII"},
		{`a AND`, 6, "missing at the end"},
		{`AND a`, 1, "missing before `AND`"},
		{`a NEAR/3 NOT b`, 10, "missing before"},
		{`a NEAR/3 (NOT b)`, 11, "NOT inside NEAR"},
		{`a NEAR/3 lang:ru`, 10, "field inside NEAR"},
		{`(a AND b) NEAR/3 (c AND d)`, 2, "both sides"},
		{`title:(lang:ru AND x)`, 8, "inside title"},
		{`a ; b`, 3, "unexpected character"},
		{`=war*`, 1, "exclude each other"},
	}
	for _, c := range cases {
		_, err := query.Parse(c.src, sets)
		var list query.ErrorList
		if !errors.As(err, &list) {
			t.Errorf("%s: no error", c.src)
			continue
		}
		if e := list[0]; e.Column != c.column || !strings.Contains(e.Message+e.Hint, c.want) {
			t.Errorf("%s: got %v, want column %d and %q", c.src, e, c.column, c.want)
		}
	}
}

func TestAllErrorsAtOnce(t *testing.T) {
	_, err := query.Parse("one two AND\n(three NEAR/0 four OR kindd:x", nil)
	var list query.ErrorList
	errors.As(err, &list)
	want := "1:5 2:1 2:8 2:23"
	var got []string
	for _, e := range list {
		got = append(got, strings.SplitN(e.Error(), ": ", 2)[0])
	}
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got %s, want %s\n%v", s, want, err)
	}
	if !strings.Contains(err.Error(), "one two AND\n    ^^^") {
		t.Errorf("no caret in\n%v", err)
	}
}

func TestSetsAreChecked(t *testing.T) {
	faults := sets.Check()
	for _, name := range []string{"loop", "pool", "broken"} {
		if len(faults[name]) == 0 {
			t.Errorf("$%s: no fault", name)
		}
	}
	if len(faults) != 3 {
		t.Errorf("faults %v", faults)
	}
}

func TestExpanded(t *testing.T) {
	e, err := query.Parse("$simple NEAR/3 x", sets)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := e.Expanded(), `(alpha OR "beta gamma") NEAR/3 x`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`a AND (b OR "c d") NOT e`, `=x NEAR/3 y*`, `lang:ru /re/ $simple`, "\"a\u200bb\" «c", `((((`, `title:(a OR b)`, `a-b-c`, "\"0'㧀 a.京\"", "!" + strings.Repeat("\xa2", 120)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		e, err := query.Parse(src, sets)
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an error without words")
			}
			return
		}
		again, err := query.Parse(e.String(), sets)
		if err != nil {
			t.Fatalf("%q printed as %q: %v", src, e, err)
		}
		if again.String() != e.String() {
			t.Fatalf("%q printed as %q, then %q", src, e, again)
		}
	})
}

// Sets that double each other, or that stand within each other without end, are
// refused as soon as the rule is too large, not when all is put in.
func TestSetsThatGrow(t *testing.T) {
	doubling, chain := query.Terms{"t0": "port"}, query.Terms{"t0": "port"}
	for i := range 60 {
		doubling[fmt.Sprint("t", i+1)] = fmt.Sprintf("($t%d OR $t%d) AND w%d", i, i, i)
	}
	for i := range 150 {
		chain[fmt.Sprint("t", i+1)] = fmt.Sprintf("$t%d OR w%d", i, i)
	}
	for _, c := range []struct {
		terms query.Terms
		src   string
		want  string
	}{
		{doubling, "$t60", "the rule is too large"},
		{doubling, "$t60 NEAR/5 $t59", "the rule is too large"},
		{doubling, "$t8", ""},
		{chain, "$t150", "sets stand within each other more than 100 deep"},
		{chain, "$t90", ""},
	} {
		_, err := query.Parse(c.src, c.terms)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", c.src, err, c.want)
		}
	}
	if faults := doubling.Check(); len(faults) == 0 || len(faults) == len(doubling) {
		t.Errorf("of %d sets %d are refused", len(doubling), len(faults))
	}
}
