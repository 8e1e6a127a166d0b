"""The crossing SES x leefstijl x leeftijd: pure functions from frames to frames, no files and no network."""
