"""The contract of the store: both bodies pass every test of this file."""

import datetime as dt
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from benchmarks.synthetic import synthetic_incidents
from dmz_map.archive.incidents import read_archive, to_frame
from dmz_map.archive.vocabulary import read_vocabulary
from dmz_map.errors import PackageError, StoreError, UnknownIdError
from dmz_map.store import open_store as stores
from dmz_map.store import postgis_schema
from dmz_map.store.packing import CHUNK, columns, draw_order
from dmz_map.store.packing import radius as packed_radius
from dmz_map.store.query import FACETS, Query
from dmz_map.tabular.datapackage import open_package, seal
from dmz_map.tabular.edtf import is_fuzzy
from dmz_map.web.popup import popup
from tests import postgres
from tests.stores import BODIES, ROOT, initialise_store, open_store

N = 20_000
EVERYTHING = Query()
QUERIES = {
    "nothing asked": Query(),
    "box": Query(box=(127.0, 38.0, 127.6, 38.35)),
    "days": Query(days=(dt.date(1975, 3, 1), dt.date(1981, 6, 30))),
    "categories": Query(categories=("attack", "tunnel")),
    "directions": Query(directions=("none",)),
    "precisions": Query(precisions=("exact", "county", "unknown")),
    "sectors": Query(sectors=("eastern", "han_estuary")),
    "certain": Query(certain=True),
    "excerpt": Query(evidence="excerpt"),
    "citation": Query(evidence="citation"),
    "casualties": Query(casualties=True),
    "no casualties": Query(casualties=False),
    "English": Query(text="Guard POST"),
    "a number": Query(text="4512"),
    "Korean, three": Query(text="판문점"),
    "Korean, two": Query(text="철원"),
    "Korean, one": Query(text="총"),
    "Korean in another word": Query(text="원회 정찰"),
    "both languages": Query(text="귀순 artillery panmunjom"),
    "one letter": Query(text="q"),
    "signs": Query(text='% _ " \\'),
    "found nowhere": Query(text="zeppelin"),
    "all at once": Query(
        box=(126.7, 37.9, 128.2, 38.5),
        days=(dt.date(1960, 1, 1), dt.date(1999, 12, 31)),
        categories=("attack", "mine_blast", "aircraft"),
        directions=("north_to_south", "none"),
        precisions=("exact", "place"),
        sectors=("central", "western"),
        certain=True,
        evidence="citation",
        casualties=False,
        text="post 철",
    ),
}


@pytest.fixture(scope="module")
def archive():
    return read_archive(open_package(ROOT))


@pytest.fixture(scope="module", params=BODIES)
def big(request, tmp_path_factory):
    """Return a store with 20,000 made-up incidents beside the project's own."""
    if request.param == "postgis":
        address = request.getfixturevalue("server").new_database()
    else:
        address = str(tmp_path_factory.mktemp("big"))
    opened = stores.initialise_store(address)
    opened.add(synthetic_incidents(N))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def table(archive):
    """Return the same incidents as a pandas table, with columns in the words of a query."""
    everything = [*archive.incidents, *synthetic_incidents(N)]
    frame = to_frame(everything)
    texts = [
        (
            i.title_en,
            i.title_ko,
            i.summary_en,
            i.summary_ko,
            i.place.name_en,
            i.place.name_ko,
            *i.actors,
            *(claim.excerpt.exact for claim in i.claims),
        )
        for i in everything
    ]
    fuzzy = [i.first_day != i.last_day or is_fuzzy(i.date) for i in everything]
    precise = frame["location_precision"].isin(["exact", "place"]).to_numpy()
    return frame.assign(
        text=["\n".join(parts).casefold() for parts in texts],
        fuzzy=fuzzy,
        has_excerpt=[bool(i.claims) for i in everything],
        evidence=["excerpt" if i.claims else "citation" for i in everything],
        casualties=["yes" if i.killed or i.wounded else "no" for i in everything],
        certain=np.where(precise & ~np.array(fuzzy), "yes", "no"),
    )


