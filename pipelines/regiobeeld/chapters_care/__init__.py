"""The chapters on care: what people will need, use now, what it costs, and who gives it."""
