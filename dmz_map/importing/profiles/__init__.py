"""Profiles of public data sets: which of their columns mean what."""
