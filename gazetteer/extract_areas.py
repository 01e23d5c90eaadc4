"""Countries, regions and provinces: Arabic names out of CLDR, joined by name to Natural Earth's polygons."""

from __future__ import annotations

import json
import pickle
import re
import tomllib
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

import babel
import pycountry
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from briefmap.arabic import key
from gazetteer.extract_cities import City
from gazetteer.tables import HERE, bare, plain

__all__ = ["Polygon", "Province", "countries", "m49", "point", "polygons", "provinces", "zones"]

# Words for kinds of areas, in the languages of the lists that are joined; a comparison leaves them out.
_KINDS = frozenset(tomllib.loads((HERE / "words.toml").read_text("utf-8"))["kinds"])
_SOUNDS = "kh=h gh=g dh=d th=t sh=s ch=s ou=u q=k c=k y=i j=i"
# Islands that the package draws without a country's code.
_ISLANDS = {"BV": (-54.42, 3.36), "HM": (-53.08, 73.5), "UM": (19.28, 166.65)}
_ISO = {"KOS": "XK", "ALD": "AX", "SDS": "SS", "PSX": "PS", "SAH": "EH", "SOL": "SO", "CYN": "CY"}


Matches = dict[str, tuple[tuple[int, ...], str]]
"""Code → ids of its polygons, and how they were found."""


class Polygon(NamedTuple):
    """One feature of Natural Earth's first-level areas; `id` is its row in the package's file."""

    id: int
    iso2: str
    part: str
    names: tuple[str, ...]
    shape: BaseGeometry


class Province(NamedTuple):
    """One ISO 3166-2 subdivision with an Arabic name, its point, and the polygons it consists of."""

    code: str
    name: str
    name_ar: str
    lat: float | None
    lon: float | None
    polygons: tuple[int, ...]
    how: str
    """How its point was found: name, sound, parts (its polygons), within (a polygon left over that the town of its
    name lies in), city (that town), point (`joins.toml`)."""


def polygons(path: Path) -> list[Polygon]:
    """The first-level areas of Natural Earth, with the country's ISO code and every name they carry."""
    frame = pyogrio.read_dataframe(path, layer="states_provinces", fid_as_index=True)
    found = []
    for fid, row in frame.iterrows():
        iso2 = row.iso_a2 if re.fullmatch("[A-Z]{2}", row.iso_a2 or "") else _ISO.get(row.adm0_a3, "")
        names = [n for n in (row["name"], row.woe_name, row.gn_name, row.woe_label) if isinstance(n, str)]
        found.append(
            Polygon(int(fid), iso2, row.gu_a3, tuple(p for n in names if (p := n.split(",")[0])), row.geometry)
        )
    return found


def point(shapes: Iterable[BaseGeometry]) -> tuple[float, float]:
    """Latitude and longitude of the middle of the largest part: its centroid, or else a point surely inside."""
    parts = [part for shape in shapes for part in shapely.get_parts(shape)]
    largest = max(parts, key=lambda part: part.area)
    middle = largest.centroid if largest.contains(largest.centroid) else largest.representative_point()
    return round(middle.y, 4), round(middle.x, 4)


def _compare(name: str) -> str:
    words = re.split(r"[^\w']+", name.replace("'", "").replace("’", ""))
    return "".join(p for word in words if (p := plain(word)) not in _KINDS) or plain(name)


def _sound(name: str) -> str:
    text = _compare(name)
    for old, new in (
        ("kh", "h"),
        ("gh", "g"),
        ("dh", "d"),
        ("th", "t"),
        ("sh", "s"),
        ("ch", "s"),
        ("ou", "u"),
        ("q", "k"),
        ("c", "k"),
        ("y", "i"),
        ("j", "i"),
    ):
        text = text.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", text)


def _subdivisions(cldr: Path, language: str) -> dict[str, str]:
    tree = ET.parse(cldr / "subdivisions" / f"{language}.xml")
    return {e.attrib["type"]: _tidy(e.text or "") for e in tree.iter("subdivision") if not e.attrib.get("alt")}


def _tidy(name: str) -> str:
    """Without what CLDR took over from an encyclopedia's titles: «تصنيف:», what stands in brackets, footnote marks."""
    text = re.sub(r"\(.*?\)|[²³]|،.*|^تصنيف:", "", name).translate(str.maketrans("یکہھ", "يكهه"))
    return " ".join(text.split())


def _aliases(cldr: Path) -> dict[str, str]:
    tree = ET.parse(cldr / "supplemental" / "supplementalMetadata.xml")
    return {e.attrib["type"]: e.attrib["replacement"] for e in tree.iter("subdivisionAlias")}


def _code(subdivision: str) -> str:
    return f"{subdivision[:2]}-{subdivision[2:]}".upper()


