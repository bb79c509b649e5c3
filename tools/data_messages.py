"""Messages that the code finds in data, where extraction cannot see them."""


def _(message: str) -> str:
    return message


# `dmz_map.geo.measure`: what is measured of the whole zone.
QUANTITIES = (_("Border, length"), _("Zone, mean width"), _("Zone, area"))

# `dmz_map/importing/words/reasons.toml`: what is said of the rows of an imported table.
REASONS = (
    _("the row has no date"),
    _("the date is not a date of the calendar, or cannot be read as a date"),
    _("the date has no first or no last day"),
    _("the date is before Christ (BC), which the map cannot show"),
    _("day and month cannot be told apart, use --date-order"),
    _("the row is the heading again"),
    _("the row is the same as an earlier one"),
    _("the row is torn or cut off"),
    _("the point is too far from the line"),
    _("the date is outside --since and --until"),
    _("latitude and longitude were swapped, put right"),
    _("no point: it is missing, or stands for a larger area"),
    _("the coordinates cannot be read as a point"),
    _("the day is that in Seoul, the written one is of another time zone"),
    _("the date was a serial number of a spreadsheet"),
    _("the date is in the future"),
    _("a formula counts by what it last showed and is not run"),
    _("a count cannot be read as one number"),
    _("the title is made of what the row says"),
    _("the title is in one language, and stands in both"),
    _("the place is in one language, and stands in both"),
    _("no place is named, it becomes “Unknown”"),
    _("a quotation is left out: its document is not there, or says something else"),
    _("the row was changed since it was exported, and is read without its evidence"),
    _("the kind is none of ours, it becomes “Other” (map it in a profile)"),
    _("the file does not say how far off the point may be, 5 km are taken"),
    _("other reasons"),
)
