package claim

import "testing"

func TestTablesAreWellFormed(t *testing.T) {
	all, err := languages()
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{"de", "en", "pl", "ru", "uk"} {
		if all[code] == nil || len(all[code].entries) < 300 {
			t.Errorf("the tables of %q are missing or thin", code)
		}
	}
}