def provinces(cldr: Path, areas: list[Polygon], cities: list[City]) -> list[Province]:
    """Every subdivision with an Arabic name, by code.

    A name of a code that was withdrawn goes to the one code that replaced it. A code that stands for a whole
    country (US-PR) is left out: the country has the name already.
    """
    arabic, english, aliases = _subdivisions(cldr, "ar"), _subdivisions(cldr, "en"), _aliases(cldr)
    joins = tomllib.loads((HERE / "joins.toml").read_text("utf-8"))
    known = {s.code: s for s in pycountry.subdivisions}
    names: dict[str, tuple[str, str]] = {}
    for old in sorted(arabic, key=lambda c: (c in aliases, c)):
        new = aliases.get(old, old)
        if " " not in new and len(new) > 2:
            code = joins["renumbered"].get(_code(new), _code(new))
            names.setdefault(code, (english.get(new) or english.get(old, ""), arabic[old]))
    spellings = {
        code: sorted({n for n in (en, known[code].name if code in known else "") if n})
        for code, (en, _) in names.items()
    }
    by_country: dict[str, list[str]] = defaultdict(list)
    for code in sorted(names):
        by_country[code[:2]].append(code)
    matched: Matches = {}
    for code, part in joins["part"].items():
        matched[code] = (tuple(sorted(a.id for a in areas if a.part == part)), "parts")
    by_hand = {code: tuple(a.id for a in areas if name in a.names) for code, name in joins["named"].items()}
    matched.update((code, (ids, "name" if len(ids) == 1 else "parts")) for code, ids in by_hand.items())
    taken = {i for ids in by_hand.values() if len(ids) == 1 for i in ids}
    for iso2, codes in by_country.items():
        open_codes = [code for code in codes if code not in matched and code not in joins["point"]]
        matched.update(_match(open_codes, spellings, [a for a in areas if a.iso2 == iso2 and a.id not in taken]))
    _add_parents(matched, names, known)
    towns = _towns(cities)
    shapes = {a.id: a for a in areas}
    _add_within(matched, names, spellings, towns, areas)
    found = []
    for code, (en, ar) in sorted(names.items()):
        ids, how = matched.get(code, ((), ""))
        lat: float | None = None
        lon: float | None = None
        if ids:
            lat, lon = point(shapes[i].shape for i in ids)
        elif code in joins["point"]:
            (lat, lon), how = joins["point"][code], "point"
        elif town := _town(code, ar, spellings[code], towns):
            lat, lon, how = town.lat, town.lon, "city"
        found.append(Province(code, en or (spellings[code] or [""])[0], ar, lat, lon, ids, how))
    return found


def _match(codes: list[str], spellings: Mapping[str, list[str]], areas: list[Polygon]) -> Matches:
    """Pair codes and polygons of one country by name: first the same letters, then the same sound, then nearly."""
    found: Matches = {}
    left = {a.id: a for a in areas}
    for compare, how in ((_compare, "name"), (_sound, "sound")):
        index: dict[str, set[int]] = defaultdict(set)
        for area in left.values():
            for name in area.names:
                index[compare(name)].add(area.id)
        first = {area.id: compare(area.names[0]) for area in left.values() if area.names}
        for code in codes:
            if code not in found:
                keys = {compare(n) for n in spellings[code]}
                hits = set().union(*(index.get(k, set()) for k in keys)) & left.keys()
                if len(hits) > 1:
                    hits = {h for h in hits if first.get(h) in keys} or hits
                if len(hits) == 1:
                    found[code] = ((hits.pop(),), how)
        for ids, _ in found.values():
            for i in ids:
                left.pop(i, None)
    pairs = []
    for code in codes:
        if code not in found:
            for area in left.values():
                score = max((_ratio(a, b) for a in spellings[code] for b in area.names), default=0.0)
                if score >= 0.8:
                    pairs.append((-score, code, area.id))
    pairs.sort()
    best_code: dict[int, str] = {}
    best_area: dict[str, int] = {}
    for _, code, area_id in pairs:
        best_area.setdefault(code, area_id)
        best_code.setdefault(area_id, code)
    for _, code, area_id in pairs:
        if best_area[code] == area_id and best_code[area_id] == code:
            found[code] = ((area_id,), "sound")
            del left[area_id]
    return found


def _ratio(a: str, b: str) -> float:
    a, b = _sound(a), _sound(b)
    if min(len(a), len(b)) < 4:
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio() - 0.1 * (a[0] != b[0])


