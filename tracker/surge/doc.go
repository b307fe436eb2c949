// Package surge decides when a talking point is carried more than usual, is
// back after a silence, reaches further sources, countries and languages, and
// has faded.
//
// Everything is computed from appearances, one for each mention that counts,
// and from the days on which nobody looked. Each result keeps the numbers it
// was decided from, so that a person can check it.
//
// A surge is a sum over 3 days of independent origins that its own past makes
// improbable: the upper tail of a negative binomial distribution, fitted to
// the 56 covered days that end 3 days before, is at most Alpha. Past bursts
// weigh less in the fit (after Noufaily et al., 2013). On simulated series
// without a rise this gives less than one false alarm in two years.
//
// A comeback follows on a silence that is longer than 30 covered days and than
// three median gaps, and that would come at most once in twenty times had the line
// gone on at its own rate in the sources that were looked through meanwhile.
package surge
