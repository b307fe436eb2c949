package store

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// tellChannel is an expression of the name of the channel on which programs tell each
// other that they recorded something. It is one for each schema.
const tellChannel = "'onset_' || to_hex(hashtext(current_schema()))"

// tell goes with the commit. A server tells the same only once for each transaction.
func (t *postgresTx) tell(context.Context) error {
	t.waiting.Queue("SELECT pg_notify("+tellChannel+", $1)", t.teller)
	return nil
}

// listen has a connection of its own, on which nothing else may be asked meanwhile.
// What this program told itself is left out.
func (p *postgres) listen(ctx context.Context, heard func()) error {
	conn, err := pgx.ConnectConfig(ctx, p.config.ConnConfig.Copy())
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	var channel string
	if err := conn.QueryRow(ctx, "SELECT "+tellChannel).Scan(&channel); err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return err
	}
	heard()
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return err
		}
		if n.Payload != p.teller {
			heard()
		}
	}
}
