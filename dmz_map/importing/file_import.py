"""One file on its way into a store: its rows as incidents, and what has to be said of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from dmz_map.archive.incident import Incident
from dmz_map.archive.sources import Document
from dmz_map.archive.vocabulary import read_vocabulary
from dmz_map.errors import DmzMapError
from dmz_map.geo.layers import read_sector_table
from dmz_map.importing.incident_maker import IncidentMaker
from dmz_map.importing.nearness import SectorFinder
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.proposal import Proposal
from dmz_map.importing.rejects import RejectsFile
from dmz_map.importing.result import ResultWriter
from dmz_map.importing.row import RowBatch
from dmz_map.importing.run import OpenImport, open_import
from dmz_map.importing.source_table import RefusedFileError
from dmz_map.store.record_batch import RecordBatch
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

    def count(self, batch: RowBatch) -> None:
        """Count some rows."""
        self.read += len(batch)
        found = Counter(zip(batch.is_in, batch.reasons, strict=True))
        for (is_in, reasons), times in found.items():
            if is_in:
                self.valid += times
                self.reported.update(dict.fromkeys(reasons, times))
            elif reasons[0] in ("not_within", "not_between"):
                self.left_out[reasons[0]] += times
            else:
                self.rejected[reasons[0]] += times


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
    documents
        What is at hand beside the archive's documents, to prove the quotations of an export.

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
        documents: Mapping[str, Document] = MappingProxyType({}),
    ) -> None:
        self.path = path
        self._given = {
            "path": path, "options": options, "result": result, "with_rejects": with_rejects,
            "strict": strict, "key": key, "documents": dict(documents),
        }  # fmt: skip
        self.opened: OpenImport = open_import(path, options, documents)
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
    def documents(self) -> tuple[Document, ...]:
        """The documents that come with an export, which its quotations need."""
        return self.opened.own.documents if self.opened.own else ()

    @property
    def key(self) -> str:
        """The column that names each row, or blank."""
        return self._maker.key

    def again(self) -> dict[str, Any]:
        """Return the arguments by which the same file is read in the same way once more."""
        return dict(self._given)

    def incidents(self) -> Iterator[Incident]:
        """Yield what `batches` does, one by one."""
        for batch in self.batches():
            yield from batch.incidents()

    def batches(self, progress: Callable[[int], object] | None = None) -> Iterator[RecordBatch]:
        """Yield the incidents of the rows that can go in, in batches; once.

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
        rows, own = self._rows(progress), self.opened.own
        yield from own.batches(rows, self._maker) if own else self._maker.batches(rows)
        if own:
            told = {"unproved": own.unproved, "changed": own.changed}
            self.tally.fallbacks.update({code: number for code, number in told.items() if number})
        if not self.tally.read:
            raise no_rows(self.path)
        if self._strict and self.tally.rejected:
            number = sum(self.tally.rejected.values())
            raise RejectedError(
                f"{self.path.name}: {number} of {self.tally.read} rows are rejected, so none went "
                "in. Correct them, or leave out --strict."
            )

    def _rows(self, progress: Callable[[int], object] | None) -> Iterator[RowBatch]:
        with ExitStack() as stack:
            folder = (self._result or self.path).resolve().parent
            rejects = RejectsFile(self.path, folder) if self._with_rejects else None
            writer = ResultWriter(self._result) if self._result else None
            for one in (rejects, writer):
                if one is not None:
                    stack.callback(one.close)
            for batch in self.opened.batches():
                self.tally.count(batch)
                if writer is not None:
                    for row in batch.rows():
                        writer.write(row)
                if rejects is not None:
                    for row in batch.rejected().rows():
                        rejects.write(row)
                if progress is not None:
                    progress(self.tally.read)
                yield batch
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
