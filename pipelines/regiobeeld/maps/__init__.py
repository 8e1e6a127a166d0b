"""Maps: boundaries and the areas on them."""
