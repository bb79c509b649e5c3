import re
from pathlib import Path

import pytest

from dmz_map.archive.sources import Document, Excerpt, prove, read_documents, read_sources
from dmz_map.errors import ExcerptError, PackageError, TableError
from dmz_map.tabular.datapackage import open_package

ROOT = Path(__file__).parents[2]


def document(text):
    return Document("doc-one", "one.txt", "T", "P", "", "en", "0" * 64, text)


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
    with pytest.raises(PackageError, match=r"seeds/one\.txt cannot be read: No such file"):
        read_documents(project.package())


@pytest.mark.parametrize("file", ["../one.txt", "/etc/hostname", "a/b.txt", ".hidden", "..", ""])
def test_a_document_lies_beside_its_table(project, file):
    project.set("seeds/documents.csv", "doc-one", "file", file)
    with pytest.raises(TableError, match="is not the name of a file beside this table"):
        read_documents(project.package())


@pytest.mark.parametrize(
    ("text", "exact", "start", "end"),
    [
        ("abcdef", "cd", 2, 4),
        ("abcdef", "abcdef", 0, 6),
        ("a\r\nb", "\r\n", 1, 3),
        ("🇰🇷 서울", "서울", 3, 5),
    ],
)
def test_a_passage_equals_its_document_by_code_points(text, exact, start, end):
    prove(Excerpt("doc-one", exact, start, end), document(text))


@pytest.mark.parametrize(
    ("text", "exact", "start", "end", "sentence"),
    [
        ("abXdef", "bcd", 1, 4, "[1, 4): expected 'bcd', found 'bXd'"),
        ("abXdef", "bcd", 1, 4, "stands nowhere in the document, which has 6 characters"),
        ("a bcd", "bcd", 1, 4, "stands now at [2, 5). Restore the document, or set start to 2"),
        ("xx aa aa", "aa", 0, 2, "stands in the document 2 times"),
        ("xaaa", "aa", 0, 2, "stands in the document 2 times"),
        ("it\u2019s", "it's", 0, 4, "part at character 3 (U+0027 against U+2019)"),
        ("a\u200bb", "ab", 0, 2, r"found 'a\u200b'"),
        ("abc", "abcd", 0, 4, "(U+0064 against its end)"),
        ("abc", "b", 2, 1, "[2, 1): expected 'b', found ''"),
        ("abc", "c", -1, 3, "found ''"),
        ("abc", "", 1, 1, "stands nowhere"),
        ("A" * 99 + "C", "A" * 99 + "B", 0, 100, f"…'{'A' * 30}B', found …'{'A' * 30}C'"),
    ],
)
def test_another_passage_is_refused_and_told_where_it_stands(text, exact, start, end, sentence):
    with pytest.raises(ExcerptError, match=re.escape(sentence)):
        prove(Excerpt("doc-one", exact, start, end), document(text))


def test_a_passage_gives_the_selectors_of_the_web_annotation_model():
    text = "p" * 40 + "exact" + "s" * 10
    assert Excerpt("doc-one", "exact", 40, 45).selectors(text) == {
        "type": "SpecificResource",
        "source": "doc-one",
        "selector": [
            {"type": "TextPositionSelector", "start": 40, "end": 45},
            {
                "type": "TextQuoteSelector",
                "exact": "exact",
                "prefix": "p" * 32,
                "suffix": "s" * 10,
            },
        ],
    }


def test_every_source_has_an_address_and_its_own_id():
    sources = read_sources(open_package(ROOT))
    assert all(source.url.startswith(("http://", "https://")) for source in sources.values())
    assert all(source.id == id_ for id_, source in sources.items())


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("url", "javascript:alert(1)", "is no web address"),
        ("url", "ftp://example.org/a", "is no web address"),
        ("url", "https://", "is no web address"),
        ("url", "https://[bad", "is no web address"),
        ("url", 'https://a.org/"onclick=', "is no web address"),
        ("url", "", "is no web address"),
        ("published", "last week", "is no EDTF date"),
        ("language", "English", "is not a language tag"),
        ("title", "A \u202ewalk", r"U\+202E"),
        ("id", "Paper One", "is not an id"),
    ],
)
def test_a_bad_source_names_its_row(project, column, value, sentence):
    project.set("data/sources.csv", "paper-one", column, value)
    with pytest.raises(TableError, match=rf"data/sources\.csv:2 \(column {column}\): .*{sentence}"):
        read_sources(project.package())
