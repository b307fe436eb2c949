package rulefile

import (
	"fmt"
	"net/netip"

	"onset/tracker"
)

// networks reads which private addresses may be fetched from: true for all of
// tracker.PrivateNetworks, or a list of addresses and ranges.
func (d *decoder) networks(n *node) {
	if n.shape == scalar && (n.text == "true" || n.text == "false") {
		if n.text == "true" {
			d.file.AllowPrivate = tracker.PrivateNetworks
		}
		return
	}
	d.each(n, "allow_private_networks", func(n *node) {
		s := d.text(n, "an address of allow_private_networks")
		if s == "" {
			return
		}
		p, ok := network(s)
		if !ok {
			d.add(n.at, "write true, false, or a list such as [127.0.0.1, 10.20.0.0/16, \"fd12::/16\"]; no names", "%q is no address and no range of addresses", s)
			return
		}
		d.file.AllowPrivate = append(d.file.AllowPrivate, p)
	})
}

// Networks reads addresses and ranges as a rules file has them under
// allow_private_networks.
func Networks(list []string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, s := range list {
		p, ok := network(s)
		if !ok {
			return nil, fmt.Errorf("%q is no address and no range of addresses; write one such as 10.20.0.0/16", s)
		}
		out = append(out, p)
	}
	return out, nil
}

// network reads an address, which is a range of one, or a range.
func network(s string) (netip.Prefix, bool) {
	if p, err := netip.ParsePrefix(s); err == nil {
		return p.Masked(), true
	}
	a, err := netip.ParseAddr(s)
	if err != nil || a.Zone() != "" {
		return netip.Prefix{}, false
	}
	a = a.Unmap()
	return netip.PrefixFrom(a, a.BitLen()), true
}
