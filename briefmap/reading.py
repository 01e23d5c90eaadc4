"""Files, web pages, PDF and Word documents and standard input, in any usual Arabic encoding → Article.

What a file is, its first bytes say; its name is asked only to tell Markdown and bits of HTML from plain text.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from briefmap.arabic import has_arabic
from briefmap.errors import ArticleError
from briefmap.model import Article

__all__ = ["LIMIT", "decoded", "read", "read_lines"]

LIMIT = 20_000_000
"""The largest input in bytes: some thousand articles' worth, so that a wrong file is refused at once."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_ENCODINGS = ["cp1256", "iso8859_6", "utf_16_le", "utf_16_be"]
# Three letters of UTF-8 in a row are ط§ط¨ط¬ in windows-1256: no word is written so.
_UTF8_WORD = re.compile(rb"(?:[\xd8-\xdb][\x80-\xbf]){3}")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_HTML = re.compile(r"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b")
_FRONT_MATTER = re.compile(r"(?s)\A---\n.*?\n---\n")
_LINE = '{"id": "…", "text": "…"}'
_KINDS = "briefmap reads .txt, .md, .html, .pdf and .docx"
_FOREIGN = {
    b"\xd0\xcf\x11\xe0": "an old or a locked Office file; save it as .docx without a password",
    b"{\\rtf": "an RTF file; save it as .docx or .txt",
    b"\x1f\x8b": "a compressed file; unpack it first",
    b"\x89PNG": f"a picture; {_KINDS}",
    b"\xff\xd8\xff": f"a picture; {_KINDS}",
    b"GIF8": f"a picture; {_KINDS}",
}
_HIDDEN = "|".join(
    [
        *(f"//{tag}" for tag in ("script", "style", "noscript", "template", "iframe", "object", "svg", "comment()")),
        "//*[@hidden or @aria-hidden='true']",
        "//*[contains(translate(@style, ' ', ''), 'display:none')]",
        "//*[contains(translate(@style, ' ', ''), 'visibility:hidden')]",
    ]
)


def read(source: str | os.PathLike[str] | BinaryIO) -> Article:
    """The article in a file (.txt, .md, .html, .pdf, .docx), in an open binary file, or on standard input (`-`).

    A web page is reduced to its main text and gives its title as the headline; so do Word, PDF and Markdown
    documents that have one. Line ends become `\\n`; nothing else of a plain text is changed. The article's id is
    the file's name without its ending.
    Raises ArticleError, in one line that names the input and the fix, for everything that can't be read:
    a missing or empty file, a folder, more than 20 MB, binary data, mixed or unknown encodings, a broken or
    locked document, a text without Arabic letters.

    >>> read(io.BytesIO("اجتمع الوزراء في روما".encode("cp1256"))).text
    'اجتمع الوزراء في روما'
    """
    if isinstance(source, (str, os.PathLike)) and os.fspath(source) != "-":
        path = Path(source)
        return _article(_bytes_of(path), _shown(str(path)), path.stem, path.suffix.lower())
    stream = sys.stdin.buffer if isinstance(source, (str, os.PathLike)) else source
    name = "standard input" if stream is sys.stdin.buffer else _shown(str(getattr(stream, "name", "the given file")))
    data = stream.read(LIMIT + 1)
    return _article(data, name, "article", Path(name).suffix.lower())


def read_lines(source: str | os.PathLike[str] | BinaryIO) -> Iterator[Article]:
    """The articles of a JSON Lines file (`-`: standard input): one object with "id" and "text" a line, UTF-8.

    Lines are read one by one, so the file may be of any size; empty ones are passed over, and an article without
    an id is called by the number of its line. Whether a text is Arabic is left to `brief`. Raises ArticleError that names the line at the first broken one.

    >>> [a.id for a in read_lines(io.BytesIO('{"id": "a1", "text": "في روما"}\\n'.encode()))]
    ['a1']
    """
    if not isinstance(source, (str, os.PathLike)):
        yield from _lines(source, _shown(str(getattr(source, "name", "the given file"))))
    elif os.fspath(source) == "-":
        yield from _lines(sys.stdin.buffer, "standard input")
    else:
        with _opened(Path(source)) as file:
            yield from _lines(file, _shown(str(source)))


