// Package claim decides who says what in a text, and how the outlet carries it.
//
//	book := claim.NewBook(file.Speakers)
//	for _, c := range claim.Read(claim.Document{Body: text.Analyse(body, "en"), Published: at}, book) {
//		fmt.Println(c.Speakers, c.Form, c.Stance, c.Said, c.Text, c.Rule)
//	}
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
//	according to                according to S, X; по словам S
//	noun                        S's claim that X; the claim by S that X
//	infinitive                  S vowed to X, urged Y to X
//	object                      S called Y X; accused Y of X; rejected X
//	participle                  …, adding that X; calling Y X
//	occasion                    S used an interview to reject X
//	colon                       a frame that ends in a colon before a quotation
//	continuation                a paragraph that is only a quotation
//	signature                   a quotation with "― Name" under it
//	turn                        NAME: in transcripts
//	about this                  X. Об этом сообщил S; X, о чём сообщил S
//	label                       Источник: S … Прямая речь: X
//	headline                    S: X in titles
//
// What stands inside something reported is not looked at again: one claim a
// passage, the outermost.
//
// # Speakers
//
// A noun phrase is looked up in the [Book] by name, by office at the published
// day and by group; a pronoun or a role ("the minister") leads to whoever the
// document named before. What stays unknown keeps the words of the text, in
// the fullest form the document has given.
//
// # Sign
//
// [Reading.At] tells what is done to some words: affirmed, denied, asked, or said
// by nobody. The sign is composed from the root of the claim, or of the outlet's
// sentence, down to the words: over clauses (scope.go) and over what governs them,
// by verb, negation and adverb (sign.go). Whether a frame says anything at all
// is decided before it becomes a claim (saying.go): "might say", "never said",
// "a forged letter in which S says" are no claims. The outlet asserts only what
// the root of its sentence states.
//
// # Languages
//
// Every word that the sieves know is in a table under languages/, named by its
// ISO 639-1 code; see language.go for its shape. A language is added by adding
// a file. In a language without one there are no claims, and words are unread.
package claim
