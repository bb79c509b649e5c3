"""Text chunks as files: made once, by one thread, and of what they say they are."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from dmz_map.web.text_files import TextFiles


def made(log, value):
    log.append(value)
    return [value]


def test_a_file_is_made_once_and_anew_when_what_it_is_made_of_changes():
    files, log = TextFiles(), []
    for version in ("a", "a", "b"):
        file = files.get(lambda v=version: v, lambda v=version: made(log, v))
        assert file.body == f'["{version}"]'.encode()
    assert log == ["a", "b"]


def test_many_at_once_wait_for_the_first():
    files, log, gate = TextFiles(), [], Barrier(8)

    def ask(_):
        gate.wait(10)
        return files.get(lambda: "a", lambda: made(log, "a"))

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))
    assert log == ["a"]
    assert all(file is found[0] for file in found)


def test_what_changed_while_it_was_made_is_not_kept():
    files, log, versions = TextFiles(), [], iter("abbbb")
    files.get(lambda: next(versions), lambda: made(log, 1))
    files.get(lambda: "a", lambda: made(log, 2))
    assert log == [1, 2]


def test_those_not_asked_for_longest_go_first():
    files, log = TextFiles(most=2), []
    for name in "abacab":
        files.get(lambda n=name: n, lambda n=name: made(log, n))
    assert log == ["a", "b", "c", "b"]


def test_a_file_that_cannot_be_made_is_tried_again():
    files = TextFiles()
    with pytest.raises(ZeroDivisionError):
        files.get(lambda: "a", lambda: 1 / 0)
    assert files.get(lambda: "a", lambda: 1).body == b"1"