def _lines(stream: BinaryIO, name: str) -> Iterator[Article]:
    for number, line in enumerate(iter(lambda: stream.readline(LIMIT + 1), b""), 1):
        where = f"{name}, line {number}"
        if len(line) > LIMIT:
            raise _too_large(where)
        if not line.strip():
            continue
        try:
            found = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise ArticleError(f"{where}: not JSON in UTF-8; write {_LINE}") from error
        text = found.get("text") if isinstance(found, dict) else None
        if not isinstance(text, str):
            raise ArticleError(f"{where}: no text; write {_LINE}")
        yield Article(text, id=_shown(str(found.get("id", number))))


def decoded(data: bytes, name: str) -> str:
    """The text that bytes in UTF-8, UTF-16, UTF-32, windows-1256 or ISO-8859-6 stand for.

    `name` is what an error calls the input. Raises ArticleError for bytes that are none of these, or several.

    >>> decoded(b"\\xd1\\xe6\\xe3\\xc7", "روما.txt")
    'روما'
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise _mixed(name, encoding.removesuffix("-sig").upper(), error.start) from error
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        if _UTF8_WORD.search(data):
            raise _mixed(name, "UTF-8", error.start) from error
    else:
        if "\x00" not in text:
            return text
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_ENCODINGS).best()
    if best is None:
        raise ArticleError(
            f"{name}: binary data, or text that is neither UTF-8, UTF-16, windows-1256 nor ISO-8859-6; save it as UTF-8"
        )
    return str(best)


def _mixed(name: str, encoding: str, offset: int) -> ArticleError:
    return ArticleError(f"{name}: {encoding} text with other bytes in it, from byte {offset:,}; save it as UTF-8 anew")


def _shown(name: str) -> str:
    """A name that keeps an error in one line and can be printed, whatever bytes the file system allows."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)


def _opened(path: Path) -> BinaryIO:
    name = _shown(str(path))
    try:
        if path.is_dir():
            raise ArticleError(f"{name}: this is a folder; name one file in it")
        return path.open("rb")
    except ArticleError:
        raise
    except FileNotFoundError as error:
        raise ArticleError(f"{name}: no such file; check its name and folder") from error
    except PermissionError as error:
        raise ArticleError(f"{name}: you may not read this file; change its permissions") from error
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from error


def _bytes_of(path: Path) -> bytes:
    with _opened(path) as file:
        try:
            if os.fstat(file.fileno()).st_size > LIMIT:
                raise _too_large(_shown(str(path)))
            return file.read(LIMIT + 1)
        except ArticleError:
            raise
        except OSError as error:
            raise _unreadable(_shown(str(path)), error) from error


def _unreadable(name: str, error: Exception) -> ArticleError:
    reason = getattr(error, "strerror", None) or str(error)
    return ArticleError(f"{name}: can't be read ({reason.lower()}); check its name and folder")


def _too_large(name: str) -> ArticleError:
    return ArticleError(f"{name}: larger than {LIMIT // 1_000_000} MB, the limit for one article; cut it into articles")


def _article(data: bytes, name: str, id: str, suffix: str) -> Article:
    if len(data) > LIMIT:
        raise _too_large(name)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise ArticleError(f"{name}: the file is empty; give it an article")
    headline, text = _headline_and_text(data, name, suffix)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not has_arabic(text):
        raise ArticleError(f"{name}: no Arabic letters in it; briefmap reads articles in Arabic")
    return Article(text, id=id, headline=" ".join(headline.split()))


