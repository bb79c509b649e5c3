import pytest

from dmz_map.archive.incidents import read_archive
from dmz_map.archive.validation import validate
from dmz_map.errors import PackageError
from dmz_map.tabular.datapackage import open_package, seal

FILE = "data/stories/walk.toml"
ARCHIVE = read_archive(open_package())


def test_two_stories_are_told_and_each_quotes_a_document():
    assert [story.id for story in ARCHIVE.stories] == ["defections-since-2017", "panmunjom-1976"]
    for story in ARCHIVE.stories:
        assert len(story.steps) > 5
        quoted = [step for step in story.steps if step.claim]
        assert quoted
        for step in quoted:
            assert step.claim in [claim.id for claim in step.incident.claims]


def test_a_story_goes_forward_in_time():
    for story in ARCHIVE.stories:
        days = [step.incident.first_day for step in story.steps]
        assert days == sorted(days)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"2001-walk"', '"2001"', "step 2: no incident has the id '2001'"),
        ('claim = "C1"', 'claim = "C3"', "step 2: 'C3' is no claim about 2001-walk"),
        ("zoom = 12", "zoom = 40", "step 2: the zoom is no number from 6 to 16"),
        ("zoom = 12", 'zoom = "12"', "step 2: the zoom is no number from 6 to 16"),
        ("zoom = 12", "room = 12", "step 2: unknown key 'room'"),
        ("title.ko", "title.kr", "the title needs both languages"),
        ("title.ko", "x.ko", "unknown key 'x'"),
        ("text.ko", "text.kr", "step 1: the text needs both languages"),
        ("Then a walk.", " ", "step 2: the text is empty in 'en'"),
        ("Then a walk.", "x" * 401, "step 2: the text has 401 characters in 'en', more than 400"),
        ("[[step]]", "[[stage]]", "a story has at least two steps"),
        ("[[step]]", "[[step]", "the file is not TOML"),
    ],
)
def test_what_is_wrong_with_a_story_is_told(project, old, new, sentence):
    path = project.root / FILE
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    seal(project.root)
    issues = [issue for issue in validate(project.root).issues if issue.file == FILE]
    assert any(sentence in issue.problem for issue in issues), issues
    with pytest.raises(PackageError, match=f"{FILE}: .*CONTRIBUTING"):
        read_archive(project.package())


def test_an_incident_with_an_issue_is_told_without_its_stories(project):
    project.set("data/incidents.csv", "2001-walk", "people", "-1")
    issues = validate(project.root).issues
    assert issues
    assert not [issue for issue in issues if issue.file == FILE]


def test_a_story_that_is_missing_is_told(project):
    (project.root / FILE).unlink()
    issues = validate(project.root).issues
    assert [(issue.file, issue.problem) for issue in issues] == [(FILE, "the file is missing.")]
