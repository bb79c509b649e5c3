"""What a reader takes along: the incidents of a view as a file of any format.

A route of its own: any worker answers, and a session need not be kept for it.
"""

from __future__ import annotations

from threading import BoundedSemaphore
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dmz_map.errors import DmzMapError, UnknownIdError
from dmz_map.publish.bundle import read_layers
from dmz_map.publish.formats import ENDINGS, MEDIA_TYPES, PICTURES, Options
from dmz_map.tabular.datapackage import open_package
from dmz_map.ui.state import data_root, load_site
from dmz_map.ui.url import LISTS, read_view

__all__ = ["DOWNLOADS", "download"]

DOWNLOADS: Final = tuple(ending for ending in ENDINGS if ending != ".html")
"""Endings of the files that are offered."""

_AT_ONCE: Final = BoundedSemaphore(2)
_MOST: Final = 100_000
_BUSY: Final = "Other files are being made. Try again in a minute."
_TOO_MANY: Final = (
    "A download has at most {most} incidents, and these are {count}. Filter them, or use "
    "`python -m dmz_map export`."
)


def download(request: Request) -> Response:
    """Answer with the incidents that the address's filter leaves, as a file.

    The parameters are those of a page; a picture is in the page's language.
    """
    ending = f".{request.path_params['format']}"
    if ending not in DOWNLOADS:
        return PlainTextResponse(
            f"There is no such format. There are: {', '.join(DOWNLOADS)}.", status_code=404
        )
    if not _AT_ONCE.acquire(blocking=False):
        return PlainTextResponse(_BUSY, status_code=503, headers={"Retry-After": "60"})
    try:
        return _made(request, ending)
    except UnknownIdError as error:
        return PlainTextResponse(str(error), status_code=404)
    except DmzMapError as error:
        return PlainTextResponse(str(error), status_code=503)
    finally:
        _AT_ONCE.release()


def _made(request: Request, ending: str) -> Response:
    # What writes files is loaded by whoever is the first to want one.
    from dmz_map.publish.export import as_bytes
    from dmz_map.publish.gather import gather

    site = load_site()
    view = read_view(
        dict(request.query_params),
        {name: site.terms[field] for name, field in LISTS.items() if field in site.terms},
        known_incident=False,
        preferred=request.headers.get("accept-language", ""),
        sets=site.shown_sets(),
    )
    count = site.store.count(view.query)
    if count > _MOST:
        return PlainTextResponse(_TOO_MANY.format(most=_MOST, count=count), status_code=413)
    options = Options(language=view.language, unrolled="unrolled" in request.query_params)
    bundle = gather(site, read_layers(open_package(data_root())), view.query)
    what = "map" if ending in PICTURES else "sources" if ending == ".bib" else "incidents"
    name = f"dmz-map-{what}{ending}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    body = as_bytes(bundle, ending, options=options)
    return Response(body, media_type=MEDIA_TYPES[ending], headers=headers)
