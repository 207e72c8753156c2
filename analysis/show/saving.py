"""Figures as files: png and svg with the same bytes on every run, and the csv of what was drawn, safe to open in a spreadsheet."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from analysis.show.style import figure_style

_DIGITS = 6
_FORMULA_STARTS = ("=", "+", "-", "@")
_NAME = re.compile(r"[a-z0-9_]+")


def save_figure(figure: Figure, data: pd.DataFrame, folder: str | Path, name: str) -> Path:
    """Write `name`.png (150 dpi), .svg and .csv into `folder` and return the path of the png.

    The bytes depend on the figure and the data only: no dates, no version of a program, fixed identifiers.
    Raises `ValueError` for a name that is no plain file name (a–z, 0–9, _).
    """
    save_table(data, folder, name)
    return save_picture(figure, folder, name)


def save_picture(figure: Figure, folder: str | Path, name: str) -> Path:
    """Write `name`.png and .svg into `folder` and return the path of the png; raises as `save_figure`."""
    target = _target(folder, name)
    with figure_style():
        figure.savefig(target / f"{name}.png", dpi=150, metadata={"Software": None})
        figure.savefig(target / f"{name}.svg", metadata={"Date": None, "Creator": None})
    return target / f"{name}.png"


def save_table(data: pd.DataFrame, folder: str | Path, name: str) -> Path:
    """Write `name`.csv into `folder`, safe to open in a spreadsheet, and return its path; raises as `save_figure`."""
    file = _target(folder, name) / f"{name}.csv"
    spreadsheet_safe(data).to_csv(file, index=False, encoding="utf-8", lineterminator="\n")
    return file


def _target(folder: str | Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name for a figure; use a–z, 0–9 and _ only")
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    return target


def spreadsheet_safe(data: pd.DataFrame) -> pd.DataFrame:
    """Return `data` for a spreadsheet: formulas are disarmed by a leading ', control characters are blanks, floats have six digits."""
    safe = data.copy()
    for column in safe.columns:
        if pd.api.types.is_float_dtype(safe[column]):
            safe[column] = safe[column].round(_DIGITS)
        elif not pd.api.types.is_numeric_dtype(safe[column]):
            safe[column] = safe[column].map(safe_cell, na_action="ignore")
    return safe


def safe_cell(value: object) -> object:
    """Return a cell that a spreadsheet shows as it stands and never runs; what is no text is returned as it is."""
    if not isinstance(value, str):
        return value
    text = re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", value)
    return f"'{text}" if text.lstrip().startswith(_FORMULA_STARTS) else text