def _add_parents(matched: Matches, names: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    """A region whose parts were matched is drawn from them (France's and Italy's regions)."""
    parts: dict[str, list[str]] = defaultdict(list)
    for code, subdivision in known.items():
        if subdivision.parent_code:
            parts[subdivision.parent_code].append(code)
    for _ in range(2):  # regions of regions: GB-GBN of GB-ENG of its counties
        for parent in sorted(parts):
            drawn = [c for c in sorted(parts[parent]) if c in matched]
            if parent in names and parent not in matched and len(drawn) >= 0.7 * len(parts[parent]):
                matched[parent] = (tuple(sorted({i for c in drawn for i in matched[c][0]})), "parts")


def _towns(cities: list[City]) -> dict[tuple[str, str], City]:
    """The largest city of each country under each of its spellings, Latin and Arabic."""
    found: dict[tuple[str, str], City] = {}
    for city in sorted(cities, key=lambda c: (-c.population, c.id)):
        for name in (city.name, *city.names):
            text = key(name) if re.search("[\u0621-\u064a]", name) else _compare(name)
            if text:
                found.setdefault((city.iso2, text), city)
    return found


def _town(code: str, ar: str, spellings: list[str], towns: Mapping[tuple[str, str], City]) -> City | None:
    keys = [*(_compare(n) for n in spellings), key(bare(ar) or ar)]
    return next((town for k in keys if k and (town := towns.get((code[:2], k)))), None)


def _add_within(
    matched: Matches,
    names: Mapping[str, tuple[str, str]],
    spellings: Mapping[str, list[str]],
    towns: Mapping[tuple[str, str], City],
    areas: list[Polygon],
) -> None:
    """Give a polygon that no name fits to the one code whose town lies in it."""
    used = {i for ids, _ in matched.values() for i in ids}
    free = [a for a in areas if a.id not in used and a.iso2]
    claims: dict[int, list[str]] = defaultdict(list)
    for code, (_, ar) in names.items():
        if code not in matched and (town := _town(code, ar, spellings[code], towns)):
            spot = shapely.Point(town.lon, town.lat)
            for area in free:
                if area.iso2 == code[:2] and area.shape.contains(spot):
                    claims[area.id].append(code)
    for area_id, codes in claims.items():
        if len(codes) == 1:
            matched[codes[0]] = ((area_id,), "within")


def _babel(language: str) -> dict[str, Any]:
    path = Path(babel.__file__).parent / "locale-data" / f"{language}.dat"
    data: dict[str, Any] = pickle.loads(path.read_bytes())
    return data


def zones() -> list[tuple[str, str, str]]:
    """The cities that time zones are named after: zone, English name, Arabic name."""
    arabic, english = _babel("ar")["time_zones"], _babel("en")["time_zones"]
    found = []
    for zone, names in sorted(arabic.items()):
        en = english.get(zone, {}).get("city") or zone.rsplit("/", 1)[-1].replace("_", " ")
        if "city" in names and not zone.startswith("Etc/"):
            found.append((zone, en, names["city"]))
    return found


def countries(gpkg: Path, reference: Path, variants: Path, cities: list[City]) -> Iterator[tuple[object, ...]]:
    """Every country of ISO 3166-1, and Kosovo: code, names, point, population, area in km², capital's English name."""
    arabic, english = _babel("ar")["territories"], _babel("en")["territories"]
    facts = json.loads(reference.read_text("utf-8"))
    others = json.loads(variants.read_text("utf-8"))["countries"]
    frame = pyogrio.read_dataframe(gpkg, layer="countries")
    largest = {c.iso2: c for c in sorted(cities, key=lambda c: c.population)}
    for iso2 in sorted({c.alpha_2 for c in pycountry.countries} | {"XK"}):
        shapes = list(frame.geometry[frame.iso_a2 == iso2])
        fact = facts.get(iso2, {})
        if shapes:
            lat, lon = point(shapes)
        elif iso2 in largest:
            lat, lon = largest[iso2].lat, largest[iso2].lon
        else:
            lat, lon = _ISLANDS[iso2]
        more = others.get(iso2, [])
        more = [more] if isinstance(more, str) else more
        names = sorted({n.strip() for n in more if key(n) != key(arabic[iso2])})
        yield (
            iso2,
            english[iso2],
            arabic[iso2],
            "|".join(names),
            lat,
            lon,
            fact.get("population", 0),
            fact.get("areakm2", 0),
            fact.get("capital", ""),
        )


def m49(containment: Path, gpkg: Path) -> Iterator[tuple[object, ...]]:
    """The UN's regions: code, names, every country in them, and a point in the middle of their largest land."""
    tree = json.loads(containment.read_text("utf-8"))["supplemental"]["territoryContainment"]
    arabic, english = _babel("ar")["territories"], _babel("en")["territories"]
    frame = pyogrio.read_dataframe(gpkg, layer="countries")
    land = dict(zip(frame.iso_a2, shapely.buffer(frame.geometry.values, 0.2), strict=True))
    iso = {c.alpha_2 for c in pycountry.countries} | {"XK"}

    def members(code: str) -> set[str]:
        parts = tree.get(code, {}).get("_contains", [])
        return {code} & iso if not parts else set().union(*(members(p) for p in parts))

    for code in sorted(c for c in arabic if c.isdigit() and c in tree):
        inside = sorted(members(code))
        lat, lon = point([shapely.unary_union([land[iso2] for iso2 in inside if iso2 in land])])
        yield code, english[code], arabic[code], "|".join(inside), lat, lon
