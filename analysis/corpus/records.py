"""Tables of reports (csv, jsonl, xlsx): one report a row, its text found by the name of its column or by its length."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import openpyxl

from analysis.corpus.encodings import ReadError, decode_text

_TEXT_COLUMNS = ("full_text", "text", "content", "body", "正文", "全文", "内容", "文本", "报告全文", "报告正文")
_FIELD_COLUMNS = {
    "city": ("city", "城市", "地市", "市"),
    "province": ("province", "省份", "省"),
    "year": ("year", "年份", "年度", "年"),
    "published": ("published", "publish_date", "published_at", "date", "发布日期", "发布时间", "日期"),
    "title": ("title", "标题", "题名", "报告名称"),
    "genre": ("genre", "类型", "文种"),
}
_BETWEEN = "\n\n"
_YEAR = re.compile(r"(?:19|20)\d{2}")
_DATE = re.compile(r"(?:19|20)\d{2}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Record:
    """One report of a table: its span in the text of the source, and what other columns say of it (names as in the manifest)."""

    start: int
    end: int
    fields: dict[str, str]


Row = dict[str, str]


def read_csv_rows(content: bytes, source: str) -> tuple[list[Row], str]:
    """Return the rows of a CSV file (comma, semicolon or tab), and its encoding; raises `ReadError`."""
    text, encoding = decode_text(content, source)
    csv.field_size_limit(2**31 - 1)
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False))
    except csv.Error as error:
        raise ReadError(f"{source}: not a readable CSV file ({error}); save the table again as CSV in UTF-8") from None
    return [{str(key): _cell(value) for key, value in row.items()} for row in rows], encoding


def read_jsonl_rows(content: bytes, source: str) -> tuple[list[Row], str]:
    """Return the objects of a file of JSON lines, and its encoding; raises `ReadError` naming the broken line."""
    text, encoding = decode_text(content, source)
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise ReadError(f"{source}, line {number}: not JSON ({error}); write one object a line") from None
        if not isinstance(row, dict):
            raise ReadError(f"{source}, line {number}: not a JSON object; write one object a line")
        rows.append({str(key): _cell(value) for key, value in row.items()})
    return rows, encoding


def read_xlsx_rows(content: bytes, source: str) -> tuple[list[Row], str]:
    """Return the rows of the first sheet of a workbook that has any; raises `ReadError`."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets]
    except Exception as error:  # noqa: BLE001 - openpyxl raises many kinds for a broken file; each is the same sentence
        raise ReadError(f"{source}: the workbook is broken or locked ({type(error).__name__}); save it again as .xlsx") from None
    rows = next((sheet for sheet in sheets if len(sheet) > 1), [])
    header = [_cell(value) for value in rows[0]] if rows else []
    return [dict(zip(header, map(_cell, row), strict=False)) for row in rows[1:]], "xlsx"


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = "\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # half a character can be in no table


ROW_READERS: dict[str, Callable[[bytes, str], tuple[list[Row], str]]] = {
    "csv": read_csv_rows,
    "jsonl": read_jsonl_rows,
    "xlsx": read_xlsx_rows,
}


def join_records(rows: Sequence[Row], source: str) -> tuple[str, tuple[Record, ...]]:
    """Return the texts of all rows as one text, and where in it each row's report stands; raises `ReadError` where no column is text."""
    column = _find_text_column(rows, source)
    pieces: list[str] = []
    records: list[Record] = []
    place = 0
    for row in rows:
        text = row.get(column, "").replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
        if not text.strip():
            continue
        records.append(Record(place, place + len(text), _read_fields(row)))
        pieces.append(text)
        place += len(text) + len(_BETWEEN)
    if not records:
        raise ReadError(f"{source}: column {column} holds no text; put one report a row into it")
    return _BETWEEN.join(pieces), tuple(records)


def _find_text_column(rows: Sequence[Row], source: str) -> str:
    columns = list(rows[0]) if rows else []
    named = next((column for name in _TEXT_COLUMNS for column in columns if column.strip().lower() == name), None)
    if named:
        return named
    lengths = {column: _mean(len(row.get(column, "")) for row in rows) for column in columns}
    longest = max(lengths, key=lambda column: lengths[column], default=None)
    if longest is None or lengths[longest] < 100:
        raise ReadError(f"{source}: no column holds the text of reports; name it text and put one report a row")
    return longest


def _mean(values: Iterable[int]) -> float:
    counted = list(values)
    return sum(counted) / max(1, len(counted))


def _read_fields(row: Row) -> dict[str, str]:
    return dict(_named_fields({column.strip().lower(): value.strip() for column, value in row.items()}))


def _named_fields(row: Row) -> Iterator[tuple[str, str]]:
    for field, names in _FIELD_COLUMNS.items():
        value = next((row[name] for name in names if row.get(name)), "")
        if field == "year":
            match = _YEAR.search(value)
            value = match.group() if match else ""
        if field == "published":
            match = _DATE.search(value)
            value = match.group() if match else ""
        if value:
            yield field, value
