"""Names that the gazetteer lacks, asked of a geocoder on this machine: real requests, over loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result
from geopy.geocoders import options

from briefmap import Article, Briefing, brief
from briefmap.cli import main
from briefmap.geocoder import _geocode
from briefmap.online import look_up

ARTICLE = "قتل خمسة جنود في هجوم على قرية الزقزوقية جنوب الموصل.\n"


class Nominatim(BaseHTTPRequestHandler):
    """Knows one village, south of Mosul; as a proxy it stands for every host of plain HTTP."""

    asked: ClassVar[list[str]] = []
    broken: ClassVar[bool] = False

    def do_GET(self) -> None:
        name = parse_qs(urlsplit(self.path).query)["q"][0]
        self.asked.append(name)
        known = [{"display_name": "الزقزوقية، نينوى، العراق", "lat": "36.1", "lon": "43.2"}]
        self.send_response(503 if self.broken else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(known if name.startswith("الزقزوقية") else []).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    Nominatim.asked.clear()
    Nominatim.broken = False
    with ThreadingHTTPServer(("127.0.0.1", 0), Nominatim) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        address = f"127.0.0.1:{listening.server_address[1]}"
        # geopy's own settings send the requests to this server, as a company's proxy would take them.
        monkeypatch.setattr(options, "default_scheme", "http")
        monkeypatch.setattr(options, "default_proxies", {"http": f"http://{address}"})
        _geocode.cache_clear()
        yield address
        _geocode.cache_clear()
        listening.shutdown()
        thread.join()


def asked(text: str) -> Briefing:
    return look_up(brief(Article(text)), "nominatim")


def briefmap(*arguments: str, text: str = ARTICLE) -> Result:
    return CliRunner().invoke(main, arguments, input=text.encode(), prog_name="briefmap")


def test_a_village_that_the_gazetteer_lacks_is_placed_as_uncertain_with_its_source(server: str) -> None:
    before = brief(Article(ARTICLE))
    after = look_up(before, "nominatim")
    assert [r.mention.text for r in before.resolutions] == ["الموصل"]
    assert [r.mention.text for r in after.resolutions] == ["الزقزوقية", "الموصل"]
    new = after.resolutions[0]
    assert new.place is not None
    assert (new.place.name_ar, new.place.lat, new.place.lon, new.place.source) == ("الزقزوقية", 36.1, 43.2, "nominatim")
    assert (new.uncertain, new.mention.span.of(ARTICLE)) == (True, "الزقزوقية")
    assert new.reason == "unknown to the gazetteer; placed by nominatim, © OpenStreetMap contributors, unchecked"
    assert after.notes == ("Placed online, unchecked (nominatim, © OpenStreetMap contributors): الزقزوقية",)
    assert after.resolutions[1] == before.resolutions[0]


def test_it_takes_the_role_that_its_sentence_gives(server: str) -> None:
    found = [(a.place.name_ar, a.role) for a in asked(ARTICLE).assignments]
    assert ("الزقزوقية", "incident_location") in found


def test_the_service_learns_the_name_and_the_country_named_nearest(server: str) -> None:
    asked(ARTICLE)
    assert Nominatim.asked == ["الزقزوقية, العراق"]


def test_what_the_gazetteer_knows_is_not_asked(server: str) -> None:
    briefing = brief(Article("اجتمع الوزراء في مدينة الموصل ثم في روما."))
    assert look_up(briefing, "nominatim") == briefing
    assert Nominatim.asked == []


@pytest.mark.parametrize("text", ["زار الوفد القرية الصغيرة أمس.", "زار الوفد مدينة لم يسمها.", "زار الوفد مدينة."])
def test_a_word_that_describes_a_town_is_no_name(server: str, text: str) -> None:
    asked(text)
    assert Nominatim.asked == []


def test_a_name_that_the_service_does_not_know_either_changes_nothing(server: str) -> None:
    briefing = brief(Article("قتل خمسة جنود في قرية الطنطنطانية جنوب الموصل."))
    assert look_up(briefing, "nominatim") == briefing
    assert Nominatim.asked == ["الطنطنطانية, العراق"]


def test_a_service_that_fails_is_noted_once_and_the_rest_not_asked(server: str) -> None:
    Nominatim.broken = True
    text = "قتل جنود في قرية الزقزوقية وفي بلدة الطنطنطانية وفي الموصل."
    briefing = brief(Article(text))
    after = look_up(briefing, "nominatim")
    assert (after.resolutions, after.assignments) == (briefing.resolutions, briefing.assignments)
    [note] = after.notes
    assert note.startswith("nominatim didn't answer for «الزقزوقية, العراق» (Non-successful status code 503)")
    assert len(Nominatim.asked) == 1


def test_analyze_prints_the_place_and_names_the_source(server: str) -> None:
    result = briefmap("analyze", "-", "--online", "nominatim")
    assert (result.exit_code, result.stderr) == (
        0,
        "Placed online, unchecked (nominatim, © OpenStreetMap contributors): الزقزوقية\n",
    )
    found = json.loads(result.stdout)
    assert [(m["text"], m["place"], m["uncertain"]) for m in found["mentions"]][0] == (
        "الزقزوقية",
        "nominatim:36.1000,43.2000",
        True,
    )
    assert found["notes"] == [result.stderr.rstrip("\n")]


def test_map_draws_it_and_credits_the_service_on_the_page(server: str) -> None:
    result = briefmap("map", "-", "-o", "map.html", "--online", "nominatim")
    assert result.exit_code == 0
    assert "Uncertain which place is meant: الزقزوقية" in result.stdout
    page = Path("map.html").read_text(encoding="utf-8")
    assert "nominatim:36.1000,43.2000" in page
    assert "© OpenStreetMap contributors" in page


def test_every_line_of_many_articles_is_asked_for(server: str) -> None:
    lines = "".join(json.dumps({"id": id, "text": ARTICLE}) + "\n" for id in "ab")
    result = briefmap("analyze", "--jsonl", "-", "--online", "nominatim", text=lines)
    assert [json.loads(line)["mentions"][0]["text"] for line in result.stdout.splitlines()] == ["الزقزوقية"] * 2
    assert Nominatim.asked == ["الزقزوقية, العراق"]


def test_without_a_network_the_command_says_so_in_one_line_and_goes_on(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    offline = briefmap("analyze", "-")
    monkeypatch.setattr(options, "default_proxies", {"http": "http://127.0.0.1:1"})  # nobody listens there
    _geocode.cache_clear()
    result = briefmap("analyze", "-", "--online", "nominatim")
    line = "nominatim didn't answer for «الزقزوقية, العراق» (no connection to it); try later, or without --online"
    assert (result.exit_code, result.stderr) == (0, line + "\n")
    assert json.loads(result.stdout) == json.loads(offline.stdout) | {"notes": [line]}


@pytest.mark.parametrize("command", ["map", "analyze"])
def test_geonames_asks_for_a_user_name_first(server: str, command: str) -> None:
    result = briefmap(command, "-", "--online", "geonames")
    assert (result.exit_code, result.stderr) == (
        2,
        "Error: geonames needs a user name; register with GeoNames and give it with --username\n",
    )
    assert not Path("outputs").exists()


def test_without_the_option_nothing_is_asked(server: str) -> None:
    assert briefmap("analyze", "-").exit_code == 0
    assert Nominatim.asked == []
