"""Pictures, looked into: which glyphs stand where, and what a viewer is told."""

from __future__ import annotations

import builtins
import html
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import matplotlib
import matplotlib.image
import pytest
import uharfbuzz
from exports_sample import BRIEFING, HOSTILE, TEXT, briefing
from lxml import etree
from pypdfium2 import PdfDocument

from briefmap.boundaries import WORLDVIEWS, Worldview
from briefmap.errors import OutputError
from briefmap.export.labels import Box, place_labels
from briefmap.export.picture import picture_bytes
from briefmap.export.view import view_of
from briefmap.model import Article, Briefing, Place

FONT = Path(matplotlib.get_data_path(), "fonts/ttf/DejaVuSans.ttf")
HREF = "{http://www.w3.org/1999/xlink}href"


def harfbuzz(text: str) -> tuple[list[int], list[float]]:
    """Glyphs from left to right and where each begins, in hundredths of the font's size."""
    font = uharfbuzz.Font(uharfbuzz.Face(FONT.read_bytes()))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    places, x = [], 0.0
    for place in buffer.glyph_positions:
        places.append(x + place.x_offset)
        x += place.x_advance
    return [info.codepoint for info in buffer.glyph_infos], [100 * x / font.face.upem for x in places]


def drawn(svg: bytes, text: str) -> tuple[list[int], list[float]]:
    """The same of a line of text in a picture: matplotlib writes it as a comment before its glyphs."""
    root = etree.fromstring(svg)
    (group, *_) = (c.getnext() for c in root.iter(etree.Comment) if c.text.strip().strip("\u200f") == text)
    glyphs, places = [], []
    for use in group.iter("{*}use"):
        name, _, glyph = use.get(HREF)[1:].rpartition("-")
        at = re.match(r"translate\(([-\d.]+)", use.get("transform", "translate(0"))
        assert name == "DejaVuSans" and at
        glyphs.append(int(glyph, 16))
        places.append(float(at[1]))
    return glyphs, places


@pytest.fixture(scope="module")
def svg() -> bytes:
    return picture_bytes(BRIEFING, "svg")


@pytest.mark.parametrize("name", ["روما", "فرنسا", "موزمبيق"])
def test_the_letters_of_a_name_are_joined_and_run_from_right_to_left(svg: bytes, name: str) -> None:
    glyphs, places = drawn(svg, name)
    wanted, wanted_places = harfbuzz("\u200f" + name)
    assert glyphs == wanted
    assert places == pytest.approx(wanted_places, abs=0.5)
    # None that joins its neighbour has the shape of the letter alone.
    font = uharfbuzz.Font(uharfbuzz.Face(FONT.read_bytes()))
    alone = {font.get_nominal_glyph(ord(letter)) for letter in name if letter in "سمبين"}
    assert not alone & set(glyphs)


def test_a_text_of_both_directions_begins_on_the_right(svg: bytes) -> None:
    title = "Reuters: التحالف في روما"
    picture = picture_bytes(Briefing(Article(TEXT, headline=title), (), (), (), "p 1", "1"), "svg")
    root = etree.fromstring(picture)
    (group, *_) = (c.getnext() for c in root.iter(etree.Comment) if c.text.strip().strip("\u200f") == title)
    xs = [float(re.match(r"translate\(([-\d.]+)", u.get("transform", "translate(0"))[1]) for u in group.iter("{*}use")]  # type: ignore[index]
    latin = [u.get(HREF) for u in group.iter("{*}use")]
    r = uharfbuzz.Font(uharfbuzz.Face(Path(FONT.parent, "DejaVuSans-Bold.ttf").read_bytes())).get_nominal_glyph(
        ord("R")
    )
    assert xs[latin.index(f"#DejaVuSans-Bold-{r:x}")] > max(xs) * 0.6


def comments(svg: bytes) -> list[str]:
    return [html.unescape(c.text).strip().strip("\u200f") for c in etree.fromstring(svg).iter(etree.Comment)]


