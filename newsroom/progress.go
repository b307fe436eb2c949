package newsroom

// Progress shows how far a long piece of work has come.
type Progress interface {
	Total(n int64)     // how much there is to do; 0: nobody knows
	Add(n int64)       // so much more is done
	Label(text string) // what is being done
	Above(line string) // a line that stays
}

// Silent shows nothing.
type Silent struct{}

// Total implements Progress.
func (Silent) Total(int64) {}

// Add implements Progress.
func (Silent) Add(int64) {}

// Label implements Progress.
func (Silent) Label(string) {}

// Above implements Progress.
func (Silent) Above(string) {}
