package claim

// flags tell what a verb of the tables takes and what it says of its speaker.
type flags uint32

// The flags of verbs.
const (
	takesClause    flags = 1 << iota // "said (that) …"
	takesQuote                       // may frame a quotation
	takesPerson                      // an addressee stands first: "told X that …"
	takesTo                          // the infinitive is what was said: "vowed to …"
	takesObject                      // the object is: "called it a mistake"
	takesWhether                     // a question follows
	denies                           // the speaker rejects what follows
	asks                             // the speaker asks
	repeats                          // "reiterated"
	distancing                       // the outlet keeps away: "alleged"
	believes                         // belief, told of others
	byDocument                       // only documents do this: "the poll showed"
	outletReads                      // the outlet's reading, no claim
	readsInPresent                   // so in the present: "suggests"
	relays                           // an outlet passes on what others say: «передает»
	imperfective                     // told of what was said before: «уточнял»
	refuses                          // the infinitive is what the speaker won't do
	cites                            // its object is who said it: "quoted S as saying"
	accuses                          // tells of words to blame who said them
	answers                          // says something to who asked
	opinion                          // who does not think so denies it
	aboutOnly                        // only after "about this": «такое заявление сделал»
	hears                            // whoever does it is told: "heard from S that …"
	endorses                         // takes up what another said: "echoed S's claim that …"
	scorns                           // speaks ill of it: "mocked the claim that …"
)

var flagNames = map[string]flags{
	"clause": takesClause, "quote": takesQuote, "person": takesPerson, "to": takesTo, "object": takesObject,
	"whether": takesWhether, "deny": denies, "ask": asks, "repeat": repeats, "distance": distancing,
	"believe": believes, "document": byDocument, "reading": outletReads, "reading-present": readsInPresent,
	"relay": relays, "refuse": refuses, "about": aboutOnly, "cite": cites, "accuse": accuses, "answer": answers, "opinion": opinion, "hear": hears, "endorse": endorses, "scorn": scorns,
}

// class is what a word is good for; a word may be of several classes.
type class uint64

// The classes of words.
const (
	isThat class = 1 << iota
	isWhether
	isConjunction
	isSubordinator
	isRelative
	isBe
	isHave
	isModal
	isDo
	isTo
	isNegation
	isAdverb
	isPreposition
	isDeterminer
	isPronoun
	isHe
	isShe
	isThey
	isIt
	isFirstPerson
	isPossessive
	isTitle
	isRole
	isRoles
	isDocument
	isOrganisation
	isVehicle
	isNounCue
	isNounDeny
	isSpeechNoun
	isOccasion
	isDay
	isQuestion
	isFemaleName
	isAs
	isLocative
	isNominal    // prepositions that join two nouns of one phrase
	isObject     // object pronouns
	isBy         // by whom a passive is done
	isOf         // whose a noun is
	isNoun       // words in -s that are nouns as often as verbs
	isAspect     // "began to", "continues to"
	isSingular   // articles that no plural has
	isGloss      // words that lead from what was said to the outlet's own word
	isLabel      // words that stand before a colon and speak for nobody
	isFinite     // irregular finite verbs
	isWhen       // words that open a question only after verbs of asking
	isAbout      // what a claim is about: "the claim about"
	isClaimNoun  // nouns that can only be a claim
	isLater      // adverbs that put a claim after the one before it
	isIn         // prepositions that tell a place: «в Кремле»
	isEarlier    // adverbs that lead back: «ранее»
	isThere      // adverbs for a place named before: «там отметили»
	isSomeone    // roles that only take up whoever spoke last: «политик»
	isGiven      // given names: «Анна», «Никита» are no genitives, «Павел» begins the name of a person
	isRelational // roles that are somebody's: «помощник»
	isLesser     // words that make an office another one: "deputy", "former"
	isMonth      // months, before a numeral
	isSilent     // what somebody refuses who says nothing: «отказался комментировать»
	isNear       // words that lead from somebody to a name: "a person close to", «министр времен»
	isGeneric    // bodies that only take up the one named before: «глава ведомства»
	isOutlet     // papers, agencies and channels, which pass on what others say
	isFrom       // from whom something is heard
	isParticle   // words in small letters within a name: «фон»
)

const isAuxiliary = isBe | isHave | isModal | isDo

