"""A corpus of made-up documents: ``python -m benchmarks.corpus``; ``BENCH_DOCUMENTS=2000``: fewer.

One process, two processes, and a run that is killed and begun again; all must write the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.maps import RESULTS
from dmz_map.reading.corpus import CANDIDATES, DOCUMENTS
from dmz_map.reading.corpus_files import PART

__all__ = ["documents", "main", "write_corpus"]

_DOCUMENTS: Final = int(os.environ.get("BENCH_DOCUMENTS", 20_000))
_LENGTH: Final = 2000  # characters, about
_PLACES: Final = (
    ("Cheorwon", "철원"), ("Goseong", "고성"), ("Panmunjom", "판문점"), ("Paju", "파주"),
    ("Hwacheon", "화천"), ("Yanggu", "양구"), ("Yeoncheon", "연천"), ("Gyodong Island", "교동도"),
)  # fmt: skip
_EVENTS: Final = (
    (
        "A North Korean soldier crossed the Military Demarcation Line near {en} on {day_en} and "
        "asked to defect, the Joint Chiefs of Staff said.",
        "합동참모본부는 {day_ko} 북한군 병사 1명이 {ko} 인근에서 군사분계선을 넘어 "
        "귀순했다고 밝혔다.",
    ),
    (
        "About 20 North Korean soldiers crossed the Military Demarcation Line near {en} on "
        "{day_en} and went back after warning shots, the military said.",
        "군은 {day_ko} 북한군 20여 명이 {ko} 인근에서 군사분계선을 넘었다가 경고사격을 받고 "
        "돌아갔다고 밝혔다.",
    ),
    (
        "Two South Korean soldiers were wounded when a mine exploded near a guard post in {en} on "
        "{day_en}.",
        "{day_ko} {ko}의 비무장지대 초소 인근에서 지뢰가 터져 한국군 병사 2명이 다쳤다.",
    ),
)
_OTHER: Final = (
    ("Rice prices rose by {n} percent in the third quarter, the ministry of agriculture said. ",
     "농림축산식품부는 3분기 쌀값이 {n}퍼센트 올랐다고 밝혔다. "),
    ("The city council of Busan voted {n} to 12 for a new library on Monday. ",
     "부산시의회는 월요일 새 도서관 건립안을 {n} 대 12로 통과시켰다. "),
    ("A concert of {n} pupils closed the school year, and parents brought flowers. ",
     "학생 {n}명이 연 음악회로 학년이 끝났고 학부모들은 꽃을 가져왔다. "),
)  # fmt: skip


def documents(count: int) -> Iterator[tuple[str, str]]:
    """Yield names and texts of made-up documents, half Korean, the same ones each time.

    Of a hundred some 55 tell of nothing near the zone, 30 of one or two incidents, 10 are nearly
    the same as an earlier one, and 5 are copies.
    """
    dice = random.Random(1953)
    earlier: list[tuple[str, int]] = []
    for number in range(count):
        korean, kind = number % 2, dice.random()
        if earlier and kind < 0.05:
            text = dice.choice(earlier)[0]
        elif earlier and kind < 0.15:
            text, korean = dice.choice(earlier)
            text += f"\n{'기자' if korean else 'Reporting by desk'} {number}.\n"
        else:
            told = kind < 0.45
            text = _text(dice, korean, dice.randint(1, 2) if told else 0)
            if told:
                earlier.append((text, korean))
        yield f"paper{number % 40:02}/{number:06}.txt", text


def _text(dice: random.Random, korean: int, events: int) -> str:
    day = date(1960, 1, 1) + timedelta(days=dice.randrange(24_000))
    sentences = []
    for _ in range(events):
        english_place, korean_place = dice.choice(_PLACES)
        sentences.append(
            dice.choice(_EVENTS)[korean].format(
                en=english_place, ko=korean_place,
                day_en=f"{day:%B} {day.day}, {day.year}",
                day_ko=f"{day.year}년 {day.month}월 {day.day}일",
            )
        )  # fmt: skip
        day += timedelta(days=dice.randrange(1, 400))
    text = "\n\n".join(sentences) + "\n\n"
    while len(text) < _LENGTH / (2 if korean else 1):  # a Korean letter says as much as two
        text += dice.choice(_OTHER)[korean].format(n=dice.randrange(2, 60))
    return text


def write_corpus(folder: Path, count: int) -> None:
    """Write made-up documents below a folder."""
    for name, text in documents(count):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def main() -> None:
    """Measure, compare, and write ``.cache/bench/corpus.json``."""
    with tempfile.TemporaryDirectory(prefix="dmz-corpus-") as made:
        folder = Path(made)
        write_corpus(folder / "in", _DOCUMENTS)
        found: dict[str, Any] = {"documents": _DOCUMENTS}
        for workers in (1, 2):
            start = time.perf_counter()
            told = subprocess.run(
                _command(folder, f"w{workers}", workers), check=True, capture_output=True, text=True
            )
            found[f"workers_{workers}_s"] = time.perf_counter() - start
            print(told.stdout, f"{workers}: {found[f'workers_{workers}_s']:.1f} s", sep="")
        found["killed_at"] = _killed(folder, found["workers_2_s"])
        start = time.perf_counter()
        subprocess.run(_command(folder, "killed", 2), check=True, capture_output=True)
        found["resumed_s"] = time.perf_counter() - start
        results = {_digest(folder / name) for name in ("w1", "w2", "killed")}
        found["equal"] = len(results) == 1
        found["load"] = os.getloadavg()[2]
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "corpus.json").write_text(json.dumps(found, indent=1))
    print(json.dumps(found))
    if not found["equal"]:
        sys.exit("the runs wrote different results")


def _command(folder: Path, name: str, workers: int) -> list[str]:
    return [
        sys.executable, "-m", "dmz_map", "read-corpus", str(folder / "in"),
        "--out", str(folder / name), "--workers", str(workers),
    ]  # fmt: skip


def _killed(folder: Path, whole_s: float) -> str:
    """Kill a run once a third of the parts is written, and say at how many of how many it was."""
    parts, of = folder / "killed" / "parts", -(-_DOCUMENTS // PART)
    run = subprocess.Popen(
        _command(folder, "killed", 2), start_new_session=True, stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 3 * whole_s
    while run.poll() is None and time.monotonic() < deadline:
        done = len(list(parts.glob("*.jsonl")))
        if done >= of / 3:
            break
        time.sleep(0.05)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    return f"{len(list(parts.glob('*.jsonl')))} of {of}"


def _digest(out: Path) -> str:
    return hashlib.sha256(
        (out / CANDIDATES).read_bytes() + (out / DOCUMENTS).read_bytes()
    ).hexdigest()


if __name__ == "__main__":
    main()
