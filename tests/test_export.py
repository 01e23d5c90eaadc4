import json

import pytest

from briefmap.export import COLUMNS, geodataframe, geojson_text, json_text, rows
from briefmap.model import (
    Article,
    Briefing,
    Candidate,
    Evidence,
    Mention,
    Place,
    Resolution,
    Role,
    RoleAssignment,
    Span,
)

TEXT = "اجتمع الوزراء في روما أمس.\nوأعادت فرنسا 12 امرأة من مخيم الهول، فيما قالت واشنطن إنها تدعم ذلك."
ROME = Place("geonames:3169070", "Rome", "روما", "city", 41.89193, 12.51133, "IT", population=2318895)
ROME_US = Place("geonames:4219762", "Rome", "روما", "city", 34.25704, -85.16467, "US", population=36323)
FRANCE = Place("iso:FR", "France", "فرنسا", "country", 46.0, 2.0, "FR", feature="PCLI")
HOL = Place("site:al-hol-camp", "Al-Hol camp", "مخيم الهول", "site", 36.39, 41.13, "SY")
STATES = Place("iso:US", "United States", "الولايات المتحدة", "country", 39.8, -98.6, "US")
ROLES = (
    Role("meeting_location", "مكان الاجتماع", "Meeting", "#1f78b4", "◆"),
    Role("repatriating_state", "دولة تستعيد مواطنيها", "Repatriating state", "#33a02c", "▲"),
    Role("participant_state", "دولة مشاركة", "Participant", "#888888", "●"),
)


def span(words: str, within: str = TEXT) -> Span:
    start = within.index(words)
    return Span(start, start + len(words))


def resolved(
    words: str, place: Place | None, *lost: Candidate, kind: str = "toponym", uncertain: bool = False
) -> Resolution:
    mention = Mention(span(words), words, kind, (), "اسم في الفهرس")  # type: ignore[arg-type]
    won = (Candidate(place, 0.9, "a large city"),) if place else ()
    return Resolution(mention, place, 0.9 if place else 0.0, uncertain, won + lost, "the largest of its name")


def assigned(place: Place, role: str, sentence: int, cue: str, mention: str, score: float = 0.87654) -> RoleAssignment:
    quote = TEXT.split("\n")[sentence]
    return RoleAssignment(place, role, score, (Evidence(span(quote), quote, span(cue), span(mention), f"{role}.who"),))


BRIEFING = Briefing(
    article=Article(TEXT, id="rome"),
    resolutions=(
        resolved("روما", ROME, Candidate(ROME_US, 0.2, "far smaller, and no capital"), uncertain=True),
        resolved("فرنسا", FRANCE),
        resolved("مخيم الهول", HOL),
        resolved("واشنطن", None),
    ),
    assignments=(
        assigned(ROME, "meeting_location", 0, "اجتمع", "روما"),
        assigned(FRANCE, "repatriating_state", 1, "أعادت", "فرنسا"),
        assigned(STATES, "participant_state", 1, "تدعم", "واشنطن"),
    ),
    roles=ROLES,
    profile="security 1",
    gazetteer="1 abc",
    notes=("لم يجب خادم الخرائط",),
)


@pytest.fixture(scope="module")
def said() -> dict[str, object]:
    found: dict[str, object] = json.loads(json_text(BRIEFING))
    return found


# JSON


def test_the_json_names_the_article_and_what_made_it(said: dict[str, object]) -> None:
    assert said["article"] == {"id": "rome", "title": "اجتمع الوزراء في روما أمس."}
    assert (said["profile"], said["gazetteer"], said["notes"]) == ("security 1", "1 abc", ["لم يجب خادم الخرائط"])


def test_mentions_carry_offsets_of_the_original_text(said: dict[str, list[dict]]) -> None:  # type: ignore[type-arg]
    assert [TEXT[m["start"] : m["end"]] for m in said["mentions"]] == ["روما", "فرنسا", "مخيم الهول", "واشنطن"]
    assert [m["place"] for m in said["mentions"]] == ["geonames:3169070", "iso:FR", "site:al-hol-camp", None]


def test_the_runner_up_stands_with_the_mention_and_the_reason_it_lost(said: dict[str, list[dict]]) -> None:  # type: ignore[type-arg]
    (lost,) = said["mentions"][0]["candidates"]
    assert (lost["id"], lost["iso2"], lost["score"]) == ("geonames:4219762", "US", 0.2)
    assert lost["reason"] == "far smaller, and no capital"
    assert said["mentions"][0]["uncertain"] is True


