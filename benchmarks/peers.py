"""The other number finders, run in their own environment: texts come in as JSON, hits and seconds go out.

    build/peers/bin/python benchmarks/peers.py recognizers < texts.json

Imports nothing of this project: the environment holds the peers alone (`make bench` makes it from benchmarks/requirements.txt).
"""

from __future__ import annotations

import json
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from typing import Any

Hits = list[tuple[int, int, float]]
RUNS = 3
_NUMERAL = re.compile(r"[零一二两三四五六七八九十百千万亿]+|\d+(?:\.\d+)?")


def load_recognizers() -> Callable[[str], Hits]:
    """Return the numbers and percentages that Recognizers-Text finds in Chinese text; percents as fractions."""
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_text import Culture

    def find(text: str) -> Hits:
        hits = [(start, end, value / 100) for start, end, value in _read_all(recognize_percentage(text, Culture.Chinese), "%")]
        numbers = _read_all(recognize_number(text, Culture.Chinese), "")
        return hits + [hit for hit in numbers if not any(start < hit[1] and hit[0] < end for start, end, _ in hits)]

    return find


def _read_all(results: Iterable[Any], sign: str) -> Hits:
    """Return the results that state a value; `sign` is what it is written with."""
    values = [(one, str((one.resolution or {}).get("value") or "").removesuffix(sign)) for one in results]
    return [(one.start, one.end + 1, float(value)) for one, value in values if value not in ("", "None")]


def load_cn2an() -> Callable[[str], Hits]:
    """Return the runs of digits and Chinese numerals that cn2an can read; it reads numerals but does not look for them."""
    import cn2an

    def find(text: str) -> Hits:
        hits = []
        for match in _NUMERAL.finditer(text):
            try:
                hits.append((match.start(), match.end(), float(cn2an.cn2an(match[0], "smart"))))
            except ValueError:  # its word for: no numeral
                continue
        return hits

    return find


PEERS = {"recognizers": load_recognizers, "cn2an": load_cn2an}


def main() -> None:
    """Run the peer that the first argument names over the texts of standard input; loading is not timed."""
    texts = json.load(sys.stdin)
    find = PEERS[sys.argv[1]]()
    find(texts[0])
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        hits = [find(text) for text in texts]
        times.append(time.process_time() - start)
    json.dump({"hits": hits, "seconds": min(times)}, sys.stdout)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
