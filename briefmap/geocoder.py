"""The gazetteer as a geopy geocoder, and geopy's online geocoders for those who ask for them.

Only `online` ever uses the network.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from geopy.adapters import BaseSyncAdapter
from geopy.distance import geodesic
from geopy.exc import GeocoderQueryError, GeocoderTimedOut, GeocoderUnavailable, GeopyError
from geopy.geocoders import GeoNames, Nominatim, Photon
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from briefmap.arabic import key
from briefmap.errors import OnlineError
from briefmap.gazetteer import Gazetteer
from briefmap.model import Place

__all__ = ["GazetteerGeocoder", "Service", "online"]

Service = Literal["nominatim", "photon", "geonames"]
_AGENT = "briefmap"


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]
    """geopy wants an adapter of every geocoder; this one answers no request."""

    def get_json(self, url: str, *, timeout: Any, headers: Any) -> Any:
        raise GeocoderQueryError(f"the gazetteer's geocoder uses no network; {url} was not opened")

    get_text = get_json


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]
    """geopy's interface to a gazetteer, with no network.

    >>> geocoder = GazetteerGeocoder()
    >>> rome = geocoder.geocode("روما")
    >>> rome.address, round(rome.latitude, 1), rome.raw["id"]
    ('روما، إيطاليا', 41.9, 'geonames:3169070')
    >>> geocoder.geocode("طرابلس، لبنان", language="en").address
    'Tripoli, North, Lebanon'
    """

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        """Look up in `gazetteer`, or in the embedded one. Raises GazetteerError when that can't be opened."""
        super().__init__(adapter_factory=_NoNetwork)
        self.gazetteer = gazetteer or Gazetteer.open()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        language: str = "ar",
        country_codes: str | Sequence[str] | None = None,
        timeout: object = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:
        """The place of a name, likeliest first, or None.

        What follows a comma names an area that the place lies in: «طرابلس، لبنان». `language` is that of the
        address, ar or en; `country_codes` are ISO 3166-1 alpha-2 codes to keep; `timeout` is there for geopy alone.
        """
        name, *areas = [part.strip() for part in query.replace("،", ",").split(",") if part.strip()] or [""]
        places = [p for p in self.gazetteer.lookup(name) if all(self._inside(p, area) for area in areas)]
        if country_codes:
            wanted = [country_codes] if isinstance(country_codes, str) else country_codes
            kept = {code.strip().upper() for codes in wanted for code in codes.split(",")}
            places = [p for p in places if p.iso2 in kept]
        return self._answer(places, exactly_one, language)

    def reverse(
        self,
        query: Point | tuple[float, float] | str,
        *,
        exactly_one: bool = True,
        language: str = "ar",
        timeout: object = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:
        """The nearest city or site of the gazetteer, or the ten nearest; None beyond about 1000 km of any.

        `query` is a point as geopy takes it: latitude, longitude in degrees.
        """
        point = Point(query)
        for degrees in (0.25, 1.0, 9.0):
            near = self.gazetteer.near(point.latitude, point.longitude, degrees)
            if len(near) >= (1 if exactly_one else 10):
                break
        nearest = sorted(near, key=lambda p: (geodesic(point, (p.lat, p.lon)).km, p.id))
        return self._answer(nearest[:10], exactly_one, language)

    def _inside(self, place: Place, area: str) -> bool:
        ids = {p.id for p in self.gazetteer.lookup(area)}
        return place.admin1 in ids or (place.kind != "country" and f"iso:{place.iso2}" in ids)

    def _answer(self, places: Sequence[Place], exactly_one: bool, language: str) -> Location | list[Location] | None:
        found = [Location(self._address(p, language), (p.lat, p.lon), asdict(p)) for p in places]
        if not found:
            return None
        return found[0] if exactly_one else found

    def _address(self, place: Place, language: str) -> str:
        parts = [place]
        for id in (place.admin1, f"iso:{place.iso2}"):
            if id and id not in ("iso:", place.id):
                parts.append(self.gazetteer.place(id))
        names = [p.name_ar if language == "ar" else p.name for p in parts]
        different = [n for i, n in enumerate(names) if not any(_same(n, other) for other in names[:i])]
        return ("، " if language == "ar" else ", ").join(different)


def _same(name: str, other: str) -> bool:
    """Whether a city's name and its province's are one, but for the word for the kind: بغداد، محافظة بغداد."""
    return key(other) in key(name)


def online(
    name: str,
    service: Service = "nominatim",
    *,
    language: str = "ar",
    domain: str | None = None,
    scheme: str | None = None,
    username: str | None = None,
    timeout: float = 10.0,
    cache: Path | None = None,
) -> Location | None:
    """The first answer of an online geocoder, at most one request a second, or None when it knows no such place.

    The name goes to the service's operator. `domain` and `scheme` point to a server of your own; `username` is
    needed by GeoNames. Answers are kept in the SQLite file `cache`, by default in the user's cache folder, and
    asked for once. `timeout` is in seconds. Raises OnlineError when the service doesn't answer.
    """
    path = cache or _cache_folder() / "geocoder.sqlite"
    asked = (service, domain or "", language, " ".join(name.split()))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path)) as db, db:
            db.execute(
                "CREATE TABLE IF NOT EXISTS answer (service, domain, language, name, content TEXT NOT NULL,"
                " PRIMARY KEY (service, domain, language, name))"
            )
            kept = db.execute(
                "SELECT content FROM answer WHERE service = ? AND domain = ? AND language = ? AND name = ?", asked
            ).fetchone()
            if kept is None:
                found = _ask(asked[3], service, language, domain, scheme, username, timeout)
                kept = (json.dumps(found, ensure_ascii=False),)
                db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)", (*asked, *kept))
    except (OSError, sqlite3.Error) as error:
        if isinstance(error, OnlineError):
            raise
        raise OnlineError(f"{path}: the kept answers can't be read or written ({error}); remove the file") from error
    content = json.loads(kept[0])
    return Location(content["address"], (content["lat"], content["lon"]), content["raw"]) if content else None


