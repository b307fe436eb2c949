// Package discover finds talking points that nobody defined.
//
// It is given the articles of one closed day after the other and keeps a
// bounded memory of what was written before. Of each day it tells the
// candidates: statements that are new against the 365 days before, or back,
// and that independent voices repeat.
//
// How. Titles, leads and what people say are cut into units; the stems of
// their content words, and pairs of stems within a unit, are the keys. A key
// that was seen in hardly any month of the last year and now comes from
// several voices is weighed against its background by the likelihood ratio of
// a negative binomial distribution, and must pass Benjamini and Hochberg's
// procedure over all keys of the day. Keys that stand in the same places make
// one candidate. Voices are origins; several of one source on one day count
// less and less, and words repeated exactly count once. Candidates whose
// places have nothing else in common, and sports, shows and feasts, count
// less. What is in sentences that a defined talking point explains is left
// out.
//
// What people are reported to say, and titles, are also compared as whole
// statements, because a paraphrase keeps some of the words and seldom the same
// two. In a stream of more than two sources only what is significant is told;
// in that of one or two, days stand in for origins, and what is told is marked
// as significant or not.
//
// A candidate is a line when its statements are of a kind that is repeated: they
// hold now, judge, want or must, are claims of somebody named, resemble each
// other, and are made of words about which this archive quarrels; it is a subject
// when one event is told by many. The points of these features were fitted on
// candidates that a person judged, and stand beside each candidate. A line was
// said on two days, by two who are named or by two outlets. What has fewer points may be a
// line, which a person decides.
//
// A line of three cases in months never stands out of its fortnight. So each
// statement is also compared with those of the year before: by the words they
// share, by the near-synonyms that the archive itself shows, and by who acts on
// whom. What three origins told so is a sparse candidate; nothing ranks those but
// what people decided about others.
//
// Mostly a change of line is one sentence of one speaker on one day. So what is said of
// the parties that the rules speak of is weighed by itself: by who says it, whether it
// takes sides, and by the words with which the archive judges these parties. What the
// year before has like it, what somebody only spoke about and what nobody is named for
// is left out. The points were fitted, and stand beside it, as those of lines do. So is
// what an outlet asserts at the beginning of an article in its own voice, by points of its
// own: whether it takes sides, holds now, and speaks of whom this archive judges.
//
// Beside this, one article is enough where its author says that a claim is
// new ("began to claim"), and nothing like it is remembered.
//
// Promises. Time is handed in; there is no clock, no randomness and no order
// of maps in the result. Days must be closed in order. The state can be
// written and read back with MarshalBinary and UnmarshalBinary, and goes on as
// if it had never been interrupted. Memory is bounded: the last 14 days are
// kept in full, up to a limit; older ones as filters by month and as a sample
// of statements.
//
//	f := discover.New(discover.Options{})
//	for day := first; day <= last; day++ {
//		f.Learn(day, articles[day]) // history
//	}
//	result := f.Close(today, articles[today])
//	for _, c := range result.New { ... }
package discover
