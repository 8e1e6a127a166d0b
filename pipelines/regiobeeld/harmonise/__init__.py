"""One indeling, one set of areas: pure frames in, frames out. Importing this package imports nothing else."""
