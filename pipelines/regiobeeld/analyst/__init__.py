"""The analyst's door: a region as an object that answers questions with frames, figures and chapters.

Nothing is computed here. Every answer comes from `profile` and `report`, so that a notebook and a report cannot
say two things about one figure.
"""
