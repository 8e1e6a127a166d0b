"""What may be said of a figure: differences, expectation, similar areas, inequality, trends, messages."""
