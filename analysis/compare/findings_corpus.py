"""Findings about the corpus itself, its density, words, practices and chains, in words made from tables by rule."""

from __future__ import annotations

import pandas as pd

from analysis.compare.intervals import standing_out, wilson_interval
from analysis.compare.keyness import key_words
from analysis.compare.labels import label
from analysis.compare.rates import densest
from analysis.compare.rows import first_row
from analysis.compare.wording import name_list, percent, quote_name


def corpus_finding(characters: pd.DataFrame) -> str:
    """Return how much of the sources was kept, and what the largest part left out is."""
    total = int(characters["n_chars"].sum())
    if total == 0:
        return "没有读到文字"
    read = f"{characters['source'].nunique()}个文件共{total}字，留用"
    reports = f"，得{characters['report'].nunique()}份报告"
    dropped = characters[~characters["kept"]]
    kept = percent(1 - dropped["n_chars"].sum() / total)
    if dropped.empty:
        return f"{read}全部{reports}"
    largest = str(dropped.groupby("role")["n_chars"].sum().idxmax())
    return f"{read}{kept}{reports}；未用的多为{label('role', largest)}"


def repairs_finding(edits: pd.DataFrame) -> str:
    """Return which source was mended most and of what, and how many damaged places stay as they are."""
    if edits.empty or edits["n_edits"].sum() == 0:
        return "各文件均无修补"
    by_source = edits.groupby("source")["n_edits"].sum()
    by_kind = edits.groupby("kind")["n_edits"].sum()
    worst, kind = str(by_source.idxmax()), str(by_kind.idxmax())
    n_open = int(edits["n_open"].sum())
    tail = f"；{n_open}处损坏留而不猜" if n_open else ""
    share = f"{percent(by_source.max() / by_source.sum())}，n={by_source.sum()}"
    name = source_names(edits["source"])[worst]
    return f"修补最多的文件是{name}（占{share}），以{label('edit', kind)}为多{tail}"


def source_names(sources: pd.Series) -> dict[str, str]:
    """Return a short name for each source: its file name up to the first _ or dot, or its whole path where that names two of them."""
    paths = sorted({str(source) for source in sources})
    stems = [path.rsplit("/", 1)[-1].split(".")[0].split("_")[0] for path in paths]
    return {path: stem if stem and stems.count(stem) == 1 else path for path, stem in zip(paths, stems, strict=True)}


def density_finding(rates: pd.DataFrame, what: str = "数字") -> str:
    """Return whose report holds most numbers per thousand characters; where intervals overlap, that they do, and who gives none."""
    known = rates[rates["rate"].notna()]
    if known.empty or known["n"].sum() == 0:
        return f"各地报告均无可计的{what}"
    first = densest(known)
    if first is not None:
        row = first_row(known[known["city"] == first])
        return f"{first}报告的{what}最密（每千字{row.rate:.1f}个，n={row.n}）"
    none = known.loc[known["n"] == 0, "city"].tolist()
    tail = f"；{name_list(none)}一个也没有" if none else ""
    return f"各地每千字的{what}个数区间重叠，分不出疏密{tail}"


def keyness_finding(scores: pd.DataFrame) -> str:
    """Return the word that marks one report most against all others, with n."""
    marked = key_words(scores, n=1)
    if marked.empty:
        return "各地用词没有明显差别"
    row = first_row(marked.sort_values(["z", "report"], ascending=[False, True]))
    return f"与其余报告相比，最突出的是{row.city}的“{row.text}”（{row.n}次，其余共{row.n_rest}次）"


def diffusion_finding(diffusion: pd.DataFrame) -> str:
    """Return the practice named in most cities, and the share of practices that stand in one city only."""
    if diffusion.empty:
        return "各地报告均未识别出有名称的做法"
    shared = diffusion[diffusion["n_cities"] > 1]
    if shared.empty:
        return f"{len(diffusion)}项做法都只见于一地，没有共有的做法"
    widest = shared[shared["n_cities"] == shared["n_cities"].max()]
    names = "、".join(quote_name(str(name)) for name in widest["name"].head(2))
    more = f"等{len(widest)}项" if len(widest) > 2 else ""
    single = percent(1 - len(shared) / len(diffusion))
    return f"传得最广的做法是{names}{more}（{widest['n_cities'].iloc[0]}地）；{single}的做法只见于一地（n={len(diffusion)}）"


def kinds_finding(kinds: pd.DataFrame) -> str:
    """Return which kind of practice is named most over all reports."""
    sums = kinds.groupby("kind")["n_names"].sum()
    total = int(sums.sum()) if len(sums) else 0
    if total == 0:
        return "各地报告均未识别出有名称的做法"
    ends = wilson_interval(sums, pd.Series(total, index=sums.index))
    ranked = sums.sort_values(ascending=False, kind="stable")
    first = standing_out(sums.index.to_series(), sums, ends["low"], ends["high"])
    if first is not None:
        return f"各地有名称的做法以{label('kind', first)}为最多（{percent(sums[first] / total)}，n={total}）"
    names = "与".join(label("kind", str(kind)) for kind in ranked.index[:2])
    return f"各地有名称的做法多为{names}，两类区间重叠（n={total}）"


def loops_finding(loops: pd.DataFrame, n_reports: int) -> str:
    """Return how many reports write a chain, and how many of those that are processes end in feedback or evaluation."""
    if loops.empty:
        return f"{n_reports}份报告均未写出流程链"
    work = loops[loops["kind"] == "process"]
    closed = f"{len(work)}条工作流程里{int(work['closed'].sum())}条以反馈或评议收尾" if len(work) else "其中没有工作流程"
    return f"{n_reports}份报告中{loops['report'].nunique()}份写出流程链；{closed}"
