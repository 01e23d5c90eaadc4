"""What a sentence gives its places, and what it does not give them."""

from __future__ import annotations

import pytest

from briefmap import Article, brief
from briefmap.briefing import explain


def roles(text: str) -> set[tuple[str, str]]:
    return {(a.place.name, a.role) for a in brief(Article(text)).assignments}


def of(text: str, role: str) -> set[str]:
    return {place for place, given in roles(text) if given == role}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("من المقرر أن تستضيف الدوحة جولة جديدة من المفاوضات بين رواندا والكونغو الديمقراطية.", {"Doha"}),
        ("انعقدت في بوينس آيرس قمة غابت عنها فنزويلا.", {"Buenos Aires"}),
        ("عقد الاجتماع في جنيف بدلا من فيينا.", {"Geneva"}),
        ("التقى وزراء الدفاع في بروكسل لبحث الوضع في دونيتسك.", {"Brussels"}),
        ("اتفقت أرمينيا وأذربيجان، خلال لقاء استضافته أبوظبي، على تبادل الأسرى.", {"Abu Dhabi"}),
        ("استأنف الوفدان في مسقط محادثاتهما، بعدما تعذر عقدها في أوسلو.", {"Muscat"}),
        ("حذّر أمين عام المنظمة، في افتتاح قمة دوشنبه، من أن المسلحين يتمركزون في قندوز.", {"Dushanbe"}),
        ("اتفق الجانبان في أنقرة على هدنة.", {"Ankara"}),
        ("وناقشت دول المجموعة الأزمة في بريدجتاون.", {"Bridgetown"}),
        ("وفي بريغنز، أطلق وزراء داخلية ألمانيا والنمسا منصة لتبادل البصمات.", {"Bregenz"}),
        ("وفي بريغنز، أطلق مسلحون النار على قادة المتظاهرين.", set()),
        ("اختارت المنظمة كيغالي مقرا لقمتها المقبلة.", {"Kigali"}),
        ("جرى التوقيع في أديس أبابا بين ممثلي الحركة والحكومة.", {"Addis Ababa"}),
        ("وفي ختام يومين من النقاش المغلق في طنجة، أصدر المشاركون بيانا.", {"Tangier"}),
        ("أبوجا (رويترز) - اتفق قادة دول المنطقة في ختام قمتهم على قوة مشتركة تنشرها نيجيريا.", {"Abuja"}),
        ("أبوجا (رويترز) - اتفق قادة دول المنطقة في ختام قمتهم في لومي على قوة تنشرها نيجيريا.", {"Lomé"}),
        ("أبوجا (رويترز) - قتل مسلحون قائد الحامية في ولاية بورنو النيجيرية.", set()),
        ("اتفق الخصمان على هدنة رعتها بكين في كونمينغ.", {"Kunming"}),
        ("خرقت الاشتباكات وقف إطلاق النار الذي وُقع في بوتراجايا.", {"Putrajaya"}),
        ("نفت طهران أن تكون مفاوضات مسقط قد فشلت.", {"Muscat"}),
        ("رفعت دعوى أمام المحكمة المنعقدة في لاهاي، بعد مؤتمر دولي في كوكس بازار.", {"Cox's Bazar"}),
        ("وأكد مصدر استمرار المداولات في واشنطن، مستبعدا انتقالها إلى جنيف.", {"Washington"}),
        ("أجلت الطائرة بعد الاجتماع من علقوا انطلاقا من مطار عدن.", set()),
        ("قال الوزير بعد مباحثات في عمّان إن تنظيم داعش ينشط في الرقة.", {"Amman"}),
        ("انهارت في جنيف جولة ثانية من المحادثات بين أرمينيا وأذربيجان.", {"Geneva"}),
        ("رحب الجانبان بانعقاد لجنة الهدنة في الناقورة.", {"Naqoura"}),
        ("اجتمع الوزراء في بغداد، واستشهد أحدهم بما جرى في سجن الناصرية.", {"Baghdad"}),
        ("عقدت القمة في سانتياغو. وكانت أسونسيون مرشحة لاستضافتها.", {"Santiago"}),
        ("سجلت أعلى حصيلة منذ عقدين. وقع آخر الحوادث في طشقند.", set()),
        ("وصمدت الهدنة منذ إبرام اتفاق نيروبي في ديسمبر الماضي.", {"Nairobi"}),
        ("وتنص اتفاقية جوبا الموقعة قبل عامين على دمج المقاتلين.", {"Juba"}),
        ("وينص اتفاق نيروبي على دمج المقاتلين.", set()),
        ("وأخفقت جولات نيروبي الثلاث في تقريب المواقف.", {"Nairobi"}),
        ("وكانت قمة نواكشوط العام الماضي قد شهدت خلافا.", {"Nouakchott"}),
        ("نفى دبلوماسي أن تكون القضية قد أثيرت في منتدى داكار.", {"Dakar"}),
        ("وظلت اللجنة منعقدة في أبوجا حتى ساعة متأخرة.", {"Abuja"}),
        ("كانت وفود الدول الأربع مجتمعة منذ الصباح في لومي.", {"Lomé"}),
        ("وسيناقش الوزراء الملف في اجتماع دعت إليه الأمم المتحدة في نيروبي.", {"Nairobi"}),
        ("دعت الأمم المتحدة إلى اجتماع في نيروبي.", set()),
        ("وقعت ثلاثة هجمات في كيدال رغم الاتفاق بين الطرفين.", set()),
        ("استقبل المستشفى في غوندار 46 جثة. وقال رئيس القسم إن الوضع صعب.", set()),
    ],
)
def test_a_meeting_is_where_it_is_held_and_not_where_it_is_not(text: str, expected: set[str]) -> None:
    assert of(text, "meeting_location") == expected


