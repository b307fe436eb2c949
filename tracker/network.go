package tracker

import "net/netip"

// PrivateNetworks are the addresses of this machine and of an organisation's
// own networks: loopback, private (RFC 1918, RFC 4193) and shared ones (RFC
// 6598). Link-local addresses are none of them: there a cloud keeps the
// credentials of its machines.
var PrivateNetworks = []netip.Prefix{
	netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128"),
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"),
	netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("fc00::/7"),
}
