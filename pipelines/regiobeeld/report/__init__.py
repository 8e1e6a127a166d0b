"""The report of one region: its chapters in order, in their layer, on one page."""
