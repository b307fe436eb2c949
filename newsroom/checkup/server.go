package checkup

import (
	"context"
	"time"

	"onset/tracker/archive"
)

// From when on what goes on on a server is worth a word.
const (
	longWait = 5 * time.Second // for a lock
	longOpen = time.Hour       // a transaction
	longLag  = time.Minute     // of a standby
)

// server tells how the server of the database is, or of a file whether its log can be
// written back.
func (x *Examination) server(ctx context.Context, s Archive) {
	z, err := s.Server(ctx)
	switch {
	case err != nil:
		x.add("server", Bad, "", "%v", err)
	case z.Version == "":
		x.log(ctx, s)
	default:
		x.way(z)
		x.locks(z)
		x.standbys(z)
		x.daemons(ctx, s)
	}
}

// way looks at how the server is reached, and as whom.
func (x *Examination) way(z archive.Server) {
	way := "encrypted"
	switch {
	case z.Near:
		way = "within this machine"
	case !z.Encrypted:
		way = "not encrypted"
	}
	says := "PostgreSQL %s, reached %s; %d of %d connections are in use"
	switch {
	case !z.Near && !z.Encrypted:
		x.add("server", Warning, "have TLS turned on there, and add sslmode=verify-full to the address", says, z.Version, way, z.Used, z.Most)
	case z.Almighty:
		x.add("server", Warning, "give Onset a role of its own (CREATE ROLE onset LOGIN), which owns its database and nothing else", says+"; the role may do everything there", z.Version, way, z.Used, z.Most)
	case 10*z.Used > 9*z.Most:
		x.add("server", Warning, "raise max_connections there, or end some", says, z.Version, way, z.Used, z.Most)
	default:
		x.add("server", Good, "", says, z.Version, way, z.Used, z.Most)
	}
}

func (x *Examination) locks(z archive.Server) {
	waiting, open := z.Waiting.Round(time.Second), z.Oldest.Round(time.Second)
	switch {
	case z.Waiting > longWait:
		x.add("locks", Warning, "see in pg_stat_activity who writes for so long", "somebody has waited for %s for a lock", waiting)
	case z.Oldest > longOpen:
		x.add("locks", Warning, "end it: pg_stat_activity names it, pg_terminate_backend ends it", "a transaction has been open for %s: what was overwritten since can't be given back", open)
	default:
		x.add("locks", Good, "", "nobody waits for a lock for long, and no transaction has been open for an hour")
	}
}

func (x *Examination) standbys(z archive.Server) {
	if f := z.Following; f != nil {
		z.Standbys = append(z.Standbys, *f)
	}
	for _, f := range z.Standbys {
		state := Good
		if f.Behind > longLag || f.State != "streaming" {
			state = Warning
		}
		x.add("standby", state, "look at the log of the standby, and at the network between them", "%s is %s, %s behind", f.Name, f.State, f.Behind.Round(time.Second))
	}
}
