"""A briefing as one page in Word: the picture, the places by role, the sentences that say so; right to left.

Word takes the direction of a paragraph, of a run and of a table from three different marks, and the font and size of
Arabic from others than those of Latin: all of them are set here, since python-docx knows none of them.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from briefmap.boundaries import Worldview
from briefmap.export.data import ATTRIBUTION, plain
from briefmap.export.picture import picture_bytes
from briefmap.model import Briefing, Role, RoleAssignment

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

__all__ = ["docx_bytes"]

_PICTURE = (17.4, 10.6)
_SOFT = "5F6871"
_TIE = "\u00a0"
_FONT = "Arial"  # holds Arabic, and every office program has it or a twin of its measures
_TITLE, _LABEL, _NAME, _QUOTE = 120, 36, 40, 220
# What fits one page of A4 below the picture: lines of the table, and letters to a line of its columns.
_LINES, _NAME_LINE, _QUOTE_LINE = 30, 32, 54
_HEAD = (("الدور", "Role"), ("الأماكن", "Places"), ("كما ورد في النص", "As the article says"))
_DISCLAIMER = (
    "استخرجت الأماكن وأدوارها آليا من نص الخبر؛ راجع الجمل المقتبسة قبل الاعتماد عليها. "
    "لا تعبر الحدود والأسماء عن موقف من الوضع القانوني لأي بلد أو إقليم."
)
_MORE = "و{} أخرى"
_UNSHOWN = "لم تتسع الصفحة لأدوار أخرى عددها {}: {}"


def docx_bytes(briefing: Briefing, worldview: Worldview = "un") -> bytes:
    """One page of A4 in Word, right to left: title, picture, and for each role its places and its best sentences.

    What doesn't fit the page is left out and counted. The same briefing gives the same bytes each time.
    Raises OutputError where matplotlib, which draws the picture, is missing or too old.
    """
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # of the template, not of this page
            del package.rels[key]
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin, section.bottom_margin = Cm(1.4), Cm(1.2)
    section.header_distance = section.footer_distance = Cm(0.6)
    _mark(section._sectPr, "bidi", before="w:rtlGutter w:docGrid")
    _styles(document)
    title = _cut(briefing.article.title, _TITLE)
    core = document.core_properties
    core.title, core.author, core.language, core.comments = title[:250], "briefmap", "ar", ""
    _paragraph(document, title, 15, bold=True, style="Heading 1")
    holder = document.add_paragraph()
    holder.paragraph_format.space_after = Pt(4)
    picture = picture_bytes(briefing, "png", _PICTURE, 220, worldview, titled=False)
    shape = holder.add_run().add_picture(io.BytesIO(picture), width=Cm(_PICTURE[0]))
    about = shape._inline.docPr
    about.set("title", title)
    about.set("descr", _described(briefing))
    _table(document, briefing)
    made = f"briefmap · {briefing.profile} · {briefing.gazetteer} · {ATTRIBUTION}"
    notes = [(_cut(note, 200), False) for note in briefing.notes[:2]]  # the credit of an online geocoder is one
    for text, arabic in ((_DISCLAIMER, True), *notes, (made, False)):
        _paragraph(document, text, 7, arabic=arabic, color=_SOFT)
    file = io.BytesIO()
    document.save(file)
    return _dateless(file.getvalue())


def _roles(briefing: Briefing) -> list[tuple[Role, list[RoleAssignment]]]:
    found = ((role, [a for a in briefing.assignments if a.role == role.id]) for role in briefing.roles)
    return [(role, assignments) for role, assignments in found if assignments]


def _described(briefing: Briefing) -> str:
    """What a screen reader says of the picture."""
    said = (
        f"{role.label_ar}: {'، '.join(a.place.name_ar or a.place.name for a in assignments)}"
        for role, assignments in _roles(briefing)
    )
    return _cut("خريطة. " + ". ".join(said), 900)


def _table(document: Document, briefing: Briefing) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Cm

    roles = _roles(briefing)
    if not roles:
        _paragraph(document, "لم يُعثر في الخبر على مكان له دور.", 9)
        return
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _mark(table._tbl.tblPr, "bidiVisual", before="w:tblStyleRowBandSize w:tblStyleColBandSize w:tblW w:jc w:tblLayout")
    for cell, (ar, en) in zip(table.rows[0].cells, _HEAD, strict=True):
        _paragraph(cell, ar, 8, bold=True, first=True).add_run(f"  {en}")
        _runs(cell.paragraphs[0], 8)
    _mark(table.rows[0]._tr.get_or_add_trPr(), "tblHeader")
    fitting = _shares(roles)
    for role, assignments, lines in fitting:
        cells = table.add_row().cells
        label = _paragraph(cells[0], plain(role.symbol)[:1], 8.5, bold=True, first=True, color=role.color[1:])
        label.add_run(f" {_cut(role.label_ar, _LABEL)}").bold = True
        _runs(label, 8.5, bold=True)
        _paragraph(cells[0], _cut(role.label_en, _LABEL), 7, arabic=False, color=_SOFT)
        _names(cells[1], assignments, max(lines // 2, 1) * _NAME_LINE)
        _quotes(cells[2], assignments, lines)
    for column, width in zip(table.columns, (Cm(3.3), Cm(5.6), Cm(8.5)), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    if unshown := roles[len(fitting) :]:
        labels = "، ".join(role.label_ar for role, _ in unshown)
        _paragraph(document, _cut(_UNSHOWN.format(len(unshown), labels), 200), 7, color=_SOFT)


def _shares(roles: list[tuple[Role, list[RoleAssignment]]]) -> list[tuple[Role, list[RoleAssignment], int]]:
    """The roles that fit, in their order, each with its lines: what one doesn't need is left to the others."""
    wants: list[tuple[int, int]] = []  # what a role needs at most, and at least
    for role, assignments in roles:
        least = -(-min(len(role.label_ar), _LABEL) // 16) - (-min(len(role.label_en), _LABEL) // 24)
        names = -(-sum(min(len(a.place.name_ar), _NAME) + 6 for a in assignments) // _NAME_LINE)
        quotes = {a.evidence[0].quote for a in assignments if a.evidence}
        said = sum(-(-min(len(quote), _QUOTE) // _QUOTE_LINE) for quote in quotes)
        if wants and sum(low for _, low in wants) + least > _LINES:
            break
        wants.append((max(least, 2 * names, said), least))
    shares, left = [0] * len(wants), _LINES
    for done, index in enumerate(sorted(range(len(wants)), key=lambda i: wants[i])):
        shares[index] = max(min(wants[index][0], left // (len(wants) - done)), 1)
        left -= max(shares[index], wants[index][1])
    return [(*role, share) for role, share in zip(roles, shares, strict=False)]


def _names(cell: Any, assignments: list[RoleAssignment], room: int) -> None:
    """The places of a role in Arabic, then in English: as many as the room of letters holds, and how many more."""
    names: list[str] = []
    for assignment in assignments:
        name = _cut(assignment.place.name_ar or assignment.place.name, _NAME).replace(" ", _TIE)
        name += f"{_TIE}{assignment.score:.0%}"
        if names and sum(len(n) + 2 for n in names) + len(name) > room:
            break
        names.append(name)
    left = len(assignments) - len(names)
    _paragraph(cell, "، ".join([*names, _MORE.format(left)] if left else names), 8.5, first=True)
    english = ", ".join(_cut(a.place.name, _NAME) for a in assignments[: len(names)])
    _paragraph(cell, _cut(english, round(room * 1.3)), 7, arabic=False, color=_SOFT)


def _quotes(cell: Any, assignments: list[RoleAssignment], room: int) -> None:
    """The best sentence of each place, each once: as many as the room of lines holds, the first one in any case."""
    quotes = list(dict.fromkeys(a.evidence[0].quote for a in assignments if a.evidence))
    lines = 0
    for index, quote in enumerate(quotes):
        said = f"«{_cut(quote, min(_QUOTE, room * _QUOTE_LINE))}»"
        lines += -(-len(said) // _QUOTE_LINE)
        if lines > room and index:
            break
        _paragraph(cell, said, 8, first=not index)


def _paragraph(
    holder: Any, text: str, size: float, *, bold: bool = False, arabic: bool = True, color: str = "22282E",
    style: str | None = None, first: bool = False,
) -> Paragraph:  # fmt: skip
    """A paragraph that runs from right to left; `first` fills the empty one that a cell begins with."""
    from docx.shared import Pt, RGBColor

    paragraph: Paragraph = holder.paragraphs[0] if first else holder.add_paragraph(style=style)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
    _mark(paragraph._p.get_or_add_pPr(), "bidi", before="w:spacing w:ind w:jc w:rPr w:sectPr")
    run = paragraph.add_run(plain(text))
    run.font.color.rgb = RGBColor.from_string(color.upper())
    run.bold = bold
    _runs(paragraph, size, arabic=arabic, bold=bold)
    return paragraph


def _runs(paragraph: Paragraph, size: float, *, arabic: bool = True, bold: bool = False) -> None:
    """What Word asks of a run: Arabic has a size, a weight and a language of its own, and `rtl` switches to them."""
    from docx.shared import Pt

    for run in paragraph.runs:
        run.font.size, run.font.name = Pt(size), _FONT
        properties = run._r.get_or_add_rPr()
        later = "w:em w:lang w:eastAsianLayout w:specVanish w:oMath"
        if arabic and run is paragraph.runs[0] or arabic and any("\u0590" < char < "\u0900" for char in run.text):
            _mark(properties, "szCs", {"val": str(round(2 * size))}, before="w:highlight w:u w:rtl " + later)
            _mark(properties, "rtl", before=later)
        if bold:
            _mark(properties, "bCs", before="w:i w:iCs w:color w:sz w:szCs w:highlight w:u w:rtl " + later)


def _styles(document: Document) -> None:
    """The styles' own direction, font and language for Arabic, so that what an editor adds is right as well."""
    from docx.oxml.ns import qn

    for name in ("Normal", "Heading 1"):
        style = document.styles[name]
        style.font.name = _FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:cs"), _FONT)
        _mark(style.element.rPr, "lang", {"val": "en-US", "bidi": "ar-SA"})


def _mark(parent: Any, tag: str, values: dict[str, str] | None = None, before: str = "") -> None:
    """Set a property of Word that python-docx doesn't know, at the place that the format's schema gives it."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    if (there := parent.find(qn(f"w:{tag}"))) is not None:
        parent.remove(there)
    element = OxmlElement(f"w:{tag}", attrs={qn(f"w:{key}"): value for key, value in (values or {}).items()})
    parent.insert_element_before(element, *before.split())


def _cut(text: str, length: int) -> str:
    """One line of at most so many letters."""
    text = " ".join(plain(text).split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _dateless(content: bytes) -> bytes:
    """The same file without the time at which each of its parts was written."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return file.getvalue()
