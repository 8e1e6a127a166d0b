"""Paper and pens: canvas, style, legend, labels, SVG."""
