"""Hostile strings by class: what a document, a table or an address may hold to do harm.

What would run calls ``hit()``, opens a dialog or asks ``evil.example``; a browser test counts all
three. They are in ``hostile.json``, which can hold what no text file can.
"""

import json
from pathlib import Path

_LONG = ("a" * 20_000, "<b>" * 3_000, "가" * 9_000, "((((" * 2_000, "{{" * 3_000, "&amp;" * 3_000)

CLASSES = {**json.loads(Path(__file__).with_name("hostile.json").read_bytes()), "long": _LONG}
"""The strings by class."""

HOSTILE = tuple(text for texts in CLASSES.values() for text in texts)
"""Every string once."""
