"""Every kind of block by its name: what may stand in `soort` of a chapter."""

from __future__ import annotations

from typing import get_args

from regiobeeld.outline import method_blocks, special_blocks  # noqa: F401  (a kind is known once it is defined)
from regiobeeld.outline.blocks import Blok


def _all_below(model: type[Blok]) -> list[type[Blok]]:
    return [model, *(deeper for below in model.__subclasses__() for deeper in _all_below(below))]


MODELS: dict[str, type[Blok]] = {
    kind: model for model in _all_below(Blok) for kind in get_args(model.model_fields["soort"].annotation)
}
"""Kind of block -> its model."""
