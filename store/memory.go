package store

// memory is what write transactions leave to those that come after, so that they need
// not read it again. It belongs to who has the turn to write: it is reached through a
// write transaction alone, and one that fails has it forgotten before it gives the turn
// away. Another process may write as well, so each part is held against the database
// when a transaction uses it first.
type memory struct {
	scenes  scenes
	tallies tallies
	numbers ruleNumbers
	indexer indexer
}

// forget drops what may rest on rows that a transaction took back.
func (m *memory) forget(t *tx) {
	m.scenes, m.numbers = scenes{}, ruleNumbers{}
	if t.counted { // else they are as they were, and dear to read
		m.tallies.forget()
	}
	m.indexer.forget()
}
