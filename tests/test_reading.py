"""Whatever an article comes in, the same text comes out; what is no article is refused in one line."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import BinaryIO

import docx
import matplotlib
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from briefmap.errors import ArticleError
from briefmap.reading import LIMIT, read, read_lines

ARTICLES = Path(__file__).parent / "data" / "articles"
TEXT = (ARTICLES / "return-from-jordan.txt").read_text(encoding="utf-8")
SHORT = "اجتمع الوزراء في روما.\nوعادوا إلى باريس."
NEWS = """<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>عودة لاجئين من لبنان | صحيفة الخليج</title><meta property="og:title" content="عودة لاجئين من لبنان">
<script>var place = "القاهرة";</script><style>.x:after { content: "تونس" }</style></head><body>
<nav><ul><li><a href="/a">الرياض</a></li><li><a href="/b">الكويت</a></li></ul></nav>
<article><h1>عودة لاجئين من لبنان</h1>
<p>عاد نحو ثلاثمئة لاجئ سوري يوم الأحد من بلدة عرسال في شرق لبنان إلى محافظة حمص، في قافلة رافقها الجيش.</p>
<p style="display: none">نص مخفي من موسكو</p><div hidden>وآخر من طهران</div><!-- وثالث من باريس -->
<p>وقالت المفوضية السامية لشؤون اللاجئين في بيروت إنها لم تشارك في تنظيم العودة، وإنها تتابع أوضاع العائدين.</p>
</article><aside><h3>اقرأ أيضا</h3><a href="/c">هجوم في كابول</a></aside>
<footer>جميع الحقوق محفوظة، لندن</footer></body></html>"""


def stream(text: str, encoding: str = "utf-8") -> BinaryIO:
    return io.BytesIO(text.encode(encoding))


def word_bytes(document: docx.document.Document) -> bytes:
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


# Encodings


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256", "iso8859-6"],
)
def test_a_two_line_article_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert read(stream(SHORT, encoding)).text == SHORT


@pytest.mark.parametrize("encoding", ["cp1256", "utf-16-le", "utf-16-be"])
def test_quotes_digits_and_latin_letters_survive_an_old_encoding(encoding: str) -> None:
    text = TEXT.replace("٢٠١١", "2011")  # windows-1256 has no Arabic digits
    assert read(stream(text, encoding)).text == text


@pytest.mark.parametrize("word", ["روما", "مات", "النفط، والغاز"])
def test_a_single_word_in_windows_1256_is_read(word: str) -> None:
    assert read(stream(word, "cp1256")).text == word


def test_line_ends_of_every_system_become_one(tmp_path: Path) -> None:
    assert read(stream("في روما\r\nثم في باريس\rثم في لندن\n")).text == "في روما\nثم في باريس\nثم في لندن\n"


def test_nothing_else_of_a_plain_text_is_changed() -> None:
    text = "  سوريــا\u200f  و«الموصل»\tعَمّان \n\n"
    assert read(stream(text)).text == text


def test_utf_8_and_windows_1256_in_one_file_are_refused() -> None:
    mixed = "اجتمع الوزراء في روما. ".encode() + "وعادوا إلى باريس.".encode("cp1256")
    with pytest.raises(ArticleError, match=r"UTF-8 text with other bytes in it, from byte 41; save it as UTF-8 anew"):
        read(io.BytesIO(mixed))


def test_a_file_cut_in_the_middle_of_a_letter_is_refused() -> None:
    with pytest.raises(ArticleError, match="UTF-8 text with other bytes in it, from byte 21"):
        read(io.BytesIO("اجتمع الوزراء".encode()[:22]))


def test_utf_16_cut_in_the_middle_of_a_letter_is_refused() -> None:
    with pytest.raises(ArticleError, match="UTF-16 text with other bytes in it"):
        read(io.BytesIO(SHORT.encode("utf-16")[:-1]))


# Names


def test_a_file_gives_its_name_as_id(tmp_path: Path) -> None:
    path = tmp_path / "بيان روما.txt"
    path.write_text(SHORT, encoding="utf-8")
    assert (read(path).id, read(str(path)).text, read(path).headline) == ("بيان روما", SHORT, "")


def test_a_dash_stands_for_standard_input() -> None:
    script = "from briefmap import read; import sys; sys.stdout.buffer.write(read('-').text.encode())"
    done = subprocess.run(
        [sys.executable, "-c", script], input=SHORT.encode("cp1256"), capture_output=True, check=True, timeout=60
    )
    assert done.stdout.decode() == SHORT


def test_a_pipe_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with subprocess.Popen([sys.executable, "-c", f"open({str(path)!r}, 'wb').write({SHORT.encode()!r})"]):
        assert read(path).text == SHORT


# Web pages


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16"])
def test_a_web_page_gives_its_title_and_its_main_text(encoding: str) -> None:
    article = read(stream(NEWS, encoding))
    assert article.headline == article.title == "عودة لاجئين من لبنان"
    assert article.text.splitlines() == [
        "عودة لاجئين من لبنان",
        "عاد نحو ثلاثمئة لاجئ سوري يوم الأحد من بلدة عرسال في شرق لبنان إلى محافظة حمص، في قافلة رافقها الجيش.",
        "وقالت المفوضية السامية لشؤون اللاجئين في بيروت إنها لم تشارك في تنظيم العودة، وإنها تتابع أوضاع العائدين.",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<body>في روما<script>القاهرة</script>",
        "<html><body><p>في روما</p><p hidden>القاهرة</p>",
        "<html><div style='color:red; display : none'>القاهرة</div><div>في روما</div>",
        "<html><template>القاهرة</template><noscript>القاهرة</noscript>في روما",
        "<html><p>في روما<!-- القاهرة -->",
        "<html><p>في روما</p><p aria-hidden=true>القاهرة</p>",
    ],
)
def test_what_a_page_does_not_show_is_not_read(page: str) -> None:
    assert read(stream(page)).text.strip() == "في روما"


def test_hostile_markup_is_just_text() -> None:
    page = "<html><body><p>في روما <img src=x onerror=alert(1)>&lt;script&gt;alert(2)&lt;/script&gt; ${x}`</p></body></html>"
    assert read(stream(page)).text.strip() == "في روما <script>alert(2)</script> ${x}`"


def test_plain_text_with_an_angle_bracket_stays_plain_text() -> None:
    text = "<b>في روما</b> <script>alert(1)</script>"
    assert read(stream(text)).text == text


def test_letters_written_as_entities_are_letters() -> None:
    assert read(stream("<html><p>&#1585;&#1608;&#1605;&#1575;</p></html>")).text.strip() == "روما"


# Markdown


def test_markdown_loses_its_markup_and_keeps_its_words(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text(
        "---\ntitle: x\n---\n# بيان **روما**\n\nاجتمع [الوزراء](https://example.org/a) في *روما*\nأمس.\n\n"
        "- ![صورة](a.png) باريس\n- `لندن`\n\n> برلين <b>وفيينا</b>\n\n| أ | ب |\n|---|---|\n| مدريد | ١ |\n\n"
        "<div>القاهرة</div>\n",
        encoding="utf-8",
    )
    article = read(path)
    assert article.headline == "بيان روما"
    assert article.text.split("\n\n") == [
        "بيان روما",
        "اجتمع الوزراء في روما\nأمس.",
        "صورة باريس",
        "لندن",
        "برلين وفيينا",
        "أ",
        "ب",
        "مدريد",
        "١",
    ]


# PDF


@pytest.mark.parametrize("name", ["printed-by-browser.pdf", "written-by-office.pdf"])
def test_a_pdf_gives_back_every_character_of_the_article_in_reading_order(name: str) -> None:
    assert read(ARTICLES / name).text == TEXT.strip()


def test_columns_are_read_one_after_the_other_and_wrapped_lines_are_joined() -> None:
    article = read(ARTICLES / "two-columns.pdf")
    assert article.headline == "بيان من بغداد"
    assert article.text.split("\n\n") == [
        "انفجار في الموصل",
        "أعلنت الشرطة العراقية أن انفجارا وقع صباح الأربعاء في حي شعبي شرق مدينة الموصل، وأن سبعة أشخاص أصيبوا"
        " بجروح نقلوا إلى مستشفى المدينة.",
        "وقال محافظ نينوى إن قوات الأمن أغلقت الطرق المؤدية إلى المكان، وإن التحقيق جار لمعرفة أسباب الانفجار ومن"
        " يقف وراءه، مشيرا إلى أن الوضع تحت السيطرة.",
        "وفي أربيل دعا مسؤول كردي إلى تعاون أوسع بين بغداد والإقليم، بينما نددت أنقرة وطهران بالحادث.",
        "البصرة 3",
        "كركوك 5",
    ]


@pytest.mark.parametrize("font_type", [3, 42])
def test_a_pdf_of_another_program_is_read_too(font_type: int) -> None:
    from matplotlib.figure import Figure

    saved = io.BytesIO()
    with matplotlib.rc_context({"pdf.fonttype": font_type}):
        figure = Figure()
        figure.text(0.95, 0.8, "اجتمع الوزراء (UNHCR) في روما يوم 14 مايو 2024", ha="right")
        figure.text(0.95, 0.2, "وعاد اللاجئون إلى الأردن.", ha="right")
        figure.savefig(saved, format="pdf")
    saved.seek(0)
    assert read(saved).text == "اجتمع الوزراء (UNHCR) في روما يوم 14 مايو 2024\n\nوعاد اللاجئون إلى الأردن."


def test_a_locked_pdf_is_refused() -> None:
    with pytest.raises(ArticleError, match="locked by a password; save a copy without one"):
        read(ARTICLES / "locked.pdf")


def test_a_broken_pdf_is_refused() -> None:
    with pytest.raises(ArticleError, match="the PDF is broken or cut short; export or download it again"):
        read(io.BytesIO((ARTICLES / "two-columns.pdf").read_bytes()[:400]))


def test_a_scanned_page_is_refused() -> None:
    from PIL import Image

    saved = io.BytesIO()
    Image.new("L", (100, 100), 255).save(saved, format="PDF")
    saved.seek(0)
    with pytest.raises(ArticleError, match=r"pictures and no text \(a scan\?\); run text recognition \(OCR\)"):
        read(saved)


# Word


def test_a_word_document_gives_paragraphs_and_tables_in_their_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "بيان روما"
    document.add_heading("بيان", 1)
    document.add_paragraph("اجتمع الوزراء في ").add_run("روما").bold = True
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ["بغداد", "3 قتلى", "الموصل", "5 جرحى"], strict=True):
        cell.text = words
    document.add_paragraph("وعادوا إلى باريس.")
    path = tmp_path / "news.docx"
    path.write_bytes(word_bytes(document))
    article = read(path)
    assert (article.id, article.headline) == ("news", "بيان روما")
    assert article.text == "بيان\n\nاجتمع الوزراء في روما\n\nبغداد\n\n3 قتلى\n\nالموصل\n\n5 جرحى\n\nوعادوا إلى باريس."


def test_of_a_changed_word_document_what_stands_there_now_is_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("عاد الوزير إلى ")
    for xml in (
        "<w:del {0}><w:r><w:delText>لندن</w:delText></w:r></w:del>",
        "<w:ins {0}><w:r><w:t>باريس</w:t></w:r></w:ins>",
        "<w:moveFrom {0}><w:r><w:t>برلين</w:t></w:r></w:moveFrom>",
        "<w:r {0}><w:rPr><w:vanish/></w:rPr><w:t>فيينا</w:t></w:r>",
        "<w:r {0}><w:br/><w:t>أمس</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    assert read(io.BytesIO(word_bytes(document))).text == "عاد الوزير إلى باريس\nأمس"


def test_a_broken_word_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.docx"
    path.write_bytes(word_bytes(docx.Document())[:5000])
    with pytest.raises(ArticleError, match=r"news\.docx: broken, or no DOCX file at all"):
        read(path)


def test_a_word_document_whose_inside_is_broken_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document>")
    with pytest.raises(ArticleError, match=r"news\.docx: broken, or no DOCX file at all"):
        read(path)


# What is no article


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "empty.txt: the file is empty; give it an article"),
        ("blank.txt", b"\xef\xbb\xbf \r\n\t", "blank.txt: the file is empty; give it an article"),
        ("english.txt", b"Ministers met in Rome.", "english.txt: no Arabic letters in it; briefmap reads articles in"),
        ("french.txt", "Réunis à Genève".encode("latin-1"), "french.txt: no Arabic letters in it"),
        ("english.html", b"<html><p>Rome</p></html>", "english.html: no Arabic letters in it"),
        ("comments.html", b"<html><!-- x --></html>", "comments.html: no Arabic letters in it"),
        (
            "picture.txt",
            b"\x89PNG\r\n\x1a\n\x00\x00",
            "picture.txt: this is a picture; briefmap reads .txt, .md, .html",
        ),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "photo.jpg: this is a picture"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "old.doc: this is an old or a locked Office file; save it as .docx"),
        ("letter.rtf", b"{\\rtf1\\ansi}", "letter.rtf: this is an RTF file; save it as .docx or .txt"),
        ("news.txt.gz", b"\x1f\x8b\x08\x00", "news.txt.gz: this is a compressed file; unpack it first"),
        ("program", bytes(range(256)) * 8, "program: binary data"),
        ("fake.pdf", b"Ministers met in Rome.", "fake.pdf: broken, or no PDF file at all; export or download it again"),
        ("fake.docx", bytes(range(256)), "fake.docx: broken, or no DOCX file at all"),
    ],
)
def test_what_is_no_arabic_article_is_refused_in_one_line(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ArticleError) as caught:
        read(path)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_text_under_another_ending_is_read_for_what_it_is(tmp_path: Path) -> None:
    for name in ("news.pdf", "news.docx", "news", "بيان 12.5"):
        (tmp_path / name).write_text(SHORT, encoding="utf-8")
        assert read(tmp_path / name).text == SHORT
    (tmp_path / "news.txt").write_bytes((ARTICLES / "written-by-office.pdf").read_bytes())
    assert read(tmp_path / "news.txt").text == TEXT.strip()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"missing\.txt: no such file; check its name and folder"):
        read(tmp_path / "missing.txt")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="this is a folder; name one file in it"):
        read(tmp_path)


def test_a_name_that_no_file_can_have_is_refused_in_one_line() -> None:
    with pytest.raises(ArticleError, match="^a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}: can't be read"):
        read("a\nb\0")


def test_a_spreadsheet_is_told_from_a_word_document(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ArticleError, match=r"table\.xlsx: a ZIP archive or another Office file, not \.docx"):
        read(path)


def test_more_than_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(ArticleError, match=r"book\.txt: larger than 20 MB, the limit for one article"):
        read(path)
    with pytest.raises(ArticleError, match="larger than 20 MB"):
        read(io.BytesIO(b"\xd8\xa7" * (LIMIT // 2 + 1)))


def test_an_endless_file_is_refused() -> None:
    with pytest.raises(ArticleError, match="/dev/zero: larger than 20 MB"):
        read("/dev/zero")


# JSON Lines


def test_lines_give_articles_in_their_order() -> None:
    lines = '{"id": "b", "text": "في روما"}\n\n{"id": 7, "text": "في باريس"}\n{"text": "في لندن"}'
    assert [(one.id, one.text) for one in read_lines(stream(lines, "utf-8-sig"))] == [
        ("b", "في روما"),
        ("7", "في باريس"),
        ("4", "في لندن"),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "line 2: not JSON in UTF-8; write "),
        (b"\xff", "line 2: not JSON in UTF-8; write "),
        (b"[" * 100_000, "line 2: not JSON in UTF-8; write "),
        (b"[1]", 'line 2: no text; write {"id": "…", "text": "…"}'),
        (b'{"id": 1}', "line 2: no text; write "),
        (b'{"text": null}', "line 2: no text; write "),
    ],
)
def test_a_broken_line_is_named_after_those_before_it_were_given(line: bytes, message: str) -> None:
    articles = read_lines(io.BytesIO('{"text": "في روما"}\n'.encode() + line + b"\n"))
    assert next(articles).text == "في روما"
    with pytest.raises(ArticleError) as caught:
        next(articles)
    assert message in str(caught.value)
