"""What of a site goes into an export: its incidents that meet a filter, and what they rest on."""

from __future__ import annotations

from dataclasses import fields

from dmz_map.publish.bundle import Bundle, Layers, Link
from dmz_map.reading.excerpt_limit import ExcerptLimit
from dmz_map.store.query import Query
from dmz_map.web.site import Site

__all__ = ["filter_text", "gather"]


def gather(
    site: Site, layers: Layers, query: Query | None = None, *, limit: ExcerptLimit | None = None
) -> Bundle:
    """Return what an export of a site holds, with the links and the edition of its archive.

    Parameters
    ----------
    site
        Where the incidents, the documents and the vocabulary are.
    layers
        What `dmz_map.publish.bundle.read_layers` gives.
    query
        Which incidents; all without one.
    limit
        What leaves of the documents that a reader has read; their excerpts without it.

    Raises
    ------
    StoreError
        If the store cannot be reached.
    """
    query = query or Query()
    limit = limit or ExcerptLimit()
    incidents = tuple(
        limit.incident(site.own.proved(incident)) for incident in site.store.incidents(query)
    )
    quoted = {c.excerpt.document_id: None for incident in incidents for c in incident.claims}
    documents = site.documents
    return Bundle(
        incidents=incidents,
        layers=layers,
        documents=tuple(limit.document(documents[id_]) for id_ in quoted if id_ in documents),
        terms=site.archive.vocabulary.terms,
        links=tuple(
            Link(incident.id, link.other_id, link.relation, link.note_en, link.note_ko)
            for incident in incidents
            for link in incident.links
            if link.forwards
        ),
        edition=site.archive.edition,
        edition_date=site.archive.edition_date,
        version=site.archive.version,
        filter=filter_text(query),
    )


def filter_text(query: Query) -> str:
    """Return a filter in words, such as ``categories: tunnel; certain: True``; blank for none."""
    default = Query()
    values = {field.name: getattr(query, field.name) for field in fields(query)}
    return "; ".join(
        f"{name}: {', '.join(map(str, value)) if isinstance(value, tuple) else value}"
        for name, value in values.items()
        if value != getattr(default, name)
    )
