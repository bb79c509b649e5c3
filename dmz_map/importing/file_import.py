"""One file on its way into a store: its rows as incidents, and what has to be said of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import Final

from dmz_map.archive.incident import Incident
from dmz_map.archive.vocabulary import read_vocabulary
from dmz_map.errors import DmzMapError
from dmz_map.geo.layers import read_sector_table
from dmz_map.importing.incident_maker import IncidentMaker
from dmz_map.importing.nearness import SectorFinder
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.proposal import Proposal
from dmz_map.importing.rejects import RejectsFile
from dmz_map.importing.result import ResultWriter
from dmz_map.importing.row import ImportedRow
from dmz_map.importing.run import OpenImport, open_import
from dmz_map.importing.source_table import RefusedFileError
from dmz_map.tabular.datapackage import open_package

__all__ = ["FileImport", "RejectedError", "Tally"]

_SAMPLE: Final = 400
_KEYS: Final = frozenset((
    "id", "eventid", "eventidcnty", "relid", "uid", "uuid", "globalid", "incidentid", "recordid",
    "caseid", "objectid", "사건번호", "관리번호", "사건id",
))  # fmt: skip


class RejectedError(DmzMapError):
    """Rows are rejected, and all or none were to go in."""


@dataclass
class Tally:
    """What came of the rows of a file.

    Attributes
    ----------
    read, valid
        Rows, and those that can go in.
    rejected, left_out
        Rejected rows by their first reason; those outside the limits that were asked for.
    reported
        What is said of rows that can go in, by code.
    fallbacks
        What incidents lacked, by code.
    """

    read: int = 0
    valid: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    reported: Counter[str] = field(default_factory=Counter)
    fallbacks: Counter[str] = field(default_factory=Counter)

    def count(self, row: ImportedRow) -> None:
        """Count one row."""
        self.read += 1
        if row.is_in:
            self.valid += 1
            self.reported.update(row.reasons)
        elif row.reasons[0] in ("not_within", "not_between"):
            self.left_out[row.reasons[0]] += 1
        else:
            self.rejected[row.reasons[0]] += 1


class FileImport:
    """Reads one file, and counts as it reads.

    Parameters
    ----------
    path, options
        The file and how it is read.
    result
        Where to write what came of each row, or None.
    with_rejects
        Whether rejected rows are listed in a file.
    strict
        Whether one rejected row rejects all.
    key
        The column that names each row; blank to look for one.

    Raises
    ------
    RefusedFileError
        If nothing of the file can go in.
    TableError
        If the file is not there, or an option is wrong.
    """

    def __init__(
        self,
        path: Path,
        options: ImportOptions,
        *,
        result: Path | None = None,
        with_rejects: bool = True,
        strict: bool = False,
        key: str = "",
    ) -> None:
        self.path = path
        self.opened: OpenImport = open_import(path, options)
        self.tally = Tally()
        self.rejects: Path | None = None
        self._result = result
        self._with_rejects = with_rejects
        self._strict = strict
        package = open_package(options.root)
        self._maker = IncidentMaker(
            read_vocabulary(package),
            SectorFinder(options.root, read_sector_table(package)),
            path.name,
            key or key_column(self.opened),
            self.tally.fallbacks,
        )

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """How each table of the file is read."""
        return self.opened.proposals

    @property
    def key(self) -> str:
        """The column that names each row, or blank."""
        return self._maker.key

    def sha256(self) -> str:
        """Return the hash of the file."""
        with self.path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()

    def incidents(self, progress: Callable[[int], object] | None = None) -> Iterator[Incident]:
        """Yield the incidents of the rows that can go in; once.

        Parameters
        ----------
        progress
            Called with the number of rows read so far.

        Raises
        ------
        RefusedFileError
            If the file has no rows, or is damaged further down.
        RejectedError
            After the last row, if any was rejected and all or none were to go in.
        """
        yield from self._maker.incidents(self._rows(progress))
        if not self.tally.read:
            raise no_rows(self.path)
        if self._strict and self.tally.rejected:
            number = sum(self.tally.rejected.values())
            raise RejectedError(
                f"{self.path.name}: {number} of {self.tally.read} rows are rejected, so none went "
                "in. Correct them, or leave out --strict."
            )

    def _rows(self, progress: Callable[[int], object] | None) -> Iterator[ImportedRow]:
        with ExitStack() as stack:
            folder = (self._result or self.path).resolve().parent
            rejects = RejectsFile(self.path, folder) if self._with_rejects else None
            writer = ResultWriter(self._result) if self._result else None
            for one in (rejects, writer):
                if one is not None:
                    stack.callback(one.close)
            for row in self.opened.rows():
                self.tally.count(row)
                if writer is not None:
                    writer.write(row)
                if rejects is not None and not row.is_in:
                    rejects.write(row)
                if progress is not None and self.tally.read % 1_000 == 0:
                    progress(self.tally.read)
                yield row
            self.rejects = rejects.written if rejects else None


def key_column(opened: OpenImport) -> str:
    """Return the heading of a column of ids, filled and all different, or blank."""
    for table, proposal in zip(opened.tables, opened.proposals, strict=True):
        columns = table.sample(_SAMPLE).columns
        for heading, cells in zip(table.headings, columns, strict=True):
            name = re.sub(r"[^0-9a-z가-힣]", "", heading.casefold())
            texts = [str(cell).strip() for cell in cells]
            is_own = heading in proposal.columns.get("id", ())
            if name in _KEYS and not is_own and all(texts) and len(set(texts)) == len(texts):
                return heading
    return ""


def no_rows(path: Path) -> RefusedFileError:
    """Return the refusal of a file that has only a heading."""
    return RefusedFileError(
        "no_rows", f"{path.name} has no rows, only a heading. Choose another file."
    )
