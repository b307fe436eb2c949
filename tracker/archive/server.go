package archive

import "time"

// Server is what a database server tells of itself; the zero value where the database
// is a file.
type Server struct {
	Version   string        // such as 15.18
	Encrypted bool          // the way to it is
	Near      bool          // it is reached within this machine
	Almighty  bool          // the role may do everything there
	Used      int           // connections of all programs
	Most      int           // connections that there may be
	Waiting   time.Duration // for how long somebody has waited for a lock
	Oldest    time.Duration // for how long a transaction has been open in this database
	Standbys  []Standby     // that follow it, as far as the role may know
	Following *Standby      // what it is itself where it only follows another
}

// Standby is a copy of a server that follows it.
type Standby struct {
	Name   string
	State  string        // streaming, catchup, ...
	Behind time.Duration // how old what it has is; 0 where nothing was written since
}
