"""The future: people by age and sex, the care they would use, who could help them, and how wrong that may be.

Pure functions on arrays: the last axis is the single year of age (the last one open), before it the sex
(`SEXES`), before that the area. Everything a reader may want to change is declared in `sources/toekomst`.
"""
