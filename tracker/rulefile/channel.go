package rulefile

import (
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"onset/tracker"
)

// ChannelKind names how a channel delivers.
type ChannelKind string

// The kinds of channels.
const (
	FileChannel    ChannelKind = "file"    // a file a day in a folder
	MailChannel    ChannelKind = "smtp"    // mail through a server
	WebhookChannel ChannelKind = "webhook" // JSON by POST
	ChatChannel    ChannelKind = "chat"    // a chat service, by the address that its notification library uses
)

// Mode tells when a channel is told.
type Mode string

// The modes of a channel.
const (
	Daily  Mode = "daily"   // the digest of each day
	AtOnce Mode = "at_once" // a notice of each event of the chosen kinds
)

// Channel is where digests and notices go. It holds no secret: passwords, and
// addresses that are as good as passwords, stand in the environment, under the
// names that it gives.
type Channel struct {
	ID          string
	Kind        ChannelKind
	Address     string   // file: the folder; smtp: smtp://host:port or smtps://…; webhook: its URL
	AddressEnv  string   // of webhook and chat: the variable that holds the URL
	Format      string   // of file: text, md, html or json
	From        string   // of smtp
	To          []string // of smtp
	User        string   // of smtp; "" does not log in
	PasswordEnv string   // the variable that holds the password, or the bearer token of a webhook
	Mode        Mode
	Narratives  []string            // only these; empty: all
	Kinds       []tracker.EventKind // only these; empty: all
}

// Wants tells whether the channel is to hear of an event's narrative and kind.
func (c Channel) Wants(narrative string, kind tracker.EventKind) bool {
	return c.Follows(narrative) && (len(c.Kinds) == 0 || slices.Contains(c.Kinds, kind))
}

// Follows tells whether the channel is to hear of a narrative.
func (c Channel) Follows(narrative string) bool {
	return len(c.Narratives) == 0 || slices.Contains(c.Narratives, narrative)
}

// channel reads one channel.
func (d *decoder) channel(n *node) {
	c := Channel{Mode: Daily}
	at := map[string]*node{}
	text := func(name string, target *string) field {
		return field{name: name, read: func(n *node) { at[name], *target = n, d.text(n, name) }}
	}
	ok := d.fields(n, "a channel",
		field{name: "id", required: true, read: func(n *node) { c.ID = d.id(n, "channel", "") }},
		field{name: "kind", required: true, read: func(n *node) {
			c.Kind = oneOf(d, n, "kind", ChannelKinds())
		}},
		text("address", &c.Address),
		field{name: "address_env", read: func(n *node) { at["address_env"], c.AddressEnv = n, d.variable(n, "address_env") }},
		field{name: "format", read: func(n *node) {
			at["format"], c.Format = n, oneOf(d, n, "format", []string{"md", "text", "html", "json"})
		}},
		text("from", &c.From),
		field{name: "to", read: func(n *node) {
			at["to"] = n
			d.each(n, "to", func(n *node) { c.To = append(c.To, nonEmpty(d.mailbox(n, d.text(n, "to")))...) })
		}},
		text("user", &c.User),
		field{name: "password_env", read: func(n *node) { at["password_env"], c.PasswordEnv = n, d.variable(n, "password_env") }},
		field{name: "mode", read: func(n *node) { c.Mode = oneOf(d, n, "mode", []Mode{Daily, AtOnce}) }},
		field{name: "narratives", read: func(n *node) {
			d.each(n, "narratives", func(n *node) {
				if id := d.text(n, "a narrative"); id != "" {
					c.Narratives = append(c.Narratives, id)
					d.followed = append(d.followed, n)
				}
			})
		}},
		field{name: "kinds", read: func(n *node) {
			d.each(n, "kinds", func(n *node) { c.Kinds = append(c.Kinds, oneOf(d, n, "kind of event", tracker.EventKinds)) })
		}},
	)
	if !ok {
		return
	}
	if c.Mode == AtOnce && len(c.Kinds) == 0 {
		d.add(n.at, "add kinds, for example: kinds: [shift, first_said, correction]", "channel %q is told at once, but not of what", c.ID)
	}
	d.channelKind(&c, n, at)
	d.file.Channels = append(d.file.Channels, c)
}

// needs lists the kinds that a channel can be of, and which fields each must and
// may have.
var needs = []struct {
	kind      ChannelKind
	must, may []string
}{
	{FileChannel, []string{"address"}, []string{"format"}},
	{MailChannel, []string{"address", "from", "to"}, []string{"user", "password_env"}},
	{WebhookChannel, nil, []string{"address", "address_env", "password_env"}},
	{ChatChannel, []string{"address_env"}, nil},
}

