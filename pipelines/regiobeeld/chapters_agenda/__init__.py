"""The chapters on what to do: in short, knelpunten, regioplan, who works together, what the region says."""
