"""Words that tell what the string beside them is: read from the tables beside this file, inflected by rule.

The engine asks for classes by name (`head.city`, `title`, `organisation` …) and knows no word itself.
"""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from pathlib import Path

import tomli

from briefmap.arabic import key, readings
from briefmap.inflection import conjugate, stems

__all__ = ["Lexicon", "inflections", "load", "pairs"]


def inflections(word: str) -> list[str]:
    """The forms of a normalised noun or adjective that news uses: gender, number, construct, with the article.

    >>> key("المدينتين") in inflections(key("مدينة"))
    True
    """
    stem = word.removesuffix("ه")
    if stem != word:
        forms = [word, *[stem + end for end in ("ت", "تي", "تا", "تين", "تان", "ات")]]
    elif len(word) > 2:
        forms = [word, *[word + end for end in ("ه", "ي", "ين", "ون", "ان", "ا", "ات", "و", "تي")]]
        if word[0] == "ا" and word[-2] == "ا" and len(word) > 4:
            forms.remove(word + "ي")  # اجتماعي is «social» and none of the meeting's forms
    else:
        forms = [word]
    return forms if word.startswith("ال") else forms + ["ال" + form for form in forms]


def _forms(word: str, plurals: frozenset[str]) -> list[str]:
    """The forms of a noun, of which a broken plural has no dual: مدنين is a town and none of مدن."""
    return [word, "ال" + word] if word in plurals and word[-2:] != "ات" else inflections(word)


def pairs(word: str) -> tuple[str, ...]:
    """The pairs of neighbouring letters of a word, its beginning and end marked.

    >>> pairs("سد")
    ('^س', 'سد', 'د$')
    """
    marked = f"^{word}$"
    return tuple(marked[i : i + 2] for i in range(len(marked) - 1))


FOLDER = Path(__file__).parent

FOREIGN = 25
"""Tenths of the logarithm of the odds from which a word looks like a foreign name (`shapes.csv`)."""

CONJUGATED = (
    "speech",
    "visiting",
    "hosting",
    "attaining",
    "assaulting",
    "striking",
    "witnessing",
    "enduring",
    "driving",
    "living",
    "elsewhere",
)
"""Rows of verbs given as «past present», all forms of which are known."""

EXACT = frozenset(
    (
        "prepositions",
        "clause",
        "contrast",
        "group",
        "except",
        "that",
        "neighbours",
        "agencies",
        "verbs",
        "directions",
        "nobility",
        "clubs",
        "negation",
        "still",
        "any",
        "whatever",
        "relative",
        "before_verbs",
        "goes_on",
        "each",
        "apart",
        "land",
        "away",
        "branches",
        "anaphora",
        "ahead",
        "demonstratives",
        "dawn",
        "days",
        "own_going",
    )
)
"""Tables of words that have no other forms."""

NO_CLASSES = ("blocked", "unverbal", "slots", "singulars", "bare", "surnames")
"""Tables that are read in ways of their own."""


