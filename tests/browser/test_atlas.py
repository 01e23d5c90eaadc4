"""The atlas in a browser without a network: counts follow every filter, places open into their articles."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from briefmap.cli import main
from briefmap.corpus.atlas import atlas_html
from briefmap.corpus.compare import Change, Comparison, compare_html

MEETING = "اجتمع وزراء الخارجية في روما."
ATTACK = "قتل خمسة أشخاص في انفجار في بغداد."
HOSTILE = '<img src=x onerror="alert(1)"> ${alert(2)} اجتمع وزراء الخارجية في باريس.'


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("atlas")
    texts = [("2024-01-10", MEETING), ("2024-02-10", MEETING + " و" + ATTACK), ("2024-03-10", ATTACK), ("", HOSTILE)]
    lines = (json.dumps({"id": f"a{number}", "date": day, "text": text}) for number, (day, text) in enumerate(texts))
    (folder / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = CliRunner().invoke(main, ["batch", str(folder / "a.jsonl"), "-o", str(folder / "out"), "--maps"])
    assert result.exit_code == 0, result.output
    return atlas_html(folder / "out", folder / "atlas.html")


def test_it_opens_alone_and_counts_every_article(html: str, show: Callable[..., object]) -> None:
    opened = show(html)
    page = opened.page  # type: ignore[attr-defined]
    page.locator("html[data-ready]").wait_for()
    assert opened.requests == []  # type: ignore[attr-defined]
    assert opened.messages == []  # type: ignore[attr-defined]
    expect(page.locator("#total")).to_have_text("4")
    expect(page.locator("#all")).to_have_text("4")
    assert page.locator("#rank button").all_inner_texts() != []
    shaded = page.evaluate(
        "() => [...corpus.lands].filter(([, l]) => l.getElement().dataset.shade > 0).map(([id]) => id)"
    )
    assert sorted(shaded) == ["FR", "IQ", "IT"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_wrong_in_the_atlas(html: str, width: int, scheme: str, show: Callable[..., object]) -> None:
    opened = show(html, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = opened.page  # type: ignore[attr-defined]
    page.locator("html[data-ready]").wait_for()
    assert opened.violations() == []  # type: ignore[attr-defined]
    assert page.locator(".leaflet-marker-icon[aria-label='روما · Rome: 2']").count() == 1
    page.locator("#rank button").first.click()
    assert opened.violations() == []  # type: ignore[attr-defined]


def test_filters_by_role_country_and_time_go_together(html: str, show: Callable[..., object]) -> None:
    page = show(html).page  # type: ignore[attr-defined]
    page.locator("html[data-ready]").wait_for()
    total = page.locator("#total")
    page.locator("[data-role=meeting_location]").uncheck()
    expect(total).to_have_text("2")
    page.locator("#country").select_option("IT")
    expect(total).to_have_text("0")
    page.locator("[data-role=meeting_location]").check()
    expect(total).to_have_text("2")
    page.locator("#country").select_option("")
    page.locator("#undated").uncheck()
    expect(total).to_have_text("3")
    last = page.evaluate("() => corpus.data.bins.length")
    page.locator("#from").fill(str(last))
    expect(total).to_have_text("1")
    expect(page.locator("#bars rect.in")).to_have_count(1)


def test_a_place_opens_into_its_articles_with_the_sentence_and_the_page(html: str, show: Callable[..., object]) -> None:
    opened = show(html)
    page = opened.page  # type: ignore[attr-defined]
    page.locator("html[data-ready]").wait_for()
    page.locator("#rank button", has_text="Rome").click()
    articles = page.locator("#list article")
    expect(articles).to_have_count(2)
    expect(page.locator("#found")).to_have_text("2")
    assert articles.locator("time").all_inner_texts() == ["2024-02-10", "2024-01-10"]
    assert articles.nth(1).locator("blockquote").inner_text() == MEETING
    assert articles.nth(1).locator("a").get_attribute("href").startswith("out/pages/")
    page.locator("#to").fill("1")
    expect(articles).to_have_count(1)
    page.locator("#rank button", has_text="Paris").click()
    expect(page.locator("#list .title")).to_contain_text('<img src=x onerror="alert(1)">')
    assert opened.messages == []  # type: ignore[attr-defined]


def test_a_country_and_a_marker_open_their_lists_too(html: str, show: Callable[..., object]) -> None:
    page = show(html).page  # type: ignore[attr-defined]
    page.locator("html[data-ready]").wait_for()
    page.evaluate("() => void corpus.lands.get('IQ').fire('click')")
    expect(page.locator("#list h3")).to_contain_text("Iraq")
    expect(page.locator("#list article")).to_have_count(2)
    page.locator("[title=Rome], [title*='Rome']").first.press("Enter")
    expect(page.locator("#list h3")).to_contain_text("Rome")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_comparison_shows_list_and_map_at_any_width_and_answers_the_keyboard(
    width: int, show: Callable[..., object]
) -> None:
    places = {"geonames:1": ("باريس", "Paris", 48.85, 2.35), "geonames:2": ("روما", "Rome", 41.89, 12.48)}
    changes = (Change("moved", "a", ("geonames:1", "meeting"), ("geonames:2", "meeting"), MEETING),)
    found = Comparison(7, 0, 0, 3, changes, places, {"meeting": ("مكان اجتماع", "Meeting location")})
    opened = show(compare_html(found, "A → B"), viewport={"width": width, "height": 900})
    page = opened.page  # type: ignore[attr-defined]
    page.locator("html[data-ready]").wait_for()
    button = page.get_by_role("button", name="Rome")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert 0 <= box["x"] and box["x"] + box["width"] <= width
    assert page.locator("#map").bounding_box()["width"] >= width / 3
    assert page.get_by_role("img", name="انتقل · Moved").count() == 1
    assert opened.violations() == []  # type: ignore[attr-defined]
    button.press("Enter")
    assert page.evaluate("corpus.map.getCenter().distanceTo([41.89, 12.48]) < 5000")
    assert opened.messages == []  # type: ignore[attr-defined]
