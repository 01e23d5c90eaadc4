"""The gazetteer behind geopy's interface, and the online services against a server on this machine."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.exc import GeocoderQueryError

from briefmap import GazetteerGeocoder, OnlineError
from briefmap.geocoder import online


@pytest.fixture(scope="module")
def geocoder() -> GazetteerGeocoder:
    return GazetteerGeocoder()


def test_a_name_gives_a_location_with_the_place_as_its_raw_answer(geocoder: GazetteerGeocoder) -> None:
    location = geocoder.geocode("روما")
    assert location.raw["id"] == "geonames:3169070"
    assert (round(location.latitude, 2), round(location.longitude, 2)) == (41.89, 12.51)
    assert location.address == "روما، إيطاليا"


def test_the_address_can_be_english(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.geocode("الموصل", language="en").address == "Mosul, Nineveh, Iraq"


def test_country_codes_keep_places_of_those_countries(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.geocode("طرابلس").raw["iso2"] == "LY"
    assert geocoder.geocode("طرابلس", country_codes="lb").raw["iso2"] == "LB"
    assert geocoder.geocode("طرابلس", country_codes=["IQ", "LB"]).raw["iso2"] == "LB"


def test_an_area_behind_a_comma_keeps_the_places_in_it(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.geocode("طرابلس، لبنان").raw["iso2"] == "LB"
    assert geocoder.geocode("الموصل، نينوى، العراق").raw["name"] == "Mosul"
    assert geocoder.geocode("الموصل، إيطاليا") is None


def test_all_places_of_a_name_can_be_had(geocoder: GazetteerGeocoder) -> None:
    found = geocoder.geocode("الجزائر", exactly_one=False)
    assert [p.raw["id"] for p in found][:2] == ["iso:DZ", "geonames:2507480"]


def test_an_unknown_name_gives_none(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.geocode("زقزقوق") is None
    assert geocoder.geocode("") is None


def test_a_point_gives_the_nearest_place(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.reverse((41.9, 12.51)).raw["name"] == "Rome"
    assert len(geocoder.reverse("33.34, 44.40", exactly_one=False)) == 10
    assert geocoder.reverse((-60.0, -140.0)) is None


def test_it_opens_no_address(geocoder: GazetteerGeocoder) -> None:
    with pytest.raises(GeocoderQueryError, match="uses no network"):
        geocoder._call_geocoder("https://example.org", lambda answer: answer)


class Answers(BaseHTTPRequestHandler):
    """A Nominatim that knows one village."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        name = parse_qs(urlsplit(self.path).query)["q"][0]
        self.asked.append(name)
        known = [{"display_name": "قرية، العراق", "lat": "35.5", "lon": "44.25", "osm_id": 7}]
        self.send_response(503 if name == "عطل" else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(known if name == "قرية" else []).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def server() -> Iterator[str]:
    Answers.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"127.0.0.1:{listening.server_address[1]}"
        listening.shutdown()
        thread.join()


def test_an_online_answer_is_asked_for_once_and_kept(server: str, tmp_path: Path) -> None:
    for _ in range(2):
        location = online("قرية", domain=server, scheme="http", cache=tmp_path / "kept.sqlite")
        assert location is not None
        assert (location.address, location.latitude, location.longitude) == ("قرية، العراق", 35.5, 44.25)
        assert location.raw["osm_id"] == 7
    assert Answers.asked == ["قرية"]


def test_that_a_service_knows_no_such_place_is_kept_too(server: str, tmp_path: Path) -> None:
    for _ in range(2):
        assert online("لامكان", domain=server, scheme="http", cache=tmp_path / "kept.sqlite") is None
    assert Answers.asked == ["لامكان"]


def test_a_service_that_fails_is_named_with_the_name_asked_for(server: str, tmp_path: Path) -> None:
    with pytest.raises(OnlineError, match=r"nominatim didn't answer for «عطل» \(.*\); try later, or without --online"):
        online("عطل", domain=server, scheme="http", cache=tmp_path / "kept.sqlite")


def test_a_failure_is_not_kept(server: str, tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(OnlineError):
            online("عطل", domain=server, scheme="http", cache=tmp_path / "kept.sqlite")
    assert Answers.asked == ["عطل", "عطل"]


def test_geonames_needs_a_user_name(tmp_path: Path) -> None:
    with pytest.raises(OnlineError, match="geonames needs a user name"):
        online("قرية", "geonames", cache=tmp_path / "kept.sqlite")
