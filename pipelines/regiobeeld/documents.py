"""Read JSON and TOML so that whatever is wrong with them is one kind of error, also when nested too deep."""

from __future__ import annotations

import json
import tomllib
from typing import Any

_TOO_DEEP = "te diep genest"


def parse_json(text: str | bytes, **options: Any) -> Any:
    """What the text holds. Raises: ValueError for anything that is no JSON."""
    try:
        return json.loads(text, **options)
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None


def parse_toml(text: str) -> dict[str, Any]:
    """What the text holds. Raises: ValueError (TOMLDecodeError where it says the place)."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
