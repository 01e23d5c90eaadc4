"""Put the tables together: places with their names, capitals and members, as sorted rows."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefmap.arabic import key
from briefmap.compiling.form import cells
from briefmap.errors import GazetteerError
from briefmap.model import Place, PlaceKind
from gazetteer.landmarks import landmarks
from gazetteer.nisba import forms
from gazetteer.tables import Row, bare, curated, extract, plain

__all__ = ["Cells", "Compiled", "compile_tables", "kilometres"]

Cells = tuple[object, ...]
ROLES = ("name", "alias", "demonym", "metonym")
_AREA = re.compile(
    r" (region|province|state|governorate|district|department|county|oblast|prefecture|parish|municipality)$", re.I
)
_TRANSLITERATED = re.compile("[āēīūĀĪŪḩḨḑḐẖḥ‘ʻ]|[zZ]\u0327")


@dataclass
class Compiled:
    """What the tables say, gathered step by step."""

    places: dict[str, Place] = field(default_factory=dict)
    names: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """Key and place → role and surface."""
    capitals: set[tuple[str, str]] = field(default_factory=set)
    members: set[tuple[str, str]] = field(default_factory=set)
    excluded: set[tuple[str, str]] = field(default_factory=set)
    """Key and place of names that an extract gives wrongly."""
    spelled: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """GeoNames' number of a city → its other Latin names, for when only the sound of its name is known."""

    def add(self, place: Place, names: Sequence[str] = ()) -> None:
        """Put in a place under its Arabic name and other names; an area also without the word for its kind."""
        self.places[place.id] = place
        self.name(place.id, (place.name_ar,), "name")
        self.name(place.id, names, "alias")
        if place.kind in ("admin", "city"):  # editors write every name of a region or a site themselves
            self.name(place.id, (rest for name in (place.name_ar, *names) if (rest := bare(name))), "alias")

    def name(self, place: str, names: Iterable[str], role: str) -> None:
        """Give a place names; the first role that a key takes stays, since roles come best first."""
        for name in names:
            if (text := key(name)) and (text, place) not in self.excluded:
                self.names.setdefault((text, place), (role, name))

    def retitle(self, place: Place, name_ar: str, names: Sequence[str], source: str) -> Place:
        """Give a place that is there a better Arabic name; the one it had becomes an alias."""
        if source not in place.source.split("|"):
            source = f"{place.source}|{source}"
        better = replace(place, name_ar=name_ar, source=source)
        if (key(place.name_ar), place.id) in self.names:
            self.names[key(place.name_ar), place.id] = ("alias", place.name_ar)
        self.names[key(name_ar), place.id] = ("name", name_ar)
        self.add(better, names)
        return better

    def tables(self) -> Iterator[tuple[str, list[Cells]]]:
        """Every table with its rows, sorted."""
        yield (
            "place",
            sorted(cells(place) for place in self.places.values()),
        )
        rows: list[Cells] = []
        for (text, place), (role, surface) in sorted(self.names.items()):
            first, _, rest = text.partition(" ")
            rows.append((first, rest, place, role, surface))
        yield "name", sorted(rows, key=lambda row: tuple(map(str, row)))
        yield "capital", sorted(self.capitals)
        yield "member", sorted(self.members)
        nisbas: dict[str, set[str]] = defaultdict(set)
        for (text, place), (role, _) in self.names.items():
            if role == "demonym":
                nisbas[place.removeprefix("iso:")].add(text)
        yield "landmark", [*landmarks(self.places, {place for place, _ in self.capitals}, nisbas)]


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The distance of two points on a sphere, in kilometres."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((a - b) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon1 - lon2) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))


def compile_tables(curated_folder: Path, extracts: Path) -> Compiled:
    """Read every table and put them together. Raises GazetteerError, with file and line, when one is not valid."""
    out = Compiled()
    _exclusions(out, curated_folder)
    _countries(out, curated_folder, extracts)
    _provinces(out, curated_folder, extracts)
    cities = _Cities(out, extracts)
    _cities(out, cities, curated_folder)
    _capitals(out, cities, curated_folder)
    _seats(out)
    _regions(out, curated_folder, extracts)
    _sites(out, cities, curated_folder)
    _peoples(out, curated_folder)
    _latin(out, cities)
    return out


