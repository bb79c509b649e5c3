import hashlib
import json
from pathlib import Path

import frictionless
import pytest

from dmz_map.errors import PackageError
from dmz_map.tabular.datapackage import open_package, seal, write_atomic

ROOT = Path(__file__).parents[2]
NAMES = {
    *(
        "border",
        "land",
        "places",
        "sectors",
        "incidents",
        "sources",
        "citations",
        "vocabulary",
        "corrections",
        "disputes",
    ),
    *("links", "houses", "words", "accepted", "documents", "claims"),
    *("story-defections-since-2017", "story-panmunjom-1976"),
}


def entry(table, **changes):
    return {
        "name": table,
        "path": f"{table}.csv",
        "bytes": 4,
        "hash": "sha256:" + hashlib.sha256(b"a,b\n").hexdigest(),
        "licenses": [{"name": "CC-BY-4.0"}],
        "sources": [{"title": "squared paper"}],
        "method": "drawn",
    } | changes


@pytest.fixture
def make(tmp_path):
    """Return a function that lays out a root of two packages, one table in each."""

    def lay_out(**changes):
        for folder, name in (("data", "one"), ("seeds", "two")):
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / f"{name}.csv").write_bytes(b"a,b\n")
            resource = entry(name, **(changes if name == "one" else {}))
            text = json.dumps({"name": folder, "resources": [resource]})
            (tmp_path / folder / "datapackage.json").write_text(text)
        return tmp_path

    return lay_out


def test_the_project_lists_its_files_and_every_hash_is_right():
    package = open_package(ROOT)
    assert set(package.resources) == NAMES
    package.verify()


def test_every_resource_tells_its_licence_source_and_method():
    for resource in open_package(ROOT).resources.values():
        assert resource.licenses
        assert resource.sources
        assert resource.method


@pytest.mark.parametrize("name", ["border", "land"])
def test_what_comes_from_openstreetmap_is_under_the_odbl(name):
    assert open_package(ROOT).resources[name].licenses == ("ODbL-1.0",)


@pytest.mark.parametrize("folder", ["data", "seeds"])
def test_frictionless_finds_each_package_valid(folder):
    report = frictionless.validate(ROOT / folder / "datapackage.json")
    assert report.flatten(["name", "rowNumber", "type", "note"]) == []


@pytest.mark.parametrize("folder", ["data", "seeds"])
def test_every_file_of_a_package_is_listed_or_explained(folder):
    listed = {resource.path for resource in open_package(ROOT).resources.values()}
    for path in filter(Path.is_file, (ROOT / folder).rglob("*")):
        assert (
            path in listed
            or path.name in ("README.md", "datapackage.json")
            or (folder == "seeds" and path.suffix == ".txt")
        )


def test_the_version_changes_with_any_hash(make):
    before = open_package(make()).version
    assert len(before) == 12
    assert open_package(make(hash="sha256:" + "0" * 64)).version != before
    assert open_package(make()).version == before


def test_resources_cannot_be_changed(make):
    with pytest.raises(TypeError, match="does not support item assignment"):
        open_package(make()).resources["one"] = None


def test_a_name_that_is_not_listed_is_refused(make):
    with pytest.raises(PackageError, match=r"resource 'three'\. Known are: one, two"):
        open_package(make()).path("three")


def test_a_missing_file_is_named_with_its_remedy(make):
    package = open_package(make())
    package.path("one").unlink()
    with pytest.raises(PackageError, match=r"data/one\.csv: .* is missing.*dmz_map seal one"):
        package.verify()


