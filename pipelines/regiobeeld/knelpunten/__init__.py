"""Knelpunten in the grammar of the NZa: who, what friction, why, what follows, what could be tried, how to see it.

`declared` holds the rules of `sources/knelpunten`, `draft` applies them to the judged figures of a region, `edits`
reads what people of the region changed, refused and added.
"""