def _exclusions(out: Compiled, folder: Path) -> None:
    for row in curated("exclusions", folder):
        out.excluded.update((key(name), row["place"]) for name in row.many("excluded"))


def _countries(out: Compiled, folder: Path, extracts: Path) -> None:
    ours = {row["iso2"]: row for row in curated("countries", folder)}
    for row in extract("countries.csv", extracts):
        mine = ours.pop(row["iso2"], None)
        names = (row["name_ar"], *row.many("names_ar"))
        out.add(
            Place(
                id=f"iso:{row['iso2']}",
                name=mine["name_en"] if mine else row["name_en"],
                name_ar=mine["name_ar"] if mine else row["name_ar"],
                kind="country",
                lat=row.number("lat"),
                lon=row.number("lon"),
                iso2=row["iso2"],
                feature="PCLI",
                population=int(row.number("population")),
                source=f"babel|{mine['source']}" if mine else "babel",
            ),
            (*mine.many("names_ar"), *names) if mine else names,
        )
    for row in ours.values():
        raise GazetteerError(f"{row.where}: {row['iso2']!r} is no country of ISO 3166-1; correct the code")


def _provinces(out: Compiled, folder: Path, extracts: Path) -> None:
    for row in extract("provinces.csv", extracts):
        if row["lat"]:
            place = Place(
                id=f"iso:{row['code']}",
                name=row["name_en"],
                name_ar=row["name_ar"],
                kind="admin",
                lat=row.number("lat"),
                lon=row.number("lon"),
                iso2=row["code"][:2],
                feature="ADM1",
                source="cldr",
            )
            out.add(place)
    for row in curated("provinces", folder):
        known = out.places.get(f"iso:{row['code']}")
        if known is None and not row["lat"]:
            raise GazetteerError(f"{row.where}: {row['code']} has no point in the extract; give lat and lon")
        code = row["code"]
        place = known or Place(f"iso:{code}", "", "", "admin", 0.0, 0.0, code[:2], "", "ADM1", 0, row["source"])
        place = replace(place, name=row["name_en"] or place.name)
        if row["lat"]:
            place = replace(place, lat=row.number("lat"), lon=row.number("lon"))
        if known:
            out.retitle(place, row["name_ar"], row.many("names_ar"), row["source"])
        else:
            out.add(replace(place, name_ar=row["name_ar"]), row.many("names_ar"))


class _Cities:
    """The cities of both extracts, found by number or by country."""

    def __init__(self, out: Compiled, extracts: Path) -> None:
        self.rows: dict[str, Row] = {}
        self.by_country: dict[str, list[Row]] = defaultdict(list)
        for name in ("cities.csv", "cities_latin.csv.gz"):
            for row in extract(name, extracts):
                self.rows[row["geonameid"]] = row
                self.by_country[row["iso2"]].append(row)
        self._provinces = out.places.keys()

    def place(self, row: Row, name_ar: str) -> Place:
        """The place of a city's row."""
        province = f"iso:{row['province']}"
        return Place(
            id=f"geonames:{row['geonameid']}",
            name=row["name"],
            name_ar=name_ar,
            kind="city",
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            iso2=row["iso2"],
            admin1=province if province in self._provinces else "",
            feature="PPL",
            population=int(row["population"]),
            source="geonames",
        )

    def province(self, iso2: str, lat: float, lon: float) -> str:
        """The province of the nearest city of the country within 40 km, or nothing."""
        near = (
            (kilometres(lat, lon, float(row["lat"]), float(row["lon"])), int(row["geonameid"]), row["province"])
            for row in self.by_country.get(iso2, ())
            if abs(float(row["lat"]) - lat) < 0.4 and row["province"]
        )
        best = min(near, default=None)
        found = f"iso:{best[2]}" if best and best[0] <= 40 else ""
        return found if found in self._provinces else ""

    def named(self, iso2: str, names: Sequence[str], lat: float, lon: float, reach: float) -> Row | None:
        """The largest city of a country within `reach` km that bears one of the names, Latin or Arabic."""
        wanted = {plain(name) or key(name) for name in names}
        found = None
        for row in self.by_country.get(iso2, ()):
            if kilometres(lat, lon, float(row["lat"]), float(row["lon"])) <= reach:
                last = list(row.cells)[-1]
                spellings = {plain(n) or key(n) for n in (row["name"], *row.many(last))}
                if spellings & wanted and (found is None or int(row["population"]) > int(found["population"])):
                    found = row
        return found


