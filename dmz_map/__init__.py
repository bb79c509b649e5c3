"""DMZ Map: an evidence-linked map of the Korean Demilitarized Zone."""

__all__: list[str] = []
