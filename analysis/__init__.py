"""Compare what Chinese cities' political consultative conferences (政协) report about their work.

The nouns: a *source* is a file; it holds *reports*, one per city and year. The *ledger* gives every unit of a source a role;
what is kept becomes *sentences*, and every mend is an *edit*. Sentences are coded: *themes*, *quantities* and those of them that
count 政协 work (*metrics*, each with an *indicator* where one fits), named *practices*, and *loops* (process chains).
`compare` makes smaller tables of these, `figures` draws them. Every row has `source`, `start`, `end`: the characters that made it.

    from analysis import build, compare, figures, load_lexicon
    tables = build("seeds")
    shares = compare.theme_shares(tables)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis import compare as compare
    from analysis.lexicon import load_lexicon as load_lexicon
    from analysis.pipeline import build as build
    from analysis.show import figures as figures
    from analysis.tables import Tables as Tables
    from analysis.tables import read_tables as read_tables
    from analysis.tables import write_tables as write_tables

__version__ = "0.1.0"

# Loaded when first used: a notebook that only reads tables does not wait for the coders.
_HOMES = {
    "build": ("analysis.pipeline", "build"),
    "compare": ("analysis.compare", None),
    "figures": ("analysis.show.figures", None),
    "load_lexicon": ("analysis.lexicon", "load_lexicon"),
    "read_tables": ("analysis.tables", "read_tables"),
    "write_tables": ("analysis.tables", "write_tables"),
    "Tables": ("analysis.tables", "Tables"),
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    found = import_module(module)
    return getattr(found, attribute) if attribute else found
