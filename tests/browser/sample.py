"""Briefings written by hand, for the tests of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefmap.model import (
    Article,
    Briefing,
    Candidate,
    Evidence,
    Mention,
    Place,
    Resolution,
    Role,
    RoleAssignment,
    Span,
)

ROLES = (
    Role("threat_region", "منطقة تهديد", "Threat area", "#b5261a", "▲"),
    Role("meeting_location", "مكان اجتماع", "Meeting place", "#3f74cc", "★"),
    Role("repatriating_state", "دولة تستعيد مواطنيها", "Takes its nationals back", "#12a58e", "↓"),
    Role("reluctant_state", "دولة مترددة", "Reluctant state", "#e6be58", "×"),
    Role("return_origin", "بلد العودة منه", "Returned from", "#90cdec", "↑"),
    Role("detention_location", "مكان احتجاز", "Detention place", "#552477", "■"),
    Role("incident_location", "موقع حادث", "Incident", "#df7526", "☼"),
    Role("participant_state", "دولة مشاركة", "Participant", "#556371", "●"),
)

PLACES = {
    place.id: place
    for place in (
        Place("iso:IT", "Italy", "إيطاليا", "country", 42.8, 12.8, "IT"),
        Place("iso:FR", "France", "فرنسا", "country", 46.6, 2.5, "FR"),
        Place("iso:GB", "United Kingdom", "المملكة المتحدة", "country", 53.0, -1.5, "GB"),
        Place("iso:IQ", "Iraq", "العراق", "country", 33.0, 43.7, "IQ"),
        Place("iso:SY", "Syria", "سوريا", "country", 35.0, 38.5, "SY"),
        Place("iso:KZ", "Kazakhstan", "كازاخستان", "country", 48.0, 67.0, "KZ"),
        Place("iso:UZ", "Uzbekistan", "أوزبكستان", "country", 41.5, 64.0, "UZ"),
        Place("iso:TJ", "Tajikistan", "طاجيكستان", "country", 38.6, 71.0, "TJ"),
        Place("iso:KG", "Kyrgyzstan", "قيرغيزستان", "country", 41.5, 74.6, "KG"),
        Place("iso:AF", "Afghanistan", "أفغانستان", "country", 33.9, 66.0, "AF"),
        Place("iso:MZ", "Mozambique", "موزمبيق", "country", -17.5, 35.5, "MZ"),
        Place("iso:XK", "Kosovo", "كوسوفو", "country", 42.6, 20.9, "XK"),
        Place("iso:BA", "Bosnia and Herzegovina", "البوسنة والهرسك", "country", 44.2, 17.8, "BA"),
        Place("iso:MK", "North Macedonia", "مقدونيا الشمالية", "country", 41.6, 21.7, "MK"),
        Place("iso:NE", "Niger", "النيجر", "country", 17.4, 9.4, "NE"),
        Place("iso:JP", "Japan", "اليابان", "country", 36.5, 138.5, "JP"),
        Place("iso:FJ", "Fiji", "فيجي", "country", -17.8, 178.0, "FJ"),
        Place("iso:NZ", "New Zealand", "نيوزيلندا", "country", -41.5, 172.8, "NZ"),
        Place("iso:US", "United States", "الولايات المتحدة", "country", 39.8, -98.6, "US"),
        Place("iso:RU", "Russia", "روسيا", "country", 61.5, 96.0, "RU"),
        Place("region:sahel", "Sahel", "الساحل", "region", 15.5, 3.0),
        Place("region:balkans", "Balkans", "البلقان", "region", 43.0, 21.0),
        Place("iso:MZ-P", "Cabo Delgado", "كابو ديلغادو", "admin", -12.3, 39.3, "MZ"),
        Place("geonames:3169070", "Rome", "روما", "city", 41.89, 12.48, "IT", population=2318895),
        Place("geonames:98182", "Baghdad", "بغداد", "city", 33.34, 44.4, "IQ", population=7216000),
        Place("site:al-hol-camp", "Al-Hol Camp", "مخيم الهول", "site", 36.38, 41.14, "SY"),
        Place("geonames:2440485", "Tillabéri", "تيلابيري", "city", 14.21, 1.45, "NE", population=19262),
        Place("geonames:1052373", "Pemba", "بيمبا", "city", -12.97, 40.52, "MZ", population=108737),
    )
}


@dataclass(frozen=True)
class Says:
    """One sentence of a hand-made article: who (place id, name as written), what role, and the words that say so."""

    sentence: str
    place: str
    name: str
    role: str = ""
    cue: str = ""
    score: float = 0.9
    uncertain: bool = False


def written(
    claims: Iterable[Says],
    *,
    headline: str = "",
    places: dict[str, Place] = PLACES,
    roles: tuple[Role, ...] = ROLES,
    notes: tuple[str, ...] = (),
) -> Briefing:
    """The briefing of an article that is made of the given sentences, each once."""
    claims = tuple(claims)
    text = "\n".join(dict.fromkeys(claim.sentence for claim in claims))
    resolutions = []
    evidence: dict[tuple[str, str], list[tuple[float, Evidence]]] = {}
    for claim in claims:
        start = text.index(claim.sentence)
        sentence = Span(start, start + len(claim.sentence))
        mention, cue = (_find(text, words, sentence) for words in (claim.name, claim.cue))
        place = places[claim.place]
        candidates = (Candidate(place, claim.score, "by hand"),)
        found = Mention(mention, claim.name, "toponym", (place.id,), "by hand")
        resolutions.append(Resolution(found, place, claim.score, claim.uncertain, candidates, "by hand"))
        if claim.role:
            quoted = Evidence(sentence, claim.sentence, cue, mention, f"{claim.role}.by-hand")
            evidence.setdefault((claim.role, place.id), []).append((claim.score, quoted))
    order = [role.id for role in roles]
    assignments = [
        RoleAssignment(places[place], role, max(score for score, _ in given), tuple(e for _, e in given))
        for (role, place), given in sorted(evidence.items(), key=lambda item: order.index(item[0][0]))
    ]
    return Briefing(
        Article(text, headline=headline),
        tuple(resolutions),
        tuple(assignments),
        roles,
        "security 1",
        "1 0f3a9c21",
        notes,
    )


def _find(text: str, words: str, within: Span) -> Span:
    start = text.index(words, within.start)
    return Span(start, start + len(words))


COALITION = "اجتمع وزراء خارجية التحالف الدولي في روما، بدعوة من وزير الخارجية الإيطالي ونظيره الأميركي."
SAHEL = "حذر المجتمعون من تهديدات متزايدة في منطقة الساحل، وفي إقليم كابو ديلغادو شمالي موزمبيق."
PRAISE = "وأشاد الوزير بإيطاليا وكازاخستان لأنهما أعادتا مئات المقاتلين وعائلاتهم من سوريا والعراق."
ASIA = "كما استعادت أوزبكستان وطاجيكستان وقيرغيزستان أفراد عائلات مقاتلين من العراق وسوريا وأفغانستان."
BALKANS = "وأعادت دول البلقان، ومنها البوسنة والهرسك وكوسوفو ومقدونيا الشمالية، مقاتلين إلى أوطانهم."
REFUSE = "في المقابل تتردد فرنسا وبريطانيا في إعادة مواطنيهما رغم النداءات المتكررة."
CAMP = "ولا يزال الآلاف محتجزين في مخيم الهول شمال شرقي سوريا."
BLAST = "وقتل 12 شخصا في هجوم قرب تيلابيري غربي النيجر، فيما أعلن العراق إحباط تفجير وسط بغداد."
PORT = "وكان الوفد قد مر بمدينة بيمبا قبل أيام."

MANY = (
    Says(COALITION, "geonames:3169070", "روما", "meeting_location", "اجتمع"),
    Says(COALITION, "iso:IT", "الإيطالي", "participant_state", "بدعوة من"),
    Says(COALITION, "iso:US", "الأميركي", "participant_state", "بدعوة من", 0.75),
    Says(SAHEL, "region:sahel", "الساحل", "threat_region", "تهديدات"),
    Says(SAHEL, "iso:MZ-P", "كابو ديلغادو", "threat_region", "تهديدات"),
    Says(SAHEL, "iso:MZ", "موزمبيق", "threat_region", "تهديدات", 0.5),
    Says(PRAISE, "iso:IT", "إيطاليا", "repatriating_state", "أعادتا"),
    Says(PRAISE, "iso:KZ", "كازاخستان", "repatriating_state", "أعادتا"),
    Says(PRAISE, "iso:SY", "سوريا", "return_origin", "أعادتا"),
    Says(PRAISE, "iso:IQ", "العراق", "return_origin", "أعادتا"),
    *(Says(ASIA, f"iso:{code}", name, "repatriating_state", "استعادت")
      for code, name in (("UZ", "أوزبكستان"), ("TJ", "طاجيكستان"), ("KG", "قيرغيزستان"))),
    *(Says(ASIA, f"iso:{code}", name, "return_origin", "استعادت")
      for code, name in (("IQ", "العراق"), ("SY", "سوريا"), ("AF", "أفغانستان"))),
    Says(BALKANS, "region:balkans", "البلقان", "repatriating_state", "وأعادت", 0.7),
    *(Says(BALKANS, f"iso:{code}", name, "repatriating_state", "وأعادت", 0.85)
      for code, name in (("BA", "البوسنة والهرسك"), ("XK", "كوسوفو"), ("MK", "مقدونيا الشمالية"))),
    Says(REFUSE, "iso:FR", "فرنسا", "reluctant_state", "تتردد"),
    Says(REFUSE, "iso:GB", "بريطانيا", "reluctant_state", "تتردد"),
    Says(CAMP, "site:al-hol-camp", "مخيم الهول", "detention_location", "محتجزين"),
    Says(CAMP, "iso:SY", "سوريا", "detention_location", "محتجزين", 0.8),
    Says(BLAST, "geonames:2440485", "تيلابيري", "incident_location", "هجوم", 0.6, uncertain=True),
    Says(BLAST, "geonames:98182", "بغداد", "incident_location", "تفجير", 0.5),
    Says(PORT, "geonames:1052373", "بيمبا"),
)  # fmt: skip

HEADLINE = "التحالف الدولي ضد «داعش» يعبر عن التزامه بمعالجة التهديدات الأمنية في إفريقيا"
