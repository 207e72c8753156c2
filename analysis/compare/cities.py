"""Which city a report speaks for, and by what name it is shown beside others.

A city's name alone is its label as long as it stands for one report; where a city has several reports (two years, two papers) each is
shown under its report key, so that no label means two things. A province is shown by its full name, since a city may share the short one.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from analysis.lexicon import load_lexicon
from analysis.tables import Tables

GROUPINGS = ("city", "report", "province", "level", "year", "genre")


def city_labels(reports: pd.DataFrame) -> pd.Series:
    """Return the label of every report (index: report key): its place where that has one report only, else the report key.

    Keys of several reports of one place and year hold the names of their files: these are numbered instead, 海口2012（1）, in the order of
    the keys. A report whose place is not known is shown under its key.
    """
    keys = reports["report"].astype("str")
    names = _name_places(reports)
    dated = names + reports["year"].astype("Int64").astype("str").fillna("")
    several = dated.duplicated(keep=False)
    numbers = (keys.groupby(dated).rank(method="first").astype("Int64")).astype("str")
    own = dated.where(~several, dated + "（" + numbers + "）")
    labels = own.where(names.duplicated(keep=False), names).where(names.notna(), keys)
    clash = labels.duplicated(keep=False)
    return pd.Series(labels.mask(clash, keys).to_numpy(), index=pd.Index(keys, name="report"), name="city", dtype="str")


def places(reports: pd.DataFrame) -> pd.Series:
    """Return the place of every report (index: report key): its city or province in whatever year, or the report key where none is known.

    A name that places of several provinces have (鼓楼, 朝阳) stands behind its province.
    """
    keys = reports["report"].astype("str")
    return pd.Series(_name_places(reports).fillna(keys).to_numpy(), index=pd.Index(keys, name="report"), name="place", dtype="str")


def _name_places(reports: pd.DataFrame) -> pd.Series:
    """Return the city of each report, or of a province's report the full name of the province; null where neither is known."""
    provinces = reports["province"].where(reports["level"] == "province")
    full = provinces.map(lambda short: _province_names().get(short, short), na_action="ignore").astype("str")
    names = reports["city"].fillna(full).astype("str")
    shared = reports["province"].groupby(names).transform("nunique") > 1
    return names.mask(shared & reports["province"].notna(), reports["province"] + names)


@cache
def _province_names() -> dict[str, str]:
    known = load_lexicon("places")
    known = known[known["level"] == "province"]
    return dict(zip(known["short"], known["name"], strict=True))


def copied_reports(tables: Tables) -> list[str]:
    """Return the labels of the reports whose file is, byte for byte, another file of the corpus that comes before it."""
    files = tables.documents.sort_values("source")
    copies = files.loc[files["sha256"].notna() & files["sha256"].duplicated(), "source"]
    labels = city_labels(tables.reports)
    return labels[tables.reports["source"].isin(set(copies)).to_numpy()].tolist()


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
    """Return the keys of the reports that `city` means: a label, a report key, or the name of a city or province with several reports.

    Raises `ValueError` naming what is known.
    """
    labels = city_labels(reports)
    named = (_name_places(reports) == city).to_numpy() | (reports["city"] == city).to_numpy()
    chosen = labels.index[(labels == city).to_numpy() | (labels.index == city) | named]
    if chosen.empty:
        raise ValueError(f"no report of {city!r}; known are {'、'.join(labels.head(40))}")
    return [str(report) for report in chosen]
