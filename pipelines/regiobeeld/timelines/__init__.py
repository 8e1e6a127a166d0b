"""Charts of years: series, projections with their band, before and after."""
