"""A page that stands alone: scripts, styles, pictures and data inside its head."""

from __future__ import annotations

import base64
import re
from collections.abc import Collection
from typing import Any, Final

from branca.element import Element, Figure, MacroElement
from folium.template import Template

from dmz_map.web.assets import Assets, leaflet_asset
from dmz_map.web.html import base64_json

__all__ = ["SCRIPT", "STYLE", "InlinedFiles"]

SCRIPT: Final = "map.js"
STYLE: Final = "map.css"

_PIN: Final = {
    "iconUrl": "images/marker-icon.png",
    "iconRetinaUrl": "images/marker-icon-2x.png",
    "shadowUrl": "images/marker-shadow.png",
}


class InlinedFiles(MacroElement):
    """All files of a map inside the page.

    Leaflet's own pin and the sign of its layer control are among them, for a `folium.Marker` or a
    `folium.LayerControl` that somebody adds.

    Parameters
    ----------
    assets
        The map's files.
    without
        Names of data files that the page has already.
    """

    _template = Template(
        """
        {% macro header(this, kwargs) %}
        <style>{{ this.style }}</style>
        <script>{{ this.script }}</script>
        <script>DMZ.inlined = DMZ.decode("{{ this.data }}");
        Object.assign(L.Icon.Default.prototype.options, {{ this.pin|tojson }});
        L.Icon.Default.imagePath = "";</script>
        {% endmacro %}
        """
    )

    def __init__(self, assets: Assets, *, without: Collection[str] = ()) -> None:
        super().__init__()
        self._name = "InlinedFiles"
        self.script = assets[SCRIPT].body.decode().replace("</script", r"<\/script")
        self.style = _with_images(assets[STYLE].body.decode())
        self.pin = {option: _data_address(image) for option, image in _PIN.items()}
        inlined = assets.inlined()
        self.data = base64_json({name: inlined[name] for name in inlined if name not in without})

    def render(self, **kwargs: Any) -> str:
        """Put the code into the head as it is; folium would compile it as a template again."""
        page = self.get_root()
        assert isinstance(page, Figure)
        code = _AsItIs(self._template.module.header(self, kwargs))
        page.header.add_child(code, name=self.get_name())
        return ""


class _AsItIs(Element):
    """A piece of the page that is written letter for letter."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


def _with_images(style: str) -> str:
    return re.sub(r"url\((images/[\w-]+\.png)\)", lambda m: f"url({_data_address(m[1])})", style)


def _data_address(image: str) -> str:
    body = leaflet_asset(image).body
    return "data:image/png;base64," + base64.b64encode(body).decode("ascii")
