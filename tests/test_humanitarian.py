"""The humanitarian profile on sentences of our own: exactly these places, exactly these roles."""

from __future__ import annotations

import pytest

from briefmap import Article, brief


def roles(text: str) -> set[tuple[str, str]]:
    return {(a.place.name, a.role) for a in brief(Article(text), profile="humanitarian").assignments}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ضرب زلزال قوي مدينة مراكش فجر السبت.", {("Marrakesh", "disaster_area")}),
        ("اجتاحت السيول مدينة درنة شرقي ليبيا وجرفت أحياء كاملة.", {("Derna", "disaster_area")}),
        ("تفشى وباء الكوليرا في اليمن.", {("Yemen", "disaster_area")}),
        ("يعاني الصومال من جفاف شديد منذ ثلاثة مواسم.", {("Somalia", "disaster_area")}),
        ("اندلعت حرائق الغابات في اليونان واقتربت من القرى.", {("Greece", "disaster_area")}),
        (
            "سجلت الكونغو الديمقراطية ثلاثين إصابة بفيروس إيبولا.",
            {("Democratic Republic of the Congo", "disaster_area")},
        ),
        ("أتت النيران على آلاف المنازل في لوس أنجلوس.", {("Los Angeles", "disaster_area")}),
        ("لقي ثلاثون شخصا مصرعهم في فيضانات اجتاحت ولاية كيرالا جنوبي الهند.", {("Kerala", "disaster_area")}),
        ("نجت هايتي من الإعصار.", set()),
        ("حذر خبراء من أن يضرب الإعصار كوبا.", set()),
        ("نزح نحو ألفي شخص من حلب.", {("Aleppo", "displaced_from")}),
        ("فر آلاف المدنيين من الخرطوم سيرا على الأقدام.", {("Khartoum", "displaced_from")}),
        ("أجلت السلطات السكان من ميامي قبل وصول العاصفة.", {("Miami", "displaced_from")}),
        ("فرت عائلات من السودان إلى تشاد.", {("Sudan", "displaced_from"), ("Chad", "displaced_to")}),
        ("استقبلت أوغندا آلاف اللاجئين.", {("Uganda", "displaced_to")}),
        ("وصل نازحون إلى مدينة إدلب.", {("Idlib", "displaced_to")}),
        ("شرد القصف آلاف العائلات في إدلب.", {("Idlib", "displaced_from")}),
        ("أجبر القتال سكان بوكافو على الفرار.", {("Bukavu", "displaced_from")}),
        ("يعيش مئات الآلاف من النازحين في مخيمات قرب غوما.", {("Goma", "displaced_to")}),
        ("تؤوي كينيا نصف مليون لاجئ صومالي.", {("Kenya", "displaced_to")}),
        ("نفت الحكومة أن يكون أحد قد نزح من بغداد.", set()),
        ("أرسلت قطر طائرة محملة بالأدوية إلى لبنان.", {("Qatar", "aid_donor"), ("Lebanon", "aid_recipient")}),
        ("تبرعت النرويج بعشرة ملايين دولار لليمن.", {("Norway", "aid_donor"), ("Yemen", "aid_recipient")}),
        ("وصلت شحنة مساعدات من الكويت إلى السودان.", {("Kuwait", "aid_donor"), ("Sudan", "aid_recipient")}),
        ("تسلمت سوريا معونات غذائية.", {("Syria", "aid_recipient")}),
        ("ألقت طائرات أردنية مساعدات فوق القرى.", {("Jordan", "aid_donor")}),
        ("تلقى السودان شحنة من اللقاحات من الصين.", {("China", "aid_donor"), ("Sudan", "aid_recipient")}),
        ("أقامت الكويت جسرا جويا لإغاثة السودان.", {("Kuwait", "aid_donor"), ("Sudan", "aid_recipient")}),
        ("رفضت اليابان إرسال مساعدات إلى هايتي.", set()),
        ("دعت الأمم المتحدة ألمانيا إلى تقديم مساعدات إلى هايتي.", set()),
        ("لم ترسل فرنسا أي مساعدات إلى هايتي.", set()),
        ("عقد مؤتمر للمانحين في بروكسل.", {("Brussels", "meeting_location")}),
        ("تستضيف جنيف ورشة عن الأمن الغذائي.", {("Geneva", "meeting_location")}),
        ("اجتمع ممثلو وكالات الإغاثة في نيروبي.", {("Nairobi", "meeting_location")}),
        ("ألغي مؤتمر المانحين في باريس.", set()),
    ],
)
def test_a_sentence_gives_these_roles_and_no_other(text: str, expected: set[tuple[str, str]]) -> None:
    assert roles(text) == expected
