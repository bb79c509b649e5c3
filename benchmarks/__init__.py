"""Measurements, and the made-up incidents they are taken on."""
