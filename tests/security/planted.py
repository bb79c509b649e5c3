"""Incidents whose every text is hostile, and the store and the documents that hold them."""

from dmz_map.archive.evidence import Citation, Claim
from dmz_map.archive.incidents import Incident
from dmz_map.archive.origin import Origin
from dmz_map.archive.passages import Excerpt
from dmz_map.archive.sources import Document, Source
from tests.plain import incident
from tests.security.hostile_strings import HOSTILE

__all__ = ["document", "planted", "texts"]

_FIELDS = (
    "title_en", "title_ko", "summary_en", "summary_ko", "outcome", "dispute", "dispute_ko", "note",
)  # fmt: skip


def document(text: str, number: int) -> Document:
    """Return a document of which everything but the id is a hostile text."""
    return Document(f"H{number}", text, text, text, "", "en", "0" * 64, text)


def planted(*, claims: bool = False) -> list[Incident]:
    """Return an incident for each text, which stands in all its fields.

    Parameters
    ----------
    claims
        Whether each quotes a document (`document`).
    """
    return [_planted(text, number, claims=claims) for number, text in enumerate(HOSTILE)]


def _planted(text: str, number: int, *, claims: bool) -> Incident:
    source = Source(f"I{number}", text, text, f"https://example.org/{number}", "", "en", "news")
    quoted = Excerpt(f"H{number}", text, 0, len(text))
    claim = Claim(f"C{number}", f"hostile-{number}", "action", text, quoted)
    return incident(
        (round(126.7 + number % 20 / 20, 5), round(37.9 + number // 20 / 40, 5)),
        id=f"hostile-{number}",
        date=f"{1990 + number % 60}-{1 + number % 12:02d}-{1 + number % 28:02d}",
        category="attack",
        side="",
        actors=(text.replace(";", ","),),
        actors_ko=(text.replace(";", ","),),
        other={text: text, "a plain heading": text},
        citations=(Citation(source, ("date",)),),
        claims=(claim,) if claims else (),
        origin=Origin("hostile.csv", number + 2),
        names=(text, text),
        **dict.fromkeys(_FIELDS, text),
    )  # fmt: skip


def texts(value):
    """Return every text of a JSON value, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
