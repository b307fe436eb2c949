package store

import (
	"database/sql"
	"fmt"
	"time"

	"onset/tracker"
)

// syncSources makes the sources and feeds given the configured ones. Those that
// are missing keep their articles and their state, but are no longer asked, and they
// are what the file says of them: nothing, but that they lie in its own zone.
func (t *tx) syncSources(sources []tracker.Source, zone string) error {
	if err := t.exec("UPDATE source SET configured = FALSE, kind = ?1, country = '', languages = '[]', zone = ?2, content = '', speaker = '' WHERE configured OR zone <> ?2",
		string(tracker.OtherKind), zone); err != nil {
		return err
	}
	if err := t.exec("UPDATE feed SET configured = FALSE WHERE configured"); err != nil {
		return err
	}
	for _, src := range sources {
		n, err := t.keepSource(src, true)
		if err != nil {
			return err
		}
		for _, f := range src.Feeds {
			if err := t.exec(`INSERT INTO feed (source, url, address) VALUES (?1, ?2, ?2)
				ON CONFLICT (url) DO UPDATE SET source = ?1, configured = TRUE`, n, f.URL); err != nil {
				return err
			}
		}
	}
	return nil
}

// keepSource adds or updates a source and returns its number.
func (t *tx) keepSource(src tracker.Source, configured bool) (int64, error) {
	zone := src.Zone
	if zone == nil {
		zone = time.UTC
	}
	languages := src.Languages
	if languages == nil {
		languages = []string{}
	}
	if err := t.exec(`INSERT INTO source (id, name, kind, country, languages, zone, content, speaker, configured)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
		ON CONFLICT (id) DO UPDATE SET name = ?2, kind = ?3, country = ?4, languages = ?5, zone = ?6, content = ?7, speaker = ?8, configured = ?9`,
		src.ID, src.Name, string(src.Kind), src.Country, encode(languages), zone.String(), string(src.Content), src.Speaker, configured); err != nil {
		return 0, fmt.Errorf("source %s: %w", src.ID, err)
	}
	return t.sourceNumber(src.ID, src.Name)
}

// sourceNumber returns the number of a source; one that no file names is
// added with kind other, as an import or an aggregator asks for it. A file that
// defines its id later takes it over.
func (t *tx) sourceNumber(id, name string) (int64, error) {
	var n int64
	found, err := t.get("SELECT n FROM source WHERE id = ?", []any{id}, &n)
	if found || err != nil {
		return n, err
	}
	t.scene = nil // it lacks this one
	return t.insert(`INSERT INTO source (id, name, kind, configured, zone)
		VALUES (?1, ?3, ?2, FALSE, coalesce((SELECT zone FROM rule_file ORDER BY n DESC LIMIT 1), 'UTC')) RETURNING n`, id, string(tracker.OtherKind), name)
}

// sources returns all sources, those that are not configured included, without
// their feeds.
func (t *tx) sources() ([]tracker.Source, error) {
	var out []tracker.Source
	err := t.each("SELECT id, name, kind, country, languages, zone, content, speaker FROM source ORDER BY id", nil,
		func(scan func(...any) error) error {
			var src tracker.Source
			var languages sql.NullString
			var zone string
			if err := scan(&src.ID, &src.Name, &src.Kind, &src.Country, &languages, &zone, &src.Content, &src.Speaker); err != nil {
				return err
			}
			loc, err := time.LoadLocation(zone)
			if err != nil {
				loc = time.UTC // the zone database of this machine lacks it; days shift, nothing is lost
			}
			src.Zone = loc
			out = append(out, src)
			return decode(languages, &out[len(out)-1].Languages)
		})
	return out, err
}
