// Package reader decides what Onset reads out of one text: its language, its
// sentences, the dates it names, who claims what in it, and which talking
// points it mentions.
//
//	r := reader.New(file)
//	result := r.Read(source, item)
//
// A mention carries the claim that covers most of its matched words. Where
// nobody is quoted the outlet speaks: such a sentence becomes a claim of form
// own_voice, and only sentences that a talking point matched do.
//
// Version counts what readers would see differently; a new version is treated
// like a changed rule.
package reader
