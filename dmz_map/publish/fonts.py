"""Fonts of pictures: one that has Korean where Korean is written."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from matplotlib import font_manager

from dmz_map.errors import BuildError

__all__ = ["KOREAN", "families"]

KOREAN: Final = (
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Source Han Sans KR",
    "Pretendard",
    "NanumGothic",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
    "Noto Sans CJK JP",
)
"""Font families with Hangul, the best first; the last has it too where a program sees only one
face of the collection."""

_LATIN: Final = "DejaVu Sans"  # comes with matplotlib


def families(language: str, *, installed: Collection[str] | None = None) -> list[str]:
    """Return the families in which a picture is written, the first to be tried first.

    Parameters
    ----------
    language
        ``en`` or ``ko``.
    installed
        Names of the installed families; those that matplotlib finds without them.

    Raises
    ------
    BuildError
        If the language is Korean and no font with Hangul is installed.
    """
    if installed is None:
        installed = frozenset(font_manager.get_font_names())
    found = [family for family in KOREAN if family in installed]
    if language == "ko" and not found:
        raise BuildError(
            "No font with Korean letters is installed. Install the package fonts-noto-cjk "
            "(Debian, Ubuntu) or google-noto-sans-cjk-fonts (Fedora)."
        )
    return [*found[:1], _LATIN]
