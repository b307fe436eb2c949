package feeds

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

var pageTitle = regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title>`)

// challengeTitles are the titles of pages that stand between a visitor and the
// site, lower-case.
var challengeTitles = []string{
	"just a moment", "attention required", "access denied", "are you a robot", "are you human", "verify you are human",
	"security check", "ddos-guard", "checking your browser", "one moment, please", "pardon our interruption", "please wait",
	"human verification", "bot verification", "captcha", "you have been blocked", "request unsuccessful", "robot check",
	"проверка браузера", "вы не робот", "доступ ограничен", "доступ запрещен", "проверка, что вы не робот",
}

// challengeMarks are pieces of markup of such pages. Some also occur in whole
// pages, so they count only where there is little else.
var challengeMarks = []string{
	"cf-chl", "challenge-platform", "cf_chl_opt", "_incapsula_resource", "px-captcha", "perimeterx", "datadome", "ddos-guard",
	"g-recaptcha", "h-captcha", "hcaptcha.com", "turnstile", "enable javascript and cookies", "checking your browser", "distil_r_captcha",
	"servicepipe", "qrator", "awswaf", "smartcaptcha", "/.well-known/sgcaptcha",
}

var consentMarks = []string{"consent.google", "consent.yahoo", "guce.yahoo", "consent.youtube", "/consent?", "cmp-consent", "cookiewall", "cookie-wall"}

// littleText is the length of visible text, in bytes, under which a page is
// nothing but its challenge.
const littleText = 1500

// challenge names the hurdle that a page is instead of what was asked for, or "".
func challenge(a answer) string {
	if strings.Contains(strings.ToLower(a.header.Get("Cf-Mitigated")), "challenge") {
		return "a challenge page"
	}
	if u, err := url.Parse(a.address); err == nil && (strings.HasPrefix(u.Hostname(), "consent.") || containsAny(strings.ToLower(a.address), consentMarks)) {
		return "a consent page"
	}
	body := strings.ToLower(string(a.body[:min(len(a.body), 64<<10)]))
	if !strings.Contains(body, "<") || strings.HasPrefix(strings.TrimSpace(body), "<?xml") && !strings.Contains(body, "<html") {
		return ""
	}
	if m := pageTitle.FindStringSubmatch(body); m != nil && containsAny(Line(m[1]), challengeTitles) && len(Text(body)) < 2*littleText {
		return "a challenge page"
	}
	if strings.Contains(body, "<html") && len(a.body) < 64<<10 && len(Text(body)) < littleText {
		if containsAny(body, challengeMarks) {
			return "a challenge page"
		}
		if containsAny(body, consentMarks) {
			return "a consent page"
		}
	}
	return ""
}

func containsAny(s string, parts []string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}
