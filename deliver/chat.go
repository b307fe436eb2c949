package deliver

import (
	"errors"
	"unicode/utf8"

	"github.com/nicholas-fedor/shoutrrr"

	"onset/tracker/rulefile"
)

// longest is how many characters a chat is sent: the strictest of the common
// services takes 2,000.
const longest = 1900

// chat sends the brief form.
func (s Sender) chat(c rulefile.Channel, m Message) error {
	address, err := s.address(c)
	if err != nil {
		return err
	}
	room, err := shoutrrr.CreateSender(address)
	if err != nil {
		return err
	}
	return errors.Join(room.Send(cut(m.Brief), nil)...)
}

// cut shortens a text to what a chat takes.
func cut(s string) string {
	if utf8.RuneCountInString(s) <= longest {
		return s
	}
	return string([]rune(s)[:longest-1]) + "…"
}
