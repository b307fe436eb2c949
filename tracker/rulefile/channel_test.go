package rulefile

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"onset/tracker"
)

func TestChannels(t *testing.T) {
	f, err := Parse("narratives.yaml", []byte(`channels:
  - {id: notes, kind: file, address: digests}
  - id: desk
    kind: smtp
    address: smtp://mail.example.org:587
    from: Onset <onset@example.org>
    to: [desk@example.org, "Night desk <night@example.org>"]
    user: onset
    password_env: ONSET_MAIL_PASSWORD
    narratives: harbour
  - {id: hook, kind: webhook, address: "https://example.org/hook", password_env: HOOK_TOKEN, mode: at_once, kinds: [shift, correction]}
  - {id: room, kind: chat, address_env: ROOM}
narratives:
  - {id: harbour}
`))
	if err != nil {
		t.Fatal(err)
	}
	want := []Channel{
		{ID: "notes", Kind: FileChannel, Address: "digests", Format: "md", Mode: Daily},
		{
			ID: "desk", Kind: MailChannel, Address: "smtp://mail.example.org:587", From: "Onset <onset@example.org>",
			To: []string{"desk@example.org", "Night desk <night@example.org>"}, User: "onset", PasswordEnv: "ONSET_MAIL_PASSWORD",
			Mode: Daily, Narratives: []string{"harbour"},
		},
		{
			ID: "hook", Kind: WebhookChannel, Address: "https://example.org/hook", PasswordEnv: "HOOK_TOKEN",
			Mode: AtOnce, Kinds: []tracker.EventKind{tracker.Shift, tracker.Correction},
		},
		{ID: "room", Kind: ChatChannel, AddressEnv: "ROOM", Mode: Daily},
	}
	if d := cmp.Diff(want, f.Channels); d != "" {
		t.Error(d)
	}
	if !f.Channels[2].Wants("harbour", tracker.Shift) || f.Channels[2].Wants("harbour", tracker.Surge) || f.Channels[1].Follows("other") {
		t.Error("filters choose the wrong events")
	}
}
