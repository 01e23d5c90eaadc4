"""Sentences of many regions on return, refusal and meetings: the roles that they give, and no others.

`tests/data/return_sentences.csv` holds most of them: `roles` must be found, `also` may be, nothing else.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from briefmap import Article, brief

TOLD = {
    "reluctant_state",
    "repatriating_state",
    "return_origin",
    "meeting_location",
    "participant_state",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "وتمتنع النرويج منذ سنوات عن استقبال رعاياها المحتجزين في العراق.",
            {("Norway", "reluctant_state")},
        ),
        (
            "تحفظت برلين على عودة المقاتلين الألمان، في حين أبدت باريس مرونة أكبر.",
            {("Germany", "reluctant_state")},
        ),
        (
            "لا تزال أستراليا ترفض إعادة عشرات النساء والأطفال العالقين في مخيم الهول.",
            {("Australia", "reluctant_state")},
        ),
        (
            "أغلقت الدنمارك الباب أمام عودة أبناء المتشددين المولودين في الخارج.",
            {("Denmark", "reluctant_state")},
        ),
        (
            "جرّدت لندن شميمة بيغوم من الجنسية عام 2019.",
            {("United Kingdom", "reluctant_state")},
        ),
        (
            "وجردت النمسا رجلا من جنسيته بعد انضمامه إلى تنظيم داعش.",
            {("Austria", "reluctant_state")},
        ),
        (
            "تماطل ترينيداد وتوباغو في إعادة نحو مئة من مواطنيها، معظمهم أطفال.",
            {("Trinidad and Tobago", "reluctant_state")},
        ),
        (
            "وقالت باريس إنها ستعيد 15 امرأة، لكن لندن ما زالت مترددة.",
            {("France", "repatriating_state"), ("United Kingdom", "reluctant_state")},
        ),
        (
            "على عكس ألمانيا التي استعادت عشرات الأطفال، لم تحرك سويسرا ساكنا لإعادة مواطنيها.",
            {("Germany", "repatriating_state"), ("Switzerland", "reluctant_state")},
        ),
        (
            "واستعادت فنلندا ستة أطفال من مخيم الهول، وحذت حذوها السويد.",
            {("Finland", "repatriating_state"), ("Sweden", "repatriating_state"), ("al-Hol camp", "return_origin")},
        ),
        (
            "أجلت بلجيكا عائلات المقاتلين من شمال سوريا، وفعلت النمسا الشيء نفسه بعد أشهر.",
            {("Austria", "repatriating_state"), ("Belgium", "repatriating_state"), ("Syria", "return_origin")},
        ),
        (
            "وصلت إلى مطار بوغوتا طائرة أميركية تقل 110 كولومبيين مرحلين من تكساس.",
            {("Texas", "return_origin"), ("Colombia", "repatriating_state")},
        ),
        (
            "أجلت الهند رعاياها من أوكرانيا عبر رومانيا وبولندا.",
            {("India", "repatriating_state"), ("Ukraine", "return_origin")},
        ),
        (
            "أجلت فرنسا مئات من مواطنيها ومن رعايا دول أخرى من السودان بعد اندلاع القتال.",
            {("France", "repatriating_state"), ("Sudan", "return_origin")},
        ),
        (
            "رحّلت الولايات المتحدة 238 فنزويليا إلى السلفادور.",
            {("United States", "return_origin")},
        ),
        (
            "أبعدت الجزائر أكثر من ألف مهاجر إلى النيجر خلال أسبوع.",
            {("Algeria", "return_origin")},
        ),
        (
            "استردت أذربيجان جثامين جنودها من أرمينيا.",
            {("Armenia", "return_origin"), ("Azerbaijan", "repatriating_state")},
        ),
        (
            "واستعادت كييف 16 طفلا كانوا قد نقلوا قسرا إلى روسيا.",
            {("Russia", "return_origin"), ("Ukraine", "repatriating_state")},
        ),
        (
            "التأم في نيروبي أمس اجتماع لوزراء دول شرق أفريقيا لتقييم الوضع في جنوب السودان.",
            {("Nairobi", "meeting_location")},
        ),
        (
            "انعقد مؤتمر دولي حول عودة اللاجئين الأفغان في دوشنبه بحضور وفود من باكستان وإيران وأوزبكستان.",
            {
                ("Dushanbe", "meeting_location"),
                ("Iran", "participant_state"),
                ("Pakistan", "participant_state"),
                ("Uzbekistan", "participant_state"),
            },
        ),
        (
            "التقى وزير الخارجية المصري نظيره السوداني على هامش القمة الأفريقية في أديس أبابا.",
            {("Addis Ababa", "meeting_location"), ("Egypt", "participant_state"), ("Sudan", "participant_state")},
        ),
        (
            "بحث وزير خارجية كازاخستان هاتفيا مع نظيره الأفغاني ملف الأطفال المحتجزين.",
            {("Afghanistan", "participant_state"), ("Kazakhstan", "participant_state")},
        ),
        (
            "أجرى الرئيس البرازيلي اتصالا هاتفيا مع نظيره الكولومبي بشأن المرحلين.",
            {("Brazil", "participant_state"), ("Colombia", "participant_state")},
        ),
        (
            "جنيف (رويترز) - قالت الأمم المتحدة إن اجتماعا للمانحين سيعقد في بروكسل الشهر المقبل.",
            {("Brussels", "meeting_location")},
        ),
        (
            "باريس - دعا الرئيس الفرنسي إلى مؤتمر دولي حول السودان.",
            set(),
        ),
        (
            "القاهرة (أ ف ب) - أعلنت الخارجية المصرية إجلاء 500 مصري من السودان.",
            {("Egypt", "repatriating_state"), ("Sudan", "return_origin")},
        ),
        (
            "وقّعت رواندا والكونغو الديموقراطية في واشنطن اتفاق سلام بحضور وزير الخارجية الأميركي.",
            {
                ("Democratic Republic of the Congo", "participant_state"),
                ("Rwanda", "participant_state"),
                ("United States", "participant_state"),
                ("Washington", "meeting_location"),
            },
        ),
        (
            "أعلنت بكين أن وزيري خارجية باكستان وأفغانستان اجتمعا في كابول مع نظيرهما الصيني.",
            {
                ("Afghanistan", "participant_state"),
                ("China", "participant_state"),
                ("Kabul", "meeting_location"),
                ("Pakistan", "participant_state"),
            },
        ),
        (
            "اختتمت في لواندا مفاوضات مباشرة بين حكومة كينشاسا وحركة 23 مارس.",
            {("Democratic Republic of the Congo", "participant_state"), ("Luanda", "meeting_location")},
        ),
        (
            "يجتمع قادة دول الساحل الثلاث، مالي والنيجر وبوركينا فاسو، في باماكو الشهر المقبل.",
            {
                ("Bamako", "meeting_location"),
                ("Burkina Faso", "participant_state"),
                ("Mali", "participant_state"),
                ("Niger", "participant_state"),
            },
        ),
        (
            "شارك ممثلون عن تركيا وقطر والسعودية في اللقاء الذي احتضنته جدة.",
            {
                ("Jeddah", "meeting_location"),
                ("Qatar", "participant_state"),
                ("Saudi Arabia", "participant_state"),
                ("Türkiye", "participant_state"),
            },
        ),
        (
            "أوفدت بنغلادش مسؤولا رفيعا إلى طرابلس للمشاركة في محادثات حول إعادة مهاجريها العالقين.",
            {("Bangladesh", "participant_state"), ("Tripoli", "meeting_location")},
        ),
        (
            "أعادت المنظمة الدولية للهجرة 162 مهاجرا من بنغلادش كانوا عالقين في ليبيا.",
            {("Libya", "return_origin")},
        ),
        (
            "هبطت في دكا طائرة تحمل 150 مهاجرا أُجلوا من بنغازي.",
            {("Benghazi", "return_origin")},
        ),
        (
            "طردت باكستان أكثر من 80 ألف أفغاني منذ مطلع أبريل.",
            {("Pakistan", "return_origin")},
        ),
        (
            "وتواصل إيران ترحيل المهاجرين الأفغان عبر معبر إسلام قلعة.",
            {("Iran", "return_origin")},
        ),
        (
            "عاد أكثر من مليون أفغاني من إيران منذ بداية العام.",
            {("Iran", "return_origin")},
        ),
        (
            "رحلت جمهورية الدومينيكان 20 ألف هايتي خلال شهر.",
            {("Dominican Republic", "return_origin")},
        ),
        (
            "وافقت كوستاريكا على استقبال 200 مهاجر آسيوي مرحلين من الولايات المتحدة.",
            {("United States", "return_origin")},
        ),
        (
            "ولم توافق فنزويلا بعد على تسلم مواطنيها المرحلين من الولايات المتحدة.",
            {("United States", "return_origin"), ("Venezuela", "reluctant_state")},
        ),
        (
            "ليس لدى بلغراد نية لإعادة مقاتليها من الخارج.",
            {("Serbia", "reluctant_state")},
        ),
        (
            "ترفض الحكومة السويدية بشكل قاطع استعادة الرجال.",
            {("Sweden", "reluctant_state")},
        ),
        (
            "وبقيت جورجيا مترددة حيال استعادة مواطنيها المعتقلين في العراق.",
            {("Georgia", "reluctant_state")},
        ),
        (
            "أرجأت البرتغال مرة أخرى قرار إعادة أسر المقاتلين.",
            {("Portugal", "reluctant_state")},
        ),
        (
            "هولندا ترفض عودة «عروس داعش» إلى أراضيها.",
            {("Netherlands", "reluctant_state")},
        ),
        (
            "تنصلت لندن من مسؤوليتها عن رعاياها في المخيمات.",
            {("United Kingdom", "reluctant_state")},
        ),
        (
            "وأكدت إسبانيا أنها استعادت امرأتين و13 طفلا من المخيمات السورية.",
            {("Spain", "repatriating_state"), ("Syria", "return_origin")},
        ),
        (
            "ألمانيا تستعيد أربع نساء من مخيم روج.",
            {("Germany", "repatriating_state"), ("Roj camp", "return_origin")},
        ),
        (
            "إعادة 31 طفلا روسيا من دمشق إلى موسكو.",
            {("Damascus", "return_origin"), ("Russia", "repatriating_state")},
        ),
        (
            "عملية لإعادة مواطنين عراقيين من مخيم الهول تنطلق غدا.",
            {("Iraq", "repatriating_state"), ("al-Hol camp", "return_origin")},
        ),
        (
            "وتسلمت بغداد دفعة جديدة من عائلات التنظيم قادمة من مخيم الهول.",
            {("Iraq", "repatriating_state"), ("al-Hol camp", "return_origin")},
        ),
        (
            "حطت في كييف طائرة المحررين القادمة من موسكو.",
            {("Moscow", "return_origin")},
        ),
        (
            "نفذت اليابان عملية إجلاء لرعاياها من إسرائيل إلى عمّان.",
            {("Israel", "return_origin"), ("Japan", "repatriating_state")},
        ),
        (
            "أرسلت الصين سفينتين حربيتين لإجلاء مواطنيها من السودان.",
            {("China", "repatriating_state"), ("Sudan", "return_origin")},
        ),
        (
            "بدأت اليونان بإجلاء مواطنيها من لبنان على متن طائرة عسكرية.",
            {("Greece", "repatriating_state"), ("Lebanon", "return_origin")},
        ),
        (
            "سيّرت غانا رحلة لإعادة مواطنيها من تونس بعد موجة عنف ضد المهاجرين.",
            {("Ghana", "repatriating_state"), ("Tunisia", "return_origin")},
        ),
        (
            "استأجرت ساحل العاج ومالي وغينيا طائرات لإعادة رعاياها من تونس.",
            {
                ("Côte d'Ivoire", "repatriating_state"),
                ("Guinea", "repatriating_state"),
                ("Mali", "repatriating_state"),
                ("Tunisia", "return_origin"),
            },
        ),
        (
            "وسلمت تركيا مطلوبين اثنين إلى ألمانيا.",
            {("Türkiye", "return_origin")},
        ),
        (
            "ورحلت ألمانيا 28 أفغانيا مدانين إلى كابل.",
            {("Germany", "return_origin")},
        ),
        (
            "عقد مجلس الأمن جلسة طارئة لبحث الوضع في السودان.",
            set(),
        ),
        (
            "اتفق وزراء خارجية مصر والسعودية والإمارات خلال اجتماع ثلاثي في الرياض على دعم لبنان.",
            {
                ("Egypt", "participant_state"),
                ("Riyadh", "meeting_location"),
                ("Saudi Arabia", "participant_state"),
                ("United Arab Emirates", "participant_state"),
            },
        ),
        (
            "والتقى الوزير في موسكو نظيره الروسي سيرغي لافروف.",
            {("Moscow", "meeting_location"), ("Russia", "participant_state")},
        ),
        (
            "ترأس وفد الجزائر في المحادثات السفير عمار بن جامع.",
            {("Algeria", "participant_state")},
        ),
        (
            "ومثّل تشاد في الاجتماع وزير دفاعها.",
            {("Chad", "participant_state")},
        ),
        (
            "وقاطعت إريتريا القمة المنعقدة في مقديشو.",
            {("Mogadishu", "meeting_location")},
        ),
        (
            "لم تحضر إثيوبيا جولة المفاوضات التي استضافتها القاهرة.",
            {("Cairo", "meeting_location")},
        ),
        (
            "تأجل الاجتماع الذي كان مقررا في الكويت إلى إشعار آخر.",
            set(),
        ),
        (
            "ألغيت القمة المقررة في بودابست بين ترامب وبوتين.",
            set(),
        ),
        (
            "نقلت المحادثات من إسطنبول إلى جنيف لأسباب أمنية.",
            {("Geneva", "meeting_location")},
        ),
        (
            "طالبت الأمم المتحدة فرنسا باستعادة مواطنيها.",
            set(),
        ),
    ],
)
def test_who_returns_refuses_or_meets(text: str, expected: set[tuple[str, str]]) -> None:
    given = {(a.place.name, a.role) for a in brief(Article(text)).assignments}
    assert {(place, role) for place, role in given if role in TOLD} == expected


with (Path(__file__).parent / "data" / "return_sentences.csv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table))


def listed(cell: str) -> set[tuple[str, str]]:
    return {(place, role) for role, _, place in (one.partition("=") for one in cell.split("|") if one)}


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:40] for row in ROWS])
def test_a_sentence_of_the_table_gives_its_roles_and_no_other(row: dict[str, str]) -> None:
    given = {(a.place.name, a.role) for a in brief(Article(row["text"])).assignments if a.role in TOLD}
    assert listed(row["roles"]) <= given <= listed(row["roles"]) | listed(row["also"])
