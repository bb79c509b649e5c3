"""Geometry: reference systems, measures and the five layers. Imports `tabular` and below."""
