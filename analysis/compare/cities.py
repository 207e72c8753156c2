"""Which city a report speaks for, and by what name it is shown beside others.

A city's name alone is its label as long as it stands for one report; where a city has several reports (two years, two papers) each is
shown under its report key, so that no label means two things.
"""

from __future__ import annotations

import pandas as pd

GROUPINGS = ("city", "report", "province", "level", "year", "genre")


def city_labels(reports: pd.DataFrame) -> pd.Series:
    """Return the label of every report (index: report key): the city where it has one report only, else the report key."""
    keys = reports["report"].astype("str")
    alone = reports["city"].notna() & ~reports["city"].duplicated(keep=False)
    labels = keys.where(~alone, reports["city"])
    clash = labels.duplicated(keep=False)
    return pd.Series(labels.mask(clash, keys).to_numpy(), index=pd.Index(keys, name="report"), name="city", dtype="str")


def places(reports: pd.DataFrame) -> pd.Series:
    """Return the place of every report (index: report key): its city in whatever year, or the report key where no city is known."""
    keys = reports["report"].astype("str")
    return pd.Series(reports["city"].fillna(keys).to_numpy(), index=pd.Index(keys, name="report"), name="place", dtype="str")


def report_groups(reports: pd.DataFrame, by: str) -> pd.Series:
    """Return the group of every report (index: report key) when reports are put together `by` one of `GROUPINGS`; unknown stays null."""
    if by not in GROUPINGS:
        raise ValueError(f"reports cannot be grouped by {by!r}; choose one of {', '.join(GROUPINGS)}")
    if by == "city":
        return city_labels(reports)
    return reports.assign(group=reports[by]).set_index(reports["report"].rename("report"))["group"].rename(by)


def with_city(frame: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` (with a `report` column) with the column `city`, the label of its report, in front."""
    labelled = frame.drop(columns="city", errors="ignore")
    labelled.insert(0, "city", labelled["report"].map(city_labels(reports)).astype("str"))
    return labelled


def reports_of(reports: pd.DataFrame, city: str) -> list[str]:
    """Return the keys of the reports that `city` means: a label, a report key, or the name of a city with several reports.

    Raises `ValueError` naming what is known.
    """
    labels = city_labels(reports)
    chosen = labels.index[(labels == city).to_numpy() | (labels.index == city) | (reports["city"] == city).to_numpy()]
    if chosen.empty:
        raise ValueError(f"no report of {city!r}; known are {'、'.join(labels.head(40))}")
    return [str(report) for report in chosen]
