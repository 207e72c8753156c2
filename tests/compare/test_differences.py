from __future__ import annotations

from dataclasses import replace

from analysis.compare.differences import diff_tables, format_differences
from analysis.tables import Tables


def test_equal_tables_have_no_differences(seed_tables: Tables) -> None:
    assert diff_tables(seed_tables, seed_tables).empty
    assert format_differences(diff_tables(seed_tables, seed_tables)) == "no differences"


def test_a_changed_a_removed_and_an_added_row_are_told(seed_tables: Tables) -> None:
    metrics = seed_tables.metrics.copy()
    key = f"{metrics.loc[0, 'source']} {metrics.loc[0, 'start']} {metrics.loc[0, 'end']}"
    metrics.loc[0, "value"] += 1
    new = replace(seed_tables, metrics=metrics, themes=seed_tables.themes.iloc[1:], loops=seed_tables.loops)
    old = replace(seed_tables, loops=seed_tables.loops.iloc[1:])
    found = diff_tables(old, new)
    assert sorted(zip(found["table"], found["change"], strict=True)) == [("loops", "added"), ("metrics", "changed"), ("themes", "removed")]
    changed = found[found["change"] == "changed"].iloc[0]
    assert (changed["key"], changed["column"]) == (key, "value")
    assert float(changed["after"]) == float(changed["before"]) + 1
    assert key in format_differences(found)
