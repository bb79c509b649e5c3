"""XML from outside: parsed without entities, without ever fetching anything."""

from __future__ import annotations

import re
from io import BytesIO
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import parse

from dmz_map.importing.cells import clean
from dmz_map.importing.source_table import RefusedFileError

__all__ = ["child_text", "local_name", "read_xml"]


def read_xml(file: IO[bytes], name: str) -> Element:
    """Return the root of an XML file.

    Raises
    ------
    RefusedFileError
        If it is cut off, or declares entities.
    """
    try:
        content = BytesIO(_as_utf8(file.read()))
        root = parse(
            content, forbid_dtd=False, forbid_entities=True, forbid_external=True
        ).getroot()
    except DefusedXmlException as error:
        raise RefusedFileError(
            "broken",
            f"{name} declares XML entities, which are never expanded. Save it anew without them.",
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise RefusedFileError(
            "broken", f"{name} is cut off or damaged: {error}. Save it anew."
        ) from error
    if root is None:
        raise RefusedFileError("broken", f"{name} is cut off. Save it anew.")
    return root


def _as_utf8(content: bytes) -> bytes:
    """Return XML as UTF-8 if it says that it is in an encoding that the parser lacks."""
    declared = re.match(rb"\s*<\?xml[^>]*?encoding=[\"']([\w.-]+)[\"'][^>]*\?>", content)
    if declared is None or declared[1].lower().startswith((b"utf-", b"iso-8859-1", b"us-ascii")):
        return content
    text = content[declared.end() :].decode(declared[1].decode("ascii"), errors="replace")
    return text.encode("utf-8")


def local_name(element: Any) -> str:
    """Return the tag of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child_text(element: Element, name: str) -> str:
    """Return the text of a child by its local name; blank if there is none."""
    for child in element:
        if local_name(child) == name:
            return clean("".join(child.itertext()))
    return ""
