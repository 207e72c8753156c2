"""One source as a page in colours: every character in its place, what was kept, dropped and mended, and by which rule."""

from __future__ import annotations

from typing import Any, NamedTuple

import jinja2
import pandas as pd

from analysis.compare.labels import label
from analysis.compare.rows import each_row
from analysis.schema import KEPT_ROLES
from analysis.tables import Tables

_TEMPLATE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{{ source }}</title><style>
body { max-width: 60em; margin: 2em auto; padding: 0 1em; line-height: 1.7; }
body { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
.unit { white-space: pre-wrap; border-left: .3em solid #1d5c8a; padding-left: .6em; margin: .1em 0; }
.unit.dropped { border-color: #bbb; color: #888; background: #f6f6f6; }
.unit small { color: #777; margin-right: .6em; white-space: nowrap; }
del { background: #fde3cf; text-decoration: line-through; } ins { background: #d6efd8; text-decoration: none; }
mark { background: #f6b8b8; } table { border-collapse: collapse; }
td, th { padding: .1em .8em; text-align: left; border-bottom: 1px solid #ddd; }
</style></head><body>
<h1>{{ source }}</h1>
<p>每个字符恰好归入一个单元；灰色为未用；<del>删去或改前</del>、<ins>改后</ins>、<mark>损坏，留而不猜</mark>。</p>
<table><tr><th>角色</th><th>单元</th><th>字符</th></tr>
{% for row in roles %}<tr><td>{{ row.name }}</td><td>{{ row.units }}</td><td>{{ row.chars }}</td></tr>{% endfor %}</table>
<table><tr><th>修补</th><th>次数</th></tr>
{% for row in kinds %}<tr><td>{{ row.name }}</td><td>{{ row.count }}</td></tr>{% else %}<tr><td>无</td><td></td></tr>{% endfor %}</table>
{% for unit in units %}<div class="unit{{ '' if unit.kept else ' dropped' }}"><small>{{ unit.place }} {{ unit.role }} · {{ unit.rule }}
{%- if unit.report %} · {{ unit.report }}{% endif %}</small>
{%- for piece in unit.pieces -%}
{%- if piece.lost -%}<mark title="{{ piece.kind }}">{{ piece.before }}</mark>
{%- elif piece.kind -%}<del title="{{ piece.kind }}">{{ piece.before }}</del><ins>{{ piece.after }}</ins>
{%- else -%}{{ piece.before }}{%- endif -%}
{%- endfor -%}</div>
{% endfor %}</body></html>
"""


class Piece(NamedTuple):
    """A run of a unit: untouched where `kind` is empty, else a mend, or a lost place."""

    before: str
    after: str = ""
    kind: str = ""
    lost: bool = False


def explain_page(tables: Tables, source: str) -> str:
    """Return `source` as one HTML page without outside addresses; all text of the source is escaped."""
    ledger = tables.ledger[tables.ledger["source"] == source]
    edits = tables.edits[tables.edits["source"] == source].sort_values(["start", "end"])
    text = tables.source_text(source)
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(_TEMPLATE).render(
        source=source,
        roles=list(_count_roles(ledger)),
        kinds=[{"name": label("edit", str(kind)), "count": int(n)} for kind, n in edits["kind"].value_counts().sort_index().items()],
        units=[_show_unit(unit, text, edits) for unit in each_row(ledger)],
    )


def _count_roles(ledger: pd.DataFrame) -> list[dict[str, object]]:
    sizes = ledger.assign(chars=ledger["end"] - ledger["start"]).groupby("role")["chars"].agg(["size", "sum"]).reset_index()
    return [{"name": label("role", row.role), "units": row.size, "chars": row.sum} for row in each_row(sizes)]


def _show_unit(unit: Any, text: str, edits: pd.DataFrame) -> dict[str, object]:
    inside = edits[(edits["start"] >= unit.start) & (edits["start"] < unit.end)]
    return {
        "place": f"{unit.start}–{unit.end}",
        "role": label("role", unit.role),
        "rule": unit.rule,
        "report": unit.report if isinstance(unit.report, str) else "",
        "kept": unit.role in KEPT_ROLES and isinstance(unit.report, str),
        "pieces": _cut(text, unit.start, unit.end, inside),
    }


def _cut(text: str, start: int, end: int, edits: pd.DataFrame) -> list[Piece]:
    """Cut `text[start:end]` into mended and untouched runs; of two that overlap (a lost place in a mended one) the first is shown."""
    pieces: list[Piece] = []
    done = start
    for edit in each_row(edits):
        if edit.start < done:
            continue
        pieces.append(Piece(text[done : edit.start]))
        lost = not isinstance(edit.after, str)
        pieces.append(Piece(edit.before, "" if lost else edit.after, label("edit", edit.kind), lost))
        done = edit.end
    return [*pieces, Piece(text[done:end])]
