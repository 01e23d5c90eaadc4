"""Which strings are places, in what capacity, and which place of that name."""

from __future__ import annotations

import pytest

from briefmap import Article, brief
from briefmap.briefing import explain


def places(text: str) -> list[tuple[str, str]]:
    return [(r.mention.text, r.place.name if r.place else "") for r in brief(Article(text)).resolutions]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(r.mention.text, r.mention.kind) for r in brief(Article(text)).resolutions]


@pytest.mark.parametrize(
    "text",
    [
        "وصل الرئيس بعد صلاة المغرب.",
        "وهذا لا يرى بالعين المجردة.",
        "وقال إن القلق ينبع من غياب الضمانات.",
        "بسبب الظروف القاهرة التي مر بها.",
        "ولا يملك البلد أي دعم مالي يذكر.",
        "في مشهد يتكرر كل عام.",
        "وقال الدكتور أحمد البغدادي إن الأمر خطير.",
        "فاز ليفربول على برشلونة في مباراة مثيرة ضمن الدوري.",
    ],
)
def test_words_persons_and_clubs_are_no_places(text: str) -> None:
    assert places(text) == []


def test_what_was_turned_down_says_why() -> None:
    told = explain(Article("وصل الوفد بعد صلاة المغرب إلى روما."))
    assert [(r.text, r.reason) for r in told.rejected if r.text == "المغرب"] == [
        ("المغرب", "an ordinary word beside صلاة")
    ]


def test_a_capital_that_acts_is_its_government_and_one_that_hosts_is_a_city() -> None:
    assert kinds("أعلنت باريس موقفها.") == [("باريس", "metonym")]
    assert kinds("استضافت باريس القمة.") == [("باريس", "toponym")]
    assert kinds("وقّعت نواكشوط ودكار مذكرة.") == [("نواكشوط", "metonym"), ("دكار", "metonym")]
    assert kinds("أجلتهم روما من هناك.") == [("روما", "metonym")]


def test_people_are_counted_by_a_nationality_that_looks_like_a_country() -> None:
    assert kinds("عبر 62 إيطاليا المعبر.") == [("إيطاليا", "demonym")]
    assert kinds("زار 62 وزيرا إيطاليا أمس.") == [("إيطاليا", "demonym")]
    assert kinds("وصل الوزير إلى إيطاليا أمس.") == [("إيطاليا", "toponym")]


def test_vowels_tell_names_apart_that_share_their_letters() -> None:
    assert places("عقدت المحادثات في عمّان.") == [("عمّان", "Amman")]
    assert places("عقدت المحادثات في عُمان.") == [("عُمان", "Oman")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("اندلعت اشتباكات في طرابلس اللبنانية.", "LB"),
        ("اندلعت اشتباكات في طرابلس الليبية.", "LY"),
        ("قبالة طرابلس، ثاني كبرى مدن لبنان.", "LB"),
    ],
)
def test_a_parent_beside_a_name_decides_which_place_it_is(text: str, expected: str) -> None:
    first = brief(Article(text)).resolutions[0].place
    assert first is not None and first.iso2 == expected


def test_the_famous_bearer_of_a_name_wins_over_its_namesakes_abroad() -> None:
    text = "تنقل الوزير بين واشنطن ونيويورك، ثم سافر إلى جنيف."
    assert places(text)[-1] == ("جنيف", "Geneva")
    found = brief(Article(text)).resolutions[-1]
    assert found.place is not None and found.place.iso2 == "CH"
    assert {c.place.iso2 for c in found.candidates} == {"CH", "US"}


def test_a_town_wins_over_the_province_that_bears_its_name_unless_that_is_announced() -> None:
    city = brief(Article("انقلب زورق قبالة أوبوك في جيبوتي.")).resolutions[0].place
    province = brief(Article("انقلب زورق في إقليم أوبوك.")).resolutions[0].place
    assert city is not None and province is not None
    assert (city.kind, province.kind) == ("city", "admin")


def test_a_namesake_near_other_places_of_the_article_is_meant() -> None:
    text = "انقلب زورق قبالة أوبوك، وأعيد من نجا منهم إلى تاجورا."
    assert places(text)[-1] == ("تاجورا", "Tadjoura")
    assert places("سقطت قذائف على طرابلس، وأعيدت العائلات إلى تاجورا.")[-1] == ("تاجورا", "Tajoura")


