"""From raw columns, of a file or an answer, to observations in the one schema.

`readers` turn a file into raw columns, `columns` and `dimensions` find what is declared,
`facts` makes the observations.
"""
