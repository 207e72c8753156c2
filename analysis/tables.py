"""The tables of one corpus as a frozen record of DataFrames, and how they are written to and read from a folder.

`read_tables(folder)` gives `tables.reports`, `tables.metrics` and so on; `write_tables` checks each table before it is written.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from pathlib import Path

import pandas as pd

from analysis.schema import TABLES, SchemaError, check_table, type_table


@dataclass(frozen=True)
class Tables:
    """One DataFrame per table of the contract, and the texts that their spans point into (sha256 → text)."""

    documents: pd.DataFrame
    reports: pd.DataFrame
    ledger: pd.DataFrame
    edits: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame
    themes: pd.DataFrame
    quantities: pd.DataFrame
    metrics: pd.DataFrame
    practices: pd.DataFrame
    loops: pd.DataFrame
    texts: dict[str, str] = field(default_factory=dict, repr=False)

    def source_text(self, source: str) -> str:
        """Return the text of `source` that its spans point into; raises `KeyError` where it is not kept."""
        sha256 = self.documents.set_index("source")["sha256"].loc[source]
        return self.texts[str(sha256)]


def table_names() -> list[str]:
    """Return the names of the eleven tables, in the order of the contract."""
    return [item.name for item in fields(Tables) if item.name != "texts"]


def write_tables(tables: Tables, folder: str | Path) -> Path:
    """Write every table as `<table>.parquet` and every text as `texts/<sha256>.txt`; return the folder.

    All tables are checked before the first is written, so a broken one leaves nothing half-written behind.
    Raises `SchemaError` (table, column, row).
    """
    target = Path(folder)
    for name in table_names():
        check_table(name, getattr(tables, name))
    (target / "texts").mkdir(parents=True, exist_ok=True)
    for sha256, text in tables.texts.items():
        _replace(target / "texts" / f"{sha256}.txt", text.encode("utf-8", "surrogatepass"))
    for name in table_names():
        draft = target / f".{name}.parquet"
        getattr(tables, name).to_parquet(draft, index=False)
        os.replace(draft, target / f"{name}.parquet")
    return target


def read_tables(folder: str | Path) -> Tables:
    """Return the tables that `write_tables` wrote to `folder`; raises `FileNotFoundError` naming the table that is not there."""
    source = Path(folder)
    frames = {name: _read_table(source, name) for name in table_names()}
    texts = {file.stem: file.read_bytes().decode("utf-8", "surrogatepass") for file in sorted(source.glob("texts/*.txt"))}
    return Tables(**frames, texts=texts)


def _read_table(folder: Path, name: str) -> pd.DataFrame:
    file = folder / f"{name}.parquet"
    if not file.exists():
        raise FileNotFoundError(f"{folder}: no {name}.parquet; make the tables with: python -m analysis build PATH --out {folder}")
    frame = type_table(name, pd.read_parquet(file))
    if list(frame.columns) != TABLES[name].column_names:
        raise SchemaError(f"table {name} in {folder}: columns differ from the contract")
    return frame


def _replace(file: Path, content: bytes) -> None:
    draft = file.with_name(f".{file.name}")
    draft.write_bytes(content)
    os.replace(draft, file)