def test_the_capital_named_by_its_country_is_the_place_of_the_meeting() -> None:
    text = "نيامي - التأم الاجتماع الخميس في العاصمة النيجرية."
    assert of(text, "meeting_location") == {"Niamey"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("خرج الوسطاء، وهم مصر وقطر، ببيان بعد اجتماع في شرم الشيخ.", {"Egypt", "Qatar"}),
        ("أعلنت الدولتان الضامنتان، روسيا وإيران، بعد القمة في سوتشي وقف النار.", {"Russia", "Iran"}),
        ("وصل الوسطاء، بحسب صحيفة في قطر، إلى طريق مسدود.", set()),
        ("استضافت كوالالمبور اجتماعا حضره مراقب من طوكيو وقنصل إسبانيا.", {"Japan", "Spain"}),
        ("تجمع مراقبون في باريس على أن الأزمة مستمرة.", set()),
        ("احتضنت القاهرة مؤتمرا تخلف عنه مندوب النيجر. وعرض مندوب تونس جدولا للعمل.", {"Tunisia"}),
        ("احتج مندوب المبيعات في تونس على الموعد.", set()),
    ],
)
def test_who_takes_part(text: str, expected: set[str]) -> None:
    assert of(text, "participant_state") == expected


def test_those_who_come_by_their_officials_take_part() -> None:
    text = "عقد مجلس السلم جلسة بمشاركة وزراء من الصومال وكينيا وأوغندا، وغابت عنها إريتريا."
    assert of(text, "participant_state") == {"Somalia", "Kenya", "Uganda"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وأعادت الفلبين 230 من عمالها من لبنان.", {"Philippines"}),
        ("وأرسلت بغداد طائرة أعادت 114 عراقيا من مينسك.", {"Iraq"}),
        ("وأشاد الوزير بكوسوفو التي أعادت مئة من مواطنيها.", {"Kosovo"}),
        ("وتستعد ماليزيا لاستقبال 60 من مواطنيها المحتجزين في مخيم الهول.", {"Malaysia"}),
        ("وناشدت المفوضية إيرلندا والبرتغال استعادة رعاياهما.", set()),
        ("لم تستعد فرنسا مواطنيها.", set()),
        ("ورحلت باكستان ستين ألف لاجئ أفغاني.", set()),
        ("أعادت ألمانيا 30 أفغانيا إلى كابل.", set()),
    ],
)
def test_a_state_brings_home_its_own_and_only_if_it_does(text: str, expected: set[str]) -> None:
    assert of(text, "repatriating_state") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("لم تستعد فرنسا مواطنيها.", {"France"}),
        ("قررت الدنمارك عدم استعادة الأطفال من المخيمات.", {"Denmark"}),
        ("ولم توافق السويد حتى الآن على إعادة مواطنيها.", {"Sweden"}),
        ("باستثناء بريطانيا التي لا تزال ترفض عودة رعاياها.", {"United Kingdom"}),
        ("أما كندا فحطت طائرتها في مونتريال، لكنها تمتنع عن إعادة رجالها من السجون.", {"Canada"}),
        ("وتتلكأ لندن في إعادة أطفال بريطانيين من المخيمات.", {"United Kingdom"}),
        ("ولم تبد بلجيكا أي نية لاستعادة مقاتليها.", {"Belgium"}),
        ("تقول الحكومة الكندية إنها ليست ملزمة قانونا بإعادة مواطنيها.", {"Canada"}),
        ("وأسقطت بريطانيا الجنسية عن المرأة.", {"United Kingdom"}),
        ("وامتنعت واشنطن عن التعليق.", set()),
    ],
)
def test_who_refuses_is_told_from_who_is_silent(text: str, expected: set[str]) -> None:
    assert of(text, "reluctant_state") == expected


