"""Statistics of regiobeeld: one module per family, arrays and frames in, arrays and frames out.

Nothing here reads a file, knows a source or draws. A missing value (NaN, None, pd.NA) never becomes a
number: it stays missing in the result. Where a method may not be used, the result says why in Dutch.

| module | question it answers |
|---|---|
| guards | may this be said at all, given how the figure was made? |
| interval | how certain is one figure? |
| combine | what is the figure of a region, given its gemeenten? |
| compare | is the difference more than chance? |
| judge | the same for a whole table, with the guard in front |
| trend | does it rise or fall? |
| standardise | what remains after taking age into account? |
| inequality | how large is the difference between low and high SES? |
| ses | how is an own SES-index and its quintiles made? |
| overlap | how many people may have two traits at once? |
| similar | which gemeenten are comparable? |
| expected | what would one expect here, given age, SES and urbanity? |
| spine | where does the dot go in a spine chart? |
| robust | which messages matter and do they stand? |
| effect | did it change more here than elsewhere? |
| synthetic | and beside a mixture of areas that moved alike before? |
| smoothing | how to look through chance in small areas? |
"""
