"""The words around a practice that say what a number after it has to do with it, compiled once from the lexicon `practice_links`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from analysis.lexicon import load_lexicon

MODIFIER = 8  # characters that may stand between a verb and the name it governs
_PLURAL = r"(?:等.{0,8}?)?"


@dataclass(frozen=True, slots=True)
class Frames:
    """One pattern for each question; all are matched on text without quotes."""

    means: re.Pattern[str]
    held: re.Pattern[str]
    founded: re.Pattern[str]
    members: re.Pattern[str]
    reach: re.Pattern[str]
    acts: re.Pattern[str]
    goes_on: re.Pattern[str]
    time: re.Pattern[str]
    only_heads: re.Pattern[str]
    events: re.Pattern[str]
    event_units: frozenset[str]


@cache
def load_frames() -> Frames:
    """Return the frames of the project's lexicon `practice_links` (columns use, word, why)."""
    table = load_lexicon("practice_links")
    words = {str(use): _alternatives(group["word"].tolist()) for use, group in table.groupby("use")}
    lead = f"(?:{words['adverb']})*"
    return Frames(
        means=re.compile(f"(?:{words['means']})(?:了|好)?.{{0,{MODIFIER}}}$"),
        held=re.compile(f"(?:{words['held']})(?:了|好)?.{{0,{MODIFIER}}}$"),
        founded=re.compile(f"(?:{words['founded']})(?:了|起)?.{{0,{MODIFIER}}}$"),
        members=re.compile(f"^{lead}(?:{words['members']})"),
        reach=re.compile(f"^{lead}(?:{words['reach']})"),
        acts=re.compile(f"^{_PLURAL}{lead}(?:{words['act']})"),
        goes_on=re.compile(f"^(?:{words['adverb']}|{words['act']}|{words['means']}|{words['members']}|{words['reach']})"),
        time=re.compile(f"(?:{words['adverb']}|[其该]中)*"),
        only_heads=re.compile(f"{_PLURAL}(?:.{{0,4}}(?:{words['head']})){{0,2}}"),  # two: “…”议事堂品牌
        events=re.compile(f"(?:{words['held']})(?:{words['event']})?$"),
        event_units=frozenset(table.loc[table["use"] == "event_unit", "word"]),
    )


def _alternatives(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
