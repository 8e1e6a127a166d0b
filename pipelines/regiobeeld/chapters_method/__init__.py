"""The chapters on how firm it is: caveats, sources, choices, what changed, the test of the NZa."""
