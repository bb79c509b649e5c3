"""Our categories, by their word or their label in either language."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dmz_map.errors import TableError

__all__ = ["Categories", "read_categories"]


@dataclass(frozen=True)
class Categories:
    """The words of our categories by what is written for them."""

    by_name: Mapping[str, str]

    def word(self, text: str) -> str:
        """Return the category that a text means, by word or label; blank if none."""
        return self.by_name.get(_folded(text), "")


def read_categories(root: Path) -> Categories:
    """Read the categories of ``data/vocabulary.csv`` below a folder.

    Raises
    ------
    TableError
        If the file is not there.
    """
    path = root / "data" / "vocabulary.csv"
    names: dict[str, str] = {"other": "other", "기타": "other"}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["field"] == "category":
                    for name in (row["value"], row["label_en"], row["label_ko"]):
                        names[_folded(name)] = row["value"]
    except OSError as error:
        raise TableError(
            f"{path} cannot be read. Give the project's folder with --root."
        ) from error
    return Categories(names)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """Return a text without blanks, dots and dashes, in one form and case."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum() and sign not in "ㆍᆞ")
