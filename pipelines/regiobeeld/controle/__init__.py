"""Recompute the numbers of a finished report straight from the embedded figures, sharing no code with what made it."""
