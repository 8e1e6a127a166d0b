"""How many people there will be: the cohort model, its band, and its test on the past."""
