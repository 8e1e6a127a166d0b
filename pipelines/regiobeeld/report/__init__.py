"""Report layer: numbers in Dutch, charts, maps, tables, HTML blocks and the page template."""
