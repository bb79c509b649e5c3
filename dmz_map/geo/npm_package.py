"""The pinned npm package that border and land are made from.

npm is asked for one exact version, through its ordinary client; what it brings
is used only if its SHA-256 is the pinned one. Nothing of the package is installed
or run.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from dmz_map.errors import BuildError

__all__ = ["TARBALL", "fetch_tarball"]

TARBALL: Final = "geo-maps-countries-land-100m-0.6.0.tgz"
"""The file name that npm gives to the package's tarball."""

_SPEC: Final = "@geo-maps/countries-land-100m@0.6.0"
_SHA256: Final = "e6dca8a0026501a2908b0eb8f4a926d5198abbf15b2077e1a856433f8073f5c2"
_NPM_SECONDS: Final = 900


def fetch_tarball(folder: Path, report: Callable[[str], None]) -> Path:
    """Return the pinned tarball, from `folder` if it lies there, else by `npm pack` into it.

    Parameters
    ----------
    folder
        Where the tarball lies or is to lie; made if need be.
    report
        Takes one plain line at a time about what is being done.

    Raises
    ------
    BuildError
        If npm is missing or fails, or the tarball is not the pinned one.
    """
    tarball = folder / TARBALL
    if tarball.is_file():
        report(f"Using {tarball}.")
        _check(tarball)
        return tarball
    npm = shutil.which("npm")
    if npm is None:
        raise BuildError(
            f"npm is not installed, and {tarball} is not there. Install Node.js with npm, or put "
            "the package's tarball there."
        )
    report(f"Getting {_SPEC} with npm (30 MB).")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        _npm_pack(npm, Path(temporary))
        _check(Path(temporary, TARBALL))
        Path(temporary, TARBALL).replace(tarball)
    return tarball


def _npm_pack(npm: str, folder: Path) -> None:
    command = [npm, "pack", _SPEC, "--pack-destination", str(folder), "--ignore-scripts"]
    try:
        subprocess.run(
            command, cwd=folder, check=True, capture_output=True, text=True, timeout=_NPM_SECONDS
        )
    except subprocess.CalledProcessError as error:
        said = " ".join(error.stderr.split())[-300:]
        raise BuildError(f"`npm pack {_SPEC}` failed: {said}. Check the network.") from error
    except subprocess.TimeoutExpired as error:
        raise BuildError(
            f"`npm pack {_SPEC}` took more than {_NPM_SECONDS} s. Check the network."
        ) from error


def _check(tarball: Path) -> None:
    if not tarball.is_file():
        raise BuildError(f"npm did not make {tarball.name}. Check `npm pack {_SPEC}` by hand.")
    with tarball.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != _SHA256:
        raise BuildError(
            f"{tarball} is not the pinned package: expected SHA-256 {_SHA256}, found {found}. "
            "Delete it and build again."
        )
