"""The warehouse: figures in DuckDB, checked, exported as Parquet."""
