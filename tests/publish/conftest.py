from dataclasses import replace
from datetime import date

import pytest

from dmz_map.archive.incidents import read_archive
from dmz_map.publish.bundle import Bundle, Link, read_layers
from dmz_map.tabular.datapackage import open_package

AWKWARD = "=1+1 \"quoted\", 'single'; <b>&amp; _x000D_ 한글\r\nand\ttab"


@pytest.fixture(scope="session")
def package():
    return open_package()


@pytest.fixture(scope="session")
def archive(package):
    return read_archive(package)


@pytest.fixture(scope="session")
def layers(package):
    return read_layers(package)


@pytest.fixture(scope="session")
def bundle(archive, layers):
    """Return the whole archive, three of its incidents with texts that formats stumble over."""
    first, second, third, *others = archive.incidents
    quoted, *unquoted = [i for i in others if i.claims]
    claim = replace(quoted.claims[0], id="X1", value="@cmd", excerpt=_excerpt(quoted))
    incidents = (
        replace(first, note=AWKWARD, dispute="'=already guarded"),
        replace(second, note="-1", title_ko="\tbegins with a tab", **_day("1598-12-16")),
        replace(third, note="''+2", people=0, killed=None),
        replace(quoted, claims=(claim, *quoted.claims)),
        *unquoted,
        *(i for i in others if not i.claims),
    )
    return Bundle(
        incidents=incidents,
        layers=layers,
        documents=tuple(archive.documents.values()),
        terms=archive.vocabulary.terms,
        links=(Link(first.id, second.id, "response_to", "=note"),),
        edition="1",
        edition_date="2025-12-31",
        version="0123456789ab",
        filter="text: armistice",
    )


def _day(text):
    day = date.fromisoformat(text)
    return {"date": text, "first_day": day, "last_day": day}


def _excerpt(incident):
    return replace(incident.claims[0].excerpt, exact="control \x07 and return \r and end\n")
