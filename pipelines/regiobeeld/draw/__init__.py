"""Charts, maps and their letters. Frames and texts in, a drawing out: it knows no region and no indicator."""