def test_an_edited_file_is_named_with_both_hashes(make):
    package = open_package(make())
    package.path("two").write_bytes(b"a,c\n")
    expected = package.resources["two"].sha256
    found = hashlib.sha256(b"a,c\n").hexdigest()
    with pytest.raises(
        PackageError, match=rf"seeds/two\.csv: .*expected.* {expected}, found {found}"
    ):
        package.verify()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"hash": "md5:00"}, "resource 'one' has no 'bytes' or no 'hash'"),
        ({"bytes": None}, "resource 'one' has no 'bytes' or no 'hash'"),
        ({"licenses": [{}]}, "resource 'one' lacks its licenses"),
        ({"sources": None}, "resource 'one' lacks its licenses"),
        ({"path": None}, "resource 0 has no 'path'"),
        ({"path": "../one.csv"}, "points outside its folder"),
        ({"path": "/one.csv"}, "points outside its folder"),
        ({"name": "two"}, "two resources are called 'two'"),
    ],
)
def test_a_descriptor_that_lacks_something_is_refused(make, changes, sentence):
    with pytest.raises(PackageError, match=sentence):
        open_package(make(**changes))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, r"data/datapackage\.json: the file cannot be read"),
        ("{", r"data/datapackage\.json: the file is not JSON"),
        ("[]", "has no list 'resources'"),
        ('{"resources": [1]}', "has no list 'resources'"),
    ],
)
def test_a_descriptor_that_is_none_is_refused(make, text, sentence):
    path = make() / "data" / "datapackage.json"
    path.unlink() if text is None else path.write_text(text)
    with pytest.raises(PackageError, match=sentence):
        open_package(path.parents[1])


def test_sealing_records_what_the_named_file_is_now(make):
    root = make()
    for path in (root / "data/one.csv", root / "seeds/two.csv"):
        path.write_bytes(b"a,b\n1,2\n")
    seal(root, "one")
    package = open_package(root)
    assert package.resources["one"].size == 8
    assert package.resources["one"].sha256 == hashlib.sha256(b"a,b\n1,2\n").hexdigest()
    assert package.resources["two"].size == 4
    seal(root)
    open_package(root).verify()


def test_sealing_twice_changes_nothing(make):
    root = make()
    seal(root)
    before = (root / "data/datapackage.json").read_bytes()
    seal(root)
    assert (root / "data/datapackage.json").read_bytes() == before
    assert before.endswith(b"}\n")


def test_sealing_refuses_what_is_unknown_or_missing(make):
    root = make()
    with pytest.raises(PackageError, match="lists a resource 'three'"):
        seal(root, "three")
    (root / "data/one.csv").unlink()
    with pytest.raises(PackageError, match=r"data/one\.csv: the file is missing"):
        seal(root, "one")


def test_a_write_replaces_the_file_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "file"
    write_atomic(path, b"old")
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("schema", "sentence"),
    [
        ({}, "KeyError: 'fields'"),
        ({"fields": [{"type": "string"}]}, "KeyError: 'name'"),
        ({"fields": [{"name": "a", "type": "geopoint"}]}, "unknown type or rule of column 'a'"),
        ({"fields": [{"name": "a", "dmz": {"rule": "nice"}}]}, "unknown type or rule of column"),
        ({"fields": [{"name": "a", "dmz": {"tongue": "en"}}]}, "unknown check 'tongue' of colu"),
        ({"fields": [{"name": "a", "constraints": {"minLength": 2}}]}, "unknown check 'minLength'"),
        ({"fields": [{"name": "a", "constraints": {"pattern": "("}}]}, "unterminated subpattern"),
        ({"fields": [{"name": "a", "dmz": {"columns_of": "three"}}]}, "refers to 'three'"),
        (
            {
                "fields": [{"name": "a"}],
                "foreignKeys": [
                    {"fields": "a", "reference": {"resource": "one", "fields": "b"}},
                ],
            },
            r"the schema of 'one' refers to 'one\.b', which no schema describes",
        ),
    ],
)
def test_a_schema_that_asks_for_what_nobody_checks_is_refused(make, schema, sentence):
    with pytest.raises(PackageError, match=sentence):
        open_package(make(schema=schema))


def test_an_error_has_its_place_value_problem_and_remedy_as_fields(make):
    package = open_package(make())
    package.path("two").write_bytes(b"a,c\n")
    (error,) = package.mismatches()
    assert (error.file, error.line, error.column) == ("seeds/two.csv", None, None)
    assert error.value == package.resources["two"].sha256
    assert str(error) == f"seeds/two.csv: {error.problem} {error.remedy}"


def test_a_file_is_read_once_and_stays_as_it_was(make):
    package = open_package(make())
    assert package.read("one") == b"a,b\n"
    package.path("one").write_bytes(b"c\n")
    assert package.read("one") == b"a,b\n"
    assert open_package(package.root).read("one") == b"c\n"
