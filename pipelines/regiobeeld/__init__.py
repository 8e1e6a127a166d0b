"""Regiobeeld: the open, reproducible picture of health in every Dutch region."""

__version__ = "0.1.0"
