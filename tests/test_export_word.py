"""The Word file, opened as what it is: an archive of XML."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from exports_sample import BRIEFING, FORMULA, HOSTILE, ROLES, TEXT, briefing
from lxml import etree

from briefmap.export.word import docx_bytes
from briefmap.model import Article, Briefing, RoleAssignment

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {
    "w": W,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}


def archive(content: bytes) -> zipfile.ZipFile:
    file = zipfile.ZipFile(io.BytesIO(content))
    assert file.testzip() is None
    return file


def body(content: bytes) -> etree._Element:
    return etree.fromstring(archive(content).read("word/document.xml"))


def text_of(element: etree._Element) -> str:
    return "".join(element.xpath(".//w:t/text()", namespaces=NS))


def cells(content: bytes) -> list[list[list[str]]]:
    """Rows of cells of paragraphs."""
    rows = body(content).xpath("//w:tbl/w:tr", namespaces=NS)
    return [
        [[text_of(p) for p in cell.xpath("w:p", namespaces=NS)] for cell in row.xpath("w:tc", namespaces=NS)]
        for row in rows
    ]


@pytest.fixture(scope="module")
def content() -> bytes:
    return docx_bytes(BRIEFING)


def test_the_table_gives_each_role_its_places_and_their_sentences(content: bytes) -> None:
    head, meeting, repatriating, reluctant = cells(content)
    assert head == [["الدور  Role"], ["الأماكن  Places"], ["كما ورد في النص  As the article says"]]
    sentences = TEXT.split("\n")
    assert meeting == [["● مكان اجتماع", "Meeting location"], ["روما\u00a085%", "Rome"], [f"«{sentences[0]}»"]]
    assert repatriating[1] == ["فرنسا\u00a085%، موزمبيق\u00a085%", "France, Mozambique"]
    assert repatriating[2] == [f"«{sentences[1]}»", f"«{sentences[2]}»"]
    assert reluctant[2] == [f"«{sentences[1]}»"]


def test_the_page_is_a4_and_holds_one_picture_that_says_what_it_shows(content: bytes) -> None:
    document = body(content)
    (size,) = document.xpath("//w:sectPr/w:pgSz", namespaces=NS)
    # Twentieths of a point: 21 by 29.7 cm.
    assert (int(size.get(f"{{{W}}}w")), int(size.get(f"{{{W}}}h"))) == pytest.approx((11906, 16838), abs=2)
    (about,) = document.xpath("//wp:docPr", namespaces=NS)
    assert about.get("descr") == ("خريطة. مكان اجتماع: روما. دولة تستعيد مواطنيها: فرنسا، موزمبيق. دولة متحفظة: فرنسا")
    (width,) = document.xpath("//wp:inline/wp:extent/@cx", namespaces=NS)
    assert int(width) == pytest.approx(17.4 * 360000, abs=1)
    assert not [name for name in archive(content).namelist() if "thumbnail" in name]
    (picture,) = [name for name in archive(content).namelist() if name.endswith(".png")]
    assert archive(content).read(picture).startswith(b"\x89PNG")


def test_everything_runs_from_right_to_left(content: bytes) -> None:
    document = body(content)
    assert document.xpath("count(//w:sectPr/w:bidi)", namespaces=NS) == 1
    assert document.xpath("count(//w:tbl/w:tblPr/w:bidiVisual)", namespaces=NS) == 1
    for paragraph in document.xpath("//w:p[.//w:t]", namespaces=NS):
        assert paragraph.xpath("count(w:pPr/w:bidi)", namespaces=NS) == 1, text_of(paragraph)
    arabic = 0
    for run in document.xpath("//w:r[w:t]", namespaces=NS):
        is_arabic = any("\u0600" <= char <= "\u06ff" for char in text_of(run))
        arabic += is_arabic
        # Word sets Arabic in the size that szCs gives, where rtl stands, and Latin in sz.
        assert run.xpath("count(w:rPr/w:rtl)", namespaces=NS) == is_arabic, text_of(run)
        if is_arabic:
            sizes = run.xpath("w:rPr/w:sz/@w:val | w:rPr/w:szCs/@w:val", namespaces=NS)
            assert len(sizes) == 2 and len(set(sizes)) == 1
            assert bool(run.xpath("w:rPr/w:bCs", namespaces=NS)) == bool(
                run.xpath("w:rPr/w:b[not(@w:val='0')]", namespaces=NS)
            )
    assert arabic > 12


def test_the_marks_stand_in_the_order_of_the_schema(content: bytes) -> None:
    order = "rStyle rFonts b bCs i iCs color sz szCs highlight u rtl cs lang".split()
    for properties in body(content).xpath("//w:rPr", namespaces=NS):
        found = [order.index(etree.QName(child).localname) for child in properties]
        assert found == sorted(found)
    order = "pStyle keepNext keepLines bidi spacing ind jc rPr".split()
    for properties in body(content).xpath("//w:pPr", namespaces=NS):
        found = [order.index(etree.QName(child).localname) for child in properties]
        assert found == sorted(found)


def test_the_styles_have_a_font_for_arabic(content: bytes) -> None:
    styles = etree.fromstring(archive(content).read("word/styles.xml"))
    for name in ("Normal", "Heading1"):
        (fonts,) = styles.xpath(f"//w:style[@w:styleId='{name}']/w:rPr/w:rFonts", namespaces=NS)
        assert fonts.get(f"{{{W}}}cs") == "Arial"
        assert not [key for key in fonts.attrib if key.endswith("heme")]


def test_one_briefing_gives_the_same_file_each_time(content: bytes) -> None:
    assert docx_bytes(BRIEFING) == content


def test_hostile_text_is_text() -> None:
    content = docx_bytes(HOSTILE)
    (_, row) = cells(content)
    # A line break of the text is none of Word's, and what XML forbids is U+FFFD.
    assert row[2] == [f"«{FORMULA} \ufffd\ufffd\ufffd {{{{7*7}}}} `${{1}}`»"]
    assert row[1] == ["-روما\ufffd\u00a085%", '=1+1 <b> $x$ "']
    assert row[0][0].startswith("< @دور <img src=x")
    document = archive(content).read("word/document.xml")
    assert b"<script" not in document and b"w:fldChar" not in document and b"w:instrText" not in document
    for name in archive(content).namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(archive(content).read(name))


def test_what_does_not_fit_the_page_is_counted() -> None:
    (first, *_) = BRIEFING.assignments
    many = [replace(first.place, id=f"x:{i}", name_ar=f"مكان طويل الاسم جدا رقم {i}") for i in range(200)]
    crowd = replace(BRIEFING, assignments=tuple(RoleAssignment(p, first.role, 0.9, first.evidence) for p in many))
    (_, row) = cells(docx_bytes(crowd))
    shown = row[1][0].count("مكان")
    assert 10 < shown < 40
    assert row[1][0].endswith(f"، و{200 - shown} أخرى")
    assert row[2] == ["«اجتمع الوزراء في روما أمس.»"]


def test_more_roles_than_the_page_holds_are_named_below_it() -> None:
    roles = tuple(replace(ROLES[0], id=f"r{i}", label_ar=f"دور {i}") for i in range(40))
    (first, *_) = BRIEFING.assignments
    crowd = briefing(TEXT, tuple((first.place, "روما", role.id, "اجتمع") for role in roles), roles)
    content = docx_bytes(crowd)
    shown = len(cells(content)) - 1
    assert shown == 15
    assert "لم تتسع الصفحة لأدوار أخرى عددها 25: دور 15، دور 16" in text_of(body(content))


def test_a_briefing_without_roles_says_so() -> None:
    empty = Briefing(Article(TEXT), (), (), ROLES, "security 1", "1 abc")
    assert "لم يُعثر في الخبر على مكان له دور." in text_of(body(docx_bytes(empty)))
    assert cells(docx_bytes(empty)) == []
