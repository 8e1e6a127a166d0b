"""The report of one region: chapters, text, tables, and the page they stand on."""
