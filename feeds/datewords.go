package feeds

import (
	"sync"
	"time"
)

// months gives the month of a word by its beginning; the longest beginning
// counts. Languages overlap: "mar" is March here, and a weekday only where a
// month follows (see written.word).
var months = map[string]int{
	// English, German, Dutch, Scandinavian, Romance
	"jan": 1, "jän": 1, "janv": 1, "gen": 1, "ene": 1, "ian": 1,
	"feb": 2, "fev": 2, "fév": 2, "fevr": 2,
	"mar": 3, "mär": 3, "mae": 3, "mrz": 3, "mrt": 3, "maa": 3, "már": 3,
	"apr": 4, "abr": 4, "avr": 4, "ápr": 4,
	"may": 5, "mai": 5, "mag": 5, "maj": 5, "mei": 5, "máj": 5,
	"jun": 6, "jui": 6, "juin": 6, "giu": 6, "iun": 6, "jún": 6,
	"jul": 7, "juil": 7, "lug": 7, "iul": 7, "júl": 7,
	"aug": 8, "aou": 8, "aoû": 8, "ago": 8,
	"sep": 9, "set": 9, "szept": 9,
	"oct": 10, "okt": 10, "ott": 10, "out": 10,
	"nov": 11, "noi": 11,
	"dec": 12, "dez": 12, "dic": 12, "déc": 12, "des": 12,
	// Russian, Bulgarian, Serbian
	"янв": 1, "фев": 2, "мар": 3, "апр": 4, "мая": 5, "май": 5, "мај": 5, "мае": 5, "июн": 6, "юни": 6, "јун": 6, "июл": 7, "юли": 7, "јул": 7,
	"авг": 8, "сен": 9, "сеп": 9, "окт": 10, "ноя": 11, "ное": 11, "нов": 11, "дек": 12, "дец": 12, "яну": 1, "јан": 1,
	// Ukrainian, Belarusian
	"січ": 1, "сту": 1, "лют": 2, "бер": 3, "сак": 3, "квіт": 4, "крас": 4, "трав": 5, "черв": 6, "чэрв": 6, "лип": 7, "ліп": 7, "серп": 8, "жнів": 8,
	"вер": 9, "жовт": 10, "кастр": 10, "лист": 11, "ліст": 11, "груд": 12, "снеж": 12,
	// Polish, Czech, Slovak, Croatian
	"sty": 1, "led": 1, "sij": 1, "lut": 2, "úno": 2, "uno": 2, "velj": 2, "bře": 3, "ožu": 3, "kwi": 4, "dub": 4, "tra": 4, "kvě": 5, "svi": 5,
	"cze": 6, "červen": 6, "čvn": 6, "lip": 7, "červenc": 7, "čvc": 7, "srp": 7, "sie": 8, "srpn": 8, "kol": 8, "wrz": 9, "zář": 9, "ruj": 9,
	"paź": 10, "paz": 10, "říj": 10, "lis": 11, "gru": 12, "pro": 12,
	// Turkish, Greek
	"oca": 1, "şub": 2, "nis": 4, "haz": 6, "tem": 7, "ağu": 8, "eyl": 9, "eki": 10, "kas": 11, "ara": 12,
	"ιαν": 1, "φεβ": 2, "μαρ": 3, "μάρ": 3, "απρ": 4, "μαϊ": 5, "μάι": 5, "ιουν": 6, "ιούν": 6, "ιουλ": 7, "ιούλ": 7, "αυγ": 8, "αύγ": 8, "σεπ": 9, "οκτ": 10, "νοε": 11, "νοέ": 11, "δεκ": 12,
}

// monthOf returns the month that a lower-case word names, or 0.
func monthOf(word string) int {
	letters := []rune(word)
	for n := min(len(letters), 7); n >= 3; n-- {
		if m, ok := months[string(letters[:n])]; ok {
			return m
		}
	}
	return 0
}

// zones gives the offset from UTC, in minutes, of the names that outlets write.
// Names that stand for several zones are read as news agencies use them.
var zones = map[string]int{
	"z": 0, "gmt": 0, "utc": 0, "ut": 0, "wet": 0, "west": 60, "bst": 60, "ist": 330,
	"cet": 60, "mez": 60, "cest": 120, "mesz": 120, "met": 60, "mest": 120, "eet": 120, "eest": 180,
	"msd": 240, "gst": 240, "pkt": 300,
	"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
	"akst": -540, "akdt": -480, "hst": -600, "ast": -240, "adt": -180, "nst": -210, "ndt": -150, "brt": -180, "art": -180,
	"hkt": 480, "sgt": 480, "awst": 480, "pht": 480, "jst": 540, "kst": 540, "acst": 570, "aest": 600, "aedt": 660,
	"nzst": 720, "nzdt": 780, "wib": 420, "ict": 420, "idt": 180, "irst": 210, "eat": 180, "sast": 120, "cat": 120, "wat": 60,
}

// places gives the zones whose offset has changed within the memory of feeds:
// clocks in Russia were an hour further on from March 2011 to October 2014.
var places = map[string]string{
	"msk": "Europe/Moscow", "мск": "Europe/Moscow", "samt": "Europe/Samara", "yekt": "Asia/Yekaterinburg", "omst": "Asia/Omsk",
	"novt": "Asia/Novosibirsk", "krat": "Asia/Krasnoyarsk", "irkt": "Asia/Irkutsk", "yakt": "Asia/Yakutsk", "vlat": "Asia/Vladivostok",
	"magt": "Asia/Magadan", "pett": "Asia/Kamchatka", "trt": "Europe/Istanbul",
}

// loaded keeps the zones of places, which are many dates'.
var loaded sync.Map

func placeOf(name string) *time.Location {
	if loc, ok := loaded.Load(name); ok {
		return loc.(*time.Location)
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil // this machine has no zone database: the name is not known
	}
	loaded.Store(name, loc)
	return loc
}

// zoneOf returns the zone of a lower-case name, nil for one that is not known.
// A few names mean another zone in some countries.
func zoneOf(name, country string) *time.Location {
	if place := places[name]; place != "" {
		return placeOf(place)
	}
	minutes, ok := zones[name]
	switch name + " " + country {
	case "ist IL":
		minutes = 120
	case "ist IE":
		minutes = 60
	case "cst CN", "cst TW":
		minutes = 480
	case "est AU":
		minutes = 600
	}
	if !ok {
		return nil
	}
	return time.FixedZone("", minutes*60)
}
