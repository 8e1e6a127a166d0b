"""What a chapter is made of: sentences, tables, figures and tiles."""
