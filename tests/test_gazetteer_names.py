"""The tables' names: how many there are, and whether a bare name leads to the place that news means."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefmap.gazetteer import Gazetteer
from briefmap.model import Place
from gazetteer.compile import Compiled, compile_tables, kilometres
from gazetteer.tables import CURATED, EXTRACTS, extract
from gazetteer.validate import doubts, figures

DATA = Path(__file__).parent / "data"

# Territories that are no state of the United Nations: overseas parts, Antarctica, Kosovo, Taiwan, and its observers.
NOT_UN = set(
    "AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF NU PF "
    "PM PN PR PS RE SH SJ SX TC TF TK TW UM VA VG VI WF XK YT".split()
)


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    opened = Gazetteer.open()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def tables() -> Compiled:
    return compile_tables(CURATED, EXTRACTS)


def is_right(place: Place, row: dict[str, str]) -> bool:
    """Whether a place is the expected one: the same id, or in the same country and near enough."""
    if place.id == row["expected_id_hint"]:
        return True
    distance = kilometres(place.lat, place.lon, float(row["lat"]), float(row["lon"]))
    return distance <= float(row["radius_km"]) and row["iso2"] in ("", place.iso2 or row["iso2"])


def test_the_place_that_news_means_comes_first_for_a_bare_name(gazetteer: Gazetteer) -> None:
    with (DATA / "names.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    misses = [row["name"] for row in rows if not any(is_right(p, row) for p in gazetteer.lookup(row["name"])[:1])]
    assert len(rows) == 300
    assert misses == []  # عمّان is told from عُمان by its doubled م


def test_every_city_of_half_a_million_has_an_arabic_name(tables: Compiled) -> None:
    large = [
        row["geonameid"]
        for name in ("cities.csv", "cities_latin.csv.gz")
        for row in extract(name)
        if int(row["population"]) >= 500_000
    ]
    assert len(large) > 1100
    assert [number for number in large if not tables.places[f"geonames:{number}"].name_ar] == []


def test_every_state_of_the_united_nations_has_eight_forms_of_its_demonym(tables: Compiled) -> None:
    forms = Counter(place for (_, place), (role, _) in tables.names.items() if role == "demonym")
    states = {row["iso2"] for row in extract("countries.csv")} - NOT_UN
    assert len(states) == 193
    assert {state for state in states if forms[f"iso:{state}"] < 8} == set()


def test_no_name_hides_a_much_larger_place() -> None:
    assert [line for line in doubts() if "hides" in line] == []


@pytest.mark.parametrize(
    ("name", "english", "iso2"),
    [
        ("تورونتو", "Toronto", "CA"),
        ("روم", "", ""),
        ("شيجياتشوانغ", "Shijiazhuang", "CN"),
        ("شنتشن", "Shenzhen", "CN"),
        ("نابريجني تشيلني", "Naberezhnyye Chelny", "RU"),
        ("تايبيه الجديدة", "New Taipei City", "TW"),
        ("فريد آباد", "Faridabad", "IN"),
        ("مشهد", "Mashhad", "IR"),
        ("كيرالا", "Kerala", "IN"),
        ("إيتوري", "Ituri", "CD"),
        ("زامفارا", "Zamfara State", "NG"),
        ("ننغرهار", "Nangarhar", "AF"),
        ("شمال كيفو", "North Kivu", "CD"),
        ("إقليم دونيتسك", "Donetsk Oblast", "UA"),
        ("أنتاناناريفو", "Antananarivo", "MG"),
        ("بانغسامورو", "Bangsamoro", "PH"),
        ("بالي", "Bali", "ID"),
        ("جربة", "Djerba", "TN"),
        ("البنجاب الباكستانية", "Punjab (Pakistan)", "PK"),
        ("بيدا", "Bida", "NG"),
        ("فاليدوبار", "Valledupar", "CO"),
        ("ديبالتسيفو", "Debaltseve", "UA"),
        ("غرايفورون", "Grayvoron", "RU"),
        ("إنتان جايا", "Intan Jaya", "ID"),
        ("تاك باي", "Tak Bai", "TH"),
        ("نارايانبور", "Narayanpur", "IN"),
        ("كوبو", "Kobo", "ET"),
        ("سالامانكا", "Salamanca", "MX"),
        ("باتاني", "Pattani", "TH"),
    ],
)
def test_a_name_as_news_spells_it(gazetteer: Gazetteer, name: str, english: str, iso2: str) -> None:
    first = [(place.name, place.iso2) for place in gazetteer.lookup(name)[:1]]
    assert first == ([(english, iso2)] if english else [])


def test_a_spelling_that_is_not_arabic_is_taken_off_a_city(gazetteer: Gazetteer) -> None:
    assert {(p.name, p.iso2) for p in gazetteer.lookup("موسكو")} == {
        ("Moscow", "RU"),
        ("Moscow", "US"),
        ("Moscow Oblast", "RU"),
    }


def test_figures_hold_what_the_gazetteer_promises() -> None:
    counted = figures()
    assert counted["countries and territories"] == counted["of them with an Arabic name"] == 250
    assert counted["states without a capital in Arabic"] == 0
    assert counted["provinces with an Arabic name and a point"] >= 4000
    assert counted["of them with a polygon"] >= 3300
    assert counted["populated places with an Arabic name"] >= 26_000
    assert counted["cities above 500,000 without one"] == 0
    assert counted["curated regions and named features"] >= 150
