"""The national tables, built in order: basis -> checks -> harmonised -> crossed -> Parquet."""
