"""The kind of a practice whose name leaves it open: what the report tells of it online, or counts of it, says more than a verb."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.coding.practice_candidates import Candidate
from analysis.coding.practice_words import HeadWords

_BEFORE, _AFTER = 16, 40  # characters round a mention that are read
_SENTENCE_END = re.compile(r"[。；！？\n]")
_OPENERS, _CLOSERS = "“‘「『", "”’」』"


class OpenKinds:
    """Settles the kinds that name, noun and verb leave open, from what stands round all mentions in one report."""

    def __init__(self, heads: HeadWords) -> None:
        self._heads = heads

    def settle(self, candidate: Candidate, mentions: list[tuple[str, int, int]]) -> Candidate:
        """Return `candidate` with the kind that its `mentions` (text, start, end) tell; unchanged where they tell none or it is not open.

        Words of online work beside one mention make it digital; else the measure word that counts it decides.
        """
        if not candidate.is_open:
            return candidate
        if any(self._is_online(*mention) for mention in mentions):
            return replace(candidate, kind="digital")
        kind = next((kind for mention in mentions if (kind := self._counted_kind(*mention))), None)
        return replace(candidate, kind=kind) if kind and candidate.kind == "brand" else candidate

    def _counted_kind(self, text: str, start: int, end: int) -> str | None:
        before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
        return self._heads.counted_kind(before.rstrip(_OPENERS), after.lstrip(_CLOSERS))

    def _is_online(self, text: str, start: int, end: int) -> bool:
        before = _SENTENCE_END.split(text[max(0, start - _BEFORE) : start])[-1]
        after = _SENTENCE_END.split(text[end : end + _AFTER])[0]
        return bool(self._heads.online.search(before) or self._heads.online.search(after))
