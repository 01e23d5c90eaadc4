"""Forms of Arabic verbs by rule, from two principal parts: the third person masculine singular, past and present.

News without vowel marks writes the passive of most verbs like the active, so it needs no form of its own.
"""

from __future__ import annotations

from functools import lru_cache

from briefmap.arabic import key

__all__ = ["THEM", "conjugate", "jussives", "stems"]

# Object and possessive pronouns that news sticks to verbs and nouns, longest first.
THEM = ("هم", "هن")  # of them, those of people
_PRONOUNS = ("هما", "هم", "ها", "هن", "نا", "ه")


@lru_cache(maxsize=65536)
def stems(word: str) -> tuple[str, ...]:
    """A normalised word, then what is left of it without each pronoun that may be stuck to its end.

    >>> stems("مواطنيها")
    ('مواطنيها', 'مواطني')
    >>> "ترعي" in stems("ترعاه")
    True
    """
    found = [word]
    for pronoun in _PRONOUNS:
        if word.endswith(pronoun) and len(word) >= len(pronoun) + 2:
            rest = word[: -len(pronoun)]
            found.append(rest)
            if rest.endswith(("اي", "او")):  # so does the hamza at a noun's end: لقائهم is لقاء + هم
                found.append(rest[:-1] + "ء")
            if rest.endswith("ا") and len(rest) > 3:  # and a verb's ى: ترعاه is ترعى + ه
                found.append(rest[:-1] + "ي")
            if rest.endswith("و"):  # the silent alif of the plural comes back: احتجزوهم is احتجزوا + هم
                found.append(rest + "ا")
    return tuple(found)


@lru_cache(maxsize=4096)  # several events may share a verb
def conjugate(past: str, present: str) -> frozenset[str]:
    """Third-person and first-person-plural forms of a verb, normalised, without object pronouns.

    >>> forms = conjugate("أعاد", "يعيد")
    >>> [f in forms for f in ("اعادت", "تعيد", "ستعيد", "يعيدون", "تعد")]
    [True, True, True, True, True]
    >>> "نفت" in conjugate("نفى", "ينفي"), "يدع" in conjugate("دعا", "يدعو")
    (True, True)
    >>> "هوجمت" in conjugate("هاجم", "يهاجم"), "حوصروا" in conjugate("حاصر", "يحاصر")
    (True, True)
    """
    weak = past[-1] in "اىي"  # أرجأ ends in a hamza, which stays
    past, present = key(past), key(present)
    forms: set[str] = {past}
    if weak and len(past) > 2:
        stem = past[:-1]
        forms |= {stem + end for end in ("ت", "تا", "وا", "يا", "وه", "ين", "ي", "يت")}
    else:
        forms |= {past + end for end in ("ت", "تا", "وا", "ا", "ن", "نا")}
    body = present[1:]
    if weak and body[-1] in "ويا" or body[-1] == "و":
        bodies = {body, body[:-1], body[:-1] + "ون", body[:-1] + "وا", body + "ان", body[:-1] + "يان", body[:-1] + "ين"}
    else:
        bodies = {body + end for end in ("", "ون", "وا", "ان", "ا", "ن", "ين")}
        bodies |= _shortened(body)
    passive = body[:-2] + "ا" + body[-1] if len(body) > 2 and body[-2] in "وي" else ""
    if passive:
        bodies |= {passive, passive + "ون", passive + "وا"}
    for one in bodies:
        for person in "يتن":
            if person == "ي" or not one.endswith("وا"):  # news addresses nobody: تنقلوا is no form of نقل
                forms |= {person + one, "س" + person + one}
    if len(past) > 3 and past[-2] == "ا":  # passive of a hollow verb: اعاد → اعيد
        forms |= {past[:-2] + "ي" + past[-1] + end for end in ("", "ت", "وا")}
        forms.add(past[:-2] + past[-1] + "نا")  # استعدنا
    if len(past) == 4 and past[1] == "ا" and past[0] != "و" and not weak:  # هاجم → هوجم, but وصل is no واصل
        forms |= {past[0] + "و" + past[2:] + end for end in ("", "ت", "وا")}
    return frozenset(forms)


def jussives(past: str, present: str) -> frozenset[str]:
    """Forms of a weak verb that stand behind لم alone, and otherwise are another word's: نجل is no «we evacuate».

    >>> sorted(jussives("طال", "يطال")), "نجل" in jussives("أجلى", "يجلي"), jussives("قتل", "يقتل")
    (['تطل', 'نطل', 'يطل'], True, frozenset())
    """
    body = key(present)[1:]
    shortened = {body[:-1]} if past[-1] in "اىي" and body[-1] in "وي" else _shortened(body)
    return frozenset(person + one for one in shortened for person in "يتن")


def _shortened(body: str) -> set[str]:
    """What is left of a hollow verb's present behind لم; يعاود keeps its و."""
    hollow = len(body) > 2 and body[-2] in "ويا" and body[-3] != "ا"
    return {body[:-2] + body[-1]} if hollow else set()
