"""Two briefings for the tests of the exports: an ordinary one, and one whose every text attacks the format it enters."""

from __future__ import annotations

from briefmap.model import Article, Briefing, Evidence, Mention, Place, Resolution, Role, RoleAssignment, Span

ROME = Place("geonames:3169070", "Rome", "روما", "city", 41.89193, 12.51133, "IT", population=2318895)
FRANCE = Place("iso:FR", "France", "فرنسا", "country", 46.0, 2.0, "FR", feature="PCLI")
MOZAMBIQUE = Place("iso:MZ", "Mozambique", "موزمبيق", "country", -17.5, 35.5, "MZ")
ROLES = (
    Role("meeting_location", "مكان اجتماع", "Meeting location", "#2b6ca3", "●"),
    Role("repatriating_state", "دولة تستعيد مواطنيها", "Repatriating state", "#1b7f5c", "↩"),
    Role("reluctant_state", "دولة متحفظة", "Reluctant state", "#8c6bb1", "◇"),
)
TEXT = "اجتمع الوزراء في روما أمس.\nوأعادت فرنسا 12 امرأة، لكنها تتحفظ على غيرهن.\nوأعادت موزمبيق رجلا."


def briefing(text: str, places: tuple[tuple[Place, str, str, str], ...], roles: tuple[Role, ...] = ROLES) -> Briefing:
    """Places as (place, its name in the text, role, cue); each sentence of the text stands on a line of its own."""
    lines, resolutions, assignments = text.split("\n"), [], []
    for place, name, role, cue in places:
        quote = next(line for line in lines if name in line and cue in line)
        start = text.index(quote)
        mention, said = (Span(start + quote.index(w), start + quote.index(w) + len(w)) for w in (name, cue))
        evidence = Evidence(Span(start, start + len(quote)), quote, said, mention, f"{role}.who")
        found = Mention(mention, name, "toponym", (place.id,), "gazetteer")
        resolutions.append(Resolution(found, place, 0.9, place is MOZAMBIQUE, (), "the only one"))
        assignments.append(RoleAssignment(place, role, 0.85, (evidence,)))
    return Briefing(Article(text, id="sample"), tuple(resolutions), tuple(assignments), roles, "security 1", "1 abc")


BRIEFING = briefing(
    TEXT,
    (
        (ROME, "روما", "meeting_location", "اجتمع"),
        (FRANCE, "فرنسا", "repatriating_state", "أعادت"),
        (MOZAMBIQUE, "موزمبيق", "repatriating_state", "أعادت"),
        (FRANCE, "فرنسا", "reluctant_state", "تتحفظ"),
    ),
)

FORMULA = '=HYPERLINK("https://example.org","روما") اجتمع <script>alert(1)</script> ]]> <![CDATA[ & $\\frac{'
HOSTILE_ROLE = Role("-->'\"<b>", "@دور <img src=x onerror=alert(1)>", "+role ]]>", "#123456", "<")
HOSTILE = briefing(
    f"{FORMULA} \x00\x0b\ud83d {{{{7*7}}}} `${{1}}`",
    ((Place("site:<&\"'", '=1+1 <b> $x$ "', "-روما\x01", "site", -1.5, -2.5), "روما", HOSTILE_ROLE.id, "اجتمع"),),
    (HOSTILE_ROLE,),
)
