// Package feeds gets articles: from an address to texts with the dates that
// their outlet claims. It decides what an address answered, which items can be
// read of it, by what each is identified, when it says it was published, and
// when to ask again. It keeps nothing but politeness (who may be asked when):
// what must survive goes out in a tracker.Fetch and comes back as a
// tracker.FeedState.
//
// # Feeds
//
//	c := &feeds.Client{Contact: "mailto:desk@example.org"}
//	f := c.Fetch(ctx, state, source, address)   // one feed; never fails, see f.Class
//	c.Poll(ctx, jobs, 0, func(j feeds.Job, f tracker.Fetch) { … }) // many, politely
//
// Items come cleaned: text without markup, paragraphs separated by a blank
// line, all claimed dates best first. f.State is to be saved together with the
// items; the address is due again when f.State.NextPoll has passed. State keeps
// validators (ETag, Last-Modified) only of a body of which everything was read.
// A caller that finds a new article sets State.LastNew itself.
//
// # Pages
//
//	if feeds.NeedsPage(source, item) {
//		p := c.Page(ctx, feeds.PageRequest{URL: item.URL}, source)
//		item = feeds.Fuller(item, p)  // the better of the two texts, dates of both
//	}
//
// A page is looked at again with the validators of its last answer.
// Package revisit says when.
//
// # Files
//
// ReadJSONL, ReadTable (CSV and TSV, with a Mapping) and Parse (saved feed
// files) hand out Records one by one with their line; what can't be read is a
// Rejection with its reason, and the others go on.
//
// # Finding
//
// Find looks for the feeds of a page, Check tells what would be read, Backfill
// walks sitemaps and paged feeds for older articles, ReadOPML and WriteOPML
// exchange lists.
//
// # Promises
//
// Only http and https are asked, private addresses only where AllowPrivate names them (the
// address that is dialled is what counts, so neither a redirect nor a name that
// changes its address leads around it). No message holds a password or a key of
// an address. A challenge or consent page is named as blocked, never read as an
// article and never circumvented. robots.txt is obeyed for pages.
package feeds
