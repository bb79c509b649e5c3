"""Writing to a store, by one or several processes: both backends pass each test of this file."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from benchmarks.synthetic import synthetic_incidents
from dmz_map.errors import StoreError
from dmz_map.store.query import Query
from dmz_map.tabular.datapackage import seal
from tests.stores import ROOT, copy_of_the_project, initialise_store, open_store

EVERYTHING = Query()


def test_every_change_gives_another_version(store):
    versions = [store.version]
    some = list(synthetic_incidents(3))
    assert store.add(some) == 3
    versions.append(store.version)
    changed = [replace(incident, title_en="Another title") for incident in some]
    assert store.replace(changed) == 3
    versions.append(store.version)
    assert store.clear() == 3
    versions.append(store.version)
    assert len(set(versions[:3])) == 3
    assert versions[3] != versions[2]
    assert store.clear() == 0
    assert store.version == versions[3]


def test_what_was_added_comes_back_as_it_was(store):
    before = store.count(EVERYTHING)
    some = list(synthetic_incidents(30))
    store.add(some)
    assert [store.get(incident.id) for incident in some] == some
    assert store.count(EVERYTHING) == before + 30
    assert store.known([some[0].id, "nobody"]) == {some[0].id}
    assert {i.id for i in store.incidents(Query(text="made-up")) or ()} <= {i.id for i in some}


def test_a_replaced_incident_is_found_by_its_new_words_only(store):
    (one,) = synthetic_incidents(1)
    store.add([one])
    store.replace([replace(one, title_ko="두루미 도래", place=replace(one.place, name_ko="철새"))])
    assert store.count(Query(text="두루미")) == 1
    assert store.count(Query(text=one.title_ko)) == 0
    (row,) = store.page(Query(text="두루"), offset=0, limit=5)
    assert row.titles[1] == "두루미 도래"


@pytest.mark.parametrize("write", ["add", "replace"])
def test_an_id_of_the_projects_own_cannot_be_taken(store, archive, write):
    own = archive.incidents[0].id
    version = store.version
    stranger = replace(next(synthetic_incidents(1)), id=own)
    with pytest.raises(StoreError, match=f"'{own}' is one of the project's own"):
        getattr(store, write)([stranger])
    assert store.version == version


def test_an_id_occurs_once(store):
    one, two = synthetic_incidents(2)
    with pytest.raises(StoreError, match="'syn-0000000' occurs twice"):
        store.add([one, two, one])
    store.add([one])
    with pytest.raises(StoreError, match="'syn-0000000' is in the store already"):
        store.add([two, one])
    assert store.known([two.id]) == frozenset()


def test_writing_that_fails_in_the_middle_leaves_the_store_as_it_was(store):
    version, count = store.version, store.count(EVERYTHING)

    def broken():
        yield from synthetic_incidents(6000)
        raise ZeroDivisionError

    done = []
    with pytest.raises(ZeroDivisionError):
        store.add(broken(), progress=done.append)
    assert done == [5000]
    assert (store.version, store.count(EVERYTHING)) == (version, count)
    assert store.add(synthetic_incidents(3)) == 3


def test_many_threads_read_while_one_writes(store):
    """Each answer is that of one version: before the writing or after."""
    before = store.count(EVERYTHING)

    def answers(number):
        rows = store.page(Query(text="post"), offset=number, limit=20)
        return (store.count(EVERYTHING), len(rows) in (0, 20), store.at(0) != "")

    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(answers, number % 5) for number in range(60)]
        store.add(synthetic_incidents(300))
        asked += [threads.submit(answers, number % 5) for number in range(60)]
        said = [answer.result() for answer in asked]
    assert {count for count, *_ in said} <= {before, before + 300}
    assert all(sound for _, *sounds in said for sound in sounds)


def test_another_process_that_opened_the_store_sees_the_change(url, store):
    other = open_store(url)
    before = other.count(EVERYTHING)
    store.add(synthetic_incidents(5))
    assert other.count(EVERYTHING) == before + 5
    assert other.version == store.version
    other.close()


@pytest.mark.slow
def test_two_processes_see_the_same_import(url, store):
    ask = (
        "import sys; from dmz_map.store.open_store import open_store\n"
        "from dmz_map.store.query import Query\n"
        "store = open_store(sys.argv[1]); print('ready', flush=True)\n"
        "for line in sys.stdin: print(store.count(Query()), store.version, flush=True)"
    )
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", ask, url],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]

    def answers():
        for reader in readers:
            print("?", file=reader.stdin, flush=True)
        return [reader.stdout.readline().split() for reader in readers]

    assert [reader.stdout.readline() for reader in readers] == ["ready\n"] * 2
    (count, version), same = answers()
    assert same == [count, version]
    store.add(synthetic_incidents(10))
    assert answers() == [[str(int(count) + 10), store.version]] * 2
    for reader in readers:
        reader.communicate()


def test_codes_follow_the_vocabulary_when_its_order_changes(url, tmp_path):
    root = copy_of_the_project(tmp_path / "copy")
    first = initialise_store(url, root=root)
    first.add(synthetic_incidents(50))
    before = first.facets(EVERYTHING)
    file = root / "data/vocabulary.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[1], lines[5] = lines[5], lines[1]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    words = [line.split(",")[1] for line in lines if line.startswith("category,")]
    described = root / "data/datapackage.json"
    package = json.loads(described.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        for column in resource.get("schema", {"fields": []})["fields"]:
            if (resource["name"], column["name"]) == ("incidents", "category"):
                column["constraints"]["enum"] = words
    described.write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
    seal(root)
    again = open_store(url, root=root)
    assert again.terms["category"] != first.terms["category"]
    assert again.facets(EVERYTHING) == before
    again.add(synthetic_incidents(5, first=100))
    counts = again.facets(EVERYTHING)["category"]
    assert sum(counts.values()) == sum(before["category"].values()) + 5


def test_new_data_of_the_project_takes_the_place_of_the_old(url, tmp_path):
    root = copy_of_the_project(tmp_path / "copy")
    first = initialise_store(url, root=root)
    first.add(synthetic_incidents(4))
    count, version = first.count(EVERYTHING), first.version
    file = root / "data/incidents.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Armistice signed", "Armistice concluded"), encoding="utf-8")
    seal(root)
    again = initialise_store(url, root=root)
    assert again.count(Query(text="armistice concluded")) == 1
    assert again.count(EVERYTHING) == count
    assert again.version != version
    assert initialise_store(url, root=root).version == again.version
