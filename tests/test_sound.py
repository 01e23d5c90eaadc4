"""Arabic spellings against Latin names: how foreign sounds are written, and which town is meant."""

import math
from collections.abc import Iterator

import pytest

from briefmap import Article, brief
from briefmap.gazetteer import Gazetteer
from briefmap.sound import THRESHOLD, Rival, cost, costs, keys, language, latin, scores, skeleton, spellings


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    opened = Gazetteer.open()
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("arabic", "name", "iso2"),
    [
        ("موسيمبوا دا برايا", "Mocímboa da Praia", "MZ"),
        ("غاو", "Gao", "ML"),
        ("جاو", "Gao", "ML"),
        ("كيدال", "Kidal", "ML"),
        ("تيساليت", "Tessalit", "ML"),
        ("ميناكا", "Ménaka", "ML"),
        ("مويدا", "Mueda", "MZ"),
        ("تيلابيري", "Tillabéri", "NE"),
        ("ميدوغوري", "Maiduguri", "NG"),
        ("بوكافو", "Bukavu", "CD"),
        ("غوما", "Goma", "CD"),
        ("تشيرنيهيف", "Chernihiv", "UA"),
        ("فرايبورغ", "Freiburg", "DE"),
        ("سان خوان دي لوس موروس", "San Juan de los Morros", "VE"),
        ("الزبير", "Zubayr", "IQ"),
    ],
)
def test_an_arabic_spelling_finds_the_town_whose_latin_name_it_sounds_like(
    gazetteer: Gazetteer, arabic: str, name: str, iso2: str
) -> None:
    found = gazetteer.sound(arabic, frozenset({iso2}))
    assert [(m.place.name, m.place.iso2) for m in found[:1]] == [(name, iso2)]
    assert THRESHOLD <= found[0].score <= 1


def test_only_the_countries_asked_about_are_searched(gazetteer: Gazetteer) -> None:
    assert {m.place.iso2 for m in gazetteer.sound("تيساليت", frozenset({"ML", "DZ", "NE"}))} == {"ML"}
    assert gazetteer.sound("تيساليت", frozenset({"FR"})) == ()
    assert gazetteer.sound("تيساليت", frozenset()) == ()


@pytest.mark.parametrize("name", ["", " ", "123", "…", "أ", "ء", "Kidal"])
def test_what_is_no_arabic_name_finds_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.sound(name, frozenset({"ML"})) == ()


def test_a_name_that_many_towns_share_is_left_open(gazetteer: Gazetteer) -> None:
    assert gazetteer.sound("سبرينغفيلد", frozenset({"US"})) == ()


def test_a_town_without_an_arabic_name_is_known_by_its_id_but_under_no_name(gazetteer: Gazetteer) -> None:
    [match] = gazetteer.sound("موسيمبوا دا برايا", frozenset({"MZ"}))
    assert gazetteer.place(match.place.id) == match.place
    town = gazetteer.place("geonames:2743518")
    assert (town.name_ar, town.kind) == ("", "city")
    assert town not in gazetteer.lookup(town.name)


def test_an_article_is_no_part_of_the_sound() -> None:
    assert latin("Ash Shaykh ‘Uthmān") == "^shaykh$^'uthmān$"
    assert latin("El Paso") == "^paso$"
    assert latin("Al") == "^al$"
    assert spellings("الشيخ عثمان") == ("الشيخعثمان", "شيخعثمان")
    assert spellings("ألبرت") == ("البرت", "برت")


@pytest.mark.parametrize(
    ("name", "usual", "odd"),
    [
        ("Paris", "باريس", "فاريس"),
        ("Vienna", "فيينا", "كيينا"),
        ("Chad", "تشاد", "كاد"),
        ("Gabon", "غابون", "شابون"),
        ("Gabon", "جابون", "تابون"),
        ("Shanghai", "شانغهاي", "سناكاي"),
        ("Bordeaux", "بوردو", "بورديوكس"),
        ("Köln", "كولن", "كالن"),
    ],
)
def test_the_usual_way_to_write_a_sound_costs_less(name: str, usual: str, odd: str) -> None:
    assert cost(latin(name), usual) < cost(latin(name), odd)


def test_a_cost_beyond_the_limit_is_not_counted_out() -> None:
    full = cost(latin("Kidal"), "كيدال")
    assert cost(latin("Kidal"), "كيدال", full + 0.01) == full
    assert cost(latin("Kidal"), "كيدال", full - 0.01) == math.inf
    assert cost(latin("Timbuktu"), "كيدال", 3) == math.inf


def test_a_key_holds_consonants_that_transcriptions_mix_up_as_one() -> None:
    assert skeleton("موسيمبوا") == "MSMB"
    assert skeleton("طشقند") == skeleton("تاشكنت") == "SKNT"
    assert {"KT", "ST"} <= set(keys("Cata"))
    assert keys("Aa") == () == keys("") == keys("漢")


def test_names_that_begin_alike_cost_together_what_they_cost_alone() -> None:
    names = [latin(name) for name in ("Kidal", "Kidala", "Kindu", "Timbuktu", "Gidal")]
    together = costs(names, "كيدال", 8)
    assert together == {name: price for name in names if (price := cost(name, "كيدال", 8)) < math.inf}
    assert min(together, key=lambda name: together[name]) == "^kidal$"


