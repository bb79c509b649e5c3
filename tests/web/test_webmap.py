"""The map's page, as text: what stands in it, what does not, and that it never changes."""

import base64
import csv
import datetime as dt
import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import folium
import pytest
from folium.map import Layer
from streamlit_folium import (
    _get_header,
    _get_html,
    _get_map_string,
    generate_js_hash,
)

from dmz_map.geo.layers import read_border
from dmz_map.store.query import Query
from dmz_map.tabular.datapackage import open_package, seal
from dmz_map.web.assets import Asset, Assets
from dmz_map.web.context_layer import ContextLayer
from dmz_map.web.incident_layer import IncidentLayer
from dmz_map.web.map_state import LAYERS, SHOWN, MapState, map_filter
from dmz_map.web.site import open_site
from dmz_map.web.style import THEMES
from dmz_map.web.webmap import HOME, FetchedGeoJson, build_map, script_assets

ROOT = Path(__file__).parents[2]
SCRIPTS = ("map.js", "start.js")
STYLES = ("map.css",)
DATA = ("base.json", "context.json", "incidents.json", "points.bin", "extents.bin", "texts-0.json")
BASE_MAP = ("land", "zone", "sectors", "border", "places")
MARK = "QZQ"
HOSTILE = (
    "{{7*7}}",
    "{% raw %}",
    "{# note",
    "${alert(1)}",
    "</script><b>",
    "<img onerror=a()>",
    "back\\slash \\u003c",
    "\"double\" 'single' `back`",
)


def assets(**bodies):
    """Return stand-ins for the files of a map; a keyword gives `name_ending` its bytes."""
    given = {name.replace("_", "."): body for name, body in bodies.items()}
    own = {name: name.encode() for name in (*SCRIPTS, *STYLES, *DATA)}
    layers = {"layers.json": json.dumps({name: shapes(name) for name in BASE_MAP}).encode()}
    own["incidents.json"] = b'{"count":1}'
    return Assets([Asset(name, body) for name, body in (own | layers | given).items()])


def shapes(id):
    """Return a layer of one point with an id."""
    point = {"type": "Point", "coordinates": [127.0, 38.0]}
    feature = {"type": "Feature", "properties": {"id": id}, "geometry": point}
    return {"type": "FeatureCollection", "features": [feature]}


class Page(HTMLParser):
    """What a browser reads in a page: addresses, and the text of scripts and styles."""

    def __init__(self, source):
        super().__init__()
        self.addresses, self.code, self.inside = [], {"script": [], "style": []}, None
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.addresses += [value for name, value in attrs if name in ("src", "href", "srcset")]
        self.inside = tag
        if tag in self.code:
            self.code[tag].append("")

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside in self.code:
            self.code[self.inside][-1] += data


def payloads(text):
    """Return the values that the page hands to its script."""
    found = re.findall(r'decode\("([^"]*)"\)', text)
    return [json.loads(base64.b64decode(payload, validate=True)) for payload in found]


def handed(page):
    """Return the addresses that each line of the page hands to its script."""
    calls = re.findall(r"DMZ\.\w+\(\s*map_\w+,([^)]*)\);", page)
    return [
        asked
        for call in calls
        if (asked := [word for word in re.findall(r'"([^"]+)"', call) if "/" in word])
    ]


def layers(world):
    """Return the layers of a map, from the bottom up, as any user of folium finds them."""
    return [child for child in world._children.values() if isinstance(child, Layer)]


def normal(page):
    """Return a page without folium's random ids."""
    return re.sub(r"_[0-9a-f]{32}", "_ID", page)


def page_of(made_of):
    return build_map(made_of).get_root().render()


def sent(world):
    """Return what streamlit-folium sends of a map: its script, its key, its head and body."""
    world.get_root().render()
    world.render()
    header, body = _get_header(world), _get_html(world)
    script = _get_map_string(world)
    return script, generate_js_hash(script, "map"), header, body


@pytest.fixture(scope="module")
def hostile_root(tmp_path_factory):
    """Return a copy of the project in which every text that a reader sees is hostile."""
    root = tmp_path_factory.mktemp("hostile")
    for folder in ("data", "seeds"):
        shutil.copytree(ROOT / folder, root / folder)
    for table, columns in {
        "incidents": ("title_en", "title_ko", "summary_en", "summary_ko", "place_en", "place_ko"),
        "places": ("name_en", "name_ko"),
        "sectors": ("name_en", "name_ko"),
        "sources": ("title", "publisher"),
        "vocabulary": ("label_en", "label_ko"),
    }.items():
        path = root / f"data/{table}.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        for number, row in enumerate(rows):
            for column in columns:
                language = "한국어 " if column.endswith("_ko") else ""
                row[column] = f"{MARK} {language}{HOSTILE[number % len(HOSTILE)]} {number}"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    seal(root)
    return root


