// Package web shows an archive in the browser: pages, charts, an API and a
// feed of events. It reads through small interfaces and writes nothing but the
// verdicts of a person who reviews.
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
// elsewhere can't reach Onset by pointing its own name here. With a token every
// request must bear it, as "Authorization: Bearer", or once as ?token=, which
// is exchanged for a cookie. A form is taken only from our own pages: the
// browser must say so, and the form must hold a token bound to the visitor's
// cookie and to this process. Pages may load nothing from elsewhere and run no
// script but one file of ours, which is optional. Text of articles is never
// markup.
//
//	handler, err := web.New(web.Options{Events: e, Archive: a, Desk: d, Now: time.Now})
package web
