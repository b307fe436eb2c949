package tracker

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
)

// MentionID names a mention by what makes it that mention: article, talking
// point and sentence. The same sentence found again after a rematch, by a newer
// reader or in another revision has the same id, so that verdicts stay with it.
// 60 bits of a SHA-256 as 12 lower-case letters and digits.
func MentionID(source, articleKey, narrative, talkingPoint string, part Part, sentence string) string {
	words := strings.Join(strings.Fields(sentence), " ")
	return shortID(source, articleKey, narrative, talkingPoint, string(part), words)
}

// ArticleID names an article by its identity within its source, in the form of
// a MentionID.
func ArticleID(source, articleKey string) string { return shortID(source, articleKey) }

func shortID(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:12])
}
