"""The gazetteer: from a name to the places that bear it. Read-only, memory-mapped, no network."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from briefmap import lexicon, sound
from briefmap.arabic import NORMALISER, Reading, has_arabic, key, readings, vowelled
from briefmap.errors import GazetteerError
from briefmap.model import Place

__all__ = ["DEGREE", "EMBEDDED", "SCHEMA", "Gazetteer", "Match", "Name", "bit", "own_name", "prior", "ranked"]

EMBEDDED = Path(__file__).parent / "data" / "gazetteer.sqlite"
SCHEMA = "5"
DEGREE = 100_000  # files hold whole numbers, which take a third of the room
_PLACE = f"id, name, name_ar, kind, lat / {DEGREE}.0, lon / {DEGREE}.0, iso2, admin1, feature, population, source"

_PLACE_OF_NAME = ", ".join(f"p.{c}" for c in _PLACE.split(", ")) + " FROM name n JOIN place p ON p.id = n.place"
_BY_ARABIC = f"SELECT role, {_PLACE_OF_NAME} WHERE first = ? AND rest = ?"
_BY_LATIN = f"SELECT 'name', {_PLACE} FROM place WHERE name = ? COLLATE NOCASE AND name_ar != ''"
_LANDMARK = ", ".join(f"{'l' if c == 'name_ar' else 'p'}.{c}" for c in _PLACE.split(", "))

# What a bare name most likely means when nothing else is known: the country, then its capital, then …
_KINDS = {"country": 0, "region": 2, "water": 2, "city": 3, "admin": 4, "site": 5}
_OF_KIND = re.compile(
    r" \(.*\)$|( ([a-z’'-]+|Region|Province|State|Governorate|District|Oblast|County|Islands?|International|Airport|Regional))+$"
)
_ANNOUNCED = {"admin": ("admin", "region"), "city": ("city",), "country": ("country",)}
"""What kinds of places the nouns before a name announce, of which the name may be filed without them."""


class Name(NamedTuple):
    """One name of a place, without its first word: the words that must follow, whose it is, and its role.

    `role` is name, alias, demonym, or metonym (an institution that stands for its state).
    """

    rest: tuple[str, ...]
    place: str
    role: str


class Match(NamedTuple):
    """A place whose Latin name `name` sounds like the Arabic one that was asked for, and how sure that is, 0 to 1."""

    place: Place
    name: str
    score: float


def own_name(name: str) -> str:
    """The English name of a province or a site without what it says of its kind.

    >>> own_name("Kayes Region"), own_name("Condé-sur-Sarthe prison")
    ('Kayes', 'Condé-sur-Sarthe')
    """
    return _OF_KIND.sub("", name)


def bit(word: str, size: int) -> tuple[int, int]:
    """The byte and the bit of a word in a sieve of so many bytes."""
    return divmod(crc32(word.encode()) % (8 * size), 8)


def prior(place: Place, capital: bool = False) -> tuple[int, int, str]:
    """The order of places that share a name, likeliest first: country, capital, region, city, province, site.

    Among cities and provinces the larger comes first; a province whose population is unknown counts as 100,000.
    """
    if capital:
        return (1, -place.population, place.id)
    if place.kind in ("city", "admin"):
        return (3, -(place.population or (100_000 if place.kind == "admin" else 0)), place.id)
    return (_KINDS[place.kind], -place.population, place.id)


def ranked(rivals: Sequence[tuple[Place, str, sound.Rival]]) -> tuple[Match, ...]:
    """The likeliest of some rivals first, at most ten; none where the best is too unsure."""
    scores = sound.scores([rival for _, _, rival in rivals])
    found = (Match(place, name, round(score, 4)) for (place, name, _), score in zip(rivals, scores, strict=True))
    best = sorted(found, key=lambda match: (-match.score, match.place.id))[:10]
    return tuple(m for m in best if m.score >= 0.06) if best and best[0].score >= sound.THRESHOLD else ()


class Gazetteer:
    """Names and places of one gazetteer file.

    Use one for each process; within a process threads may share it. It is pickled as its path.

    >>> gazetteer = Gazetteer.open()
    >>> [(p.name, p.iso2) for p in gazetteer.lookup("طرابلس")][:1]
    [('Tripoli', 'LY')]
    """

    def __init__(self, path: Path, db: sqlite3.Connection, meta: dict[str, str]) -> None:
        self.path = path
        self.version = f"{meta['version']}+{meta['digest'][:8]}"
        """The version of the tables, and the first letters of their digest."""
        self.areas = path if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'shape'").fetchone() else None
        """The file itself where it holds polygons: one that was made with Natural Earth's."""
        self._db = db
        self._sieve: bytes = db.execute("SELECT bits FROM sieve").fetchone()[0]
        # Bound here, since a cache on a method would be shared by all gazetteers and keep them alive.
        self.names = lru_cache(maxsize=65536)(self._names)
        self.following = lru_cache(maxsize=65536)(self._following)
        self.beginnings = lru_cache(maxsize=65536)(self._beginnings)
        self.place = lru_cache(maxsize=65536)(self._place)
        self.lookup = lru_cache(maxsize=4096)(self._lookup)
        self.sound = lru_cache(maxsize=4096)(self._sound)
        self.rivals = lru_cache(maxsize=256)(self._rivals)
        self._capitals: dict[str, str] = dict(db.execute("SELECT place, min(iso2) FROM capital GROUP BY place"))

    @classmethod
    def open(cls, path: Path | None = None) -> Gazetteer:
        """Open a gazetteer file, or the embedded one.

        Raises GazetteerError when there is no such file, or it is no gazetteer, or one of another version.
        """
        path = (path or EMBEDDED).absolute()
        if not path.is_file():
            fix = "install briefmap again, or run: python -m gazetteer.build" if path == EMBEDDED else "check the path"
            raise GazetteerError(f"no gazetteer at {path}; {fix}")
        try:
            db = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            db.execute(f"PRAGMA mmap_size = {path.stat().st_size}")
            meta: dict[str, str] = dict(db.execute("SELECT key, value FROM meta"))
        except sqlite3.Error as error:
            raise GazetteerError(f"{path} is not a gazetteer of briefmap ({error}); build it again") from None
        for what, expected in (("schema", SCHEMA), ("normaliser", NORMALISER)):
            if meta.get(what) != expected:
                db.close()
                raise GazetteerError(
                    f"{path} has {what} {meta.get(what)}, this briefmap needs {expected}; build it again"
                )
        return cls(path, db, meta)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return (Gazetteer.open, (self.path,))

    def _names(self, first: str) -> tuple[Name, ...]:
        """Every name whose key begins with the normalised word `first`, those with most words first."""
        byte, shift = bit(first, len(self._sieve))
        if not self._sieve[byte] >> shift & 1:  # as with most words, which then cost no query
            return ()
        rows = self._db.execute("SELECT rest, place, role FROM name WHERE first = ?", (first,)).fetchall()
        names = [Name(tuple(rest.split()), place, role) for rest, place, role in rows]
        return tuple(sorted(names, key=lambda n: (-len(n.rest), n)))

    def _following(self, first: str) -> dict[str, tuple[tuple[Name, ...], ...]]:
        """The names that begin with the normalised word `first` by the word that must follow, "" for none.

        Those of the same words stand together, those of most words first.

        >>> [[name.place for name in same] for same in Gazetteer.open().following("بوركينا")["فاسو"]]
        [['iso:BF']]
        """
        names = self.names(first)
        if not names:
            return {}
        found: dict[str, list[tuple[Name, ...]]] = {}
        for rest, same in groupby(names, key=lambda name: name.rest):
            found.setdefault(rest[0] if rest else "", []).append(tuple(same))
        return {second: tuple(same) for second, same in found.items()}

    def _beginnings(self, word: str) -> tuple[Reading, ...]:
        """The readings of a normalised word with which a name begins: of most words, none.

        >>> [reading.stem for reading in Gazetteer.open().beginnings("وبوركينا")]
        ['بوركينا']
        """
        return tuple([reading for reading in readings(word) if self.following(reading.stem)])

    def _lookup(self, name: str) -> tuple[Place, ...]:
        """The places that bear a name in any spelling, likeliest first; of a Latin name, those of that English name."""
        if has_arabic(name):
            first, _, rest = key(name).partition(" ")
            rows = self._db.execute(_BY_ARABIC, (first, rest)).fetchall()
            if rest and not rows:
                return self._announced(first, rest)
        else:
            rows = self._db.execute(_BY_LATIN, (name.strip(),)).fetchall()
        if len(rows) < 2:  # most names have one bearer, or none
            return tuple(Place(*row[1:]) for row in rows)
        found = [(role, Place(*row)) for role, *row in rows]
        marked = vowelled(name)
        found.sort(key=lambda one: (marked and one[1].name_ar != name.strip(), *self._rank(one)))
        return tuple(place for _, place in found)

    def _announced(self, head: str, name: str) -> tuple[Place, ...]:
        """The places of a name, of the kind that the noun before it announces.

        >>> [p.id for p in Gazetteer.open().lookup("محافظة نينوى")]
        ['iso:IQ-NI']
        """
        kinds = _ANNOUNCED.get(lexicon.load().head(head), ())
        return tuple(place for place in self.lookup(name) if place.kind in kinds)

    def _sound(
        self,
        name: str,
        countries: frozenset[str],
        provinces: frozenset[str] = frozenset(),
        size: int = 0,
        kind: str = "city",
    ) -> tuple[Match, ...]:
        """The cities of some countries (ISO 3166-1 alpha-2) whose Latin name sounds like an Arabic one, best first.

        None where the best is too unsure (`sound.THRESHOLD`): no name alike, or several towns of one name. `provinces`
        (ids such as iso:US-IL), if any, are where the town lies; where a town of at least `size` people is wanted and none
        comes into question, no name is compared. Of kind "admin" or "site", provinces or sites are looked through
        instead. Meant for a name that nothing else knows, where the text asks for a place: its answer is a guess, to be
        shown as one.

        >>> gazetteer = Gazetteer.open()
        >>> [(m.place.name, m.place.iso2) for m in gazetteer.sound("تيساليت", frozenset({"ML", "DZ"}))]
        [('Tessalit', 'ML')]
        >>> [m.place.admin1 for m in gazetteer.sound("سبرينغفيلد", frozenset({"US"}), frozenset({"iso:US-IL"}))]
        ['iso:US-IL']
        """
        rivals = self.rivals(name, countries, size, kind)
        if provinces:
            rivals = [rival for rival in rivals if rival[0].admin1 in provinces]
        return ranked(rivals)

    def _rivals(
        self, name: str, countries: frozenset[str], size: int, kind: str
    ) -> list[tuple[Place, str, sound.Rival]]:
        """The places whose Latin name may be an Arabic one, that name, and what speaks for it, in no order."""
        alike = {spelling: self._alike(kind, sound.skeleton(spelling), countries) for spelling in sound.spellings(name)}
        if all(population < size for rows in alike.values() for population, *_ in rows):
            return []
        best: dict[str, tuple[float, int, str]] = {}
        for spelling, rows in alike.items():
            languages: dict[str, dict[str, list[tuple[str, str]]]] = {}
            spoken = {iso2: languages.setdefault(sound.language(iso2), {}) for iso2 in countries}
            for _, iso2, place, main, others in rows:
                bearers = spoken[iso2]
                for spelled in (main, *others.split("|")) if others else (main,):
                    if sound.fits(spelled, spelling):
                        bearers.setdefault(sound.latin(spelled), []).append((place, spelled))
            limit = sound.FARTHEST * max(3, len(spelling))
            for language, bearers in languages.items():
                for latin, price in sound.costs(bearers, spelling, limit, language).items():
                    for place, spelled in bearers[latin]:
                        if price < best.get(place, (float("inf"),))[0]:
                            best[place] = (price, len(spelling), spelled)
        places = [(self.place(id), *told) for id, told in best.items()]
        return [
            (place, spelled, sound.Rival(price, letters, place.population, spelled == place.name or kind != "city"))
            for place, price, letters, spelled in places
        ]

    def _alike(self, kind: str, key: str, countries: frozenset[str]) -> list[tuple[int, str, str, str, str]]:
        """Population, country, id, name and other names of the places of a kind that a key of sound stands for.

        Provinces and sites go without the word for their kind, and without population and other names.
        """
        among = f"iso2 IN ({','.join('?' * len(countries))})"
        if kind == "city":
            return self._db.execute(
                "SELECT population, sound.iso2, id, name, others FROM sound JOIN place ON id = 'geonames:' || geoname "
                f"LEFT JOIN latin USING (geoname) WHERE key = ? AND sound.{among}",
                (key, *sorted(countries)),
            ).fetchall()
        rows = self._db.execute(
            f"SELECT alike.iso2, id, name FROM alike JOIN place ON id = place WHERE key = ? AND alike.kind = ? AND alike.{among}",
            (key, kind, *sorted(countries)),
        )
        return [(0, iso2, id, own_name(name), "") for iso2, id, name in rows]

    def _rank(self, found: tuple[str, Place]) -> tuple[bool, int, int, str]:
        """Nouns before words that stand for a place; a city's or province's alias behind main names."""
        role, place = found
        tier, size, id = prior(place, place.id in self._capitals)
        return (role not in ("name", "alias"), tier + 2 * (role == "alias" and tier > 2), size, id)

    def _place(self, id: str) -> Place:
        """The place of an id. Raises GazetteerError when there is none."""
        row = self._db.execute(f"SELECT {_PLACE} FROM place WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise GazetteerError(f"no place {id!r} in the gazetteer")
        return Place(*row)

    def country(self, iso2: str) -> Place:
        """The country of an ISO 3166-1 alpha-2 code. Raises GazetteerError when there is none.

        >>> Gazetteer.open().country("IT").name_ar
        'إيطاليا'
        """
        return self.place(f"iso:{iso2.upper()}")

    def capital_of(self, id: str) -> str:
        """The ISO code of the country whose seat of government a place is, or nothing.

        >>> gazetteer = Gazetteer.open()
        >>> gazetteer.capital_of(gazetteer.lookup("روما")[0].id)
        'IT'
        """
        return self._capitals.get(id, "")

    def landmarks(self) -> tuple[Place, ...]:
        """What orients a reader of a map: countries, then seats of government and the large cities of each country,
        the weightiest first, in Arabic by the name that a map writes.

        >>> [p.name for p in Gazetteer.open().landmarks()][250:252]
        ['Beijing', 'Kinshasa']
        """
        countries = self._db.execute(f"SELECT {_PLACE} FROM place WHERE id GLOB 'iso:[A-Z][A-Z]' ORDER BY id")
        cities = self._db.execute(f"SELECT {_LANDMARK} FROM landmark l JOIN place p ON p.id = l.place ORDER BY l.rank")
        return tuple(Place(*row) for query in (countries, cities) for row in query)

    def members(self, region: str) -> tuple[str, ...]:
        """The ids of the countries or provinces that make up a region; none for one that is drawn by an outline."""
        rows = self._db.execute("SELECT place FROM member WHERE region = ? ORDER BY place", (region,))
        return tuple(place for (place,) in rows)

    def single(self) -> Iterator[tuple[str, Place]]:
        """The cities whose Arabic name is one word, with that word normalised."""
        rows = self._db.execute("SELECT first, place FROM name WHERE rest = '' AND role IN ('name', 'alias')")
        named = ((first, self.place(place)) for first, place in rows)
        return ((first, place) for first, place in named if place.kind == "city")

    def near(self, lat: float, lon: float, degrees: float) -> tuple[Place, ...]:
        """The cities and sites that have an Arabic name, within so many degrees of latitude (and as far east and west), by id."""
        from math import cos, radians

        wide = degrees / max(cos(radians(lat)), 0.01)
        south, north = lat - degrees, lat + degrees
        rows = self._db.execute(
            f"SELECT {_PLACE} FROM place WHERE lat / {DEGREE} BETWEEN ? AND ? AND lat BETWEEN ? AND ? AND name_ar != '' "
            "AND kind IN ('city', 'site') ORDER BY id",
            (int(south), int(north), DEGREE * south, DEGREE * north),  # filed by whole degrees, which takes less room
        )
        places = (Place(*row) for row in rows)
        return tuple(p for p in places if abs((p.lon - lon + 180) % 360 - 180) <= wide)
