"""Which lists of steps are chains: told by the sign that joins them, the noun beside them, their number or their shape."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.coding.loop_patterns import MIN_STEPS
from analysis.coding.loop_shapes import (
    ROUND,
    is_acting_family,
    is_before_during_after,
    is_full_round,
    is_one_pattern,
    is_one_stage,
    is_round_by_shape,
)
from analysis.coding.loop_stages import HAN, StageWords
from analysis.schema import STAGES

_LONGEST_STEP = 8  # characters of a step in a chain that its form alone shows


@dataclass(frozen=True, slots=True)
class ChainForms:
    """Judges lists of steps by the words of the lexicon; one question a way of writing."""

    _words: StageWords

    def is_linked(self, name: str, steps: list[str]) -> bool:
        """Return whether members joined by a sign are a chain by what they name: mostly stages of the work or bodies that work."""
        words = self._words
        if len(steps) < MIN_STEPS or not all(step and HAN.search(step) and len(step) <= 30 for step in steps):
            return False
        if is_one_stage(steps, words):
            return False  # forms of one thing side by side: 全会协商—专题协商—对口协商
        if name == "plus":
            return self._is_sum_of_acts(steps)
        if len(steps) >= ROUND and all(words.is_led_by_body(step) or words.is_step(step) for step in steps):
            return True
        return words.share_of_steps(steps) >= (0.5 if name == "arrow" else 0.6)

    def _is_sum_of_acts(self, steps: list[str]) -> bool:
        """Return whether a plus joins acts: 档案+积分+评议 are parts of one thing, so every part must act.

        Of four or more that end in feedback or evaluation one may be no known stage.
        """
        ends = [self._words.ends_as_step(step) for step in steps]
        nearly = len(steps) >= ROUND and sum(ends) >= len(steps) - 1 and self._words.closes(steps[-1])
        return all(ends) or (nearly and all(map(self._words.is_stage, steps[1:])))

    def is_plain_form(self, steps: list[str], after: str) -> bool:
        """Return whether short members in quotes or before a head noun are a chain though most are no known stages (初筛—会诊—提级—回告).

        One must name a stage beside action itself, since 服务 and 应用 end lines of goods and industries too.
        """
        if len(steps) < MIN_STEPS or not all(HAN.search(step) and len(step) <= _LONGEST_STEP for step in steps):
            return False
        if self._is_counted(steps, "", after):
            return True
        if is_one_stage(steps, self._words):
            return False
        acts = [step for step in steps if self._words.is_stage(step) and self._words.stage_of(step) not in ("", "carry_out")]
        return bool(acts) and self._words.share_of_steps(steps) * MIN_STEPS >= 1

    def is_levelled(self, steps: list[str], after: str) -> bool:
        """Return whether the next words count the members as levels (四级阵地), one in three of which is a known body or place."""
        return self._words.frame.counts_levels(after, len(steps)) and self._words.share_of_steps(steps) * MIN_STEPS >= 1

    def _is_counted(self, steps: list[str], before: str, after: str) -> bool:
        """Return whether the words beside a list count its very steps (三步法, 四道工序).

        What is not counted as steps (三个环节, 三条链) may be parts of anything: there one member in three must be a known step.
        """
        frame = self._words.frame
        if frame.counts_as_steps(before, after, len(steps)):
            return True
        return sum(map(self._words.is_stage, steps)) * MIN_STEPS >= len(steps) and frame.counts_steps(after, len(steps))

    def is_enumeration(self, steps: list[str], before: str, after: str) -> bool:
        """Return whether the members of a list (、) in quotes are a chain; `before` and `after` are the words round the quotation."""
        words = self._words
        if len(steps) < MIN_STEPS or not all(steps):
            return False
        if self._is_counted(steps, before, after) or is_before_during_after(steps) or is_one_pattern(steps, words):
            return True
        if all(len(step) == 1 for step in steps):
            known = [step in words.letters for step in steps]
            round_or_headed = all(known) and (len(steps) >= ROUND or words.frame.has_head(after, process=True))
            return round_or_headed or (any(known) and words.frame.counts_steps(after, len(steps)))
        if is_acting_family(steps, words):
            return True
        if is_one_stage(steps, words):
            return False
        return is_full_round(steps, words) or is_round_by_shape(steps, words) or self._is_headed(steps, after)

    def _is_headed(self, steps: list[str], after: str) -> bool:
        """Return whether a noun after the quotation names a process and most members are stages, or any way of working and all are."""
        words = self._words
        stages = sum(map(words.is_short_stage, steps)) if len({step[-1] for step in steps}) > 1 else sum(map(words.is_stage, steps))
        if words.frame.names_process(after) and words.is_stage(steps[-1]):
            stages = max(stages, sum(map(words.is_step, steps)))  # 选题有引导、办理有督导、结果有评价
        if words.frame.has_head(after, process=True):
            return stages * 3 >= len(steps) * 2
        return stages == len(steps) and words.frame.has_head(after, process=False)

    def is_process_list(self, steps: list[str], before: str, after: str) -> bool:
        """Return whether a list in running text is a process: by the noun behind or before it, by its number of steps or by its shape.

        Sources of topics side by side (党政出题、群众征题) name one stage and are none.
        """
        words, frame = self._words, self._words.frame
        if self._is_counted(steps, before, after) or is_round_by_shape(steps, words):
            return True
        if is_acting_family(steps, words):
            return len({words.stage_of(step) for step in steps} - {""}) > 1
        stages = sum(map(words.is_stage, steps))
        if frame.links_steps(after):
            return is_full_round(steps, words)
        if frame.opened_by_head(before):
            return stages * 2 >= len(steps)
        return stages == len(steps) and (frame.names_process(after) or self._is_named_round(steps, after))

    def _is_named_round(self, steps: list[str], after: str) -> bool:
        """Return whether stages in the order of the work, feedback or evaluation last, stand right before 机制 (采纳、落实、反馈机制)."""
        places = [STAGES.index(stage) for stage in map(self._words.stage_of, steps) if stage]
        in_order = len(places) == len(steps) and places == sorted(set(places))
        return in_order and self._words.closes(steps[-1]) and bool(self._words.frame.any_head.match(after))