def _headline_and_text(data: bytes, name: str, suffix: str) -> tuple[str, str]:
    if b"%PDF-" in data[:1024]:
        from briefmap.pdf import pdf_text

        return pdf_text(data, name)
    if data.startswith(b"PK\x03\x04"):
        return _word(data, name)
    for magic, what in _FOREIGN.items():
        if data.startswith(magic):
            raise ArticleError(f"{name}: this is {what}")
    try:
        text = decoded(data, name)
    except ArticleError as error:
        if suffix in (".pdf", ".docx"):
            raise _no_document(name, suffix) from error
        raise
    if len(_CONTROL.findall(text)) * 200 > len(text):
        raise ArticleError(f"{name}: binary data, not text; {_KINDS}")
    if suffix in (".pdf", ".docx") and not has_arabic(text):
        raise _no_document(name, suffix)
    if _HTML.match(text[:4096]) or suffix in (".html", ".htm", ".xhtml"):
        return _web_page(text)
    if suffix in (".md", ".markdown"):
        return _markdown(text.replace("\r\n", "\n"))
    return "", text


def _no_document(name: str, suffix: str) -> ArticleError:
    return ArticleError(f"{name}: broken, or no {suffix[1:].upper()} file at all; export or download it again")


def _web_page(text: str) -> tuple[str, str]:
    """Title and main text. What a reader of the page doesn't see is taken out before anything else."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:  # nothing but comments
        return "", ""
    hidden: list[html.HtmlElement] = tree.xpath(_HIDDEN)
    for element in hidden:
        if element.getparent() is not None:
            element.drop_tree()

    from trafilatura import bare_extraction, html2txt

    found = bare_extraction(tree, with_metadata=True, include_comments=False, favor_recall=True)
    title = str(getattr(found, "title", None) or "")
    main = str(getattr(found, "text", None) or "")
    return title, main if has_arabic(main) else html2txt(tree)


def _markdown(text: str) -> tuple[str, str]:
    """The words without the markup: no addresses of links, no stars and hashes; HTML in it is left out."""
    from markdown_it import MarkdownIt

    headline, paragraphs, heading = "", [], ""
    for token in MarkdownIt("commonmark").enable("table").parse(_FRONT_MATTER.sub("", text)):
        if token.type == "heading_open":
            heading = token.tag
        elif token.type == "inline":
            parts = ((child.type, child.content) for child in token.children or [])
            words = "".join("\n" if kind.endswith("break") else said for kind, said in parts if kind != "html_inline")
            headline = headline or (words if heading == "h1" else "")
            heading = ""
            paragraphs.append(words)
        elif token.type in ("fence", "code_block"):
            paragraphs.append(token.content)
    return headline, "\n\n".join(paragraphs)


def _word(data: bytes, name: str) -> tuple[str, str]:
    """Every paragraph of a Word document in its order: body, tables, text boxes; not what was deleted or hidden."""
    import docx
    from docx.oxml.ns import qn
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "word/document.xml" not in archive.namelist():
                raise ArticleError(f"{name}: a ZIP archive or another Office file, not .docx; {_KINDS}")
            if sum(member.file_size for member in archive.infolist() if member.filename.endswith(".xml")) > 10 * LIMIT:
                raise _too_large(name)
        document = docx.Document(io.BytesIO(data))
        title = document.core_properties.title or ""
    except ArticleError:
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, etree.XMLSyntaxError, NotImplementedError) as error:
        raise _no_document(name, ".docx") from error
    paragraph, broken_line = qn("w:p"), (qn("w:br"), qn("w:cr"))
    shown = ".//*[self::w:t or self::w:tab or self::w:br or self::w:cr][not(ancestor::w:moveFrom or ancestor::w:pPr)]"
    paragraphs = []
    for element in document.element.body.iter(paragraph):
        if any(str(above.tag).endswith("}Fallback") for above in element.iterancestors()):
            continue  # a text box told a second time, for old programs
        parts = []
        for run in element.xpath(shown + "[not(ancestor::w:r/w:rPr/w:vanish)]"):
            if next(run.iterancestors(paragraph)) is element:  # else it belongs to a text box inside
                parts.append(run.text or "" if run.tag == qn("w:t") else "\n" if run.tag in broken_line else " ")
        paragraphs.append("".join(parts).strip())
    return (title if has_arabic(title) else ""), "\n\n".join(filter(None, paragraphs))
