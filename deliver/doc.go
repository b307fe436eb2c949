// Package deliver takes a message to a channel: a file in a folder, mail, a
// webhook, a chat. It knows neither the database nor what a message says.
//
// # Once
//
// A message has a Key that stays the same however often it is tried. Whoever
// calls notes that a try begins before [Sender.Send], and how it ended after.
// A process that dies in between does not know whether the receiver has it,
// and must try again, so a receiver may get a message twice; the Key lets it
// see that. A file is written under a name made of the Key's parts, so that a
// second try changes nothing; mail has it in its Message-ID, which most mail
// stores drop the second of; a webhook gets it as Idempotency-Key. A chat has
// no such thing.
//
// # Secrets
//
// Passwords, and addresses that are as good as passwords, are read from the
// environment when they are needed, and are blotted out of errors.
package deliver
