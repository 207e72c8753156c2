"""Process chains: 协商—落实—反馈, 委员提—部门办—群众评, 提、立、办、督、评 become lists of steps.

A chain has at least three steps. Written with a dash, an arrow or a plus it is known by its steps (stages of work or bodies that work);
written as a list (、) it also needs a noun that says so (闭环, 流程, 环节 …), since most lists are no processes. `closed` says whether the
last step tells the result to the one who asked (反馈, 回访, 答复 …) or judges it (评价, 问效 …), whatever the report calls the chain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from analysis.coding.loop_stages import HAN, StageWords
from analysis.lexicon import load_lexicon

MIN_STEPS = 3
_LONGEST = 400  # characters of a quotation that may be a chain
_SAME_START = frozenset("一二三四五六七八九十双两多微不零")
_PHASES = (("前", "中", "后"), ("议题", "过程", "结果"), ("选题", "过程", "成果"), ("源头", "过程", "结果"), ("事前", "事中", "事后"))
_BRACKET = r"[（(][^（）()]{0,20}[）)]"
_PLAIN = r"[^\s（）()，。；：！？、,;:!?“”‘’\"「」『』《》…·→➝➔⟶⇒+＋—–－―‐‑-]"
_STEP = rf"(?:{_BRACKET}|{_PLAIN}){{1,24}}"
_QUOTATION = re.compile(r"“([^“”]*)”|‘([^‘’]*)’|「([^「」]*)」|\"([^\"]*)\"")
_LINKS = {
    "dash": r"\s*(?<![—–－―‐‑-])[—–－―‐‑-]{1,2}(?![—–－―‐‑-])\s*",
    "arrow": r"\s*(?:[→➝➔⟶⇒]|->|=>)\s*",
    "plus": r"\s*[+＋]\s*",
}
_CHAINS = {name: re.compile(rf"{_STEP}(?:{link}{_STEP}){{{MIN_STEPS - 1},}}") for name, link in _LINKS.items()}
_ENUMERATION = re.compile(rf"{_STEP}(?:、{_STEP}){{{MIN_STEPS - 1},}}")
_SPOKEN_STEP = r"[^\s，。；：！？、,;:!?“”‘’\"]{0,14}[“‘\"][^“”‘’\"]{1,6}[”’\"]"
_SPOKEN = re.compile(rf"{_SPOKEN_STEP}(?:、{_SPOKEN_STEP}){{{MIN_STEPS - 1},}}")
_FROM_TO = re.compile(r"[从由]([^，。；：！？,;:!?“”\"]{2,60})")
_TO = re.compile(r"再到|直至|到|、")
_BETWEEN = re.compile(r"^(?:等|各|个|的|关键|主要|重要|几个|多个|工作)+")
_COMMA_OUTSIDE = re.compile(r"、(?![^（(]*[）)])")


@dataclass(frozen=True, slots=True)
class Loop:
    """One chain in a sentence: span `[start, end)` without quotes, steps in order, and whether it ends in feedback or evaluation."""

    start: int
    end: int
    steps: tuple[str, ...]
    closed: bool


class LoopFinder:
    """Finds process chains in sentences; built from the table `loop_stages` (columns term, kind, closes, reason)."""

    def __init__(self, stages: pd.DataFrame) -> None:
        self._words = StageWords.from_table(stages)

    def find(self, text: str) -> list[Loop]:
        """Return the chains of one sentence, in order and without overlap.

        `steps` are as written, quotes and white space left out; `closed` is read off the last step.
        How to read it: 2022—2024, two partners (甲大学—市政协), forms side by side (线上+线下) and lists of duties are no chains.
        """
        found, taken = [], bytearray(len(text))  # one flag a character: time grows with the sentence, not with its square
        for start, end, steps in self._candidates(text):
            if not any(taken[start:end]) and not _is_slogan(steps):
                taken[start:end] = b"\x01" * (end - start)
                found.append(Loop(start, end, tuple(steps), self._words.closes(steps[-1])))
        return sorted(found, key=lambda loop: loop.start)

    def _candidates(self, text: str) -> Iterator[tuple[int, int, list[str]]]:
        yield from self._spoken(text)
        yield from self._quoted(text)
        yield from self._linked(text)
        yield from self._from_to(text)
        yield from self._enumerated(text)

    def _spoken(self, text: str) -> Iterator[tuple[int, int, list[str]]]:
        """Chains of actors with quoted verbs: 党委“点题”、政府“出题”、政协“选题”."""
        for match in _SPOKEN.finditer(text):
            steps = [re.sub(r"[“”‘’\"]", "", step) for step in match.group().split("、")]
            bare = self._words.without_opener(steps[0])
            start = match.start() + len(steps[0]) - len(bare)
            if all(map(self._is_spoken_stage, match.group().split("、"))) and len(bare) >= 2:
                yield start, match.end(), [bare, *steps[1:]]

    def _is_spoken_stage(self, step: str) -> bool:
        """Return whether what `step` quotes is a stage (“点题”) or its letter (“荐”)."""
        quoted = re.split(r"[“‘\"]", step)[-1].rstrip('”’"')
        return self._words.is_stage(quoted)

    def _quoted(self, text: str) -> Iterator[tuple[int, int, list[str]]]:
        """Chains that fill a quotation; the quotation is the chain."""
        for match in _QUOTATION.finditer(text):
            group = match.lastindex or 1
            inner, start, end = match.group(group), match.start(group), match.end(group)
            for name, link in _LINKS.items():
                steps = [step.strip() for step in re.split(link, inner)]
                if self._is_linked(name, steps):
                    yield start, end, steps
            steps = [step.strip() for step in _COMMA_OUTSIDE.split(inner)] if len(inner) <= _LONGEST else []
            if self._is_enumeration(steps, text[match.end() :]):
                yield start, end, steps

    def _linked(self, text: str) -> Iterator[tuple[int, int, list[str]]]:
        """Chains with dash, arrow or plus in running text: the verb before and the noun after are cut off."""
        for name, pattern in _CHAINS.items():
            for match in pattern.finditer(text):
                steps = re.split(_LINKS[name], match.group())
                first, last = self._words.without_opener(steps[0]), self._words.without_head(steps[-1])
                start, end = match.start() + len(steps[0]) - len(first), match.end() - len(steps[-1]) + len(last)
                steps = [first, *steps[1:-1], last]
                if self._is_linked(name, steps):
                    yield start, end, steps

    def _is_linked(self, name: str, steps: list[str]) -> bool:
        if len(steps) < MIN_STEPS or not all(step and HAN.search(step) and len(step) <= 30 for step in steps):
            return False
        if name == "plus" and not all(map(self._words.ends_as_step, steps)):
            return False  # 档案+积分+评议 are parts of one thing; a plus joins a chain only where every part acts
        needed = 0.5 if name == "arrow" else 0.6
        return self._words.share_of_steps(steps) >= needed

    def _is_enumeration(self, steps: list[str], after: str) -> bool:
        words = self._words
        if len(steps) < MIN_STEPS or not all(steps):
            return False
        if all(len(step) == 1 for step in steps):
            return all(step in words.letters for step in steps) and (len(steps) > MIN_STEPS or words.has_head(after, process=True))
        if _is_before_during_after(steps) or _is_one_family(steps) or self._is_one_pattern(steps):
            return True
        if words.is_one_stage(steps):
            return False
        stages = sum(map(words.is_short_stage, steps)) if len({step[-1] for step in steps}) > 1 else sum(map(words.is_stage, steps))
        if words.has_head(after, process=True):
            return stages * 3 >= len(steps) * 2
        return stages == len(steps) and words.has_head(after, process=False)

    def _is_one_pattern(self, steps: list[str]) -> bool:
        """Return whether four or more steps differ in their last letter alone, which stands for a stage (民事民提、民事民议、…)."""
        same = len({step[:-1] for step in steps}) == 1 and len(steps[0]) > 1
        letters = {step[-1] for step in steps}
        return same and len(steps) >= 4 and len(letters) == len(steps) and letters <= self._words.letters

    def _enumerated(self, text: str) -> Iterator[tuple[int, int, list[str]]]:
        """Lists in running text that a noun names a process: 征集、审查、立案、办理全流程."""
        for match in _ENUMERATION.finditer(text):
            steps = self._up_to_head(match.group().split("、"))
            full = "、".join(steps)
            first, last = self._first_of_list(steps), self._words.without_head(steps[-1])
            start = match.start() + len(steps[0]) - len(first)
            end = match.start() + len(full) - len(steps[-1]) + len(last)
            steps = [first, *steps[1:-1], last]
            head = _BETWEEN.sub("", text[end:])
            if all(map(self._words.is_stage, steps)) and (self._words.process_head.match(head) or _is_one_family(steps)):
                yield start, end, steps

    def _up_to_head(self, steps: list[str]) -> list[str]:
        """Return the list up to the member that holds the noun of the process (转化等环节高效化、规范化 → … 转化等环节高效化)."""
        for place in range(MIN_STEPS - 1, len(steps)):
            if self._words.process_head.search(steps[place], 1):
                return steps[: place + 1]
        return steps

    def _first_of_list(self, steps: list[str]) -> str:
        """Return the first step; where all others are bare stages, the noun before the first one (提案征集、审查) is no part of it."""
        first = self._words.without_opener(steps[0])
        found = self._words.stage_end.search(first)
        others_bare = all(self._words.stage_end.fullmatch(step) for step in steps[1:-1])
        return found.group() if found and others_bare else first

    def _from_to(self, text: str) -> Iterator[tuple[int, int, list[str]]]:
        """Chains written 从…到…再到…, three steps or more."""
        for match in _FROM_TO.finditer(text):
            parts = _TO.split(match.group(1))
            if len(parts) < MIN_STEPS or "到" not in match.group(1):
                continue
            last = self._words.without_head(parts[-1])
            steps = [*parts[:-1], last]
            if all(map(self._words.is_stage, steps)):
                yield match.start(1), match.end(1) - len(parts[-1]) + len(last), steps


def _is_before_during_after(steps: list[str]) -> bool:
    return len(steps) == 3 and any(all(mark in step[:6] for mark, step in zip(marks, steps, strict=True)) for marks in _PHASES)


def _is_slogan(steps: list[str]) -> bool:
    """Return whether all steps begin with one numeral or 微: a slogan that counts (双领衔、双评议、双公开), and no order of work."""
    return steps[0][:1] in _SAME_START and len({step[:1] for step in steps}) == 1


def _is_one_family(steps: list[str]) -> bool:
    """Return whether every step is somebody's 单 or 题 with a verb: 群众点单、委员接单."""
    return any(all(len(step) >= 3 and step.endswith(mark) for step in steps) for mark in ("单", "题"))


@lru_cache(maxsize=1)
def default_finder() -> LoopFinder:
    """Return the finder of the project's own lexicon."""
    return LoopFinder(load_lexicon("loop_stages"))
