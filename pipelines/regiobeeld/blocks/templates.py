"""Where the templates, looks and scripts of the page stand."""

from pathlib import Path

TEMPLATES = Path(__file__).parents[1] / "report" / "template"
