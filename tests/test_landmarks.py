"""Which cities a map names to orient its reader, and how it writes them."""

from __future__ import annotations

from briefmap.gazetteer import Gazetteer
from briefmap.model import Place
from gazetteer.landmarks import landmarks


def city(name: str, name_ar: str, people: int, lat: float = 30.0, lon: float = 40.0, **more: str) -> Place:
    return Place(
        more.get("id", name), name, name_ar, "city", lat, lon, more.get("iso2", "IQ"), more.get("admin1", ""),
        population=people, source=more.get("source", "geonames"),
    )  # fmt: skip


def chosen(*cities: Place, capitals: set[str] = frozenset(), above: tuple[Place, ...] = ()) -> list[str]:  # type: ignore[assignment]
    places = {place.id: place for place in (*cities, *above)}
    return [name for _, _, name in landmarks(places, capitals, {"IR": {"الايرانيه"}})]


def test_a_suburb_of_a_larger_city_is_not_named() -> None:
    assert chosen(city("Cairo", "القاهرة", 9_000_000), city("Giza", "الجيزة", 4_000_000, 30.05, 40.05)) == ["القاهرة"]


def test_a_city_across_the_border_is_no_suburb() -> None:
    both = city("Kinshasa", "كينشاسا", 16_000_000), city("Brazzaville", "برازافيل", 2_000_000, iso2="CG")
    assert chosen(*both) == ["كينشاسا", "برازافيل"]


def test_a_quarter_with_the_people_of_the_whole_city_gives_way_to_the_city() -> None:
    assert chosen(city("New", "الموصل الجديدة", 2_000_000), city("Mosul", "الموصل", 1_600_000)) == ["الموصل"]


def test_the_seat_of_government_stands_for_the_larger_city_around_it_with_its_weight() -> None:
    delhi, seat = city("Delhi", "دلهي", 11_000_000), city("New Delhi", "نيودلهي", 300_000)
    mumbai = city("Mumbai", "مومباي", 12_000_000, 19.0, 72.8)
    assert chosen(delhi, seat, mumbai, capitals={"New Delhi"}) == ["نيودلهي", "مومباي"]


def test_each_country_has_its_five_largest_and_no_villages() -> None:
    towns = [city(f"T{n}", f"بلدة {n}", 100_000 - n, 20 + n) for n in range(7)]
    assert chosen(*towns, city("Hamlet", "قرية", 5_000, 0, iso2="TD")) == [f"بلدة {n}" for n in range(5)]


def test_what_tells_a_name_from_its_namesakes_is_left_off_the_map() -> None:
    anhui = Place("iso:CN-AH", "Anhui", "آنهوي", "admin", 31.0, 117.0, "CN")
    cuba = Place("iso:CU", "Cuba", "كوبا", "country", 21.0, -79.0, "CU")
    named = (
        city("Mashhad", "مشهد الإيرانية", 900_000, 36.0, 59.0, iso2="IR"),
        city("Suzhou", "سوتشو آنهوي", 800_000, 33.0, 116.0, iso2="CN", admin1="iso:CN-AH"),
        city("Santiago de Cuba", "سانتياغو دي كوبا", 700_000, 20.0, -75.0, iso2="CU"),
    )
    assert chosen(*named, above=(anhui, cuba)) == ["مشهد", "سوتشو", "سانتياغو دي كوبا"]


def test_the_shipped_landmarks_know_the_cities_of_the_news_by_their_usual_names() -> None:
    marks = {(place.name, place.name_ar) for place in Gazetteer.open().landmarks()}
    assert {("Mosul", "الموصل"), ("Basra", "البصرة"), ("Kharkiv", "خاركيف"), ("Benghazi", "بنغازي")} <= marks
    assert {("Mecca", "مكة المكرمة"), ("Mashhad", "مشهد"), ("Herat", "هرات")} <= marks
    assert not {"الموصل الجديدة", "البصرة القديمة", "بودونغ", "دلهي"} & {name for _, name in marks}
