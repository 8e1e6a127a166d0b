"""Chapters on the people of a region: population, SES, lifestyle and health, by area, age and year."""
