"""What a chain of steps is, and which stage of the work each of its steps names.

A process is a chain of acts (协商—落实—反馈); an organisation is a line of bodies and persons (党组—支部—党员委员); a platform is a line of
places and standing meetings (委员会客厅—议事室—联络站). Only the steps of a process have stages.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.coding.loop_stages import StageWords


def find_kind(steps: Sequence[str], words: StageWords) -> str:
    """Return `process`, `organisation` or `platform`: what more than half of `steps` are.

    Of a chain that is half acts and half bodies or places the last step decides. Forms of meeting (专题协商) are acts by themselves
    and levels of platforms beside a place (专题协商—民生议事堂). A body with a duty that is no stage (党组抓总) is a body.
    """
    places = sum(map(words.is_place, steps))
    if places:
        places += sum(map(words.is_form, steps))
    bodies = sum(words.is_body(step) or (words.is_led_by_body(step) and not words.is_place(step)) for step in steps)
    others = places + bodies
    if others * 2 < len(steps) or (others * 2 == len(steps) and words.is_stage(steps[-1])):
        return "process"
    return "platform" if places > bodies else "organisation"


def find_stages(steps: Sequence[str], kind: str, words: StageWords) -> tuple[str, ...]:
    """Return the stage of every step of a process (`propose` … `evaluate`), "" where the step names none of the seven.

    The steps of an organisation or platform name none. A step that names two (部门落实反馈) has the one it ends in.
    """
    return tuple(words.stage_of(step) if kind == "process" else "" for step in steps)
