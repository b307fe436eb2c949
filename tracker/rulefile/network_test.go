package rulefile

import (
	"fmt"
	"strings"
	"testing"
)

// Which private addresses may be fetched from is all of them, none, or those
// that are named; a name, a typing error or an address with a port is refused.
func TestPrivateNetworks(t *testing.T) {
	for value, want := range map[string]string{
		"false":                     "[]",
		"true":                      "[127.0.0.0/8 ::1/128 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 fc00::/7]",
		"[]":                        "[]",
		"127.0.0.1":                 "[127.0.0.1/32]",
		"[127.0.0.1, 10.20.1.7/16]": "[127.0.0.1/32 10.20.0.0/16]",
		`["::1", "fd12::/16"]`:      "[::1/128 fd12::/16]",
		`["::ffff:10.0.0.1"]`:       "[10.0.0.1/32]",
		"[169.254.1.1]":             "[169.254.1.1/32]",
		"[localhost]":               `"localhost" is no address`,
		"[10.0.0.0/33]":             `"10.0.0.0/33" is no address`,
		`["127.0.0.1:80"]`:          `"127.0.0.1:80" is no address`,
		"[true]":                    `"true" is no address`,
		"{a: b}":                    "must be a list",
	} {
		f, err := Parse("rules.yaml", []byte("allow_private_networks: "+value+"\nnarratives: []\n"))
		switch {
		case err != nil && !strings.Contains(err.Error(), want):
			t.Errorf("%s: %v, want %q", value, err, want)
		case err == nil && fmt.Sprint(f.AllowPrivate) != want:
			t.Errorf("%s: %v, want %s", value, f.AllowPrivate, want)
		}
	}
}