@pytest.fixture(scope="module")
def site(hostile_root):
    return open_site(hostile_root)


@pytest.fixture
def world(site):
    return build_map(site.release().assets)


# ------------------------------------------------------------------ the page


def test_the_page_holds_no_text_of_the_data(world, site):
    page = world.get_root().render()
    assert MARK not in page + json.dumps(payloads(page), ensure_ascii=False)
    for incident in site.archive.incidents:
        assert incident.id not in page
        for claim in incident.claims:
            assert claim.excerpt.exact not in page


def test_hostile_text_lies_word_for_word_in_the_files_that_a_click_fetches(site):
    texts = [text for chunk in inlined_texts(site.standalone()) for text in chunk]
    assert {text["id"] for text in texts} == {i.id for i in site.archive.incidents}
    for text in texts:
        incident = site.archive.get(text["id"])
        assert text["title"] == [incident.title_en, incident.title_ko]
        assert text["title"][0].startswith(MARK)
    titles = " ".join(text["title"][0] for text in texts)
    assert [word for word in HOSTILE[: len(texts)] if word not in titles] == []


def inlined_texts(files):
    """Return each file of texts, by its number."""
    names = sorted(
        (name for name in files if name.startswith("texts-")), key=lambda n: int(n[6:-5])
    )
    return [json.loads(files[name].body) for name in names]


def test_texts_that_a_page_carries_are_those_that_a_server_sends(site):
    chunks = inlined_texts(site.standalone())
    assert chunks == [site.texts(number) for number in range(len(chunks))]
    assert sum(map(len, chunks)) == site.release().count


def test_the_page_is_small(world):
    assert len(world.get_root().render().encode()) < 20_000


def test_the_page_is_the_same_each_time(site):
    one, two = (build_map(site.release().assets) for _ in range(2))
    assert normal(one.get_root().render()) == normal(two.get_root().render())


def test_streamlit_folium_sees_the_same_map_each_time(site):
    one, two = (sent(build_map(site.release().assets)) for _ in range(2))
    assert one[:2] == two[:2]
    assert one[0].count("DMZ.incidents(") == 1
    assert normal(one[2]) == normal(two[2])
    assert one[3] == two[3] == ""


def test_another_process_makes_the_same_map(site, hostile_root):
    code = (
        "import sys; from pathlib import Path; from tests.web.test_webmap import sent, build_map;"
        "from dmz_map.web.site import open_site; site = open_site(Path(sys.argv[1]));"
        "print(sent(build_map(site.release().assets))[1])"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, str(hostile_root)]
    there = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120)
    here = sent(build_map(site.release().assets))[1]
    assert there.stdout.split() == [here], there.stderr


def test_changed_data_make_another_map():
    one, two = (sent(build_map(made))[1] for made in (assets(), assets(base_json=b"{}")))
    assert one != two


def test_every_file_of_the_page_is_one_that_the_server_has(world, site):
    page, files = world.get_root().render(), site.release().assets
    asked = {*Page(page).addresses, *(address for call in handed(page) for address in call)}
    later = "stories.json"  # named in base.json, fetched when a reader opens one
    assert {address.partition("#")[0] for address in asked} == {
        files.address(name) for name in files if name != later
    }


def test_the_numbers_of_many_are_named_in_the_head_and_those_of_a_few_come_with_the_script():
    preload = '<link rel="preload" as="fetch" crossorigin href="(.*?)">'
    many = assets(incidents_json=b'{"count":2001}')
    assert re.findall(preload, page_of(many)) == [many.address("points.bin")]
    assert re.findall("preload", page_of(assets())) == []
    assert re.findall("preload", page_of(many.standalone())) == []


def test_the_map_asks_no_other_host():
    world = build_map(assets())
    page = world.get_root().render()
    asked = [*Page(page).addresses, *(href for _, href in world.default_js + world.default_css)]
    assert len(asked) == 2 * len(SCRIPTS + STYLES)
    assert all(re.fullmatch(r"\.\./\.\./dmz/[0-9a-f]{12}/[\w.-]+", address) for address in asked)
    assert "//" not in re.sub(r"\.\./\.\./dmz|</?\w", "", page)