@pytest.mark.parametrize(
    ("name", "spelling", "speaking", "other"),
    [
        ("Jalapa", "خالابا", "es", "fr"),
        ("Weimar", "فايمار", "de", "en"),
        ("Izmir", "إزمير", "tr", "zh"),
        ("Zhengzhou", "تشنغتشو", "zh", "ru"),
    ],
)
def test_letters_are_read_as_the_country_reads_them(name: str, spelling: str, speaking: str, other: str) -> None:
    [written] = spellings(spelling)
    [read] = costs([latin(name)], written, language=speaking).values()
    [misread] = costs([latin(name)], written, language=other).values()
    assert read < misread


def test_a_country_is_read_by_its_language() -> None:
    assert [language(iso2) for iso2 in ("MX", "BR", "ML", "AT", "CN", "XX")] == ["es", "pt", "fr", "de", "zh", ""]


def test_rivals_share_the_score_and_the_larger_takes_more() -> None:
    [alone] = scores([Rival(3.0, 6, 1000)])
    large, small = scores([Rival(3.0, 6, 90_000), Rival(3.0, 6, 100)])
    assert alone > large > 0.8 > 0.1 > small
    one, other = scores([Rival(3.0, 6, 1000), Rival(3.0, 6, 1000)])
    assert one == other < THRESHOLD < alone
    usual, another = scores([Rival(3.0, 6, 1000), Rival(3.0, 6, 1000, usual=False)])
    assert usual > 0.8 > 0.1 > another
    assert list(scores([])) == []


def test_a_name_that_a_town_seldom_bears_is_less_sure() -> None:
    [usual], [another] = scores([Rival(3.0, 6, 1000)]), scores([Rival(3.0, 6, 1000, usual=False)])
    assert another < usual


def test_a_namesake_is_told_by_its_province(gazetteer: Gazetteer) -> None:
    us, illinois = frozenset({"US"}), frozenset({"iso:US-IL"})
    [match] = gazetteer.sound("سبرينغفيلد", us, illinois)
    assert (match.place.name, match.place.admin1, match.place.population) == ("Springfield", "iso:US-IL", 114394)
    assert gazetteer.sound("تيساليت", frozenset({"ML"}), frozenset({"iso:ML-1"})) == ()


@pytest.mark.parametrize(
    ("text", "name", "province"),
    [
        ("أُجلي سكان بلدة سبرينغفيلد في ولاية إلينوي الأميركية.", "سبرينغفيلد", "iso:US-IL"),
        ("ضرب إعصار ولاية نبراسكا الأميركية، وغمرت المياه بلدة فيربري.", "فيربري", "iso:US-NE"),
    ],
)
def test_an_article_that_names_a_province_means_the_town_there(text: str, name: str, province: str) -> None:
    briefing = brief(Article(text))
    [found] = [r for r in briefing.resolutions if r.mention.text == name]
    assert found.place is not None
    assert (found.place.kind, found.place.admin1) == ("city", province)


def test_a_town_is_not_heard_in_another_country_than_the_one_named_behind_it() -> None:
    text = "زار وفد من الجزائر بلدة تيساليت في مالي."
    assert [r.place.name for r in brief(Article(text)).resolutions if r.place][1:2] == ["Tessalit"]


def test_a_determined_noun_announces_no_name() -> None:
    text = "يقول شبان من تايلاند في المخيم إنهم باقون."
    assert [r.mention.text for r in brief(Article(text)).resolutions] == ["تايلاند"]


def test_where_no_town_is_large_enough_none_is_heard(gazetteer: Gazetteer) -> None:
    mali = frozenset({"ML"})
    town, *_ = gazetteer.sound("ميناكا", mali, size=1)
    assert gazetteer.sound("ميناكا", mali, size=town.place.population)[0] == town
    assert gazetteer.sound("ميناكا", mali, size=5_000_000) == ()


@pytest.mark.parametrize(
    ("kind", "arabic", "name", "iso2"),
    [
        ("admin", "ترنغانو", "Terengganu", "MY"),
        ("admin", "غيريرو", "Guerrero", "MX"),
        ("admin", "ساغاينغ", "Sagaing Region", "MM"),
        ("site", "بانغ كوانغ", "Bang Kwang prison", "TH"),
        ("site", "فلوري ميروجيس", "Fleury-Mérogis prison", "FR"),
    ],
)
def test_provinces_and_sites_are_found_by_sound_without_the_word_for_their_kind(
    gazetteer: Gazetteer, kind: str, arabic: str, name: str, iso2: str
) -> None:
    assert [m.place.name for m in gazetteer.sound(arabic, frozenset({iso2}), kind=kind)[:1]] == [name]
    assert name not in {m.place.name for m in gazetteer.sound(arabic, frozenset({iso2}))}


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("قالت الشرطة الماليزية إن ثلاثة قتلوا في ولاية ترينغغانو.", "ترينغغانو", "Terengganu"),
        ("نقلت السلطات التايلاندية السجناء إلى سجن بانج كوانج.", "بانج كوانج", "Bang Kwang prison"),
        ("قالت فيتنام إن صيادين من مقاطعة كيين جيانج عادوا.", "كيين جيانج", "Kiên Giang"),
    ],
)
def test_a_province_or_site_is_heard_behind_the_noun_that_announces_it(text: str, name: str, place: str) -> None:
    found = {r.mention.text: r.place.name for r in brief(Article(text)).resolutions if r.place}
    assert found.get(name) == place
