"""Raw downloads and embedded figures: kept under their hash, refreshed, checked, told about in a versiebericht."""
