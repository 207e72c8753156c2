"""What was read: reports, and characters kept, dropped and mended in every source."""

from __future__ import annotations

import pandas as pd

from analysis.compare.cities import city_labels, with_city
from analysis.compare.labels import ordered_codes
from analysis.schema import KEPT_ROLES
from analysis.tables import Tables


def report_overview(tables: Tables) -> pd.DataFrame:
    """Return one row per report: city, report, province, year, source, n_sentences, n_chars, n_metrics, n_practices, n_loops.

    n_metrics leaves repetitions out, n_practices counts names, not mentions; null for a city, province or year not told.
    """
    overview = tables.reports[["report", "province", "year", "source", "n_sentences", "n_chars"]].copy()
    counted = {
        "n_metrics": tables.metrics[~tables.metrics["repeat"]],
        "n_practices": tables.practices.drop_duplicates(["report", "name"]),
        "n_loops": tables.loops,
    }
    for name, rows in counted.items():
        overview[name] = overview["report"].map(rows["report"].value_counts()).fillna(0).astype("int64")
    return with_city(overview, tables.reports)


def characters_by_role(tables: Tables) -> pd.DataFrame:
    """Return how many characters of each source went where: source, city, report, role, kept, n_units, n_chars (white space counted).

    City and report are null for what belongs to no report. The n_chars of a source add up to its text.
    """
    spans = tables.ledger.assign(n_chars=tables.ledger["end"] - tables.ledger["start"])
    keys = ["source", "report", "role"]
    sums = spans.groupby(keys, dropna=False)["n_chars"].agg(n_units="size", n_chars="sum").astype("int64").reset_index()
    sums["kept"] = sums["role"].isin(KEPT_ROLES) & sums["report"].notna()
    rank = {role: number for number, role in enumerate(ordered_codes("role"))}
    ordered = sums.assign(rank=sums["role"].map(rank)).sort_values(["source", "report", "rank"], ignore_index=True)
    return _city_or_null(ordered, tables.reports)[["source", "city", "report", "role", "kept", "n_units", "n_chars"]]


def _city_or_null(frame: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(city=frame["report"].map(city_labels(reports)).astype("str"))


def kept_share(characters: pd.DataFrame) -> pd.DataFrame:
    """Return, per source, n_chars, n_kept and kept (0–1): how much of the source became sentences; null for an empty source."""
    totals = characters.groupby("source")["n_chars"].sum()
    kept = characters[characters["kept"]].groupby("source")["n_chars"].sum().reindex(totals.index, fill_value=0)
    return pd.DataFrame({"n_chars": totals, "n_kept": kept, "kept": kept / totals.where(totals > 0)}).reset_index()


def edits_by_report(tables: Tables) -> pd.DataFrame:
    """Return how many places of each report were mended, and how many are lost: report, n_mended, n_lost, n_dropped (units left out).

    The row with a null report counts what belongs to none: what a site put around the text, notes, a collection's title.
    """
    units = tables.ledger.sort_values(["start", "source"])
    placed = pd.merge_asof(tables.edits.sort_values(["start", "source"]), units[["source", "start", "report"]], on="start", by="source")
    counts = pd.DataFrame(
        {
            "n_mended": placed[placed["after"].notna()].groupby("report", dropna=False).size(),
            "n_lost": placed[placed["after"].isna()].groupby("report", dropna=False).size(),
            "n_dropped": units[~units["role"].isin(KEPT_ROLES)].groupby("report", dropna=False).size(),
        }
    )
    return counts.fillna(0).astype("int64").rename_axis("report").reset_index().sort_values("report", ignore_index=True)


def edits_by_kind(tables: Tables) -> pd.DataFrame:
    """Return how often each source was mended: one row per source that was read and kind of mend: source, kind, n_edits, n_open.

    n_open counts the places left as they are, because the source is damaged there and nothing is guessed.
    """
    kinds = pd.Series(ordered_codes("edit"), name="kind", dtype="str")
    grid = tables.documents.loc[tables.documents["status"] == "ok", ["source"]].merge(kinds, how="cross")
    marked = tables.edits.assign(open=tables.edits["after"].isna())
    counts = marked.groupby(["source", "kind"])["open"].agg(n_edits="size", n_open="sum").reset_index()
    full = grid.merge(counts, on=["source", "kind"], how="left")
    return full.fillna({"n_edits": 0, "n_open": 0}).astype({"n_edits": "int64", "n_open": "int64"})
