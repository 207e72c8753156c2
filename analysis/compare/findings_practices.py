"""Findings about process chains and about the numbers told of practices, in words made from tables by rule."""

from __future__ import annotations

import pandas as pd

from analysis.compare.intervals import standing_out, wilson_interval
from analysis.compare.labels import label, ordered_codes
from analysis.compare.loops import ARROW, CLOSING
from analysis.compare.wording import name_list, percent


def chains_finding(loops: pd.DataFrame, n_reports: int) -> str:
    """Return how many reports write chains, and of which kinds these are."""
    if loops.empty:
        return f"{n_reports}份报告均未写出流程链"
    counts = loops["kind"].value_counts()
    told = "、".join(f"{label('loop_kind', kind)}{counts[kind]}条" for kind in ordered_codes("loop_kind") if kind in counts)
    return f"{n_reports}份报告中{loops['report'].nunique()}份写出{len(loops)}条链：{told}"


def closing_finding(breaks: pd.DataFrame) -> str:
    """Return how many processes end in feedback or evaluation, in which cities, and who is named as the one who closes them."""
    if breaks.empty:
        return "各报告均未写出工作流程"
    closed = breaks[breaks["closed"]]
    if closed.empty:
        return f"{len(breaks)}条工作流程没有一条以反馈或评议收尾"
    cities = name_list(list(dict.fromkeys(closed["city"])), most=6)
    told = f"{len(breaks)}条工作流程中{len(closed)}条以反馈或评议收尾（{cities}）"
    actors = closed["closed_by"].dropna().value_counts().sort_index().sort_values(ascending=False, kind="stable")
    named = "、".join(str(actor) for actor in actors.index[:4])
    return f"{told}，写明收尾者的{actors.sum()}条：{named}" if len(actors) else f"{told}，均未写明由谁收尾"


def breaking_finding(breaks: pd.DataFrame) -> str:
    """Return which stage processes leave out most between first and last, and how many never name the result or go on after it.

    A stage stands alone in the sentence only where its interval touches no other's. Both closing stages count as one way to close:
    a chain that ends in evaluation is not said to lack feedback.
    """
    known = breaks[breaks["first"].notna()]
    if known.empty:
        return "没有写出阶段的工作流程"
    tail = _tell_open_ends(known)
    skipped = count_skipped(known)
    counts = skipped[skipped["n_skipped"] > 0]
    if counts.empty:
        return f"{len(known)}条写出阶段的流程首尾之间没有略过{tail}"
    first = standing_out(skipped["stage"], skipped["n_skipped"], skipped["low"], skipped["high"])
    if first is not None:
        return f"{len(known)}条流程最常略过的是{label('stage', first)}（{counts['n_skipped'].max()}条）{tail}"
    most = counts[counts["n_skipped"] == counts["n_skipped"].max()]
    names = "与".join(label("stage", stage) for stage in most["stage"])
    each = "各" if len(most) > 1 else ""
    return f"{len(known)}条流程首尾之间略过{names}的{each}{counts['n_skipped'].max()}条，与别的阶段区间重叠{tail}"


def _tell_open_ends(known: pd.DataFrame) -> str:
    """What never comes to feedback or evaluation is another thing than what goes on after it."""
    named = known["last"].isin(CLOSING)
    n_short, n_onward = int((~named).sum()), int((named & ~known["closed"]).sum())
    short = f"；{n_short}条未写到反馈或评议" if n_short else ""
    onward = f"；{n_onward}条写到反馈或评议而不以此收尾" if n_onward else ""
    return short + onward or "；都以反馈或评议收尾"


def stages_finding(stages: pd.DataFrame) -> str:
    """Return the stage that most processes name, with n; where intervals overlap, that they do. `stages` is `loop_stage_table`."""
    sums = stages.groupby("stage")[["n_named", "n_loops"]].sum().reindex(ordered_codes("stage")).reset_index()
    if sums["n_loops"].fillna(0).max() == 0:
        return "各报告均未写出工作流程"
    ends = wilson_interval(sums["n_named"], sums["n_loops"])
    most = sums[sums["n_named"] == sums["n_named"].max()]
    names = "与".join(label("stage", stage) for stage in most["stage"])
    alone = standing_out(sums["stage"], sums["n_named"] / sums["n_loops"], ends["low"], ends["high"])
    tail = "" if alone else "，与别的阶段区间重叠"
    return f"工作流程写出最多的阶段是{names}（{most['n_named'].iloc[0]}/{most['n_loops'].iloc[0]}条）{tail}"


def count_skipped(breaks: pd.DataFrame) -> pd.DataFrame:
    """Return how many processes that name a stage leave each stage out: stage, n_skipped, n_loops, share, low, high (Wilson, 95 %).

    Feedback and evaluation are left aside: either one closes a chain.
    """
    known = breaks[breaks["first"].notna()]
    stages = [stage for stage in ordered_codes("stage") if stage not in CLOSING]
    left_out = known["skipped"].str.split(ARROW).explode().value_counts()
    counts = pd.DataFrame({"stage": pd.Series(stages, dtype="str"), "n_skipped": [int(left_out.get(stage, 0)) for stage in stages]})
    totals = pd.Series(len(known), index=counts.index)
    share = counts["n_skipped"] / totals.where(totals > 0)
    return counts.assign(n_loops=totals, share=share).join(wilson_interval(counts["n_skipped"], totals))


def numbers_finding(numbers: pd.DataFrame, practices: pd.DataFrame) -> str:
    """Return how many practices are told with a number in their own sentence; `practices` is `practice_table`."""
    total = len(practices)
    if total == 0:
        return "各地报告均未识别出有名称的做法"
    told = numbers.drop_duplicates(["report", "name"])
    if told.empty:
        return f"{total}项做法都没有写出自己的数字"
    ends = wilson_interval(pd.Series([len(told)]), pd.Series([total])).iloc[0]
    span = f"95%区间{percent(ends['low'])}–{percent(ends['high'])}"
    return f"{total}项做法中{len(told)}项写出了自己的数字（{percent(len(told) / total)}，{span}），见于{told['report'].nunique()}份报告"


def recall_finding(accuracy: pd.DataFrame) -> str:
    """Return how many labelled practices were missed, how many names are false (of any kind, labelled or not), and the kind that is missed
    most, where its interval lets it stand alone.
    """
    known = accuracy[accuracy["n_labelled"] > 0]
    total, missed, false = (int(accuracy[name].sum()) for name in ("n_labelled", "n_missed", "n_false"))
    if known.empty:
        return f"没有人工标注的做法，认出的{false}项都是误认" if false else "没有人工标注的做法可以对照"
    told = f"人工标注的{total}项做法漏认{missed}项（{percent(missed / total)}），另误认{false}项"
    worst = standing_out(known["kind"], 1 - known["recall"], 1 - known["high"], 1 - known["low"])
    return f"{told}；漏得最多的是{label('kind', worst)}" if worst else f"{told}；各类区间重叠"
