"""Which areas there are, what became of them and where they lie: gebieden, herindelingen, kaart, regions."""
