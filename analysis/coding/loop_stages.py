"""What counts as a step of a process chain: stages of the work, bodies that work, places; and what a step says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from analysis.coding.loop_frames import FrameWords, alternatives

HAN = re.compile(r"[\u3400-\u9fff]")
_PHASE = re.compile(r"^.{0,4}?[前中后](?=..)")  # 协商后反馈: 协商 only says when
_SHORT = 4  # characters of a step whose last letter may stand for a stage (委员提)
_LEVEL = 2  # characters before the body that say which one it is (市政协, 分党组)


def _ending(terms: list[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(terms)})(?:[（(][^（）()]*[）)])?$")


@dataclass(frozen=True, slots=True)
class StageWords:
    """The lexicon `loop_stages`, compiled once: one question a method.

    Method of reading: a step is known by the word it *ends* in (部门具体落实 → 落实), as the head of a Chinese phrase stands last.
    """

    frame: FrameWords
    closing: frozenset[str]
    stages: dict[str, str]
    letters: frozenset[str]
    actor_letters: frozenset[str]
    shared: frozenset[str]
    no_steps: frozenset[str]
    objects: tuple[str, ...]
    phased: frozenset[str]
    again: re.Pattern[str]
    stage_end: re.Pattern[str]
    stage: re.Pattern[str]
    organ_end: re.Pattern[str]
    body: re.Pattern[str]
    body_end: re.Pattern[str]
    place_end: re.Pattern[str]
    form_end: re.Pattern[str]

    @classmethod
    def from_table(cls, stages: pd.DataFrame) -> StageWords:
        """Return the compiled words of the table `loop_stages` (columns term, kind, closes, stage, reason)."""
        terms = {str(kind): list(rows) for kind, rows in stages.groupby("kind")["term"]}
        stage = alternatives(terms.get("stage", []))
        bodies, places, forms = (terms.get(kind, []) for kind in ("organ", "venue", "form"))
        acts = stages[stages["kind"].isin(["stage", "letter", "actor_letter"])]
        return cls(
            frame=FrameWords.from_terms(terms),
            closing=frozenset(stages.loc[stages["closes"] == "yes", "term"]),
            stages=dict(zip(acts["term"], acts["stage"], strict=True)),
            letters=frozenset(terms.get("letter", [])),
            actor_letters=frozenset(terms.get("letter", []) + terms.get("actor_letter", [])),
            shared=frozenset(terms.get("shared_object", [])),
            no_steps=frozenset(terms.get("no_step", [])),
            objects=tuple(terms.get("object", [])),
            phased=frozenset(terms.get("phased", [])),
            again=re.compile(alternatives(terms.get("again", []))),
            stage_end=re.compile(f"(?:{stage})$"),
            stage=re.compile(stage),
            organ_end=_ending(bodies + places + forms),
            body=re.compile(alternatives(bodies)),
            body_end=_ending(bodies),
            place_end=_ending(places),
            form_end=_ending(forms),
        )

    def is_stage(self, step: str) -> bool:
        """Return whether `step` ends in a stage of a process, or is one letter that stands for a stage."""
        return step not in self.no_steps and (bool(self.stage_end.search(step)) or step in self.letters)

    def is_short_stage(self, step: str) -> bool:
        """Return whether `step` is a stage, two to four characters that end in its letter (委员提), or an actor with it (承办单位办)."""
        if self.is_stage(step) or self.is_actor_letter(step):
            return True
        return 1 < len(step) <= _SHORT and step[-1] in self.letters and step not in self.no_steps

    def is_actor_letter(self, step: str) -> bool:
        """Return whether `step` is an actor and the letter of a stage (承办单位办, 落实由部门办)."""
        return step[-1:] in self.actor_letters and bool(self.body_end.search(step[:-1]))

    def is_shared_object(self, step: str) -> bool:
        """Return whether `step` ends in the letter of a stage and an object that the steps of a chain share (组长理事, 站长收题)."""
        return step[-1:] in self.shared and step[-2:-1] in self.actor_letters and len(step) <= _SHORT and not step.endswith(self.objects)

    def names_act(self, step: str) -> bool:
        """Return whether `step` is an act in any of the ways in which a list without a head noun may name one."""
        return self.is_short_stage(step) or self.is_shared_object(step)

    def is_step(self, step: str) -> bool:
        """Return whether `step` ends in a stage or in a body that works."""
        if step in self.no_steps:
            return False
        return self.ends_as_step(step) or bool(self.stage.search(step))

    def ends_as_step(self, step: str) -> bool:
        """Return whether `step` ends in a stage or a body, or two to four characters in the letter of a stage."""
        return self.is_short_stage(step) or bool(self.organ_end.search(step))

    def is_body(self, step: str) -> bool:
        """Return whether `step` ends in a body or person and in no act (专委会, but not 委员 in 委员协商)."""
        return bool(self.body_end.search(step)) and not self.stage_end.search(step)

    def is_led_by_body(self, step: str) -> bool:
        """Return whether `step` says what a body does and names no stage with it (党组抓总, 党员委员示范)."""
        found = self.body.search(step[: _LEVEL + _SHORT])
        return bool(found and found.start() <= _LEVEL and len(step) - found.end() >= 2) and not self.names_act(step)

    def is_place(self, step: str) -> bool:
        """Return whether `step` ends in a place or standing meeting (议事室, 会客厅)."""
        return bool(self.place_end.search(step))

    def has_phases(self, thing: str) -> bool:
        """Return whether what comes before, during and after `thing` is a process by itself: an act (办前, 协商前) or a meeting (会前)."""
        return self.is_stage(thing) or thing in self.phased

    def is_form(self, step: str) -> bool:
        """Return whether `step` is a form of meeting with the word that tells it from others (专题协商)."""
        found = self.form_end.search(step)
        return bool(found and 1 < found.start() <= 4)

    def share_of_steps(self, steps: list[str]) -> float:
        """Return the share of `steps` that are steps; a letter that all of them end in (难点—堵点—痛点) is none."""
        if len({step[-1] for step in steps}) == 1:
            return sum(bool(self.stage_end.search(step) or self.organ_end.search(step)) for step in steps) / len(steps)
        return sum(map(self.is_step, steps)) / len(steps)

    def is_closed(self, steps: tuple[str, ...]) -> bool:
        """Return whether a chain closes: its last step does, or does the work once more after a step that does (评价—二次办理)."""
        return self.closes(steps[-1]) or (len(steps) > 1 and bool(self.again.search(steps[-1])) and self.closes(steps[-2]))

    def closes(self, step: str) -> bool:
        """Return whether the last act in `step` tells the result to the one who asked, or judges it."""
        word = (self.stage_words(step) or [""])[-1]
        return any(word == term or (len(term) > 1 and word.endswith(term)) for term in self.closing)

    def stage_of(self, step: str) -> str:
        """Return the code of the last of the seven stages that `step` names, "" where it names none."""
        return (self.stages_of(step) or [""])[-1]

    def stages_of(self, step: str) -> list[str]:
        """Return the codes of all stages that `step` names, in order (部门落实反馈 → carry_out, feed_back)."""
        return [self.stages[word] for word in self.stage_words(step) if self.stages[word]]

    def actor_of(self, step: str) -> str | None:
        """Return the body or person that does `step`, named before its act (群众评 → 群众, 政协动态反馈 → 政协); None where none is."""
        words = self.stage_words(step)
        before = step[: step.rfind(words[-1])] if words else ""
        found = self.body.match(before) or self.body_end.search(before)
        return found.group() if found and len(found.group()) > 1 else None

    def stage_words(self, step: str) -> list[str]:
        """Return the words that say which acts `step` is: the last and those right before it (部门落实反馈 → 落实, 反馈), or a letter.

        A word farther in front only says which matter it is (协商会议通报 → 通报). Before a noun of result or demand (反馈办理情况) the
        first one counts, since what follows is its object.
        """
        if self.is_actor_letter(step):
            return [step[-1]]
        found = list(self.stage.finditer(_PHASE.sub("", step)))
        words = [match.group() for match in found]
        if found and step.endswith(self.objects):
            return words[:1]
        if found and (step.endswith(words[-1]) or len(step) > _SHORT):
            apart = [place for place in range(1, len(found)) if found[place - 1].end() != found[place].start()]
            return words[max(apart, default=0) :]
        if self.is_shared_object(step):
            return [step[-2]]
        return [step[-1]] if len(step) <= _SHORT and step[-1:] in self.letters else []
