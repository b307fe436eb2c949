package rulefile

import (
	"strings"

	"onset/tracker"
)

// speaker reads a person or a group.
func (d *decoder) speaker(n *node) {
	s := tracker.Speaker{}
	var name, aliases *node
	var members []*node
	ok := d.fields(n, "a speaker",
		field{name: "id", required: true, read: func(n *node) { s.ID = d.id(n, "speaker", "") }},
		field{name: "name", read: func(n *node) { name, s.Name = n, d.text(n, "the name of a speaker") }},
		field{name: "aliases", read: func(n *node) { aliases = n }},
		field{name: "roles", read: func(n *node) {
			d.each(listed(n, mapping), "roles", func(n *node) { s.Roles = d.role(s.Roles, n) })
		}},
		field{name: "members", read: func(n *node) {
			d.each(n, "members", func(n *node) {
				if id := d.text(n, "a member"); id != "" {
					s.Members, members = append(s.Members, id), append(members, n)
				}
			})
		}},
	)
	if !ok || s.ID == "" {
		return
	}
	for _, m := range members {
		d.named = append(d.named, reference{m, "a member of " + s.ID})
	}
	if s.Name == "" {
		s.Name = s.ID
	} else {
		d.alias(nil, name, s.ID)
	}
	if aliases != nil {
		d.each(aliases, "aliases", func(n *node) { s.Aliases = d.alias(s.Aliases, n, s.ID) })
	}
	d.file.Speakers = append(d.file.Speakers, s)
}

// alias adds another name of a speaker. A name that two speakers share can't
// tell who spoke, so it is refused; repeating one's own is idle but harmless.
func (d *decoder) alias(before []string, n *node, owner string) []string {
	s := d.text(n, "an alias")
	if s == "" {
		return before
	}
	key := "name " + strings.ToLower(s)
	switch other, taken := d.owners[key]; {
	case taken && other == owner:
		return before
	case taken:
		d.add(n.at, "keep it with the one who is always meant; write the fuller name for the other",
			"the name %q belongs to speaker %q already (line %d)", s, other, d.homes[key].line)
		return before
	}
	d.homes[key], d.owners[key] = n.at, owner
	return append(before, s)
}

// role adds an office: its title, or a mapping with the days it was held.
func (d *decoder) role(before []tracker.Role, n *node) []tracker.Role {
	r := tracker.Role{}
	if n.shape != mapping {
		r.Title = d.text(n, "a role")
	} else {
		d.fields(n, "a role",
			field{name: "title", required: true, read: d.into(&r.Title, "the title of a role")},
			field{name: "from", read: func(n *node) { r.From = d.day(n, "from", false) }},
			field{name: "to", read: func(n *node) { r.To = d.day(n, "to", true) }},
		)
	}
	if r.From != 0 && r.To != 0 && r.To < r.From {
		d.add(n.at, "exchange from and to", "role %q ends (%s) before it begins (%s)", r.Title, r.To, r.From)
	}
	if r.Title == "" {
		return before
	}
	return append(before, r)
}

// references finds the speakers that are used but not defined.
func (d *decoder) references() {
	known := make([]string, 0, len(d.file.Speakers))
	for _, s := range d.file.Speakers {
		known = append(known, s.ID)
	}
	for _, r := range d.named {
		id := strings.TrimSpace(r.id.text)
		if _, ok := d.homes["speaker "+id]; !ok {
			d.add(r.id.at, suggest(id, known)+"define it under speakers: - {id: "+Slug(id)+", name: …}",
				"unknown speaker %q, named as %s", id, r.what)
		}
	}
}

// circles finds groups that contain themselves.
func (d *decoder) circles() {
	members := map[string][]string{}
	for _, s := range d.file.Speakers {
		members[s.ID] = s.Members
	}
	told := map[string]bool{}
	for _, s := range d.file.Speakers {
		path := circle(members, s.ID, s.ID, map[string]bool{})
		for _, id := range path {
			told[id] = told[id] || id != s.ID
		}
		if path != nil && !told[s.ID] {
			d.add(d.homes["speaker "+s.ID], "remove one of these memberships",
				"group %q contains itself: %s", s.ID, strings.Join(append([]string{s.ID}, path...), " → "))
		}
	}
}

// circle returns the way from a member of at back to goal, nil when there is none.
func circle(members map[string][]string, at, goal string, seen map[string]bool) []string {
	for _, m := range members[at] {
		if m == goal {
			return []string{m}
		}
		if seen[m] {
			continue
		}
		seen[m] = true
		if rest := circle(members, m, goal, seen); rest != nil {
			return append([]string{m}, rest...)
		}
	}
	return nil
}
