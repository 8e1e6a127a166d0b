"""How numbers of residents are shown: to the person where CBS counted them, in tens where they were derived.

CBS gives ages per wijk as whole percents in some years; what is made of those carries about half a percent of all
residents of a wijk, and is not printed to the person.
"""

from __future__ import annotations

import pandas as pd

from regiobeeld.numbers import dutch_number, round_half_up


def write_people(count: float, *, counted: bool) -> str:
    """ "7.114" when counted; otherwise "ongeveer 7.110", and "minder dan 10" for what rounds to nothing."""
    if counted or count == 0:
        return dutch_number(count)
    rounded = round_half_up(count, -1)
    return f"ongeveer {dutch_number(rounded)}" if rounded else "minder dan 10"


def show_people(counts: pd.Series, counted: pd.Series) -> pd.Series:
    """A column for a table: as counted, or rounded to tens; what is not known stays empty."""
    tens = [None if pd.isna(count) else int(round_half_up(float(count), -1)) for count in counts]
    rounded = pd.Series(tens, index=counts.index, dtype="Int64")
    return counts.astype("Int64").where(counted.astype(bool), rounded)
