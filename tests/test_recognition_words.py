"""Toponyms whose letters spell something else: an inflected noun, an ordinary adjective, a person, a thing."""

from __future__ import annotations

import pytest
from names_found import named

from briefmap import Article, brief


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في القصرين، غير بعيد عن الحدود، يوزع متطوعون الماء في تونس.", ["القصرين", "تونس"]),
        ("نفذ المعلمون إضرابا في مدنين أمس.", ["مدنين"]),
        ("دوت صفارات الإنذار في المطلة إثر إطلاق صاروخ على إسرائيل.", ["المطلة", "إسرائيل"]),
        ("أعلن لبنان أن الكتيبة المنتشرة في صور لن تُسحب.", ["لبنان", "صور"]),
        ("نفى العراق قصف القائم، وقال إن الحدود هادئة.", ["العراق", "القائم"]),
        ("انقلب زورق في عرض المتوسط قبالة ليبيا.", ["المتوسط", "ليبيا"]),
        ("عبروا المتوسط إلى إيطاليا.", ["المتوسط", "إيطاليا"]),
        ("عقد الاجتماع بأكرا بحضور الوزراء.", ["أكرا"]),
        ("انهار سد في منطقة ماتشينغا في ملاوي.", ["ماتشينغا", "ملاوي"]),
        ("نفى عمدة إكيكي وقوع أعمال سلب في تشيلي.", ["إكيكي", "تشيلي"]),
        ("قال حاكم كانو إن الفريق والمدرب قُتلا بعد المباراة في نيجيريا.", ["كانو", "نيجيريا"]),
        ("قُتل شرطيان في كمين قرب جبلة. وقالت سوريا ذلك.", ["جبلة", "سوريا"]),
        ("كانت مسجونة في بالي، وعادت من إندونيسيا.", ["بالي", "إندونيسيا"]),
        ("تنتشر القوات في المنطقة الخضراء في بغداد.", ["المنطقة الخضراء في بغداد"]),
        ("زار الوزير ملاعب كأس العالم في مراكش وطنجة.", ["مراكش", "طنجة"]),
    ],
)
def test_a_place_is_seen_in_a_word_of_another_kind(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "وصل الوزير باكرا إلى مكتبه.",
        "ارتفع الدخل المتوسط ثلاثة في المئة.",
        "فرقتهم الشرطة بالغازات المسيلة للدموع.",
        "ناموا تحت سقف من الخيام الممزقة.",
        "أوصد المستشفى الأهلي أبوابه.",
        "لنكن منصفين في هذا الملف.",
        "صدر التقرير عن مكتب بيروت لحقوق الإنسان.",
        "وقفوا أمام مخبز «باريس باغيت» ورددوا هتافات.",
        "قال نائب اليمين سانتياغو قرطبة إن القانون واضح.",
        "استقبلت شقيقته البرلمانية ليما وفدا من الكنيسة.",
    ],
)
def test_no_place_is_seen_in_a_word_or_a_person(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("أُلغيت الرحلات الجوية بين لاباز وليما.", "La Paz", "city"),
        ("تفاقم الخلاف بين لاباز وليما.", "Bolivia", "country"),
        ("تنفست الخرطوم الصعداء.", "Khartoum", "city"),
        ("أُفرج عن سجين بعد 14 عاما في غوانتانامو.", "Guantanamo Bay detention camp", "site"),
        ("ضرب الزلزال غوانتانامو وهافانا.", "Guantánamo", "city"),
        ("لوكسمبورغ - اتفق الوزراء على تمديد العقوبات.", "Luxembourg", "city"),
        ("قالت لوكسمبورغ إنها ستستقبل مهاجرين.", "Luxembourg", "country"),
    ],
)
def test_a_name_of_two_kinds_means_what_its_sentence_needs(text: str, name: str, kind: str) -> None:
    place = brief(Article(text)).resolutions[0].place
    assert place is not None and (place.name, place.kind) == (name, kind)


def test_a_report_from_a_capital_tells_of_its_state() -> None:
    found = brief(Article("تونس - صعد مهاجرون إلى الطائرة أمس.\nوأُبعد آخرون من تونس إلى الحدود.")).resolutions
    assert [r.place.kind for r in found if r.place] == ["city", "country"]


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("توغلت قوات إسرائيلية في القنيطرة واعتقلت شابين.", "القنيطرة", ("Quneitra", "SY")),
        ("حذر خفر السواحل من إعصار يقترب من فلوريدا.", "فلوريدا", ("Florida", "US")),
        ("أخميتا (جورجيا) - تمضي ليلى أيامها في انتظار ابنها.", "أخميتا", ("Akhmeta", "GE")),
        ("نقلوا إلى السجن المعروف بـ«سيكوت» في السلفادور.", "سيكوت", ("CECOT", "SV")),
        ("يتحصن المسلحون في غابة سامبيسا في نيجيريا.", "سامبيسا", ("Sambisa Forest", "NG")),
    ],
)
def test_a_place_is_named_by_what_stands_around_it(text: str, name: str, place: tuple[str, str]) -> None:
    found = {r.mention.text: (r.place.name, r.place.iso2) for r in brief(Article(text)).resolutions if r.place}
    assert found.get(name) == place