def test_the_scripts_name_no_other_host_but_leaflets_page_and_the_tiles_one_may_choose():
    scripts = b" ".join(asset.body for asset in script_assets())
    hosts = set(re.findall(rb"https?://([\w.-]+)", re.sub(rb"/\*.*?\*/", b"", scripts, flags=re.S)))
    assert hosts <= {b"leafletjs.com", b"www.w3.org", b"tile.openstreetmap.org"}


def test_a_map_has_one_script_its_first_data_and_one_style():
    world = build_map(assets())
    assert [name for name, _ in world.default_js] == ["map.js", "start.js"]
    assert [name for name, _ in world.default_css] == ["map.css"]


def test_leaflet_comes_before_what_needs_it():
    made = {asset.name: asset.body for asset in script_assets()}
    assert list(made) == ["map.js", "map.css"]
    assert made["map.js"].index(b"Vladimir Agafonkin") < made["map.js"].index(b"window.DMZ=")
    assert made["map.css"].index(b".leaflet-pane") < made["map.css"].index(b".dmz-label")


def test_folium_keeps_its_own_scripts_for_other_maps():
    build_map(assets())
    theirs = [address for _, address in folium.Map.default_js + folium.Map.default_css]
    assert len(theirs) > 2
    assert [address for address in theirs if "/dmz/" in address] == []


def test_a_map_takes_further_layers_as_any_folium_map():
    world = build_map(assets())
    folium.CircleMarker((38, 127)).add_to(world)
    assert isinstance(world, folium.Map)
    assert "L.circleMarker(" in world.get_root().render()


@pytest.mark.parametrize("inline", [False, True])
def test_the_base_map_is_of_folium_s_own_layers(inline):
    made = assets().standalone() if inline else assets()
    *base, incidents, context = layers(build_map(made))
    assert {type(layer) for layer in base} == {folium.GeoJson if inline else FetchedGeoJson}
    assert all(isinstance(layer, folium.GeoJson) for layer in base)
    assert type(incidents) is IncidentLayer
    assert (type(context), context.show) == (ContextLayer, False)


def test_layers_come_from_the_ground_up_under_names_that_a_layer_control_shows():
    names = [layer.layer_name for layer in layers(build_map(assets()))]
    assert names == [name.capitalize() for name in (*BASE_MAP, "incidents", "context")]
    assert all(layer.control and layer.overlay for layer in layers(build_map(assets())))


def test_a_state_switches_each_layer_by_its_name():
    world = build_map(assets())
    page = world.get_root().render()
    named = re.search(r"DMZ\.layers\(map_\w+, (\{[^}]*\})", page)[1]
    switches = re.findall(r'"(\w+)": (\w+)', named)
    assert [name for name, _ in switches] == [*BASE_MAP, "incidents", "context"]
    assert [layer for _, layer in switches] == [layer.get_name() for layer in layers(world)]
    assert set(LAYERS) == {name for name, _ in switches} - {"land"}


def test_each_layer_has_its_data_inside_or_by_address():
    files = [[address.rpartition("/")[2] for address in call] for call in handed(page_of(assets()))]
    own = ["incidents.json", "points.bin", "extents.bin"]
    layered = [[f"layers.json#{name}"] for name in BASE_MAP]
    assert files == [["base.json"], *layered, own, ["context.json"]]
    base = layers(build_map(assets().standalone()))[:-2]
    assert [layer.data for layer in base] == [shapes(name) for name in BASE_MAP]


def test_a_map_is_drawn_on_one_canvas():
    for made in (assets(), assets().standalone()):
        assert page_of(made).count("renderer: DMZ.canvas()") == 1


def test_colours_are_names_that_the_browser_looks_up_in_its_theme(world):
    styles = [json.loads(style) for style in re.findall(
        r"DMZ\.style\(map_\w+, (\{.*?\})\)", world.get_root().render()
    )]  # fmt: skip
    words = {value for style in styles for value in style.values() if isinstance(value, str)}
    assert words <= {name.replace("_", "-") for name in vars(THEMES["light"])}
    assert len(styles) == 4


def test_no_layer_has_text_of_the_data(site):
    asset = site.release().assets["layers.json"]
    for layer in json.loads(asset.body).values():
        properties = [feature["properties"] for feature in layer["features"]]
        assert {key for row in properties for key in row} <= {"id", "kind", "style"}
    assert MARK.encode() not in asset.body


