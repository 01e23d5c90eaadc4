"""The forms of a nationality word, by the rules of Arabic's regular nisba."""

from __future__ import annotations

from collections.abc import Iterable

from briefmap.arabic import key

__all__ = ["forms"]

# Masculine, feminine, sound plurals (nominative, oblique, feminine), duals.
_ENDINGS = ("", "ة", "ون", "ين", "ات", "ان", "تان", "تين")


def forms(stems: Iterable[str], plurals: Iterable[str] = (), ordinary: Iterable[str] = ()) -> tuple[str, ...]:
    """Every form of the masculine singular `stems` and of the broken `plurals`, with and without ال.

    `ordinary` names those that are not to be made, since they are ordinary words.

    >>> forms(["تركي"], ["أتراك"], ["تركيات", "التركيات"])[:5]
    ('تركي', 'التركي', 'تركية', 'التركية', 'تركيون')
    >>> [form in forms(["كوري شمالي"]) for form in ("الكوري الشمالي", "كورية شمالية", "الكوريون الشماليون")]
    [True, True, True]
    >>> forms([], ["روس"])
    ('روس', 'الروس')
    """
    left_out = {key(word) for word in ordinary}
    stems = list(stems)
    made = [stem + ending for stem in stems for ending in _ENDINGS]
    made += plurals
    both = [word for form in made for word in (form, f"ال{form}")]
    for words in (stem.split() for stem in stems):
        if len(words) > 1 and all(word.endswith("ي") for word in words):  # both agree: الكورية الشمالية
            for ending in _ENDINGS:
                both += [" ".join(f"{al}{word}{ending}" for word in words) for al in ("", "ال")]
    return tuple(dict.fromkeys(word for word in both if key(word) not in left_out))