def _ask(
    name: str,
    service: Service,
    language: str,
    domain: str | None,
    scheme: str | None,
    username: str | None,
    timeout: float,
) -> dict[str, Any] | None:
    """What is kept of the service's first answer."""
    try:
        location = _geocode(service, domain, scheme, username)(
            name, timeout=timeout, **({"language": language} if service == "nominatim" else {})
        )
    except GeopyError as error:
        reason = _reason(error, timeout)
        raise OnlineError(f"{service} didn't answer for «{name}» ({reason}); try later, or without --online") from error
    if location is None:
        return None
    return {"address": location.address, "lat": location.latitude, "lon": location.longitude, "raw": location.raw}


def _reason(error: GeopyError, timeout: float) -> str:
    """What went wrong, without the addresses and ports in which a library says it."""
    if isinstance(error, GeocoderTimedOut) and "status code" not in str(error):  # geopy counts 503 as one too
        return f"nothing came within {timeout:g} s"
    if isinstance(error, GeocoderUnavailable):
        return "no connection to it"
    return " ".join(str(error).split()) or type(error).__name__


@lru_cache
def _geocode(
    service: Service, domain: str | None, scheme: str | None, username: str | None
) -> Callable[..., Location | None]:
    """The service's geocode method, held to one request a second: kept, so that all names share its clock."""
    from geopy.extra.rate_limiter import RateLimiter

    server = {k: v for k, v in (("domain", domain), ("scheme", scheme)) if v}
    if service == "geonames":
        if not username:
            raise OnlineError("geonames needs a user name; register with GeoNames and give it")
        geocoder = GeoNames(username, user_agent=_AGENT, **server)
    else:
        geocoder = {"nominatim": Nominatim, "photon": Photon}[service](user_agent=_AGENT, **server)
    limited: Callable[..., Location | None] = RateLimiter(
        geocoder.geocode, min_delay_seconds=1.0, max_retries=0, swallow_exceptions=False
    )
    return limited


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("briefmap")
