"""The colours: one for each city wherever it is drawn, and the muted inks of the rest."""

from __future__ import annotations

import hashlib
import re
from functools import cache

import pandas as pd
import seaborn as sns

from analysis.lexicon import load_lexicon

INK = "#222222"
GREY = "#6b6b6b"
PALE = "#d9d9d9"
OTHERS = "#b0b0b0"
HATCH = "#cccccc"
ACCENT = "#2f6690"
_GOLDEN_ANGLE = 0.381966
_LIGHTNESS = (0.42, 0.58, 0.50)


@cache
def _place_order() -> dict[str, int]:
    places = load_lexicon("places")
    ranked = places.assign(rank=places.groupby("level").cumcount())
    names = pd.concat([ranked[["name", "rank"]], ranked[["short", "rank"]].rename(columns={"short": "name"})])
    return {str(name): int(rank) for name, rank in names.drop_duplicates("name").itertuples(index=False)}


def city_of_label(label: str) -> str:
    """Return the city that a label names: `衢州2024`, `衢州（1）` and `衢州` are one city."""
    return re.sub(r"(?:\d{4}|（\d+）).*$", "", label) or label


def city_colour(label: str) -> tuple[float, float, float]:
    """Return the colour of a city: the same in every figure, corpus and year.

    Hues step by the golden angle along the list of places, so that neighbours in the list (cities of one province, which stand
    together most often) differ most; lightness steps too, for readers who do not tell hues apart. A colour never stands without its
    city's name.
    """
    city = city_of_label(label)
    rank = _place_order().get(city)
    if rank is None:
        rank = int.from_bytes(hashlib.sha256(city.encode("utf-8", "surrogatepass")).digest()[:2], "big")
    hue = (rank * _GOLDEN_ANGLE) % 1
    red, green, blue = sns.husl_palette(1, h=hue, s=0.62, l=_LIGHTNESS[rank % len(_LIGHTNESS)])[0]
    return float(red), float(green), float(blue)


def order_cities(labels: list[str]) -> list[str]:
    """Return labels in the order of the administrative list (cities of a province together), unknown ones last, by name."""
    order = _place_order()
    return sorted(labels, key=lambda label: (order.get(city_of_label(label), len(order)), label))
