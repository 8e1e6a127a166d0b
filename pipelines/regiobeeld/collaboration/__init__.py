"""Who works together on what: the collaborations of regions, from files that an analyst keeps up to date.

`contract` says what may stand in `sources/samenwerking`, `read` reads it strictly, `overview` counts what a
report shows.
"""
