package rulefile

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// service is an address as notification libraries have them: slack://hook:…
var service = regexp.MustCompile(`\b[A-Za-z][A-Za-z0-9+.-]*://([^\s"',}\]]+)`)

// What of a rules file may be a secret, and is never repeated in an error: the
// file should name environment variables instead, and what is wrong in it is
// often just that. The group is what is hidden.
var secrets = []*regexp.Regexp{
	// user and password of an address
	regexp.MustCompile(`[A-Za-z][A-Za-z0-9+.-]*://([^\s/?#"'<>]+)@`),
	// all of an address that only a program of some service understands
	service,
	// the path of a channel's address
	regexp.MustCompile(`\baddress["']?\s*:\s*["']?(?:https?://[^/\s"',}]+|[^/\s"',}]+\.[^/\s"',}]+)/([^\s"',}\]]+)`),
	// a parameter of an address whose name tells
	regexp.MustCompile(`(?i)[?&;][^=\s&"']*(?:key|token|auth|pass|pwd|secret|sig|session|credential|login)[^=\s&"']*=([^\s&"'#,}\]]+)`),
	// a value whose name tells; names of environment variables are shown
	regexp.MustCompile(`(?i)(?:^|[\s{,"'-])[\w-]*(?:password|passwd|pwd|secret|token|api[-_]?key|access[-_]?key|authori[sz]ation|cookie|credential)[\w-]*["']?\s*[:=]\s*(\S[^,}]*)`),
	regexp.MustCompile(`(?i)\b(?:bearer|basic)\s+([A-Za-z0-9._~+/=-]{6,})`),
}

// web holds for addresses that are no secret as a whole.
var web = regexp.MustCompile(`^(?i:https?|smtps?|ftp|feed|file)://`)

// Conceal puts asterisks in the place of what may be a secret, one a character:
// a caret below it stands as before.
func Conceal(s string) string {
	for _, re := range secrets {
		var out strings.Builder
		last := 0
		for _, m := range re.FindAllStringSubmatchIndex(s, -1) {
			if re == service && web.MatchString(s[m[0]:m[1]]) || namesVariable(s[m[2]:m[3]]) {
				continue
			}
			out.WriteString(s[last:m[2]] + strings.Repeat("*", utf8.RuneCountInString(s[m[2]:m[3]])))
			last = m[3]
		}
		s = out.String() + s[last:]
	}
	return s
}

// namesVariable holds for what is written like the names of environment
// variables usually are: in capitals, with an underscore.
func namesVariable(s string) bool {
	s = strings.Trim(strings.TrimSpace(s), `"'`)
	return variableName.MatchString(s) && s == strings.ToUpper(s) && strings.Contains(s, "_")
}
