// Package web shows an archive in the browser: pages, charts, an API and a
// feed of events. It reads through small interfaces and writes nothing but the
// verdicts of a person who reviews.
//
// # Pages
//
// Today is the start: whether the day matters, its entries as cards, what waits
// to be confirmed, what is wrong with the feeds. The timeline is lines over time:
// a strip of how often each appeared, as share of the articles of a day, week or
// month, and marks of what happened to it. A speaker, a group, a source and a
// narrative have the same picture of their own lines, new ones on top and silent
// ones fading; two lines can be seen side by side. Search counts what it finds,
// when and of whom; feeds are bars of what was looked at.
//
// In every picture a place is a percent of the width, so that letters keep their
// size on a phone. A mark stands on its day and never gives way along time: what
// is of one shape and too close becomes one mark from its first to its last day,
// other shapes stand above it. Days to come are not drawn.
//
// # Promises
//
// Pages are made on the server and work without JavaScript, by keyboard alone,
// on a phone, in the dark and on paper. The whole state of a view is in its
// address. Every row has an address of its own, leads to the sentence that
// proves it, and from there to why. Charts can be saved as SVG that names the
// span of the archive and the zone of its days.
//
// Pages and API read by the same calls as the command line, so that all show
// the same numbers. A list names its clock and its zone.
//
// # Who may look
//
// Without a token only names of this machine are answered, so that a page
// elsewhere can't reach Onset by pointing its own name here. With tokens every
// request must bear one, as "Authorization: Bearer", or once as ?token=, which
// is exchanged for a session: a random number in a cookie, kept hashed in
// memory, over after 30 days, with the process, or when the visitor leaves.
// Wrong tokens and cookies are limited by address and for all strangers
// together; sessions pass whatever others try. A form is taken only from our
// own pages: the browser must say so, and the form must hold a token bound to
// the visitor's cookie and to this process. Pages may load nothing from
// elsewhere and run no script but one file of ours, which is optional. Text of
// articles is never markup.
//
//	handler, err := web.New(web.Options{Events: e, Archive: a, Desk: d, Now: time.Now})
package web