def test_people_return_from_where_they_were_held() -> None:
    text = "استعاد المغرب ثمانية من مواطنيه كانوا محتجزين في شمال سورية."
    assert roles(text) == {
        ("Morocco", "repatriating_state"),
        ("Syria", "return_origin"),
        ("Syria", "detention_location"),
    }


def test_a_camp_holds_fighters_and_shelters_refugees() -> None:
    held = of("وما زال المقاتلون الأجانب في مخيم الهول بسوريا.", "detention_location")
    assert held == {"al-Hol camp", "Syria"}
    assert of("ووزعت المنظمة خبزا في مخيم الزعتري.", "detention_location") == set()


def test_a_list_follows_the_noun_that_announces_it() -> None:
    text = "وقالت الوزارة إن العائدين كانوا محتجزين في مخيمي الهول وروج."
    assert of(text, "detention_location") == {"al-Hol camp", "Roj camp"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("هاجم الحوثيون سفينة تجارية في خليج عدن.", {"Gulf of Aden"}),
        ("قصفت القوات ليلا مدينة خيرسون فقتل ثلاثة مدنيين.", {"Kherson"}),
        ("طاردت القوات المهاجمين حتى الرقة حيث دارت اشتباكات.", {"Al-Raqqa"}),
        ("تبنى التنظيم تفجير كنيسة في جزيرة مينداناو جنوبي الفلبين.", {"Mindanao"}),
        ("تعرضت بلدة سراقب لقصف مدفعي.", {"Saraqib"}),
        ("وتواجه موزمبيق تمردا مسلحا في إقليم كابو ديلغادو.", set()),
        ("ولم يسجل أي اعتداء في مضيق هرمز.", set()),
        ("ونفى الجيش وقوع هجوم على الموصل.", set()),
        ("وفجر الأحد زار الوزير بغداد.", set()),
    ],
)
def test_an_attack_happened_as_finely_as_it_is_named(text: str, expected: set[str]) -> None:
    assert of(text, "incident_location") == expected


def test_the_verb_between_takes_the_place_from_the_noun_before() -> None:
    text = "وقبل ساعات من الجلسة، هاجم مسلحون فندقا في مقديشو."
    assert roles(text) == {("Mogadishu", "incident_location")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("تعاني منطقة الساحل، ولا سيما مالي والنيجر، من هجمات متكررة.", {"Sahel", "Mali", "Niger"}),
        ("وحذر مسؤولون من تمدد الجماعات المسلحة إلى بنين وتوغو.", {"Benin", "Togo"}),
        ("وفي منطقة البادية السورية لا تزال خلايا التنظيم تنشط.", {"Syrian Desert"}),
        ("تحولت منطقة الحدود الثلاثية إلى معقل للجماعات الجهادية.", {"Liptako-Gourma"}),
        ("أعرب المجلس عن قلقه إزاء تدهور الأوضاع الأمنية في السودان.", {"Sudan"}),
        ("وتواجه موزمبيق تمردا مسلحا في إقليم كابو ديلغادو.", {"Mozambique", "Cabo Delgado"}),
        ("تشتعل ولاية راخين بالقتال بين الجيش والمتمردين.", {"Rakhine State"}),
    ],
)
def test_a_threat_is_of_areas_and_of_all_that_are_listed(text: str, expected: set[str]) -> None:
    assert of(text, "threat_region") == expected


def test_what_was_taken_back_says_why() -> None:
    told = explain(Article("ونفى الجيش وقوع هجوم على الموصل."))
    assert [(d.role, d.reason) for d in told.dropped] == [("incident_location", "denied")]