def _cities(out: Compiled, cities: _Cities, folder: Path) -> None:
    for row in cities.rows.values():
        if "names_ar" in row.cells:
            id = f"geonames:{row['geonameid']}"
            names = [name for name in row.many("names_ar") if (key(name), id) not in out.excluded]
            if names:  # a city whose every Arabic name is wrong keeps its Latin ones, unless an editor names it
                out.add(cities.place(row, names[0]), names[1:])
    for row in curated("cities_ar", folder):
        _entitle(out, cities, row, row["geonameid"])
    for row in curated("towns", folder):
        if row["id"].startswith("geonames:"):
            _entitle(out, cities, row, row["id"].removeprefix("geonames:"))
            if people := int(row["population"] or 0):  # lists give a town the people of its whole district
                out.places[row["id"]] = replace(out.places[row["id"]], population=people)
        else:
            lat, lon = row.number("lat"), row.number("lon")
            place = Place(
                row["id"], row["name_en"], row["name_ar"], "city", lat, lon, row["iso2"],
                cities.province(row["iso2"], lat, lon), "PPL", int(row["population"] or 0), row["source"],
            )  # fmt: skip
            out.add(place, row.many("names_ar"))


def _entitle(out: Compiled, cities: _Cities, row: Row, number: str) -> None:
    """Give a city of the list the Arabic name that an editor wrote for it."""
    city = cities.rows.get(number)
    if city is None:
        raise GazetteerError(f"{row.where}: no city {number} among the cities of GeoNames; correct the number")
    if city["iso2"] != row["iso2"]:
        raise GazetteerError(f"{row.where}: {number} is {city['name']} in {city['iso2']}, not in {row['iso2']}")
    known = out.places.get(f"geonames:{number}") or cities.place(city, row["name_ar"])
    known = replace(known, name=_english(known.name, row["name_en"]))
    out.retitle(known, row["name_ar"], row.many("names_ar"), row["source"])


def _english(listed: str, ours: str) -> str:
    """The editors' English name of a city where they spell it otherwise (Raqqa, not Ar Raqqah); else that of the
    list, with the accents of its own language but without the marks of a scholar's transliteration (Ţarţūs)."""
    ours = re.sub(r" \(.*\)$", "", ours)  # «Rafah (Gaza)»
    if plain(ours) == plain(listed) and not _TRANSLITERATED.search(listed):
        return listed
    if not _TRANSLITERATED.search(ours):
        return ours
    return re.sub("[\u0300-\u036f‘’ʻ]", "", unicodedata.normalize("NFKD", ours))


def _latin(out: Compiled, cities: _Cities) -> None:
    """The cities that have no Arabic name come last, so that no editor's row takes one for a name to keep."""
    for row in cities.rows.values():
        place = cities.place(row, "")
        out.places.setdefault(place.id, place)
        names = row.many("names") if "names" in row.cells else ()
        out.spelled[int(row["geonameid"])] = (row["name"], *names)


def _capitals(out: Compiled, cities: _Cities, folder: Path) -> None:
    for row in curated("capitals", folder):
        lat, lon, iso2 = row.number("lat"), row.number("lon"), row["iso2"]
        names = (row["name_en"], row["name_ar"], *row.many("names_ar"))
        city = cities.named(iso2, names, lat, lon, 40)
        if city:
            known = out.places.get(f"geonames:{city['geonameid']}") or cities.place(city, row["name_ar"])
            known = replace(known, feature="PPLC", name=row["name_en"])
            place = out.retitle(known, row["name_ar"], row.many("names_ar"), row["source"])
        else:
            slug = "-".join("".join(c if c.isalnum() else " " for c in row["name_en"].casefold()).split())
            place = Place(
                f"town:{slug}", row["name_en"], row["name_ar"], "city", lat, lon, iso2,
                cities.province(iso2, lat, lon), "PPLC", 0, row["source"],
            )  # fmt: skip
            out.add(place, row.many("names_ar"))
        out.capitals.add((place.id, iso2))


