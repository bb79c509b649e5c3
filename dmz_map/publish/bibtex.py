"""BibTeX of the sources: what is cited, and the documents that are quoted.

Each entry names in ``keywords`` the incidents for which it is cited. Titles are as published,
with the signs that BibTeX and LaTeX read as commands escaped.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from dmz_map.archive.sources import Document, Source
from dmz_map.publish.bundle import Bundle
from dmz_map.publish.layout import about, tables

__all__ = ["latex", "write_bibtex"]

_SIGNS: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}
_DAY: Final = re.compile(r"\d{4}(-\d{2}){0,2}")


def write_bibtex(bundle: Bundle, path: Path) -> int:
    """Write one entry a source and a document, and return the number of incidents.

    Raises
    ------
    StoreError
        If two sources have one id.
    """
    tables(bundle)  # raises where two sources have one id
    sources: dict[str, Source] = {}
    cited: dict[str, list[str]] = defaultdict(list)
    for incident in bundle.incidents:
        for citation in incident.citations:
            sources[citation.source.id] = citation.source
            cited[citation.source.id].append(incident.id)
        for document_id in dict.fromkeys(claim.excerpt.document_id for claim in incident.claims):
            cited[document_id].append(incident.id)
    said = "".join(f"% {name}: {_comment(value)}\n" for name, value in about(bundle).items())
    entries = [_source(source, cited[source.id]) for _, source in sorted(sources.items())]
    entries += [_document(d, cited[d.id]) for d in bundle.documents if d.id in cited]
    path.write_text("\n".join([said, *entries]), encoding="utf-8", newline="\n")
    return len(bundle.incidents)


def latex(text: str) -> str:
    """Return a text with each sign that BibTeX or LaTeX reads as a command escaped."""
    return "".join(_SIGNS.get(sign, sign) for sign in text)


def _comment(value: object) -> str:
    """Return a value on one line and without the sign with which an entry begins."""
    return " ".join(str(value).split()).replace("@", "(at)")


def _source(source: Source, incidents: list[str]) -> str:
    return _entry(
        "online",
        source.id,
        {
            "title": f"{{{latex(source.title)}}}",
            "organization": f"{{{latex(source.publisher)}}}",
            "url": source.url,
            **_dated(source.published),
            "langid": source.language,
            "type": source.kind,
            "keywords": ", ".join(incidents),
        },
    )


def _document(document: Document, incidents: list[str]) -> str:
    return _entry(
        "misc",
        document.id,
        {
            "title": f"{{{latex(document.title)}}}",
            "organization": f"{{{latex(document.publisher)}}}",
            **_dated(document.published),
            "langid": document.language,
            "note": latex(f"{document.file}, SHA-256 {document.sha256}"),
            "keywords": ", ".join(incidents),
        },
    )


def _dated(published: str) -> Mapping[str, str]:
    """Return the date as biblatex reads it (EDTF), and its year for BibTeX."""
    day = _DAY.match(published)
    return {"date": published, "year": day[0][:4]} if day else {}


def _entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    return f"@{kind}{{{key},\n{''.join(_lines(fields))}}}\n"


def _lines(fields: Mapping[str, str]) -> Iterator[str]:
    return (f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
