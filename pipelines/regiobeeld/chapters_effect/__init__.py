"""The chapters of the report of an effect."""
