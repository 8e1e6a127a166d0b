"""The figures of one region: which there are, of when and from where."""
