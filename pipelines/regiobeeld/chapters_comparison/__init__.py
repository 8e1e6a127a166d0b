"""The chapter that sets a region beside others: benchmarks, similar areas, age, inequality, trends."""