def test_the_noun_that_announces_a_place_stays_outside_its_span() -> None:
    assert [text for text, _ in places("في محافظة أبين وفي قطاع غزة وفي مخيم الهول.")] == ["أبين", "غزة", "الهول"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصلت إلى لبنان شاحنات إغاثة، وأغلق محتجون في بيروت الطريق إلى طرابلس.", ("طرابلس", "LB", "city")),
        ("وصلت إلى لبنان وليبيا شاحنات إغاثة، ثم أغلق محتجون الطريق إلى طرابلس.", ("طرابلس", "LY", "city")),
        ("تنقل الوزير بين ميامي ودالاس في الولايات المتحدة، ثم سافر إلى جنيف.", ("جنيف", "CH", "city")),
        ("دخلت قوافل الإغاثة إلى خان يونس ثم إلى غزة.", ("غزة", "PS", "region")),
        ("قصفت المدفعية مدينة غزة.", ("غزة", "PS", "city")),
        ("واستقبلت بنما الوفود في عاصمتها بنما.", ("بنما", "PA", "city")),
        ("بحثوا الأمر في فكتوريا، عاصمة سيشل.", ("فكتوريا", "SC", "city")),
        ("ربحت أمهات من ولاية فكتوريا الأسترالية الدعوى.", ("فكتوريا", "AU", "admin")),
        ("سقطت بلدة ناصر في جنوب السودان.", ("ناصر", "SS", "city")),
        ("نصب مسلحون كمينا في وزيرستان الجنوبية في باكستان.", ("وزيرستان الجنوبية", "PK", "admin")),
    ],
)
def test_a_bearer_whose_land_is_named_wins(text: str, expected: tuple[str, str, str]) -> None:
    told = [r for r in brief(Article(text)).resolutions if r.mention.text == expected[0]][-1]
    assert told.place is not None
    assert (told.mention.text, told.place.iso2, told.place.kind) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أغلق الحراس مخيم روج في سوريا، ثم عاد آخرون إلى روج.", ["روج", "سوريا", "روج"]),
        ("تشرف الإدارة على مخيم روج في سوريا. ويضم المخيمان، روج والهول، آلافا.", ["روج", "سوريا", "روج", "الهول"]),
        ("أغلق الجنود مخيم الأمل في العراق، لكن الأمل بقي في نفوس الناس.", ["الأمل", "العراق"]),
        ("اقتيدوا إلى سجن بوصاصو في الصومال، ثم أضاءت بوصاصو مصابيحها.", ["بوصاصو", "الصومال", "بوصاصو"]),
    ],
)
def test_a_camp_is_named_again_by_its_own_word(text: str, expected: list[str]) -> None:
    assert [name for name, _ in places(text)] == expected


def test_a_town_that_has_a_prison_of_its_name_is_not_taken_for_it() -> None:
    text = "اقتيدوا إلى سجن بوصاصو في الصومال، ثم أضاءت بوصاصو مصابيحها."
    found = [r.place.kind for r in brief(Article(text)).resolutions if r.place]
    assert found == ["site", "country", "city"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("وأعلن الرئيس من نيروبي تمديد الطوارئ.", ["city"]),
        ("وصل وزراء من باريس إلى القمة.", ["country"]),
        ("تحطم القطار بين فيينا وسالزبورغ.", ["city", "city"]),
        ("توترت العلاقات بين فيينا وبودابست.", ["country", "country"]),
        ("وكانت مانيلا هي المدينة المقترحة.", ["city"]),
        ("وكانت مدريد قد رفضت الطلب.", ["country"]),
        ("وصفته بلغراد بأنه خيال رخيص.", ["country"]),
        ("لم تصمد هدنة رعتها بكين.", ["country"]),
        ("انتهى الأمر بفضل وعود سراييفو.", ["country"]),
    ],
)
def test_a_capital_is_a_city_or_its_government(text: str, kinds: list[str]) -> None:
    assert [r.place.kind for r in brief(Article(text)).resolutions if r.place] == kinds
