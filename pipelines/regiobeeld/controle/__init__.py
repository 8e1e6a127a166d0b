"""Recompute the numbers of a finished report from the embedded figures, by a route that shares no code."""
