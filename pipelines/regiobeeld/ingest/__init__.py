"""From files as the sources publish them to observations in the one schema.

`readers` turn a file into raw columns, `facts` turns raw columns into observations, `basis` compiles the
embedded figures and `indeling` the codes, mergers and boundaries that go with them.
"""
