"""A made report in other forms: PDF, workbook, slides, document and data package.

Every form is made of what the report left on disk (the page, the drawings, `data/hoofdstukken.json`), so that one
can be asked for later without making the report again.
"""
