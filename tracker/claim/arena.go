package claim

import "onset/tracker"

// Arena is the memory that readings lie in, one after the other: what is made for a text
// is made where that of the text before lay. Its zero value is ready. It is not safe for
// concurrent use, and a Reading in it ends where the next begins.
type Arena struct {
	title, body page
	cast        cast
	people      [][]person // in stretches that stay where they are, because they are pointed at
	given       int        // how many of them the reading has
}

// peopleAtOnce is how many persons a stretch has room for.
const peopleAtOnce = 32

// person makes one of the reading.
func (a *Arena) person(p person) *person {
	if a.given == len(a.people)*peopleAtOnce {
		a.people = append(a.people, make([]person, peopleAtOnce))
	}
	who := &a.people[a.given/peopleAtOnce][a.given%peopleAtOnce]
	a.given++
	*who = p
	return who
}

// empty leaves nothing of the reading before but its room.
func (a *Arena) empty() {
	for _, some := range a.people {
		clear(some) // they hold words of its text
	}
	a.given = 0
	a.title.empty()
	a.body.empty()
	clear(a.cast.people)
	clear(a.cast.byKey)
	a.cast = cast{people: a.cast.people[:0], byKey: a.cast.byKey, heads: a.cast.heads[:0]}
}

// empty leaves nothing of a page but its room.
func (p *page) empty() {
	*p = page{tokens: p.tokens[:0], units: p.units[:0], quotes: p.quotes[:0], cues: p.cues[:0]}
}

// open makes the cast of a document.
func (c *cast) open(book *Book, day tracker.Day, weighing bool, in *Arena) {
	c.book, c.day, c.weighing, c.arena = book, day, weighing, in
	if c.byKey == nil {
		c.byKey = map[string]*person{}
	}
}
