"""What the charts of trust say, worded by rule: how well themes agree with the labels, and what they miss."""

from __future__ import annotations

import pandas as pd

from analysis.compare.intervals import standing_out
from analysis.compare.labels import label
from analysis.compare.rows import first_row
from analysis.compare.wording import percent

RELIABLE = 0.80  # from here on a coding is usually relied upon (Krippendorff 2004, p. 241)
TENTATIVE = 0.667  # below this no conclusion is drawn from it (ibid.)


def trust_finding(trust: pd.DataFrame, left_out: str = "left_out_rules") -> str:
    """Return how many themes reach the usual bar of alpha in sample and how many with each report left out, with the lowest of them."""
    themes = trust[(trust["theme"] != "all") & trust["alpha"].notna()]
    inside, outside = (themes[themes["coding"] == coding] for coding in ("in_sample", left_out))
    if inside.empty:
        return "没有可以与标注比较的主题"
    told = f"样本内{_count_reliable(inside)}，{_name_lowest(inside)}"
    if outside.empty:
        return f"{told}；留出后未知"
    return f"{told}；轮流留出一份报告后{_count_reliable(outside)}，{_name_lowest(outside)}"


def _count_reliable(rows: pd.DataFrame) -> str:
    n_reliable = int((rows["alpha"] >= RELIABLE).sum())
    return (
        f"{len(rows)}个主题的α都不低于{RELIABLE:.2f}"
        if n_reliable == len(rows)
        else f"{n_reliable}/{len(rows)}个主题的α不低于{RELIABLE:.2f}"
    )


def _name_lowest(rows: pd.DataFrame) -> str:
    row = first_row(rows.sort_values(["alpha", "theme"]))
    tied = rows[rows["alpha"] == row.alpha]
    if len(tied) > 1:
        return f"最低的{row.alpha:.2f}有{len(tied)}个主题"
    ends = "" if pd.isna(row.alpha_low) else f"，{row.alpha_low:.2f}–{row.alpha_high:.2f}"
    return f"最低是{label('theme', row.theme)}（{row.alpha:.2f}{ends}，n={row.n}）"


def miss_finding(counts: pd.DataFrame) -> str:
    """Return how many labelled themes were missed and how many found ones are false, and the theme that stands out, if one does."""
    n, n_found = int(counts["n"].sum()), int(counts["n_found"].sum())
    if n == 0:
        return f"没有标注的主题，识别出的{n_found}处标注都没有" if n_found else "没有标注的主题"
    n_missed, n_false = int(counts["n_missed"].sum()), int(counts["n_false"].sum())
    told = f"标注的{n}处主题漏了{n_missed}处（{percent(n_missed / n)}）"
    told += f"，识别出的{n_found}处中{n_false}处标注没有（{percent(n_false / n_found)}）" if n_found else "，一处也没有识别出"
    first = {
        what: standing_out(counts["theme"], counts[what], counts[f"{what}_low"], counts[f"{what}_high"]) for what in ("missed", "false")
    }
    names = {"missed": "漏得最多", "false": "多得最多"}
    leads = [f"{names[what]}的是{label('theme', theme)}" for what, theme in first.items() if theme is not None]
    return f"{told}；{'，'.join(leads) or '各主题的区间重叠，分不出先后'}"