def _seats(out: Compiled) -> None:
    """A province and the town in it that it is named after share all their spellings."""
    provinces = {(p.id, plain(_AREA.sub("", p.name))): p for p in out.places.values() if p.kind == "admin"}
    spelled: dict[str, list[str]] = defaultdict(list)
    for (_, place), (_, surface) in out.names.items():
        spelled[place].append(surface)
    for town in [p for p in out.places.values() if p.kind == "city"]:
        province = provinces.get((town.admin1, plain(town.name)))
        if province:
            for one, other in ((town.id, province.id), (province.id, town.id)):
                out.name(other, (name for name in spelled[one] if not bare(name)), "alias")


def _regions(out: Compiled, folder: Path, extracts: Path) -> None:
    for row in extract("m49.csv", extracts):
        place = Place(
            f"m49:{row['code']}", row["name_en"][:1].upper() + row["name_en"][1:], row["name_ar"], "region", row.number("lat"), row.number("lon"),
            feature="RGN", source="babel|m49",
        )  # fmt: skip
        out.add(place)
        out.members.update((place.id, f"iso:{iso2}") for iso2 in row.many("members"))
    for row in curated("regions", folder):
        known = out.places.get(row["id"])
        members = row.many("members")
        lat, lon = (row.number("lat"), row.number("lon")) if row["lat"] else _middle(out, row, members)
        place = Place(
            row["id"], row["name_en"], known.name_ar if known else row["name_ar"], _kind(row, "region", "water"), lat, lon,
            row["iso2"], feature=row["feature"], source=known.source if known else row["source"],
        )  # fmt: skip
        if known:
            out.retitle(place, row["name_ar"], row.many("names_ar"), row["source"])
        else:
            out.add(place, row.many("names_ar"))
        if members:
            out.members = {(region, part) for region, part in out.members if region != place.id}
            out.members.update((place.id, member) for member in members if member in out.places)


def _kind(row: Row, *allowed: PlaceKind) -> PlaceKind:
    for kind in allowed:
        if row["kind"] == kind:
            return kind
    raise GazetteerError(f"{row.where}: kind {row['kind']!r} is not {' or '.join(allowed)}")


def _middle(out: Compiled, row: Row, members: Iterable[str]) -> tuple[float, float]:
    places = [out.places[m] for m in members if m in out.places]
    if not places:
        raise GazetteerError(f"{row.where}: {row['id']} has no point and no members that have one; give lat and lon")
    return round(sum(p.lat for p in places) / len(places), 4), round(sum(p.lon for p in places) / len(places), 4)


def _sites(out: Compiled, cities: _Cities, folder: Path) -> None:
    for row in curated("sites", folder):
        lat, lon = row.number("lat"), row.number("lon")
        place = Place(
            row["id"], row["name_en"], row["name_ar"], _kind(row, "site", "region", "water", "city", "admin"), lat, lon, row["iso2"],
            cities.province(row["iso2"], lat, lon), row["feature"], source=row["source"],
        )  # fmt: skip
        out.add(place, row.many("names_ar"))


def _peoples(out: Compiled, folder: Path) -> None:
    taken = {text for text, _ in out.names}  # إيطاليا is the country before it is «an Italian»
    for row in curated("demonyms", folder):
        _known(out, row)
        stems = [stem for stem in (row["stem"], *row.many("extra")) if stem]
        out.name(row["place"], forms(stems, row.many("plurals"), row.many("except")), "demonym")
        accusative = (f"{stem}ا" for stem in stems)
        free = [form for form in accusative if key(form) not in taken | set(map(key, row.many("except")))]
        out.name(row["place"], free, "demonym")
    for row in curated("metonyms", folder):
        _known(out, row)
        out.name(row["place"], row.many("name_ar"), "metonym")


def _known(out: Compiled, row: Row) -> None:
    if row["place"] not in out.places:
        raise GazetteerError(f"{row.where}: no place {row['place']!r}; correct the id, or add the place to its table")
