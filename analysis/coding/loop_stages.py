"""What counts as a step of a process chain: stages, bodies, the verbs before a chain and the nouns after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

HAN = re.compile(r"[\u3400-\u9fff]")
_HEAD_WINDOW = r"[^，。；：！？、,;:!?“”‘’\"「」]"
_BEFORE_HEAD = re.compile(r"(?:等|各|个|的|关键|主要|重要|几个|多个|工作)+$")


def _alternatives(terms: list[str]) -> str:
    ordered = sorted(set(terms), key=lambda term: (-len(term), term))
    return "|".join(map(re.escape, ordered)) or r"(?!)"


@dataclass(frozen=True, slots=True)
class StageWords:
    """The lexicon `loop_stages`, compiled once: one question a method.

    Method of reading: a step is known by the word it *ends* in (部门具体落实 → 落实), as the head of a Chinese phrase stands last.
    """

    closing: frozenset[str]
    letters: frozenset[str]
    no_steps: frozenset[str]
    stage_end: re.Pattern[str]
    stage: re.Pattern[str]
    organ_end: re.Pattern[str]
    opener: re.Pattern[str]
    process_head: re.Pattern[str]
    any_head: re.Pattern[str]

    @classmethod
    def from_table(cls, stages: pd.DataFrame) -> StageWords:
        """Return the compiled words of the table `loop_stages` (columns term, kind, closes, reason)."""
        terms = stages.groupby("kind")["term"].agg(list).to_dict()
        stage, organ = _alternatives(terms.get("stage", [])), _alternatives(terms.get("organ", []))
        process = _alternatives(terms.get("process_head", []))
        frame = _alternatives(terms.get("process_head", []) + terms.get("frame_head", []))
        return cls(
            closing=frozenset(stages.loc[stages["closes"] == "yes", "term"]),
            letters=frozenset(terms.get("letter", [])),
            no_steps=frozenset(terms.get("no_step", [])),
            stage_end=re.compile(f"(?:{stage})$"),
            stage=re.compile(stage),
            organ_end=re.compile(f"(?:{organ})(?:[（(][^（）()]*[）)])?$"),
            opener=re.compile(f"^.*?(?:{_alternatives(terms.get('opener', []))})(?:了|起|好|从)?"),
            process_head=re.compile(f"(?:{process})"),
            any_head=re.compile(f"(?:{frame})"),
        )

    def is_stage(self, step: str) -> bool:
        """Return whether `step` ends in a stage of a process, or is one letter that stands for a stage."""
        return step not in self.no_steps and (bool(self.stage_end.search(step)) or step in self.letters)

    def is_short_stage(self, step: str) -> bool:
        """Return whether `step` is a stage, or two to four characters that end in its letter (委员提): for quotations and chains."""
        return self.is_stage(step) or (1 < len(step) <= 4 and step[-1] in self.letters and step not in self.no_steps)

    def is_step(self, step: str) -> bool:
        """Return whether `step` ends in a stage or in a body that works."""
        if step in self.no_steps:
            return False
        return self.is_short_stage(step) or bool(self.organ_end.search(step)) or bool(self.stage.search(step))

    def ends_as_step(self, step: str) -> bool:
        """Return whether `step` ends in a stage or a body, or two to four characters in the letter of a stage."""
        return self.is_short_stage(step) or bool(self.organ_end.search(step))

    def is_one_stage(self, steps: list[str]) -> bool:
        """Return whether all steps end in one stage of two characters: forms of it side by side (全会协商、专题协商、对口协商)."""
        ends = {found.group() if (found := self.stage_end.search(step)) else "" for step in steps}
        tails = {step[-2:] for step in steps}
        return len(tails) == 1 and "" not in ends and all(len(step) > 2 for step in steps)

    def share_of_steps(self, steps: list[str]) -> float:
        """Return the share of `steps` that are steps; a letter that all of them end in (难点—堵点—痛点) is none."""
        if len({step[-1] for step in steps}) == 1:
            return sum(bool(self.stage_end.search(step) or self.organ_end.search(step)) for step in steps) / len(steps)
        return sum(map(self.is_step, steps)) / len(steps)

    def closes(self, step: str) -> bool:
        """Return whether the last stage named in `step` tells the result to the one who asked, or judges it."""
        found = [match.group() for match in self.stage.finditer(step)]
        if found and (step.endswith(found[-1]) or len(step) > 4):
            return any(found[-1] == term or (len(term) > 1 and found[-1].endswith(term)) for term in self.closing)
        return len(step) <= 4 and step[-1] in self.closing

    def has_head(self, after: str, process: bool) -> bool:
        """Return whether a noun such as 闭环 or 流程 (with `process`), or also 机制 and 模式, follows within ten characters."""
        window = re.match(f"{_HEAD_WINDOW}{{0,12}}", after)
        pattern = self.process_head if process else self.any_head
        return bool(window and pattern.search(window.group()))

    def without_opener(self, step: str) -> str:
        """Return the first step of a chain without the verb that introduces the chain (构建协商 → 协商)."""
        rest = step
        while (match := self.opener.match(rest)) and self.is_step(rest[match.end() :]):
            rest = rest[match.end() :]
        return rest

    def without_head(self, step: str) -> str:
        """Return the last step of a chain without the noun that names the chain and what follows (评价闭环机制 → 评价)."""
        match = self.any_head.search(step, 1)
        if match and self.is_step(bare := _BEFORE_HEAD.sub("", step[: match.start()])):
            return bare
        if self.is_stage(step) or self.organ_end.search(step):
            return step
        ends = [found.end() for found in self.stage.finditer(step)]
        return step[: ends[0]] if ends else step
