"""Documents of record and drafts in a folder."""

from dataclasses import replace
from datetime import date

import pytest

from dmz_map.errors import StoreError, UnknownIdError
from dmz_map.reading.draft import draft_of
from dmz_map.reading.library import Library, document_id, library_folder
from dmz_map.reading.reader import read_text
from tests.reading.desk_documents import ARTICLE, document


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "reading")


def test_a_document_is_the_same_after_a_restart(library):
    whole = replace(
        document("\ufeffA “quote”\r\n글 𝔘\n"),
        pages=(0, 3),
        publisher="A paper",
        published=date(2020, 5, 26),
        accessed=date(2024, 1, 2),
        address="https://example.org/a",
    )
    id = library.add(whole)
    assert Library(library.folder).document(id) == whole
    assert list(Library(library.folder)) == [id]


def test_a_draft_is_the_same_after_a_restart(library):
    id = library.add(document())
    draft = draft_of(read_text(ARTICLE))
    changed = draft.changed(replace(draft.candidates[0], decision="accepted"))
    library.save(id, changed)
    assert Library(library.folder).draft(id) == changed
    assert Library(library.folder).draft(id).undone() == draft


def test_a_text_that_has_changed_is_refused(library):
    id = library.add(document())
    (library.folder / f"{id}.txt").write_text(ARTICLE.replace("four", "five"), encoding="utf-8")
    with pytest.raises(StoreError, match="has changed since it was read"):
        library.document(id)


@pytest.mark.parametrize("id", ["own-0123456789abcdef", "../secret", "own-../../x", ""])
def test_what_was_not_read_is_unknown(library, id):
    assert id not in library
    with pytest.raises(UnknownIdError, match="No document that was read has the id"):
        library.document(id)


def test_a_damaged_draft_is_no_draft(library):
    id = library.add(document())
    (library.folder / f"{id}.draft").write_text('{"candidates": 1}', encoding="utf-8")
    assert library.draft(id) is None


def test_nothing_but_whole_files_is_left(library):
    id = library.add(document())
    library.save(id, draft_of(read_text(ARTICLE)))
    names = {path.name for path in library.folder.iterdir()}
    assert names == {f"{id}.json", f"{id}.txt", f"{id}.draft"}


def test_the_version_changes_with_what_is_accepted_alone(library):
    id = library.add(document())
    draft = draft_of(read_text(ARTICLE))
    library.save(id, draft)
    assert library.version == ""
    library.save(id, draft.changed(replace(draft.candidates[0], decision="accepted")))
    assert library.version != ""


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "reading").write_bytes(b"a file")
    with pytest.raises(StoreError, match="cannot be written"):
        Library(tmp_path / "reading").add(document())


def test_the_documents_are_beside_a_store_in_a_folder(tmp_path):
    assert library_folder(str(tmp_path)) == tmp_path / "reading"
    assert library_folder("postgresql://localhost/dmz") == library_folder(None)


def test_the_id_is_of_the_text_alone():
    assert document_id(document(name="one.txt")) == document_id(document(name="two.txt"))
