package rulefile

// Hooks are commands of the user's own that are run where somebody asks for what they
// do, and never unless the file names them: a program with its arguments each.
type Hooks struct {
	Translate []string // writes a sentence, which is on its standard input, in another language
	Archive   []string // keeps the page of an address, and writes where
}

// hooks reads the commands.
func (d *decoder) hooks(n *node) {
	d.fields(n, "hooks",
		field{name: "translate", read: func(n *node) { d.file.Hooks.Translate = d.command(n, "translate") }},
		field{name: "archive", read: func(n *node) { d.file.Hooks.Archive = d.command(n, "archive") }},
	)
}

// command reads a program and its arguments.
func (d *decoder) command(n *node, what string) []string {
	if n.shape == scalar {
		d.add(n.at, "write a list, since no shell reads it: ["+what+"-it, --to, en]", "the command %s is no list", what)
		return nil
	}
	var out []string
	d.each(n, what, func(n *node) { out = append(out, d.text(n, "a part of the command "+what)) })
	if len(out) == 0 || out[0] == "" || out[0] == "{}" {
		d.add(n.at, "begin the list with a program, or leave the hook out", "the command %s names no program", what)
		return nil
	}
	return out
}
