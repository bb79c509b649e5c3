"""Streamlit's options for this app, the same in every working directory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from streamlit import config

from dmz_map.web.style import PAGE

__all__ = ["SETTINGS", "base_path", "configure"]

SETTINGS: Final[Mapping[str, Any]] = {
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    # A collection after each run is most of what a run costs; the app collects now and then.
    "runner.postScriptGC": False,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxMessageSize": 20,
    "theme.font": "system-ui, sans-serif",
    "theme.baseFontSize": 15,
    "theme.baseRadius": "4px",
    "theme.showWidgetBorder": True,
    **{
        f"theme.{name}.{option}": value
        for name, theme in PAGE.items()
        for option, value in (
            ("primaryColor", theme.primary),
            ("backgroundColor", theme.background),
            ("secondaryBackgroundColor", theme.secondary_background),
            ("textColor", theme.text),
            ("borderColor", theme.border),
            ("linkColor", theme.link),
        )
    },
}
"""Streamlit's options by their name in its ``config.toml``."""

_ALWAYS: Final[Mapping[str, Any]] = {
    "client.showErrorDetails": "none",
    "server.maxWidgetStateSize": 1,
}
"""Options that nothing may change: what a reader sees of an error, and megabytes that one sends."""

_SOURCE: Final = "DMZ Map"


def configure(options: Mapping[str, Any] | None = None) -> None:
    """Set `SETTINGS`, but leave alone what a configuration file or a flag has set.

    Parameters
    ----------
    options
        Further options, which are set in any case.
    """
    for name, value in SETTINGS.items():
        if not config.is_manually_set(name):
            config.set_option(name, value, _SOURCE)
    for name, value in ({**_ALWAYS, **(options or {})}).items():
        config.set_option(name, value, _SOURCE)


def base_path() -> str:
    """Return the path under which the app is served: ``/maps/dmz``, or an empty string."""
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""
