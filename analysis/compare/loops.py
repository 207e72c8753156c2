"""Process chains side by side: what kind each is, which stages of the work it names, who closes it, and where it breaks."""

from __future__ import annotations

from functools import cache

import pandas as pd

from analysis.coding.loop_stages import StageWords
from analysis.compare.cities import with_city
from analysis.lexicon import load_lexicon
from analysis.schema import STAGES
from analysis.tables import Tables

ARROW = "→"
CLOSING = ("feed_back", "evaluate")  # the last two of the seven stages: a process is closed where it ends in one of them
_ORDER = {stage: number for number, stage in enumerate(STAGES)}
_PLACE = ["sentence", "source", "start", "end"]


def loop_table(tables: Tables) -> pd.DataFrame:
    """Return the chains, one row each: city, report, kind, chain, stages, n_steps, closed, sentence, source, start, end.

    kind: process, organisation or platform. chain: the steps joined by →; stages: the stage of each step, joined likewise (empty where a
    step names none). closed: the chain ends in feedback or evaluation. A report without a chain has no row.
    """
    loops = tables.loops
    chain, stages = (loops[name].map(_join_steps).astype("str") for name in ("steps", "stages"))
    columns = ["city", "report", "kind", "chain", "stages", "n_steps", "closed", *_PLACE]
    labelled = with_city(loops.assign(chain=chain, stages=stages), tables.reports)[columns]
    return labelled.sort_values(["report", "sentence", "start"], ignore_index=True)


def _join_steps(steps: list[str]) -> str:
    return ARROW.join(str(step) for step in steps)


def loop_stage_table(tables: Tables) -> pd.DataFrame:
    """Return which stages the processes of a report name: one row per report and stage: city, report, stage, n_loops, n_named, named.

    n_loops counts the report's processes, n_named those in which a step names the stage; named is null where the report writes no
    process. How to read it: a stage that no chain names may still be done; what is compared is what is written as a chain.
    """
    told = processes(tables)
    named = told.assign(stage=told["chain"].map(_list_stages)).explode("stage")
    counts = named.groupby(["report", "stage"]).size().rename("n_named").reset_index()
    grid = tables.reports[["report"]].merge(pd.Series(STAGES, name="stage", dtype="str"), how="cross")
    full = grid.merge(told.groupby("report").size().rename("n_loops").reset_index(), on="report", how="left")
    filled = full.merge(counts, on=["report", "stage"], how="left").fillna({"n_loops": 0, "n_named": 0})
    typed = filled.astype({"n_loops": "int64", "n_named": "int64"})
    known = (typed["n_named"] > 0).astype("boolean").mask(typed["n_loops"] == 0)
    return with_city(typed.assign(named=known), tables.reports)


def loop_breaks(tables: Tables) -> pd.DataFrame:
    """Return where each process ends and what it leaves out: the columns of `loop_table`, and first, last, skipped, closed_by.

    first, last: the earliest and the latest of the seven stages that it names (null: none). skipped: the stages between these that no
    step names, joined by → (empty: none is left out; null: it names no stage). closed_by: the body that the last step of a closed
    process names (群众评 → 群众); null where it names none. A process with `closed` false whose `last` is feedback or
    evaluation comes to the result and goes on; one with an earlier `last` never names it.
    How to read it: the seven stages are a yardstick; a chain of choosing topics is whole without a later stage.
    """
    told = processes(tables)
    stages = told["chain"].map(_list_stages)
    ends = {"first": stages.map(lambda named: named[0] if named else None), "last": stages.map(lambda named: named[-1] if named else None)}
    bodies = told["chain"].str.split(ARROW).str[-1].map(_actor).where(told["closed"])
    found = told.assign(**ends, skipped=stages.map(_skipped).where(stages.map(bool)), closed_by=bodies)
    return found.astype(dict.fromkeys(("first", "last", "skipped", "closed_by"), "str"))


def processes(tables: Tables) -> pd.DataFrame:
    """Return the rows of `loop_table` that are processes."""
    loops = loop_table(tables)
    return loops[loops["kind"] == "process"].reset_index(drop=True)


def stages_by_step(chain: str) -> dict[str, list[int]]:
    """Return the stages that the steps of a chain name, in the order of the work, each with the numbers (from 1) of its steps.

    A step may name two stages (部门落实反馈: carry_out and feed_back); the column `stages` of a chain has the one that it ends in.
    """
    found: dict[str, list[int]] = {}
    for number, step in enumerate(chain.split(ARROW), 1):
        for stage in dict.fromkeys(_words().stages_of(step)):
            found.setdefault(stage, []).append(number)
    return dict(sorted(found.items(), key=lambda item: _ORDER[item[0]]))


def _list_stages(chain: str) -> list[str]:
    return list(stages_by_step(chain))


def _skipped(named: list[str]) -> str:
    if not named:
        return ""
    between = STAGES[_ORDER[named[0]] : _ORDER[named[-1]] + 1]
    return ARROW.join(stage for stage in between if stage not in named)


def _actor(step: str) -> str | None:
    return _words().actor_of(step)


@cache
def _words() -> StageWords:
    return StageWords.from_table(load_lexicon("loop_stages"))
