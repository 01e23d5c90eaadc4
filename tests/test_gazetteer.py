"""The embedded gazetteer: what names lead to, and how it opens."""

import pickle
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefmap import GazetteerError
from briefmap.arabic import key
from briefmap.gazetteer import EMBEDDED, Gazetteer, Name


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    opened = Gazetteer.open()
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("name", "english", "iso2"),
    [
        ("جولو", "Jolo", "PH"),  # not Gulu in Uganda
        ("البنجاب", "Punjab (Pakistan)", "PK"),  # four times as many people as India's
        ("زابل", "Zabul", "AF"),
        ("بنو", "Bannu", "PK"),
        ("سوات", "Swat district", "PK"),
        ("خط السيطرة", "Line of Control (Kashmir)", ""),
        ("شان", "Shan State", "MM"),
        ("بارا", "Bara", "SD"),
        ("ليمان", "Lyman", "UA"),
        ("بابوا الوسطى", "Central Papua", "ID"),
        ("محطة ريفني", "Rivne nuclear power plant", "UA"),
    ],
)
def test_a_bare_name_leads_where_news_means(gazetteer: Gazetteer, name: str, english: str, iso2: str) -> None:
    [first, *_] = gazetteer.lookup(name)
    assert (first.name, first.iso2) == (english, iso2)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("محافظة نينوى", ["iso:IQ-NI"]),
        ("ولاية راخين", ["iso:MM-16"]),
        ("مدينة بيروت", ["geonames:276781"]),
        ("مدينة نينوى", []),  # no city
        ("وزير نينوى", []),
    ],
)
def test_a_name_is_found_behind_the_noun_that_announces_its_kind(
    gazetteer: Gazetteer, name: str, ids: list[str]
) -> None:
    assert [place.id for place in gazetteer.lookup(name)][:1] == ids


@pytest.mark.parametrize(
    ("name", "english", "kind", "iso2"),
    [
        ("إيطاليا", "Italy", "country", "IT"),
        ("جورجيا", "Georgia", "country", "GE"),
        ("مالي", "Mali", "country", "ML"),
        ("واشنطن", "Washington", "city", "US"),
        ("كابول", "Kabul", "city", "AF"),
        ("موسكو", "Moscow", "city", "RU"),
        ("روما", "Rome", "city", "IT"),
        ("طرابلس", "Tripoli", "city", "LY"),
        ("حلب", "Aleppo", "city", "SY"),
        ("لندن", "London", "city", "GB"),
        ("الأنبار", "Al Anbar", "admin", "IQ"),
        ("دارفور", "Darfur", "region", "SD"),
        ("سيناء", "Sinai", "region", "EG"),
        ("البحر الأحمر", "Red Sea", "water", ""),
    ],
)
def test_a_bare_name_means_the_country_then_its_capital_then_the_largest(
    gazetteer: Gazetteer, name: str, english: str, kind: str, iso2: str
) -> None:
    place = gazetteer.lookup(name)[0]
    assert (place.name, place.kind, place.iso2) == (english, kind, iso2)


def test_a_name_shared_by_a_country_and_its_capital_holds_both(gazetteer: Gazetteer) -> None:
    assert [(p.name, p.kind) for p in gazetteer.lookup("الجزائر")][:2] == [("Algeria", "country"), ("Algiers", "city")]


def test_spellings_of_news_lead_to_one_place(gazetteer: Gazetteer) -> None:
    for name in ("سوريا", "سورية", "سوريـة", "الجمهورية العربية السورية"):
        assert gazetteer.lookup(name)[0].id == "iso:SY"


def test_a_province_is_found_with_and_without_the_word_for_its_kind(gazetteer: Gazetteer) -> None:
    ids = {p.id for p in gazetteer.lookup("محافظة الأنبار")} & {p.id for p in gazetteer.lookup("الأنبار")}
    assert ids == {"iso:IQ-AN"}


def test_every_form_of_a_nationality_leads_to_its_state(gazetteer: Gazetteer) -> None:
    for form in ("عراقي", "العراقية", "العراقيون", "عراقيين", "العراقيات", "عراقيان", "العراقيتين"):
        assert [p.id for p in gazetteer.lookup(form)] == ["iso:IQ"], form
        assert {n.role for n in gazetteer.names(key(form)) if not n.rest} == {"demonym"}, form


def test_an_institution_leads_to_its_state(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("الكرملين")[0].id == "iso:RU"
    assert Name((), "iso:RU", "metonym") in gazetteer.names("الكرملين")


def test_names_give_what_follows_a_first_word_longest_first(gazetteer: Gazetteer) -> None:
    names = gazetteer.names("رام")
    assert Name(("الله",), "geonames:282239", "name") in names
    assert [len(n.rest) for n in names] == sorted((len(n.rest) for n in names), reverse=True)
    assert gazetteer.names("رامxyz") == ()


def test_an_english_name_is_found_in_any_case(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("rome")[0] == gazetteer.lookup("روما")[0]


def test_a_seat_of_government_knows_its_state(gazetteer: Gazetteer) -> None:
    assert gazetteer.capital_of(gazetteer.lookup("واشنطن")[0].id) == "US"
    assert gazetteer.capital_of(gazetteer.lookup("الموصل")[0].id) == ""


def test_a_city_lies_in_its_province(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("الموصل")[0].admin1 == "iso:IQ-NI"


def test_a_region_has_members_that_are_places(gazetteer: Gazetteer) -> None:
    members = gazetteer.members("m49:015")
    assert {"iso:DZ", "iso:EG", "iso:LY", "iso:MA", "iso:TN"} <= set(members)
    assert {gazetteer.place(member).kind for member in members} == {"country"}


def test_irans_provinces_have_the_numbers_of_today(gazetteer: Gazetteer) -> None:
    assert gazetteer.place("iso:IR-06").name == "Khuzestan"
    assert gazetteer.place("iso:IR-23").name == "Tehran"


def test_an_unknown_id_or_country_is_said_to_be_so(gazetteer: Gazetteer) -> None:
    with pytest.raises(GazetteerError, match="no place 'iso:XX'"):
        gazetteer.country("XX")


def test_it_can_be_pickled_and_shared_between_threads(gazetteer: Gazetteer) -> None:
    copy = pickle.loads(pickle.dumps(gazetteer))
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(copy.lookup("بغداد")[0].name))
    thread.start()
    thread.join()
    copy.close()
    assert found == ["Baghdad"]


@given(st.text(alphabet="ابتحدرسعفقكلمنهويةأإى ـَّ", max_size=20))
def test_any_string_is_looked_up_without_error(name: str) -> None:
    with closing(Gazetteer.open()) as gazetteer:
        for place in gazetteer.lookup(name):
            assert gazetteer.place(place.id) == place


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"no gazetteer at .*none\.sqlite; check the path"):
        Gazetteer.open(tmp_path / "none.sqlite")


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.sqlite"
    path.write_text("روما", "utf-8")
    with pytest.raises(GazetteerError, match="is not a gazetteer of briefmap"):
        Gazetteer.open(path)


def test_a_gazetteer_of_another_normaliser_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    path.write_bytes(EMBEDDED.read_bytes())
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE meta SET value = '0' WHERE key = 'normaliser'")
    with pytest.raises(GazetteerError, match="has normaliser 0, this briefmap needs 1; build it again"):
        Gazetteer.open(path)


def test_the_file_cannot_be_written(gazetteer: Gazetteer) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        gazetteer._db.execute("DELETE FROM place")