def test_the_picture_says_what_is_shown_where_it_comes_from_and_what_it_does_not_claim(svg: bytes) -> None:
    said = comments(svg)
    assert "اجتمع الوزراء في روما أمس." in said
    for name in ("روما", "Rome", "فرنسا", "France", "موزمبيق", "Mozambique"):
        assert name in said
    for role in ("مكان اجتماع (1)", "Meeting location", "دولة تستعيد مواطنيها (2)", "دولة متحفظة (1)"):
        assert role in said
    text = " ".join(said)
    assert "المكان غير مؤكد" in text and "Place uncertain" in text
    assert "لا تعبر الحدود والأسماء المرسومة عن موقف" in text and "imply no position" in text
    assert "GeoNames (CC BY 4.0) · Natural Earth · Unicode CLDR · briefmap · security 1 · 1 abc" in text


@pytest.mark.parametrize(
    ("worldview", "ar", "en"),
    [
        ("un", "كما تضعها خرائط الأمم المتحدة وقراراتها", "as the United Nations' maps and resolutions place them"),
        ("de-facto", "مع من يسيطر عليها على الأرض", "with whoever holds them on the ground"),
    ],
)
def test_the_picture_names_the_worldview_of_its_borders(worldview: Worldview, ar: str, en: str) -> None:
    text = " ".join(comments(picture_bytes(BRIEFING, "svg", worldview=worldview)))
    assert ar in text and en in text
    assert WORLDVIEWS[worldview][0][1] in text  # the legend, beside the dashed line


def test_every_role_of_a_place_is_drawn_in_its_colour(svg: bytes) -> None:
    text = svg.decode()
    for role in BRIEFING.roles:
        assert f"fill: {role.color}" in text
    assert "url(#h" in text  # France takes back and is reluctant: one fills it, the other hatches it


def test_a_png_has_the_size_and_the_dots_that_were_asked_for() -> None:
    picture = matplotlib.image.imread(io.BytesIO(picture_bytes(BRIEFING, "png", (12.7, 8.89), 100)))
    assert picture.shape[:2] == (350, 500)


def test_a_pdf_is_one_page_of_that_size_with_its_fonts() -> None:
    content = picture_bytes(BRIEFING, "pdf", (24, 16))
    document = PdfDocument(content)
    assert len(document) == 1
    assert document[0].get_size() == pytest.approx((680.3, 453.5), abs=0.1)
    assert b"DejaVuSans" in content


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_one_briefing_gives_the_same_picture_each_time(form: str) -> None:
    assert picture_bytes(BRIEFING, form, (12, 8), 60) == picture_bytes(BRIEFING, form, (12, 8), 60)  # type: ignore[arg-type]


def test_hostile_text_is_drawn_and_never_read() -> None:
    svg = picture_bytes(HOSTILE, "svg")
    root = etree.fromstring(svg)
    assert not [e for e in root.iter() if isinstance(e.tag, str) and etree.QName(e).localname in ("script", "a", "img")]
    assert '=1+1 <b> $x$ "' in comments(svg)
    for form in ("png", "pdf"):
        assert picture_bytes(HOSTILE, form, (10, 8), 50)  # type: ignore[arg-type]


def test_the_picture_keeps_quiet_where_a_letter_has_no_glyph(recwarn: pytest.WarningsRecorder) -> None:
    odd = Briefing(Article(TEXT, headline="روما 🚀 𒀀"), (), (), (), "p 1", "1")
    assert picture_bytes(odd, "png", (8, 6), 40)
    assert not [w for w in recwarn if "Glyph" in str(w.message)]


@pytest.mark.parametrize(
    ("size", "dpi", "says"),
    [
        ((5, 8), 200, "5 by 8 cm"),
        ((24, 500), 200, "24 by 500 cm"),
        ((24, 16), 9000, "9000 dpi"),
        ((120, 120), 600, "600 dpi"),
    ],
)
def test_a_size_out_of_bounds_is_refused(size: tuple[float, float], dpi: int, says: str) -> None:
    with pytest.raises(OutputError, match=says):
        picture_bytes(BRIEFING, "png", size, dpi)


