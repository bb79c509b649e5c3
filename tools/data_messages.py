"""Messages that the code finds in data, where extraction cannot see them."""


def _(message: str) -> str:
    return message


# `dmz_map.geo.measure`: what is measured of the whole zone.
QUANTITIES = (_("Border, length"), _("Zone, mean width"), _("Zone, area"))
