"""Themes: which of the twelve themes of the codebook a sentence says something about, and which words say so.

Terms are matched on the sentence's text, never on tokens, the longest first. What a rule is: `theme_rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis.coding.theme_matching import MatchingForm, Place, TermFinder, keep_longest
from analysis.coding.theme_rules import ThemeRule, read_rules
from analysis.lexicon import load_lexicon

CODED_ROLES = ("body", "heading", "caption")


@dataclass(frozen=True, slots=True)
class ThemeHit:
    """A theme and its evidence: `[start, end)` in the clean sentence, from the first to the last word the rule needed."""

    theme: str
    rule: str
    start: int
    end: int


class ThemeCoder:
    """Codes sentences by a theme lexicon (a table with the columns of `themes.csv`); raises `LexiconError` for an unusable one."""

    def __init__(self, rules: pd.DataFrame) -> None:
        self.rules = read_rules(rules)
        self._finder = TermFinder(term for rule in self.rules for term in rule.all_terms)
        self._by_term: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            for term in rule.terms:
                self._by_term.setdefault(term, []).append(number)

    def code(self, text: str, role: str = "body") -> list[ThemeHit]:
        """Return the theme hits of a clean sentence, sorted by theme, place and rule; none for roles that are not coded.

        How to read it: a sentence has a theme or not; the number of hits says how many words speak for it, not how much.
        """
        if role not in CODED_ROLES:
            return []
        form = MatchingForm(text)
        found = self._finder.find(form)
        numbers = sorted({number for term in found for number in self._by_term.get(term, ())})
        hits = [(self.rules[number], place) for number in numbers for place in _fire(self.rules[number], form, found)]
        strong = {rule.theme for rule, _ in hits if not rule.alone}
        hits = [(rule, place) for rule, place in hits if not rule.alone or strong <= {rule.theme}]
        kept = [ThemeHit(rule.theme, rule.rule, *form.to_sentence(place)) for rule, place in hits if not _is_covered(rule, place, hits)]
        return sorted(kept, key=lambda hit: (hit.theme, hit.start, hit.end, hit.rule))


@cache
def default_coder() -> ThemeCoder:
    """Return the coder of the project's own lexicon."""
    return ThemeCoder(load_lexicon("themes"))


def _fire(rule: ThemeRule, form: MatchingForm, found: dict[str, list[Place]]) -> list[Place]:
    """Return where `rule` holds, each place from the first to the last word that it needs."""
    if any(term in found for term in rule.unless):
        return []
    names = [*_places_of(rule.not_in, found), *form.asides]
    places = keep_longest(_places_of(rule.terms, found))
    evidence = []
    for place in places:
        if rule.at_start and place.start != form.opening:
            continue
        if any(name.start <= place.start and place.end <= name.end for name in names):
            continue
        partner = place if not rule.near else _nearest(place, _places_of(rule.near, found), rule.within)
        if partner is not None:
            evidence.append(Place(min(place.start, partner.start), max(place.end, partner.end)))
    return keep_longest(evidence)


def _places_of(terms: Iterable[str], found: dict[str, list[Place]]) -> Iterator[Place]:
    for term in terms:
        yield from found.get(term, ())


def _nearest(place: Place, others: Iterable[Place], within: int | None) -> Place | None:
    """Return the nearest of `others` that does not overlap `place` and lies at most `within` characters off."""
    apart = [(max(other.start - place.end, place.start - other.end), other) for other in others]
    near = [(gap, other) for gap, other in apart if gap >= 0 and (within is None or gap <= within)]
    return min(near)[1] if near else None


def _is_covered(rule: ThemeRule, place: Place, hits: list[tuple[ThemeRule, Place]]) -> bool:
    """Say whether a longer hit of the same theme holds this place, or an earlier rule the same place: the longest counts."""
    rivals = [
        (other, wider) for other, wider in hits if other.theme == rule.theme and wider.start <= place.start and place.end <= wider.end
    ]
    return any(wider != place or other.rule < rule.rule for other, wider in rivals)
