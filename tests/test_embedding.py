"""The examples of docs/embedding.md, run as they stand there."""

from __future__ import annotations

import email
import email.policy
import re
from pathlib import Path

import pytest

DOC = (Path(__file__).parent.parent / "docs" / "embedding.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", DOC, re.DOTALL | re.MULTILINE)


def test_the_notebook_s_cell_ends_with_what_shows_itself() -> None:
    cell: dict[str, object] = {}
    exec(BLOCKS[0], cell)
    assert BLOCKS[0].splitlines()[-1] == "briefing"
    assert cell["briefing"]._repr_html_().startswith("<iframe ")  # type: ignore[attr-defined]


def test_the_e_mail_holds_the_picture_in_its_text_and_the_page_as_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    exec(BLOCKS[1], {})
    message = email.message_from_bytes(Path("note.eml").read_bytes(), policy=email.policy.default)
    html = message.get_body(("html",))
    assert html is not None
    (picture,) = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert f'src="cid:{picture["Content-ID"][1:-1]}"' in html.get_content()
    assert picture.get_content().startswith(b"\x89PNG")
    (page,) = message.iter_attachments()
    assert page.get_filename() == "map.html"
    assert page.get_content().startswith("<!DOCTYPE html>")


def test_every_option_that_the_page_names_exists() -> None:
    from briefmap.cli.articles import map_

    known = {name for parameter in map_.params for name in parameter.opts}
    named = set(re.findall(r"`(--[a-z]+)", DOC)) | set(re.findall(r" (--[a-z]+) \S", DOC))
    assert named and named <= known