class Lexicon:
    """Classes of words. `classes(word)` says, for each class a word belongs to, with which particles before it."""

    def __init__(
        self,
        tables: dict[str, dict[str, list[str]]],
        given: frozenset[str],
        common: frozenset[str],
        shapes: dict[str, int],
    ) -> None:
        groups: dict[str, set[str]] = {}
        bases: set[str] = set()
        plurals = frozenset(map(key, tables["singulars"]))
        for table, rows in tables.items():
            if table in NO_CLASSES:
                continue
            own = {key(word) for words in rows.values() for word in words}
            bases |= own
            for row, words in rows.items():
                if row in CONJUGATED:
                    continue
                name = f"head.{row}" if table == "heads" else table if row == "words" else f"{table}.{row}"
                exact = table in EXACT or row in ("always", "kin")
                for word in words:
                    base = key(word) or word
                    for form in (base,) if exact else _forms(base, plurals):
                        if form == base or form not in own:  # جامعة is a word of its own and no form of جامع
                            groups.setdefault(form, set()).add(name)
        one: dict[tuple[str, ...], tuple[str, ...]] = {}  # words of the same classes share them
        self._words: dict[str, tuple[str, ...]] = {}
        for form, names in groups.items():
            same = tuple(sorted(names))
            self._words[form] = one.setdefault(same, same)
        self.blocked = {key(k): frozenset(map(key, v)) for k, v in tables["blocked"].items()}
        self.unverbal = {key(k): frozenset(map(key, v)) for k, v in tables["unverbal"].items()}
        self._singulars: dict[str, str] = {}
        for word in (key(word) for row in tables["heads"].values() for word in row):
            for form in _forms(word, plurals):
                self._singulars.setdefault(form, word)
        for plural, (singular,) in tables["singulars"].items():
            self._singulars[key(plural)] = key(singular)
        verbs = {row: frozenset(f for v in tables["verbs"][row] for f in conjugate(*v.split())) for row in CONJUGATED}
        self._speech, self._visiting, self._hosting = verbs["speech"], verbs["visiting"], verbs["hosting"]
        self._attaining, self._witnessing, self._enduring = verbs["attaining"], verbs["witnessing"], verbs["enduring"]
        self._assaulting, self._striking = verbs["assaulting"], verbs["striking"]
        self._driving, self._living, self._elsewhere = verbs["driving"], verbs["living"], verbs["elsewhere"]
        men = {form for form in self._hosting if form.startswith(("ي", "سي"))}
        self._hosting_man = frozenset(men | {key(verb.split()[0]) for verb in tables["verbs"]["hosting"]})
        self.slots = {key(word) or word: slot for slot, row in tables["slots"].items() for word in row}
        bare = {row: frozenset(f for w in words for f in inflections(key(w))) for row, words in tables["bare"].items()}
        self.epithets, self.described, self.parts = bare["epithets"], bare["described"], bare["parts"]
        self._ways, self._offshore, self._held = bare["ways"], bare["offshore"], bare["held"]
        self.life = bare["life"]
        self._portfolios, self._sponsoring = bare["portfolios"], bare["sponsoring"]
        self._peaceful, self._perpetrators = bare["peaceful"], bare["perpetrators"]
        self.provinces = frozenset(map(key, tables["heads"]["admin"]))
        self.surnames = frozenset(tables["surnames"]["words"])
        self.bases = frozenset(bases)
        self.spelt = frozenset(tables["negation"]["spelt"])
        self._shapes = shapes
        self.given = given
        self.common = common
        # Bound here, so that each lexicon has a memory of its own.
        self.classes = lru_cache(maxsize=65536)(self._classes)
        self.head = lru_cache(maxsize=65536)(self._head)
        self.speaks = lru_cache(maxsize=65536)(self._speaks)
        self.looks_foreign = lru_cache(maxsize=65536)(self._looks_foreign)

    def hosts(self, word: str, man: bool = False) -> bool:
        """Whether a normalised word is a verb of what a city does as a place: استضافت، احتضنتها; or, of a man, استضاف."""
        if len(word) < 4:
            return False
        forms = self._hosting_man if man else self._hosting
        return any(stem in forms for r in readings(word) for stem in stems(r.stem))

    def lives(self, word: str) -> bool:
        """Whether a normalised word is a verb of what a city's people live through, and no government does: تنفست."""
        return _among(word, self._living)

    def portfolio(self, word: str) -> bool:
        """Whether a normalised word is what officials are charged with: الهجرة، ومكافحة."""
        return _noun_of(word, self._portfolios)

    def sponsoring(self, word: str) -> bool:
        """Whether a normalised word is what a government does for those who meet: ووساطة."""
        return _noun_of(word, self._sponsoring)

    def peaceful(self, word: str) -> bool:
        """Whether a normalised word is a noun of what is no violence, with «and» before it: وتوقيع، وتظاهرات."""
        return word.startswith("و") and any(r.stem in self._peaceful for r in readings(word) if r.prefix == "و")

    def perpetrator(self, word: str) -> bool:
        """Whether a normalised word is who did what the noun behind it names: منفذو، المتهم."""
        return _noun_of(word, self._perpetrators)

    def way(self, word: str) -> bool:
        """Whether a normalised word is what lies or goes between towns: خط، والرحلات."""
        return _noun_of(word, self._ways)

    def offshore(self, word: str) -> bool:
        """Whether a sea is meant behind a normalised word: عرض، وعبور."""
        return _noun_of(word, self._offshore)

    def held(self, word: str) -> bool:
        """Whether a normalised word tells of people who are held: معتقلو، محتجزا."""
        return _noun_of(word, self._held)

    def visits(self, word: str) -> bool:
        """Whether a normalised word is a verb whose object is a place: وزار، تغادر."""
        return _among(word, self._visiting)

    def assaults(self, word: str) -> bool:
        """Whether a normalised word is a verb with «on» before what is attacked or taken: أغار على، وسيطروا على."""
        return _among(word, self._assaulting)

    def strikes(self, word: str) -> bool:
        """Whether a normalised word is a verb whose object is what is attacked or taken: استهدف، وحاصروا."""
        return _among(word, self._striking)

    def _speaks(self, word: str) -> bool:
        """Whether a normalised word is a verb of speaking or thinking: وقال، تعتقد."""
        return _among(word, self._speech)

    def attains(self, word: str) -> bool:
        """Whether a normalised word is a verb that, denied, tells of no unwillingness: تتمكن، تمانع."""
        return _among(word, self._attaining)

    def witnesses(self, word: str) -> bool:
        """Whether a normalised word is a verb that, denied, tells that something did not happen: يشهد، تقع."""
        return _among(word, self._witnessing)

    def endures(self, word: str) -> bool:
        """Whether a normalised word is a verb that, denied, tells that something goes on: تردع، تنس."""
        return _among(word, self._enduring)

    def drives(self, word: str) -> bool:
        """Whether a normalised word is a verb of driving people from their homes: دفعت، وأجبر."""
        return _among(word, self._driving)

    def leads_away(self, word: str) -> bool:
        """Whether a normalised word is a verb of what the doers or their victims do in another place: وشيع، درس."""
        noun = word.endswith("ا") and not word.endswith("وا")  # نقلا عن، تجمعا لنازحين
        return not noun and _among(word, self._elsewhere)

    def words(self) -> frozenset[str]:
        """Every form of every word of a class, and the ordinary words."""
        return self.common | self._words.keys()

    def _looks_foreign(self, word: str) -> bool:
        """Whether the letters of a normalised word stand together as in foreign names: غورونغوزا، but not اشاره.

        >>> load().looks_foreign(key("غورونغوزا")), load().looks_foreign(key("إشارة"))
        (True, False)
        """
        return sum(self._shapes.get(pair, 0) for pair in pairs(word)) >= FOREIGN

    def singular(self, word: str) -> str:
        """The noun that a normalised word which announces places is a form of, or ''.

        >>> load().singular(key("ومخيمي")) == key("مخيم")
        True
        """
        return next((self._singulars[r.stem] for r in readings(word) if r.stem in self._singulars), "")

    def _classes(self, word: str) -> dict[str, str]:
        """The classes of a normalised word, each with the particles that had to be parted from it.

        >>> load().classes(key("بمدينة"))["head.city"]
        'ب'
        """
        known: dict[str, str] = {}
        for reading in readings(word):
            for name in self._words.get(reading.stem, ()):
                if name.startswith("prepositions") and reading.prefix:
                    if reading.prefix[-1:] in ("ب", "ل", "ك") or "verbs.actions" in self._words.get(word, ()):
                        continue  # كالي is Cali and not ك + إلى; فتحت is a verb of its own
                known.setdefault(name, reading.prefix)
        return known

    def _head(self, word: str) -> str:
        """The kind of place that a normalised word announces, or ''.

        >>> load().head(key("بمدينة"))
        'city'
        """
        return next((name[5:] for name in self.classes(word) if name.startswith("head.")), "")


def _among(word: str, verbs: frozenset[str]) -> bool:
    """Whether a word is one of some verbs, «and» or «so» before it parted."""
    return any(r.stem in verbs for r in readings(word) if r.prefix in ("", "و", "ف"))


def _noun_of(word: str, nouns: frozenset[str]) -> bool:
    """Whether a word is one of some nouns, whatever particles stand before it."""
    return any(r.stem in nouns for r in readings(word))


@cache
def load() -> Lexicon:
    """The lexicon that ships with briefmap."""
    tables = tomli.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))
    with (FOLDER / "shapes.csv").open(encoding="utf-8") as file:
        shapes = {row["pair"]: int(row["tenths"]) for row in csv.DictReader(file)}
    return Lexicon(tables, _lines("given_names.txt"), _lines("common_words.txt"), shapes)


def _lines(name: str) -> frozenset[str]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return frozenset(key(line) for line in text.splitlines() if line and not line.startswith("#"))
