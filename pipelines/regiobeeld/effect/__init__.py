"""Did a plan work, as far as figures of areas can tell: detectable effect, comparison with other areas, goals."""
