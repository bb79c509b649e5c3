import json

from dmz_map.archive.incidents import read_archive
from dmz_map.tabular.datapackage import open_package
from dmz_map.web.story_file import stories_asset, story_titles

ARCHIVE = read_archive(open_package())


def test_a_page_knows_the_titles_and_where_the_rest_is():
    asset = stories_asset(ARCHIVE)
    told = story_titles(ARCHIVE, asset)
    assert told["file"] == asset.path.removeprefix("dmz/")
    assert [title[0] for title in told["titles"]] == [story.id for story in ARCHIVE.stories]
    assert all(len(title) == 2 for _, title, _ in told["titles"])


def test_a_step_has_all_that_is_shown_of_its_incident():
    stories = json.loads(stories_asset(ARCHIVE).body)
    for story, given in zip(stories, ARCHIVE.stories, strict=True):
        for step, one in zip(story["steps"], given.steps, strict=True):
            assert step["record"]["id"] == one.incident.id
            assert len(step["text"]) == 2
            place = one.incident.place
            assert step["at"] == (None if place.lat is None else [place.lat, place.lon])
            if step["claim"]:
                assert step["claim"] in [claim["id"] for claim in step["record"]["claims"]]
