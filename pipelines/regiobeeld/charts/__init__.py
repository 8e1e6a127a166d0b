"""Charts: a frame goes in, a matplotlib Figure in one of two formats comes out; nothing else happens."""
