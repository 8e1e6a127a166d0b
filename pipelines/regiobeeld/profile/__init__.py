"""The figures of one region: which there are, of when and from where."""

import pandas as pd

# Strings of Arrow, the standard of pandas 3, suit the figures of a country. Of the few rows of a region every
# question to them costs more than it saves: a tenth of the time of a report. What an analyst chose, stays.
if pd.get_option("mode.string_storage") == "auto":
    pd.set_option("mode.string_storage", "python")