@pytest.mark.parametrize("size", [(6, 6), (6, 40), (60, 8)])
def test_odd_sizes_still_hold_every_line(size: tuple[float, float]) -> None:
    svg = picture_bytes(BRIEFING, "svg", size)
    assert "GeoNames (CC BY 4.0)" in svg.decode()


def test_without_matplotlib_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(OutputError, match=r"pip install 'briefmap\[pictures\]'"):
        picture_bytes(BRIEFING, "png")


def test_an_old_matplotlib_is_refused_since_it_draws_arabic_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matplotlib, "__version__", "3.10.3")
    with pytest.raises(OutputError, match=r"here is 3\.10\.3, which draws Arabic wrong"):
        picture_bytes(BRIEFING, "png")


# What is seen of the world


def places(*points: tuple[float, float]) -> list[Place]:
    return [Place(str(i), str(i), "", "city", lat, lon) for i, (lat, lon) in enumerate(points)]


def test_the_window_crosses_the_antimeridian_where_the_places_do() -> None:
    view = view_of(places((-17, 178), (-14, -172)), {}, 1.5)
    assert view.west < 178 and 188 < view.east < 200
    (x, _), (x2, _) = (view.at(p, Box(0, 0, 300, 200)) for p in places((-17, 178), (-14, -172)))
    assert 0 < x < x2 < 300


def test_one_place_far_from_many_is_out_of_view() -> None:
    near = places(*((30.0 + i, 10.0 + 3 * i) for i in range(9)))
    far = Place("far", "Far", "", "city", 40.0, -100.0)
    view = view_of([*near, far], {}, 1.5)
    assert view.outside == {"far"}
    assert view.west > -30
    assert not view_of([near[0], far], {}, 1.5).outside


def test_no_place_is_the_whole_world() -> None:
    view = view_of([], {}, 1.5)
    assert view.west <= -180 and view.east >= 180


def test_no_label_covers_another_or_a_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    signs = [Box(100 + 6 * i, 100 + 4 * i, 109 + 6 * i, 109 + 4 * i) for i in range(12)]
    spots = place_labels(signs, [(60.0, 18.0)] * 12, Box(0, 0, 500, 400))
    found: Sequence[Box] = [spot for spot in spots if spot]
    assert len(found) == 12
    boxes = [*found, *signs]
    assert not [(i, j) for i in range(12) for j in range(len(boxes)) if i != j and boxes[i].meets(boxes[j])]


def test_a_briefing_of_many_roles_on_one_point_shows_every_sign() -> None:
    rome = BRIEFING.assignments[0].place
    crowd = briefing(TEXT, tuple((rome, "روما", role.id, "اجتمع") for role in BRIEFING.roles))
    text = picture_bytes(crowd, "svg").decode()
    assert all(text.count(f"fill: {role.color}") >= 2 for role in crowd.roles)


def test_the_credit_of_an_online_geocoder_is_in_the_picture() -> None:
    note = "Placed online, unchecked (nominatim, © OpenStreetMap contributors): حي التضامن"
    assert any(note in said for said in comments(picture_bytes(replace(BRIEFING, notes=(note,)), "svg")))


def test_in_a_crowd_every_sign_stays_and_names_that_find_no_room_are_left_out() -> None:
    rome = BRIEFING.assignments[0]
    cities = [
        replace(rome.place, id=str(i), name_ar=f"مدينة {i}", name=f"City {i}", lon=12 + i / 50) for i in range(150)
    ]
    crowd = replace(BRIEFING, assignments=tuple(replace(rome, place=city) for city in cities), resolutions=())
    svg = picture_bytes(crowd, "svg", (12, 8))
    assert svg.decode().count(f"fill: {BRIEFING.roles[0].color}") > 150
    named = {said for said in comments(svg) if said.startswith("City ")}
    assert 5 < len(named) < 60
