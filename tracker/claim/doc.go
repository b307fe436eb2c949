// Package claim decides who says what in a text, and how the outlet carries it.
//
//	book := claim.NewBook(file.Speakers)
//	for _, c := range claim.Open(claim.Document{Body: text.Analyse(body, "en"), Published: at}, book).Claims() {
//		fmt.Println(c.Speakers, c.Form, c.Stance, c.Said, c.Text, c.Rule)
//	}
//
// # Parts
//
// A text goes through parts that have one reason each:
//
//	page, word, quotation, soften   words, their classes, marks and quotations; marks that part nothing are taken back
//	scope, subject                  clauses: how they hang on each other, and the subject of each
//	chunk, phrase, parts            noun phrases of fixed word order
//	case, nominative, place         noun phrases of free word order, by their cases
//	forward, agent, content …       sieves: places where somebody is said to say something
//	headline, transcript, quoted …  the same by layout: headlines, turns, quotations of their own
//	head                            the day and the speaker that the head of an institution's page names
//	settle, cited, inner            chains: who only passes on what another says, in or out of quotation marks
//	particle                        verbs whose particle stands at the end of their clause
//	person, name, role, office      whom the words of a speaker mean
//	issuer, apart                   whose a document is; what is no part of a speaker
//	pronoun, antecedent             whom "he" and "the minister" stand for
//	possessor, continuation         whose a noun's words are, and whose a quotation without a frame is
//	score, weigh                    how sure that is
//	tone, dates                     how the speaker and the outlet stand to it, and when it was said
//
// # Sieves
//
// A text is read by sieves in a fixed order; each looks for one way to say who
// said something, and the claim keeps the sieve's name in Rule:
//
//	clause, bare clause, told   S said (that) X; S told Y that X
//	quotation                   S said: "X"
//	postposed, inverted         X, S said; "X," said S; split quotations
//	as                          as S said, X
//	by                          Y was told by S that X; Y heard from S that X
//	according to                according to S, X; по словам S
//	cited                       T quoted S as saying X; T, citing S, reports X
//	noun                        S's claim that X; S's view is that X; X. That was the message of S
//	infinitive                  S vowed to X, urged Y to X
//	object                      S called Y X; accused Y of X; rejected X
//	participle                  …, adding that X; calling Y X
//	occasion                    S used an interview to reject X
//	colon                       a frame that ends in a colon before a quotation
//	beside                      "X," grunted S; S was blunt: "X"
//	behind                      S shook her head. "X"
//	continuation                a paragraph that is only a quotation
//	signature                   a quotation with "― Name" under it
//	turn                        NAME: in transcripts
//	about this                  X. Об этом сообщил S; X, о чём сообщил S
//	label                       Источник: S … Прямая речь: X; 3 марта S: X; X — S
//	headline                    S: X and X — S in titles
//
// # Chains
//
// Of what stands inside something reported only that is looked at which opens
// it and names somebody else: "Lenz said that Rudin claims X" is Rudin's claim
// too, Via Lenz. An outlet beside a person only passes on. A claim of which
// somebody tells to accuse has the hand alleged.
//
// # Speakers
//
// A noun phrase is looked up in the [Book] by name, by office at the published
// day and by group; a pronoun or a role ("the minister") leads to whoever the
// document named before: each of those has clues, with the points of antecedents.txt,
// and who doesn't lead clearly isn't named. What stays unknown keeps the words of the
// text, in the fullest form the document has given.
//
// Each speaker has a score: features of the words at the verb, of the clause that
// they stand in, of the sentence and of the text, with the points of weights.txt. With
// fewer than six, with a rival in the sentence, by a role or by mere neighbourhood a
// speaker is Unsure; a pronoun makes one sure only where its antecedent leads by far
// and is named beside it. Who is unsure is named only where at least some 85 in 100
// such are right: with fewer than three points (five, where only the clause before has
// the name), and by a pronoun or a role whose antecedent leads by fewer than seven, the
// words at the verb stand for them.
//
// # Sign
//
// [Reading.At] tells what is done to some words: affirmed, denied, asked, or said
// by nobody. The sign is composed from the root of the claim, or of the outlet's
// sentence, down to the words: over clauses (scope.go, contrast.go) and over what governs
// them, by verb, negation, adverb (sign.go), noun of attitude (attitude.go) and mood (mood.go). Whether a frame says anything at all
// is decided before it becomes a claim (saying.go): "might say", "never said",
// "a forged letter in which S says" are no claims. The outlet asserts only what
// the root of its sentence states.
//
// # Languages
//
// Every word that the sieves know is in a table under languages/, named by its
// ISO 639-1 code; languages/README.md is the guide to them. A language is added
// by adding a file. In a language without one there are no
// claims, and words are unread.
package claim