var classNames = map[string]class{
	"that": isThat, "whether": isWhether, "conjunction": isConjunction, "subordinator": isSubordinator,
	"relative": isRelative, "be": isBe, "have": isHave, "modal": isModal, "do": isDo, "to": isTo, "negation": isNegation,
	"adverb": isAdverb, "preposition": isPreposition, "determiner": isDeterminer, "pronoun": isPronoun,
	"he": isHe, "she": isShe, "they": isThey, "it": isIt, "first-person": isFirstPerson, "possessive": isPossessive,
	"title": isTitle, "role": isRole, "roles": isRoles, "document": isDocument, "organisation": isOrganisation,
	"vehicle": isVehicle, "noun-cue": isNounCue, "noun-deny": isNounDeny, "speech-noun": isSpeechNoun,
	"occasion": isOccasion, "day": isDay, "question": isQuestion, "female": isFemaleName, "as": isAs,
	"locative": isLocative, "nominal": isNominal, "object": isObject, "by": isBy, "of": isOf, "noun": isNoun, "aspect": isAspect, "singular": isSingular, "gloss": isGloss, "label": isLabel, "finite": isFinite, "when": isWhen, "about": isAbout, "claim-noun": isClaimNoun, "later": isLater,
	"in": isIn, "there": isThere, "earlier": isEarlier, "someone": isSomeone, "generic": isGeneric, "relational": isRelational, "near": isNear, "month": isMonth, "silent": isSilent, "lesser": isLesser, "given": isGiven, "outlet": isOutlet, "from": isFrom, "particle": isParticle,
}

// phraseKind tells what a phrase of the tables is a cue for.
type phraseKind uint8

// The kinds of phrases.
const (
	according phraseKind = iota + 1
	distancePhrase
	distanceBefore
	debunkPhrase
	newPhrase
	repeatedPhrase
	continuedPhrase
	accordingPronoun  // "по его словам": the speaker is its second word
	verdictPhrase     // what a fact checker's headline says: "Fake: …"
	aboutThis         // "об этом": what was said stands in the sentence before
	accordingDocument // "согласно": only documents and bodies are a source
	affirmative       // "не раз": no negation
	insertion         // words between commas that part a subject from its verb
	sourceLabel       // "Источник:": who is quoted below
	speechLabel       // "Прямая речь:": a quotation follows
	aboutCall         // "к этому", before its verb alone: «К этому призвал»
	answerLabel       // "Ответ:": whoever was asked answers
	citingPhrase      // "со ссылкой на": an outlet names whom it has the words from
	aboutWhich        // "о чём": what was said stands in the clause before
	negativePhrase    // "none of": a negation of several words, or of its clause only
	whetherPhrase     // opens a question within a sentence
	ifPhrase          // opens a condition
	invertedIf        // a verb that opens one: "Had he said …"
	butPhrase         // sets what follows against a negation: "not X but Y"
	falsePhrase       // words of falsehood: "a lie", «неправда»
	madeUpPhrase      // false where a story or a report is its subject: "invented"
	refusePhrase      // who does this does not do what follows: "fails to"
	retractPhrase     // takes back what was said: "walked back"
	factivePhrase     // what follows holds, negated or not: "know"
	expectedPhrase    // what follows has not come yet: "is expected to"
	portrayedPhrase   // made to look, before "as": "packaged"
	insteadPhrase     // what follows is not: "rather than"
	dissuadePhrase    // what follows its preposition is not to be: "warned … against"
	againstPhrase     // that preposition
	withoutPhrase     // what it governs is not: "without"
	normPhrase        // what one may, can or has to: "has the right"
	unrealPhrase      // makes a clause unreal: «бы»
	fakePhrase        // a forgery
	mediumPhrase      // what may be forged: "video"
	speechPhrase      // more nouns of speech: «заявлений»
	attitudePhrase    // nouns and verbs of what somebody wants, fears or thinks: "demand"
	pretextPhrase     // what somebody gives as a reason: "pretext"
	sharedPhrase      // who does not do this does not think so either: "share", "see"
	preventPhrase     // what follows is to be prevented: "must rule out"
	excessPhrase      // what follows its infinitive is not to be: "too"
	hencePhrase       // opens what follows from all before: "therefore"
	erringPhrase      // said of who is wrong: "are mistaken"
)

var phraseNames = map[string]phraseKind{
	"according": according, "answer-label": answerLabel, "citing": citingPhrase, "distance": distancePhrase, "distance-before": distanceBefore, "debunk": debunkPhrase,
	"new": newPhrase, "repeated": repeatedPhrase, "continued": continuedPhrase, "according-pronoun": accordingPronoun, "about-this": aboutThis, "about-which": aboutWhich, "about-call": aboutCall,
	"according-document": accordingDocument, "insertion": insertion, "affirmative": affirmative, "source-label": sourceLabel,
	"negative": negativePhrase, "whether": whetherPhrase, "if": ifPhrase, "inverted-if": invertedIf, "but": butPhrase, "false": falsePhrase, "made-up": madeUpPhrase,
	"refuse": refusePhrase, "retract": retractPhrase, "factive": factivePhrase, "expected": expectedPhrase, "portrayed": portrayedPhrase,
	"instead": insteadPhrase, "dissuade": dissuadePhrase, "against": againstPhrase, "without": withoutPhrase, "norm": normPhrase, "unreal": unrealPhrase, "fake": fakePhrase, "medium": mediumPhrase, "speech": speechPhrase, "attitude": attitudePhrase, "pretext": pretextPhrase, "shared": sharedPhrase, "prevent": preventPhrase, "excess": excessPhrase, "hence": hencePhrase, "erring": erringPhrase,
	"speech-label": speechLabel, "verdict": verdictPhrase,
}
