"""The warehouse: basis and harmonised figures in DuckDB, checked, exported as Parquet."""