def chosen(table, query):
    """Return the rows of the table that pass, as pandas sees it."""
    keep = pd.Series(True, index=table.index)
    if query.box:
        west, south, east, north = query.box
        x, y = table.geometry.x, table.geometry.y
        keep &= x.between(west, east) & y.between(south, north)
    if query.days:
        keep &= table["first_day"].between(*map(pd.Timestamp, query.days))
    for field in ("category", "direction", "location_precision", "sector"):
        if words := getattr(query, FACETS[field]):
            keep &= table[field].isin(words)
    if query.evidence:
        keep &= table["evidence"] == query.evidence
    if query.casualties is not None:
        keep &= table["casualties"] == ("yes" if query.casualties else "no")
    if query.certain:
        keep &= table["certain"] == "yes"
    for word in query.text.casefold().split():
        keep &= table["text"].str.contains(word, regex=False)
    return table[keep]


# ------------------------------------------------------------------ what the project brings


def test_the_store_holds_the_projects_own_incidents(store, archive):
    assert store.count(EVERYTHING) == len(archive.incidents)
    assert [store.get(incident.id) for incident in archive.incidents] == [*archive.incidents]


def test_the_columns_are_those_of_the_incident_layer(store, archive):
    frame = to_frame(archive.incidents)
    rows = draw_order(frame)
    ordered = [archive.incidents[row] for row in rows]
    drawn = frame.iloc[rows].assign(
        fuzzy=[i.first_day != i.last_day or is_fuzzy(i.date) for i in ordered],
        has_excerpt=[bool(i.claims) for i in ordered],
    )
    points = store.columns()
    for ours, theirs in zip(points[:3], columns(drawn, store.terms), strict=True):
        assert ours.dtype == theirs.dtype
        assert (ours == theirs).all()
    assert (points.radius == packed_radius(drawn["radius_km"].to_numpy(dtype=float))).all()
    last = drawn["last_day"].to_numpy().astype("datetime64[D]") - np.datetime64("1950-01-01")
    assert (points.last_day == last.astype(int)).all()
    assert [store.at(position) for position in range(len(ordered))] == [i.id for i in ordered]


