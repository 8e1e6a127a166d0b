"""What a region needs: groups, care, the future, collaborations and knelpunten, as data."""