// ChannelKinds lists the kinds that a channel of a rules file can be of.
func ChannelKinds() []ChannelKind {
	out := make([]ChannelKind, len(needs))
	for i, n := range needs {
		out[i] = n.kind
	}
	return out
}

// channelKind checks what a channel of its kind needs.
func (d *decoder) channelKind(c *Channel, n *node, at map[string]*node) {
	i := slices.Index(ChannelKinds(), c.Kind)
	if i < 0 {
		return // it was refused
	}
	need := needs[i]
	for _, name := range need.must {
		if at[name] == nil {
			d.add(n.at, "add it", "channel %q of kind %s has no %q", c.ID, c.Kind, name)
		}
	}
	for name, value := range at {
		if slices.Contains(need.must, name) || slices.Contains(need.may, name) {
			continue
		}
		hint := "remove it"
		if c.Kind == ChatChannel && name == "address" {
			hint = "the address of a chat holds its token: put it into the environment, and write address_env: NAME"
		}
		d.add(value.at, hint, "channel %q of kind %s has no use for %q", c.ID, c.Kind, name)
	}
	switch c.Kind {
	case FileChannel:
		if c.Format == "" {
			c.Format = "md"
		}
	case MailChannel:
		d.mailChannel(c, at)
	case WebhookChannel:
		d.webhookChannel(c, n, at)
	}
}

func (d *decoder) mailChannel(c *Channel, at map[string]*node) {
	if n := at["to"]; n != nil && len(c.To) == 0 {
		d.add(n.at, "write to: [desk@example.org]", "channel %q has nobody to write to", c.ID)
	}
	if n := at["from"]; n != nil {
		d.mailbox(n, c.From)
	}
	if c.User == "" && c.PasswordEnv != "" {
		d.add(at["password_env"].at, "add user", "channel %q has a password but no user", c.ID)
	}
	if n := at["address"]; n != nil {
		d.server(n, c.Address, "smtp://mail.example.org:587 (STARTTLS), or smtps://mail.example.org:465", "smtp", "smtps")
	}
}

func (d *decoder) webhookChannel(c *Channel, n *node, at map[string]*node) {
	switch address := at["address"]; {
	case address == nil && c.AddressEnv == "":
		d.add(n.at, "add address, or address_env where the address itself is a secret", "channel %q of kind webhook has no address", c.ID)
	case address != nil && c.AddressEnv != "":
		d.add(address.at, "keep one of them", "channel %q has both address and address_env", c.ID)
	case address != nil:
		d.server(address, c.Address, "https://hooks.example.org/onset", "http", "https")
	}
}

// server checks an address that is connected to.
func (d *decoder) server(n *node, s, example string, schemes ...string) {
	u, err := url.Parse(s)
	switch {
	case err != nil || !slices.Contains(schemes, u.Scheme) || u.Hostname() == "":
		d.add(n.at, "write "+example, "this is no address of a channel of this kind") // it is not repeated: it may be a secret
	case u.User != nil:
		d.add(n.at, "write user, and password_env with the name of an environment variable", "%q holds a password", u.Scheme+"://"+u.Host)
	}
}

// mailbox checks a mail address and returns it.
func (d *decoder) mailbox(n *node, s string) string {
	if s == "" {
		return ""
	}
	if _, err := mail.ParseAddress(s); err != nil {
		d.add(n.at, "write desk@example.org, or \"Desk <desk@example.org>\"", "%q is no mail address", s)
	}
	return s
}

var variableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// variable reads the name of an environment variable. What is written there
// instead may be the secret itself, so it is not repeated.
func (d *decoder) variable(n *node, what string) string {
	s := d.text(n, what)
	if s != "" && !variableName.MatchString(s) {
		d.add(n.at, "write its name, such as ONSET_MAIL_PASSWORD, and set it where Onset is started", "%s is not the name of an environment variable", what)
		return ""
	}
	return s
}

// channelNarratives checks that channels follow narratives that there are.
func (d *decoder) channelNarratives() {
	for _, n := range d.followed {
		id := strings.TrimSpace(n.text)
		if _, ok := d.homes["narrative "+id]; ok {
			continue
		}
		var known []string
		for _, v := range d.file.Narratives {
			known = append(known, v.ID)
		}
		d.add(n.at, suggest(id, known)+"name a narrative of this file by its id", "there is no narrative %q", id)
	}
}