def test_texts_come_in_chunks_of_the_popups_in_drawing_order(store, archive):
    n = len(archive.incidents)
    records = [record for k in range(-(-n // CHUNK)) for record in store.texts(k)]
    assert records == [popup(archive.get(store.at(position))) for position in range(n)]
    with pytest.raises(UnknownIdError, match="no chunk 99"):
        store.texts(99)


def test_an_id_or_position_that_is_not_there_is_told(store):
    for ask in (store.get, store.position, store.neighbours, lambda id: store.related(id, 3)):
        with pytest.raises(UnknownIdError, match="bears the id 'nobody'"):
            ask("nobody")
    with pytest.raises(UnknownIdError, match="No incident stands at position 999999"):
        store.at(999_999)


def test_a_word_that_no_list_has_is_told(store):
    with pytest.raises(UnknownIdError, match="'category' has no word 'picnic'"):
        store.count(Query(categories=("picnic",)))
    with pytest.raises(StoreError, match="17 words; 16 are the most"):
        store.count(Query(text=" ".join(map(str, range(17)))))


# ------------------------------------------------------------------ questions at 20,000


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_question_is_answered_as_pandas_answers_it(big, table, query):
    expected = chosen(table, query)
    assert big.count(query) == len(expected)
    assert len(big.positions(query)) == len(expected)
    ids = {big.at(int(position)) for position in big.positions(query)[:50]}
    assert ids <= set(expected["id"])
    counted = expected.groupby([expected["first_day"].dt.year, "category"]).size()
    years = big.years(query)
    assert years.counts == {key: int(count) for key, count in counted.items()}
    assert list(years.counts) == sorted(years.counts, key=lambda key: key[0])
    assert len(years.spans) == min(int(expected["fuzzy"].sum()), 2000)
    for field, restriction in FACETS.items():
        lifted = replace(query, **{restriction: getattr(EVERYTHING, restriction)})
        counts = chosen(table, lifted)[field].value_counts()
        assert big.facets(query)[field] == {
            word: int(counts.get(word, 0)) for word in big.facets(EVERYTHING)[field]
        }


@pytest.mark.parametrize("newest_first", [True, False])
def test_a_list_comes_in_pages_in_the_order_of_time(big, table, newest_first):
    query = QUERIES["categories"]
    pages = [
        big.page(query, offset=offset, limit=70, newest_first=newest_first)
        for offset in (0, 70, 140)
    ]
    days = [row.first_day for page in pages for row in page]
    expected = chosen(table, query)["first_day"].sort_values(ascending=not newest_first)
    assert days == [day.date() for day in expected[:210]]
    assert len({row.id for page in pages for row in page}) == 210
    row = pages[1][3]
    incident = big.get(row.id)
    assert (row.titles, row.places) == (
        (incident.title_en, incident.title_ko),
        (incident.place.name_en, incident.place.name_ko),
    )
    assert big.position(row.id) == row.position
    assert big.page(query, offset=10**6, limit=10) == ()


@pytest.mark.parametrize(
    "query",
    [
        EVERYTHING,
        QUERIES["days"],
        QUERIES["categories"],
        QUERIES["box"],
        QUERIES["Korean, two"],
        replace(QUERIES["days"], certain=True, sectors=("central",)),
        Query(days=(dt.date(2500, 1, 1), dt.date(2600, 1, 1))),
    ],
)
def test_a_line_of_a_list_tells_how_many_come_after_it(big, query):
    rows = big.page(query, offset=0, limit=40)
    assert [big.later(query, row.id) for row in rows] == list(range(len(rows)))
    absent = next(i.id for i in big.incidents(EVERYTHING) if i.category == "show_of_force")
    assert big.later(replace(query, categories=("tunnel",)), absent) is None
    with pytest.raises(UnknownIdError, match="no-such"):
        big.later(query, "no-such-incident")


def test_spans_are_the_latest_with_their_days(big):
    spans = big.years(Query(text="syn nothing")).spans
    assert spans == ()
    spans = big.years(EVERYTHING).spans
    assert [span.first_day for span in spans] == sorted(span.first_day for span in spans)
    span = spans[-1]
    incident = big.get(span.id)
    assert span == (incident.first_day, incident.last_day, incident.category, incident.id)


def test_drawing_order_follows_the_curve_whoever_came_first(big, table):
    rows = draw_order(table)
    points = big.columns()
    x = table.geometry.x.to_numpy()[rows]
    assert (points.lon[~np.isnan(x)] == np.round(x[~np.isnan(x)] * 1e5)).all()
    assert points.lon.dtype == points.lat.dtype == np.int32
    assert points.facts.dtype == np.uint32
    assert points.radius.dtype == np.uint16


def test_neighbours_lead_through_all_incidents_in_time(big):
    first = big.page(EVERYTHING, offset=0, limit=6, newest_first=False)
    ids = [row.id for row in first]
    assert [big.neighbours(id)[1] for id in ids[:5]] == ids[1:]
    assert [big.neighbours(id)[0] for id in ids[1:]] == ids[:5]
    assert big.neighbours(ids[0])[0] is None
    (last,) = big.page(EVERYTHING, offset=0, limit=1)
    assert big.neighbours(last.id)[1] is None


def test_related_incidents_share_the_day_or_the_category(big):
    related = big.related("syn-0000007", 4)
    incident = big.get("syn-0000007")
    assert len(related.category) == 4
    assert {row.category for row in related.category} == {incident.category}
    assert {row.first_day for row in related.day} <= {incident.first_day}
    assert incident.id not in {row.id for group in (related.place, related.day) for row in group}


# ------------------------------------------------------------------ writing


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


def test_an_id_stands_once(store):
    one, two = synthetic_incidents(2)
    with pytest.raises(StoreError, match="'syn-0000000' stands twice"):
        store.add([one, two, one])
    store.add([one])
    with pytest.raises(StoreError, match="'syn-0000000' is in the store already"):
        store.add([two, one])
    assert store.known([two.id]) == frozenset()


def test_writing_that_fails_in_the_middle_leaves_the_store_as_it_was(store):
    version, count = store.version, store.count(EVERYTHING)

    def broken():
        yield from synthetic_incidents(12_000)
        raise ZeroDivisionError

    done = []
    with pytest.raises(ZeroDivisionError):
        store.add(broken(), progress=done.append)
    assert done == [5000, 10000]
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
        told = [answer.result() for answer in asked]
    assert {count for count, *_ in told} <= {before, before + 300}
    assert all(sound for _, *sounds in told for sound in sounds)


def test_another_process_that_opened_the_store_sees_the_change(url, store):
    other = open_store(url)
    before = other.count(EVERYTHING)
    store.add(synthetic_incidents(5))
    assert other.count(EVERYTHING) == before + 5
    assert other.version == store.version
    other.close()


def test_two_processes_see_the_same_import(url, store):
    ask = (
        "import sys; from dmz_map.store.open_store import Query, open_store\n"
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


# ------------------------------------------------------------------ the embedded body alone


def test_the_built_file_is_named_by_the_version_and_made_once(tmp_path):
    root = copy_of_the_project(tmp_path)
    open_store(None, root=root)
    (built,) = (root / ".cache").glob("*.gpkg")
    assert open_package(root).version in built.name
    made = built.stat().st_mtime_ns
    open_store("", root=root)
    assert built.stat().st_mtime_ns == made
    assert open_store(None, root=root).version == open_package(root).version


def test_imports_stand_beside_the_data_and_not_in_the_cache(tmp_path):
    root = copy_of_the_project(tmp_path)
    store = open_store(None, root=root)
    store.add(synthetic_incidents(2))
    assert (root / "imports.gpkg").is_file()
    shutil.rmtree(root / ".cache")
    assert open_store(None, root=root).version == store.version
    assert store.get("syn-0000001").id == "syn-0000001"


def test_a_file_that_is_not_what_its_package_promises_is_not_built_from(tmp_path):
    root = copy_of_the_project(tmp_path)
    with (root / "data/incidents.csv").open("a", encoding="utf-8") as file:
        file.write(" ")
    with pytest.raises(PackageError, match=r"data/incidents\.csv is not the promised file"):
        open_store(None, root=root)


def test_two_processes_may_build_at_once(tmp_path):
    command = (
        "import sys; from dmz_map.store.open_store import *; print(open_store(sys.argv[1]).version)"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", command, str(tmp_path)],
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    assert len({process.communicate()[0] for process in both}) == 1
    assert [process.returncode for process in both] == [0, 0]
    assert len(list(tmp_path.iterdir())) == 1


def test_geopandas_reads_the_imports(tmp_path):
    store = open_store(str(tmp_path))
    some = list(synthetic_incidents(200))
    store.add(some)
    frame = gpd.read_file(tmp_path / "imports.gpkg", layer="incidents")
    assert frame.crs == "EPSG:4326"
    assert frame["id"].tolist() == [incident.id for incident in some]
    expected = [incident.place.lon for incident in some]
    assert frame.geometry.x.tolist() == pytest.approx(np.array(expected, float), nan_ok=True)
    box = (127.0, 38.0, 127.6, 38.4)
    within = gpd.read_file(tmp_path / "imports.gpkg", layer="incidents", bbox=box)
    assert len(within) == store.count(Query(box=box, text="post")) - project_count(store, box)


def project_count(store, box):
    return sum(not i.id.startswith("syn-") for i in store.incidents(Query(box=box, text="post")))


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="ogrinfo (gdal-bin) is not installed")
def test_ogrinfo_reads_the_built_file(tmp_path, archive):
    open_store(str(tmp_path))
    (built,) = tmp_path.glob("dmz-map-*.gpkg")
    listed = subprocess.run(["ogrinfo", "-ro", built], capture_output=True, text=True, check=True)
    assert listed.stderr == ""
    layers = [line for line in listed.stdout.splitlines() if line[:1].isdigit()]
    assert layers == ["1: incidents (Point)", "2: about (None)"]
    told = subprocess.run(
        ["ogrinfo", "-ro", "-so", built, "incidents"], capture_output=True, text=True, check=True
    ).stdout
    assert f"Feature Count: {len(archive.incidents)}" in told
    assert 'ID["EPSG",4326]' in told
    assert "first_day: Date" in told


def test_the_built_file_keeps_the_geopackage_rules(tmp_path):
    open_store(str(tmp_path))
    (built,) = tmp_path.glob("dmz-map-*.gpkg")
    with sqlite3.connect(built) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        placed = "SELECT count(*) FROM incidents WHERE geom NOT NULL"
        boxes = "SELECT count(*) FROM rtree_incidents_geom"
        assert db.execute(placed).fetchone() == db.execute(boxes).fetchone()
    db.close()


def test_a_damaged_file_is_told_in_a_sentence(tmp_path):
    store = open_store(str(tmp_path))
    (tmp_path / "imports.gpkg").write_bytes(b"not a database, but long enough to be read" * 100)
    with pytest.raises(StoreError, match=r"imports\.gpkg cannot be read"):
        store.count(EVERYTHING)


def test_a_second_writer_is_sent_away(tmp_path, monkeypatch):
    monkeypatch.setattr("dmz_map.store.geopackage_store._PATIENCE_S", 0.05)
    store = open_store(str(tmp_path))

    def while_writing():
        with pytest.raises(StoreError, match="Another import is running"):
            open_store(str(tmp_path)).clear()
        yield from synthetic_incidents(1)

    assert store.add(while_writing()) == 1


# ------------------------------------------------------------------ PostGIS alone


def test_a_database_that_is_not_prepared_says_what_to_do(server):
    with pytest.raises(StoreError, match=r"no store yet\. Run `python -m dmz_map store init`"):
        open_store(server.new_database()).count(EVERYTHING)


def test_a_database_that_goes_away_is_one_sentence_and_heals():
    if reason := postgres.why_not():
        pytest.skip(reason)
    with postgres.running_postgres() as own:
        store = initialise_store(own.new_database())
        count = store.count(EVERYTHING)
        own.stop()
        for _ in range(2):
            with pytest.raises(StoreError, match=r"cannot be reached .*goes on by itself\.$"):
                store.count(EVERYTHING)
        own.start()
        assert store.count(EVERYTHING) == count


def test_an_address_of_nothing_is_told(tmp_path):
    with pytest.raises(StoreError, match="begins with mysql://"):
        open_store("mysql://localhost/x")
    nowhere = open_store("postgresql://secret:password@127.0.0.1:9/x")
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:9/x cannot be reached") as told:
        nowhere.count(EVERYTHING)
    assert "password" not in str(told.value)


def test_a_schema_of_another_program_is_told(server, monkeypatch):
    address = server.new_database()
    initialise_store(address)
    monkeypatch.setattr("dmz_map.store.postgis_columns.MIGRATIONS", ("one", "two"))
    with pytest.raises(StoreError, match="version 1; this program works with 2"):
        open_store(address).count(EVERYTHING)


def test_migrations_run_once_and_in_order(server, monkeypatch):
    address = server.new_database()
    initialise_store(address)
    more = (*postgis_schema.MIGRATIONS, "CREATE TABLE dmz_map.second (n int)")
    monkeypatch.setattr("dmz_map.store.postgis_schema.MIGRATIONS", more)
    monkeypatch.setattr("dmz_map.store.postgis_store.MIGRATIONS", more)
    monkeypatch.setattr("dmz_map.store.postgis_columns.MIGRATIONS", more)
    for _ in range(2):
        assert initialise_store(address).describe()["schema"] == "version 2 of 2"
    monkeypatch.undo()
    with pytest.raises(StoreError, match="version 2, newer than 1"):
        initialise_store(address)


# ------------------------------------------------------------------ helpers


def copy_of_the_project(folder):
    for name in ("data", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    seal(folder)
    return folder


def test_the_made_up_incidents_are_the_same_for_the_same_seed():
    one, same = (list(islice(synthetic_incidents(100), 100)) for _ in range(2))
    assert one == same
    words = read_vocabulary(open_package(ROOT))
    for incident in one:
        words.term("category", incident.category)