def test_the_first_view_holds_the_border_from_end_to_end():
    (south, west), (north, east) = HOME
    border = read_border(open_package(ROOT)).total_bounds
    assert west < border[0]
    assert south < border[1]
    assert 0 < east - border[2] < 0.02
    assert 0 < north - border[3] < 0.03
    assert json.dumps(HOME, separators=(",", ":")) in page_of(assets())


def test_the_reader_cannot_leave_the_region():
    options = re.search(r"L\.map\(.*?\}\n?\}", page_of(assets()), re.DOTALL)[0]
    for line in ('"minZoom": 6', '"maxZoom": 16', '"zoom": 9'):
        assert line in options
    assert "center: [38.2, 127.5]" in options


# ------------------------------------------------------------------ a page that stands alone


def test_a_saved_page_carries_everything_and_asks_for_nothing(tmp_path):
    build_map(assets().standalone()).save(tmp_path / "map.html")
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    inlined = next(value for value in payloads(page) if "points.bin" in value)
    assert Page(page).addresses == []
    assert inlined == {name: base64.b64encode(assets()[name].body).decode() for name in DATA}
    asked = {address.rpartition("/")[2] for call in handed(page) for address in call}
    assert asked <= set(inlined)
    assert "http://" not in page
    assert "https://" not in page


def test_a_saved_page_of_the_project_asks_for_nothing(site, tmp_path):
    files = site.standalone()
    build_map(files).save(tmp_path / "map.html")
    page = Page((tmp_path / "map.html").read_text(encoding="utf-8"))
    assert page.addresses == []
    assert {files["map.js"].body.decode()} <= set(page.code["script"])
    assert not any(
        re.search(r"(url\(|@import)\W*(https?:|//)", code) for code in page.code["style"]
    )
    assert MARK not in "".join(page.code["script"])


@pytest.mark.parametrize(
    "code",
    [
        'const a = {b: {c: "{{7*7}}"}};',
        "const a = `${{b: 1}.b}`; // {% raw %} {# note",
        "const a = 1; // {% endraw %} {% if",
        r'const a = /\d\\n/; const b = "\u003c \"x\"";',
        "const a = '한글 “인용”';\n",
    ],
)
def test_scripts_and_styles_are_carried_letter_for_letter(code, tmp_path):
    files = assets(map_js=code.encode(), map_css=code.encode()).standalone()
    build_map(files).save(tmp_path / "map.html")
    page = Page((tmp_path / "map.html").read_text(encoding="utf-8"))
    assert code in page.code["script"]
    assert code in page.code["style"]


def test_a_script_that_speaks_of_its_end_does_not_end_there():
    page = Page(page_of(assets(map_js=b'const a = "</script><b>";').standalone()))
    assert r'const a = "<\/script><b>";' in page.code["script"]


# ------------------------------------------------------------------ the state


def test_a_state_travels_as_what_the_script_reads():
    wanted = {"category": [0, 2], "days": [0, 9]}
    state = MapState(("border",), (3, "2001-walk"), "dark", "ko", wanted)
    assert json.loads(base64.b64decode(state.payload())) == {
        "layers": ["border"],
        "selection": [3, "2001-walk"],
        "theme": "dark",
        "language": "ko",
        "filter": wanted,
    }


def test_the_plain_state_shows_all_and_chooses_nothing():
    state = json.loads(base64.b64decode(MapState().payload()))
    assert (state["layers"], state["selection"], state["filter"]) == (list(SHOWN), None, {})


def test_a_state_travels_in_one_element_that_holds_no_text_of_the_data():
    state = MapState(selection=(0, "</script>{{7*7}}"))
    assert state.to_html() == f'<i hidden data-dmz-state="{state.payload()}"></i>'
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", state.payload())


def test_a_state_needs_no_more_than_600_bytes(site):
    longest = max((incident.id for incident in site.archive.incidents), key=len)
    selection = (site.store.position(longest), longest)
    query = Query(
        days=(dt.date(1950, 1, 1), dt.date(2026, 12, 31)),
        categories=site.terms["category"],
        directions=site.terms["direction"],
        precisions=site.terms["location_precision"],
        sectors=site.terms["sector"],
        evidence="citation",
        casualties=False,
    )
    wanted = map_filter(query, site.terms) | {"fuzzy": 0}
    state = MapState(selection=selection, language="ko", filter=wanted, online=True)
    assert len(MapState(selection=selection).to_html()) < 370
    assert len(state.to_html()) <= 600
