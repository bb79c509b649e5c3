# ruff: noqa: E501 (a made-up sentence stays on its line)
from __future__ import annotations

import io
import json
import zipfile

import docx
import pytest

from dmz_map.cli import main
from dmz_map.reading.document import Document
from dmz_map.reading.extraction import Refusal, document_from, documents_in

KOREAN = "북한군 병사 한 명이 지난 2일 밤 고성에서 철책을 넘어 귀순했다고 합동참모본부가 밝혔다."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_plain_text_is_read_in_its_encoding(encoding):
    document = document_from("a.txt", KOREAN.encode(encoding))
    assert isinstance(document, Document)
    assert document.text == KOREAN
    assert document.language == "ko"


def test_a_docx_gives_paragraphs_and_table_rows_in_order():
    made = docx.Document()
    made.add_paragraph("First paragraph.")
    row = made.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "Cheorwon", "2"
    made.add_paragraph("Last paragraph.")
    stream = io.BytesIO()
    made.save(stream)
    document = document_from("a.docx", stream.getvalue())
    assert isinstance(document, Document)
    assert document.text == "First paragraph.\n\nCheorwon | 2\n\nLast paragraph.\n"


def test_a_page_gives_its_article_alone():
    article = (
        "<p>" + "A soldier crossed the line at Goseong on Tuesday, the army said. " * 4 + "</p>"
    )
    page = (
        "<html><head><title>T</title></head><body><div class='ticker'>Tunnel found</div>"
        f"<article><h1>T</h1>{article}<figure><figcaption>A guard post burns</figcaption></figure></article>"
        "<div class='related'>Loudspeakers resume</div><div id='comments'>Mines exploded</div></body></html>"
    )
    document = document_from("a.html", page.encode())
    assert isinstance(document, Document)
    assert "soldier crossed" in document.text
    for word in ("Tunnel", "burns", "Loudspeakers", "Mines"):
        assert word not in document.text


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.hwp", b"x", "save it as PDF or text"),
        ("a.eml", b"x", "save its text"),
        ("a.png", b"x", "picture has no text"),
        ("a.xyz", b"x", "are not read"),
        ("a.txt", b"  \n", "has no text"),
        ("a.pdf", b"%PDF-1.7 nothing", "is damaged"),
        ("a.docx", b"PK nothing", "locked or damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(name, data, reason):
    refusal = document_from(name, data)
    assert isinstance(refusal, Refusal)
    assert reason in refusal.reason


def test_a_zip_and_a_folder_give_their_files_in_order(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("2.txt", "two")
        archive.writestr("1.txt", "one")
    (tmp_path / "b.txt").write_text("three")
    documents = list(documents_in(tmp_path))
    assert [document.name for document in documents] == ["1.txt", "2.txt", "b.txt"]


def test_the_command_line_writes_an_answer_or_a_refusal_for_each_file(tmp_path):
    good, bad, out = tmp_path / "a.txt", tmp_path / "b.hwp", tmp_path / "out"
    good.write_text(KOREAN, encoding="utf-8")
    bad.write_bytes(b"x")
    options = ["--published", "2012-10-11", "--out", str(out)]
    assert main(["read", str(good), str(bad), *options]) == 1
    answer = json.loads((out / "a.json").read_text("utf-8"))
    assert answer["text"] == KOREAN
    assert [incident["date"] for incident in answer["incidents"]] == ["2012-10-02"]
    refusal = json.loads((out / "b.hwp.json").read_text("utf-8"))
    assert refusal["refused"] is True
    assert refusal["incidents"] == []


@pytest.mark.parametrize("data", [b"", b"<!doctype html", b"<!-- a -->", b"\0"])
def test_a_page_with_nothing_in_it_is_refused(data):
    refusal = document_from("a.html", data)
    assert isinstance(refusal, Refusal)
    assert "copy its text into a text file" in refusal.reason


def test_a_pdf_whose_pages_cannot_be_found_is_refused():
    torn = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/N\x95]yoKids[]"
        b"/Count 0>>endobj\ntrailer<</Root 1 0 R>>"
    )
    refusal = document_from("a.pdf", torn)
    assert isinstance(refusal, Refusal)
    assert "damaged" in refusal.reason