def test_a_role_carries_its_sentence_its_cue_and_its_rule(said: dict[str, list[dict]]) -> None:  # type: ignore[type-arg]
    (france,) = (p for p in said["places"] if p["id"] == "iso:FR")
    (role,) = france["roles"]
    assert (role["role"], role["score"]) == ("repatriating_state", 0.877)
    (evidence,) = role["evidence"]
    assert evidence["quote"] == TEXT[evidence["start"] : evidence["end"]] == TEXT.split("\n")[1]
    cue = evidence["cue"]
    assert cue["text"] == TEXT[cue["start"] : cue["end"]] == "أعادت"
    assert evidence["rule"] == "repatriating_state.who"


def test_places_come_in_the_order_of_the_text_then_those_that_a_role_alone_brings(said: dict[str, list[dict]]) -> None:  # type: ignore[type-arg]
    ids = ["geonames:3169070", "iso:FR", "site:al-hol-camp", "iso:US"]
    assert [p["id"] for p in said["places"]] == ids
    assert [len(p["roles"]) for p in said["places"]] == [1, 1, 0, 1]
    assert [p["uncertain"] for p in said["places"]] == [True, False, False, False]


def test_half_of_a_surrogate_pair_in_the_text_can_be_written_and_read_back() -> None:
    text = "قال \ud83d إن روما"
    briefing = Briefing(Article(text, id="broken"), (), (), ROLES, "security 1", "1 abc")
    written = json_text(briefing).encode("utf-8")
    assert json.loads(written)["article"]["title"] == text


def test_the_json_is_arabic_as_it_reads_and_ends_its_line() -> None:
    text = json_text(BRIEFING)
    assert "مخيم الهول" in text and text.endswith("}\n")


# Table, GeoJSON, GeoDataFrame


def test_one_row_a_place_and_role() -> None:
    table = rows(BRIEFING)
    assert [tuple(row) for row in table] == [COLUMNS] * 3
    start = TEXT.index("وأعادت")
    assert table[1] == {
        "place_id": "iso:FR",
        "name": "France",
        "name_ar": "فرنسا",
        "kind": "country",
        "iso2": "FR",
        "role": "repatriating_state",
        "role_ar": "دولة تستعيد مواطنيها",
        "role_en": "Repatriating state",
        "score": 0.877,
        "uncertain": False,
        "quote": TEXT.split("\n")[1],
        "start": start,
        "end": len(TEXT),
        "cue": "أعادت",
        "lat": 46.0,
        "lon": 2.0,
    }


def test_geojson_puts_the_longitude_first_and_draws_countries_as_areas() -> None:
    collection = json.loads(geojson_text(BRIEFING))
    assert collection["type"] == "FeatureCollection"
    rome, france, states = collection["features"]
    assert rome["geometry"] == {"type": "Point", "coordinates": [12.51133, 41.89193]}
    assert france["geometry"]["type"] == "MultiPolygon"
    assert rome["properties"]["role_ar"] == "مكان الاجتماع"
    assert states["properties"]["place_id"] == "iso:US"


def test_the_frame_has_a_geometry_for_each_row_in_wgs84() -> None:
    frame = geodataframe(BRIEFING)
    assert frame.columns.tolist() == [*COLUMNS, "geometry"]
    assert frame.crs == "EPSG:4326"
    assert frame.geom_type.tolist() == ["Point", "MultiPolygon", "MultiPolygon"]
    assert (frame.geometry[0].x, frame.geometry[0].y) == (12.51133, 41.89193)
    assert frame.is_valid.all()
    assert frame.role.tolist() == ["meeting_location", "repatriating_state", "participant_state"]


def test_a_briefing_without_roles_is_a_frame_without_rows() -> None:
    frame = geodataframe(Briefing(Article(TEXT), (), (), ROLES, "security 1", "1 abc"))
    assert frame.columns.tolist() == [*COLUMNS, "geometry"]
    assert len(frame) == 0 and frame.crs == "EPSG:4326"


def test_the_worldview_chooses_whose_area_crimea_is() -> None:
    ukraine = Place("iso:UA", "Ukraine", "أوكرانيا", "country", 49.0, 31.4, "UA")
    one = Briefing(
        Article(TEXT), (), (RoleAssignment(ukraine, "participant_state", 0.5, ()),), ROLES, "security 1", "1 abc"
    )
    un, de_facto = (geodataframe(one, view).geometry[0].bounds[1] for view in ("un", "de-facto"))
    assert un == pytest.approx(44.4, abs=0.1) and de_facto == pytest.approx(45.2, abs=0.2)
