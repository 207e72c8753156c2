"""The verbs that mark a named practice: before a name (打造, 推行) and behind it (上线运行, 揭牌)."""

from __future__ import annotations

import re

import pandas as pd

from analysis.coding.practice_words import alternatives


class VerbWords:
    """The table `practice_verbs`: verbs that introduce a practice, strong ones (打造, 创设) and weak ones (推进, 通过)."""

    def __init__(self, verbs: pd.DataFrame) -> None:
        self._strength = dict(zip(verbs["verb"], verbs["strength"], strict=True))
        self._kind = dict(zip(verbs["verb"], verbs["kind"], strict=True))
        before = verbs[verbs["strength"] != "after"]
        self.pattern = re.compile(alternatives(before["verb"]))
        following = alternatives(verbs.loc[verbs["strength"] == "after", "verb"])
        self._following = re.compile(f"(?:已经?|正式|全面|成功|顺利|建成|同步|陆续)*(?P<verb>{following})")
        self.strong_pattern = re.compile(alternatives(verbs.loc[verbs["strength"] == "strong", "verb"]))

    def is_strong(self, verb: str) -> bool:
        return self._strength[verb] == "strong"

    def before(self, clause: str, reach: int = 10) -> tuple[str, str] | None:
        """Return strength and kind of the last verb within `reach` characters before the end of `clause`."""
        matches = list(self.pattern.finditer(clause))
        if not matches or len(clause) - matches[-1].end() > reach:
            return None
        verb = matches[-1].group()
        return self._strength[verb], self._kind[verb]

    def after(self, text: str) -> str | None:
        """Return the kind that the verb behind a name suggests (上线运行, 揭牌, 开播), else null."""
        match = self._following.match(text)
        return self._kind[match["verb"]] if match else None
