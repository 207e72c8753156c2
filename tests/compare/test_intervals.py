from __future__ import annotations

import pandas as pd
import pytest

from analysis.compare.intervals import standing_out, wilson_interval


@pytest.mark.parametrize(
    ("low", "high", "expected", "why"),
    [
        ([0.5, 0.1], [0.9, 0.4], "甲", "apart"),
        ([0.5, 0.1], [0.9, 0.5], None, "ends that touch do not tell two apart"),
        ([0.5, 0.1], [0.9, 0.6], None, "overlapping"),
        ([None, 0.1], [None, 0.4], None, "only one is known"),
    ],
)
def test_who_stands_out(low: list[float], high: list[float], expected: str | None, why: str) -> None:
    estimate = pd.Series([0.7 if low[0] is not None else None, 0.2], dtype="float64")
    found = standing_out(pd.Series(["甲", "乙"]), estimate, pd.Series(low, dtype="float64"), pd.Series(high, dtype="float64"))
    assert found == expected, why


def test_the_interval_of_a_share_is_wilsons_and_null_without_cases() -> None:
    # by hand, z = 1.96: (0.5 + 1.92/10 ± 1.96·√(0.025 + 0.96/100)) / (1 + 3.84/10)
    ends = wilson_interval(pd.Series([5, 0]), pd.Series([10, 0]))
    assert ends.iloc[0].tolist() == pytest.approx([0.2366, 0.7634], abs=1e-3)
    assert ends.iloc[1].isna().all()
