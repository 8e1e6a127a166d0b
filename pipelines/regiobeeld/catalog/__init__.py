"""The catalogue: what is known about every figure, in TOML files that an analyst can read and change.

`models` says what may stand in those files (`region_file`: in those of regions), `load` reads them
and refuses what does not fit, `explain` says in Dutch what is wrong,
`docs` writes the page `sources/INDICATOREN.md`.
"""
