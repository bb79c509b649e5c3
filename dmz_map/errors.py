"""Every error that the project raises on purpose.

::

    DmzMapError
    ├── DataError            a file of the project says something it must not
    │   ├── PackageError     a data package, a missing file or a hash that differs
    │   ├── TableError       a row or value of a table
    │   └── ExcerptError     a quotation that is not what its document says
    ├── DraftError           a new incident, as handed in, cannot be added
    ├── BuildError           a data file or a page cannot be made from what is here
    ├── StoreError           the store cannot be opened, read or written
    └── UnknownIdError       an id that nothing in the data bears

A message says what is wrong, where it stands (file, row, id) and what to do
about it, in one or two plain sentences. The command line prints it and ends
with status 1; the app shows it as a line. Nobody ever sees a traceback for one
of these.
"""

from __future__ import annotations

__all__ = [
    "BuildError",
    "DataError",
    "DmzMapError",
    "DraftError",
    "ExcerptError",
    "PackageError",
    "StoreError",
    "TableError",
    "UnknownIdError",
]


class DmzMapError(Exception):
    """Base of every error raised on purpose; its text is meant for readers."""


class DataError(DmzMapError):
    """A file of the project says something that it must not say."""


class PackageError(DataError):
    """A data package cannot be read, or a file differs from what it promises."""


class TableError(DataError):
    """A row or a value of a table is not what its column allows."""


class ExcerptError(DataError):
    """A quotation is not what its document says at that place."""


class DraftError(DmzMapError):
    """A new incident cannot be added as it was handed in; it tells every problem."""


class BuildError(DmzMapError):
    """A data file cannot be made from its source package, or a page without its library."""


class StoreError(DmzMapError):
    """The incident store cannot be opened, read or written."""


class UnknownIdError(DmzMapError):
    """An id that nothing in the data bears."""
