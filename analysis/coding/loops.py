"""Process chains: 协商—落实—反馈, 委员提—部门办—群众评, 提、立、办、督、评 become lists of steps.

A chain has at least three steps. Written with a dash, an arrow or a plus it is known by its steps (stages of work or bodies that work);
written as a list (、) it also needs a noun that says so (闭环, 流程, 环节, 四步法 …) or a shape that no plain list has
(群众点题、部门答题、社会评题 …), since most lists are no processes. `closed` says whether the last step tells the result to the one who
asked (反馈, 回访, 答复 …) or judges it (评价, 问效 …), whatever the report calls the chain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from analysis.coding.loop_edges import cut_first, cut_last, cut_matter
from analysis.coding.loop_forms import ChainForms
from analysis.coding.loop_kinds import find_kind, find_stages
from analysis.coding.loop_patterns import CHAINS, COMMA_OUTSIDE, ENUMERATION, FROM_TO, LINKS, MIN_STEPS, PHASES, QUOTATION, SPOKEN, TO
from analysis.coding.loop_shapes import is_slogan
from analysis.coding.loop_stages import StageWords
from analysis.lexicon import load_lexicon

_LONGEST = 400  # characters of a quotation that may be a chain
_LONGEST_TAIL = 12  # characters before or after a chain that may say what it is

Candidate = tuple[int, int, list[str]]


@dataclass(frozen=True, slots=True)
class Loop:
    """One chain in a sentence: span `[start, end)` without quotes, steps in order, whether it ends in feedback or evaluation.

    `kind` is process, organisation or platform; `stages` has one entry a step, "" where it names none of the seven stages.
    """

    start: int
    end: int
    steps: tuple[str, ...]
    closed: bool
    kind: str
    stages: tuple[str, ...]


class LoopFinder:
    """Finds process chains in sentences; built from the table `loop_stages` (columns term, kind, closes, stage, reason)."""

    def __init__(self, stages: pd.DataFrame) -> None:
        self._words = StageWords.from_table(stages)
        self._forms = ChainForms(self._words)

    def find(self, text: str) -> list[Loop]:
        """Return the chains of one sentence, in order and without overlap.

        `steps` are as written, quotes and white space left out; `closed` is read off the last step (off the one before it where the last
        does the work once more: 评价—二次办理).
        How to read it: 2022—2024, two partners (甲大学—市政协), forms side by side (线上+线下) and lists of duties are no chains.
        """
        found, taken = [], bytearray(len(text))  # one flag a character: time grows with the sentence, not with its square
        for start, end, steps in self._candidates(text):
            partners = self._words.frame.names_partners(text[end : end + _LONGEST_TAIL])
            if not any(taken[start:end]) and not is_slogan(steps) and not partners:
                taken[start:end] = b"\x01" * (end - start)
                found.append(self._loop(start, end, tuple(steps)))
        return sorted(found, key=lambda loop: loop.start)

    def _loop(self, start: int, end: int, steps: tuple[str, ...]) -> Loop:
        kind = find_kind(steps, self._words)
        return Loop(start, end, steps, self._words.is_closed(steps), kind, find_stages(steps, kind, self._words))

    def _candidates(self, text: str) -> Iterator[Candidate]:
        yield from self._spoken(text)
        yield from self._quoted(text)
        yield from self._linked(text)
        yield from self._from_to(text)
        yield from self._phased(text)
        yield from self._enumerated(text)

    def _spoken(self, text: str) -> Iterator[Candidate]:
        """Chains of actors with quoted verbs: 党委“点题”、政府“出题”、政协“选题”."""
        for match in SPOKEN.finditer(text):
            steps = [re.sub(r"[“”‘’\"]", "", step) for step in match.group().split("、")]
            bare = cut_first(steps, self._words)
            start = match.start() + len(steps[0]) - len(bare)
            if all(map(self._is_spoken_stage, match.group().split("、"))) and len(bare) >= 2:
                yield start, match.end(), [bare, *steps[1:]]

    def _is_spoken_stage(self, step: str) -> bool:
        """Return whether what `step` quotes is a stage (“点题”) or its letter (“荐”)."""
        quoted = re.split(r"[“‘\"]", step)[-1].rstrip('”’"')
        return self._words.is_stage(quoted)

    def _quoted(self, text: str) -> Iterator[Candidate]:
        """Chains that fill a quotation; the quotation is the chain."""
        for match in QUOTATION.finditer(text):
            group = match.lastindex or 1
            inner, start, end = match.group(group), match.start(group), match.end(group)
            after = text[match.end() : match.end() + _LONGEST]
            for name, link in LINKS.items():
                steps = [step.strip() for step in re.split(link, inner)]
                if self._forms.is_linked(name, steps) or (name != "plus" and self._forms.is_plain_form(steps, after)):
                    yield start, end, steps
            steps = [step.strip() for step in COMMA_OUTSIDE.split(inner)] if len(inner) <= _LONGEST else []
            if self._forms.is_enumeration(steps, text[max(0, match.start() - _LONGEST_TAIL) : match.start()], after):
                yield start, end, steps

    def _linked(self, text: str) -> Iterator[Candidate]:
        """Chains with dash, arrow or plus in running text: the verb before and the noun after are cut off."""
        for name, pattern in CHAINS.items():
            if not re.search(LINKS[name], text):
                continue  # the pattern of a chain is slow to fail
            for match in pattern.finditer(text):
                start, end, steps = self._cut(match.start(), match.end(), re.split(LINKS[name], match.group()))
                after = text[end : end + _LONGEST]
                headed = self._words.frame.has_head(after, process=False)
                plain = headed and name != "plus" and self._forms.is_plain_form(steps, after)
                levelled = name != "plus" and self._forms.is_levelled(steps, after)
                if self._forms.is_linked(name, steps) or plain or levelled:
                    yield start, end, steps

    def _cut(self, start: int, end: int, steps: list[str]) -> Candidate:
        """Return the chain from `start` to `end` without the verb before its first and the noun after its last step."""
        first = cut_first(steps, self._words)
        last = cut_last([first, *steps[1:]], self._words)
        return start + len(steps[0]) - len(first), end - len(steps[-1]) + len(last), [first, *steps[1:-1], last]

    def _phased(self, text: str) -> Iterator[Candidate]:
        """What is done before, during and after one thing, two of three known steps unless the thing is an act or a meeting."""
        for match in PHASES.finditer(text):
            steps = re.split("[、，]", match.group())
            last = cut_last(steps, self._words)
            end = match.end() - len(steps[-1]) + len(last)
            known = self._words.has_phases(match["thing"]) or sum(map(self._words.is_step, steps)) >= 2
            if known or self._words.frame.names_process(text[end : end + _LONGEST]):
                yield match.start(), end, [*steps[:-1], last]

    def _enumerated(self, text: str) -> Iterator[Candidate]:
        """Lists in running text that a noun or their shape shows to be a process: 征集、审查、立案、办理全流程."""
        for match in ENUMERATION.finditer(text) if text.count("、") >= MIN_STEPS - 2 else ():
            listed = self._up_to_head(self._split_last(match.group().split("、")))
            if len(listed) < MIN_STEPS:
                continue
            start, end, steps = self._cut(match.start(), match.start() + len("、".join(listed)), listed)
            bare = cut_matter(steps, self._words)
            start, steps = start + len(steps[0]) - len(bare), [bare, *steps[1:]]
            if self._forms.is_process_list(steps, text[max(0, start - _LONGEST_TAIL) : start], text[end : end + _LONGEST]):
                yield start, end, steps

    def _split_last(self, steps: list[str]) -> list[str]:
        """Return the list with its last member in two where 和 joins two stages (采纳、落实和反馈机制 → 采纳, 落实, 反馈机制)."""
        first, joined, second = steps[-1].partition("和")
        return [*steps[:-1], first, second] if joined and self._words.is_stage(first) and second else steps

    def _up_to_head(self, steps: list[str]) -> list[str]:
        """Return the list up to the member that holds the noun of the process (转化等环节高效化、规范化 → … 转化等环节高效化)."""
        for place in range(MIN_STEPS - 1, len(steps)):
            if self._words.frame.process_head.search(steps[place], 1):
                return steps[: place + 1]
        return steps

    def _from_to(self, text: str) -> Iterator[Candidate]:
        """Chains written 从…到…再到…, three steps or more."""
        for match in FROM_TO.finditer(text):
            parts = TO.split(match.group(1))
            if len(parts) < MIN_STEPS or "到" not in match.group(1):
                continue
            last = cut_last(parts, self._words)
            steps = [*parts[:-1], last]
            if all(map(self._words.is_stage, steps)):
                yield match.start(1), match.end(1) - len(parts[-1]) + len(last), steps


@lru_cache(maxsize=1)
def default_finder() -> LoopFinder:
    """Return the finder of the project's own lexicon."""
    return LoopFinder(load_lexicon("loop_stages"))
