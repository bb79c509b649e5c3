from pathlib import Path

import pytest

from dmz_map.archive.sources import check_documents, sources_of
from dmz_map.errors import PackageError, TableError
from dmz_map.tabular.datapackage import open_package
from dmz_map.tabular.issues import raise_first
from dmz_map.tabular.tables import read_table

ROOT = Path(__file__).parents[2]


def read_documents(package):
    """Return the documents, or raise the first issue."""
    documents, table = check_documents(package, read_table(package, "documents"))
    raise_first(table.issues)
    return documents


def read_sources(package):
    """Return the bibliographic records, or raise the first issue."""
    table = read_table(package, "sources")
    raise_first(table.issues)
    return sources_of(table)


def test_a_document_is_its_bytes_decoded_and_nothing_else():
    for found in read_documents(open_package(ROOT)).values():
        assert found.text.encode() == (ROOT / "seeds" / found.file).read_bytes()


def test_line_ends_and_a_byte_order_mark_stay(project):
    text = project.root / "seeds/one.txt"
    assert "south.\r\n그는" in read_documents(project.package())["doc-one"].text
    text.write_bytes(b"\xef\xbb\xbf" + text.read_bytes())
    with pytest.raises(PackageError, match="has changed"):
        read_documents(project.package())


def test_a_changed_document_names_its_file_and_both_hashes(project):
    (project.root / "seeds/one.txt").write_bytes(b"A soldier")
    sentence = r"seeds/documents\.csv:2 .*seeds/one\.txt .*expected SHA-256 \w{64}, found \w{64}\."
    with pytest.raises(PackageError, match=sentence):
        read_documents(project.package())


def test_a_lost_document_is_named(project):
    (project.root / "seeds/one.txt").unlink()
    with pytest.raises(PackageError, match=r"seeds/one\.txt: the file is missing"):
        read_documents(project.package())


@pytest.mark.parametrize("file", ["../one.txt", "/etc/hostname", "a/b.txt", ".hidden", ".."])
def test_a_document_lies_beside_its_table(project, file):
    project.set("seeds/documents.csv", "doc-one", "file", file)
    with pytest.raises(TableError, match="is not the name of a file beside this table"):
        read_documents(project.package())


def test_every_source_has_an_address_and_its_own_id():
    sources = read_sources(open_package(ROOT))
    assert all(source.url.startswith(("http://", "https://")) for source in sources.values())
    assert all(source.id == id_ for id_, source in sources.items())


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("url", "javascript:alert(1)", "is not a web address"),
        ("url", "ftp://example.org/a", "is not a web address"),
        ("url", "https://", "is not a web address"),
        ("url", "https://[bad", "is not a web address"),
        ("url", 'https://a.org/"onclick=', "is not a web address"),
        ("url", "", "is blank"),
        ("published", "last week", "is not an EDTF date"),
        ("language", "English", "is not a language tag"),
        ("title", "A \u202ewalk", r"U\+202E"),
        ("id", "Paper One", "is not an id"),
    ],
)
def test_a_bad_source_names_its_row(project, column, value, sentence):
    project.set("data/sources.csv", "paper-one", column, value)
    with pytest.raises(TableError, match=rf"data/sources\.csv:2 \(column {column}\): .*{sentence}"):
        read_sources(project.package())
