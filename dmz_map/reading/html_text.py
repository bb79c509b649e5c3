"""The article of a web page, without what stands around it."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from trafilatura.metadata import extract_metadata
from trafilatura.settings import use_config

from dmz_map.reading.extraction import Extract, UnreadableError
from dmz_map.reading.plain_text import plain_text

__all__ = ["html_text"]

_AROUND: Final = re.compile(
    r"(?:^|[\s_-])(?:ad|ads|advert\w*|sponsor\w*|promo\w*|ticker|related|recommend\w*|comments?|caption|"
    r"teaser|newsletter|share|social|breadcrumb\w*|sidebar|footer|most-?read|banner|popup|reply|replies)(?:$|[\s_-])",
    re.IGNORECASE,
)
_DROPPED: Final = (
    "figure",
    "figcaption",
    "aside",
    "nav",
    "footer",
    "form",
    "script",
    "style",
    "noscript",
    "iframe",
    "template",
)

_NO_ARTICLE: Final = "The page has no article; copy its text into a text file."


def html_text(data: bytes) -> Extract:
    """Return the article of an HTML page with its title and day.

    Raises
    ------
    UnreadableError
        If the page has no article.
    """
    source = _decoded(data)
    try:
        tree = lxml_html.fromstring(
            source.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8")
        )
    except etree.LxmlError as error:  # an empty file, or a declaration and nothing else
        raise UnreadableError(_NO_ARTICLE) from error
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        names = (
            f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
        )
        if element.tag in _DROPPED or (
            element.tag not in ("body", "html", "main", "article") and _AROUND.search(names)
        ):
            element.drop_tree()
    cleaned = lxml_html.tostring(tree, encoding="unicode")
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "0")
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "0")
    text = trafilatura.extract(
        cleaned, include_comments=False, include_tables=True, favor_recall=True, config=config
    )
    if not text or not text.strip():
        raise UnreadableError(_NO_ARTICLE)
    meta = extract_metadata(
        lxml_html.fromstring(source.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    )
    title = meta.title if meta else None
    head = [line for line in (title, _dateline(source, text)) if line and line not in text]
    return Extract(
        "\n\n".join([*head, text.strip()]) + "\n",
        f"trafilatura {trafilatura.__version__}",
        title=title,
        publisher=(meta.sitename or None) if meta else None,
        published=_day(meta.date if meta else None),
        address=(meta.url or None) if meta else None,
    )


def _decoded(data: bytes) -> str:
    """Return the source; the page's own word on its encoding is tried first."""
    found = re.search(rb"charset=[\"']?([\w-]+)", data[:2000])
    for name in ("utf-8", found[1].decode("ascii") if found else "utf-8"):
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return plain_text(data).text


def _dateline(source: str, text: str) -> str | None:
    """Return the line of the page with its date, which trafilatura leaves out."""
    tree = lxml_html.fromstring(
        source.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8")
    )
    for element in tree.iter("time", "p", "span", "div"):
        words = " ".join(element.text_content().split())
        names = f"{element.get('class') or ''} {element.tag}"
        if (
            6 < len(words) < 90
            and re.search(r"date|time|byline|dateline|meta|published|입력", names)
            and re.search(r"\d{4}", words)
        ):
            return None if words in text else words
    return None


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None