def test_evidence_holds_the_cue_and_the_name() -> None:
    text = "وقال الوزير كلاما. ثم هاجم مسلحون فندقا في مقديشو."
    (assignment,) = brief(Article(text)).assignments
    (evidence,) = assignment.evidence
    assert evidence.quote == "ثم هاجم مسلحون فندقا في مقديشو."
    assert (evidence.cue.of(text), evidence.mention.of(text)) == ("هاجم", "مقديشو")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("عقد الوفدان اجتماعهما في مسقط. وشكر وزير الخارجية العماني الجانبين على مرونتهما.", {"Oman"}),
        ("افتتح في مدينة كوكس بازار البنغلادشية مؤتمر دولي عن اللاجئين.", {"Bangladesh"}),
        ("التأمت القمة في نيروبي. وأيدت كينيا الخطة.", {"Kenya"}),
        ("التأمت القمة في نيروبي. وعبر لاجئون الحدود إلى كينيا.", set()),
        ("التأمت القمة في كيغالي، وغابت عنها رواندا.", set()),
        ("التأمت القمة في نيروبي. وقال وزير الداخلية الأوغندي إن القتال توقف.", set()),
    ],
)
def test_the_state_of_the_town_where_others_meet_takes_part_where_it_is_told_of(text: str, expected: set[str]) -> None:
    hosts = {"Oman", "Qatar", "Bangladesh", "Kenya", "Rwanda"}
    assert of(text, "participant_state") & hosts == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أنهى أمناء مجالس الأمن في أذربيجان وجورجيا لقاء في طشقند.", {"Azerbaijan", "Georgia"}),
        ("التأم الأربعاء في ليما مسؤولو الهجرة من بنما وكولومبيا.", {"Panama", "Colombia"}),
        ("عقد مدعون عامون من السويد والنرويج جلسة عمل في كييف.", {"Sweden", "Norway"}),
        ("اجتمع رؤساء هيئات مكافحة المخدرات في بيرو وكولومبيا في مدينة ليتيسيا.", {"Peru", "Colombia"}),
        ("عقدت في نيروبي جولة محادثات بوساطة من الدوحة ورعاية أنقرة.", {"Qatar", "Türkiye"}),
        ("عقدت في نيروبي ثالث جولة محادثات ترعاها واشنطن.", {"United States"}),
        ("ينعقد في جنيف اجتماع وزراء خارجية «الرباعية» المؤلفة من مصر والإمارات.", {"Egypt", "United Arab Emirates"}),
        ("خرج الوسطاء، وهم مصر وقطر، ببيان بعد المفاوضات.", {"Egypt", "Qatar"}),
        ("تعثرت المفاوضات من دون أن يعلن أي من الوسيطين، تركيا وقطر، انهيارها.", {"Türkiye", "Qatar"}),
        ("عقد الاجتماع في نيامي. ومثّل بوركينا فاسو قائد جيوشها.", {"Burkina Faso"}),
        ("اجتمع الوزراء في لومي. وتحفظ نظيراهم الغاني والنيجيري.", {"Ghana", "Nigeria"}),
        ("اختتمت القمة في ياوندي بإنشاء قوة تتقاسم نفقاتها نيجيريا والغابون.", {"Nigeria", "Gabon"}),
        ("اجتمع الوزراء في لومي. وغاب نظيرهم الرواندي.", set()),
        ("وافق المجتمعون في مابوتو، وبينهم رئيسا تنزانيا وزامبيا، على الخطة.", {"Tanzania", "Zambia"}),
        ("أعلنت الدول الثلاث، وهي إيران وباكستان والصين، بعد اجتماعها آلية.", {"Iran", "Pakistan", "China"}),
        ("عُقدت القمة بمشاركة قادة ثلاث دول، هي تونس وليبيا وتشاد.", {"Tunisia", "Libya", "Chad"}),
        ("وأثمرت مساع سويسرية جولة محادثات.", {"Switzerland"}),
        ("تبادل قائدا البحريتين الهندية والسريلانكية وجهات النظر.", {"India", "Sri Lanka"}),
        ("وتمثلت اليونان بوزير الهجرة.", {"Greece"}),
        ("حذرت كوبا من قمة باريس.", set()),
        ("أما إريتريا، التي لم تحضر الاجتماع، فرحبت به.", set()),
        ("وجاء في بيان لقادة القمة أن طهران ترفض ذلك.", set()),
        ("اتهم التحالف المكون من السعودية والإمارات الحوثيين بقصف مأرب.", set()),
        ("انتقد نظيره الألماني الغارة.", set()),
        ("اجتمع وزراء الداخلية في تونس.", set()),
        ("عقد أنصار الجماعة في سوريا والعراق اجتماعا.", set()),
    ],
)
def test_officials_are_known_by_their_charge_and_states_by_what_they_sponsor(text: str, expected: set[str]) -> None:
    assert of(text, "participant_state") == expected


@pytest.mark.parametrize(
    "text",
    [
        "بحث الوزراء الملف قرب باريس في الجلسة",
        "لم تُدعَ جورجيا إلى الاجتماع، كما لم تحضره لندن",
        "اختُتمت مشاورات ضمت، إلى البلد المضيف، مبعوثي روسيا",
    ],
)
def test_a_text_may_end_without_a_mark(text: str) -> None:
    assert brief(Article(text)).resolutions
