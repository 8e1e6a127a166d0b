"""The page with every key of a declaration: complete, up to date, and its examples can be used as they are."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from pydantic import TypeAdapter

from regiobeeld import paths
from regiobeeld.catalog.reference import FILE_NAME, MODELS, REGION, read_texts, write_reference
from regiobeeld.catalog.region_file import parse_region

EXAMPLES = [(name, key, example) for name, keys in read_texts().items() for key, (_, example) in keys.items()]


def test_the_page_is_up_to_date() -> None:
    page = paths.PROJECT / "docs" / FILE_NAME
    assert page.read_text(encoding="utf-8") == write_reference(), "make docs"


@pytest.mark.parametrize(("name", "model"), [(name, model) for name, (_, model) in MODELS.items()])
def test_every_key_has_its_line(name: str, model: Any) -> None:
    page = write_reference()
    assert [key for key in model.model_fields if f"| `{key}` |" not in page] == []


@pytest.mark.parametrize(("name", "key", "example"), EXAMPLES, ids=[f"{name}-{key}" for name, key, _ in EXAMPLES])
def test_an_example_is_what_the_model_allows(name: str, key: str, example: str) -> None:
    document = tomllib.loads(example)
    assert list(document) == [key]
    if name == REGION:
        about = {"naam": "Proef", **({} if key in {"gemeenten", "gebied"} else {"gebied": "NL"})}
        assert parse_region({**about, **document}, "proef.toml")
        return
    field = MODELS[name][1].model_fields[key]
    value = (document[key],) if key == "kolom" and isinstance(document[key], str) else document[key]
    plain = value[0] if name == "dimensie" and key == "kolom" else value
    TypeAdapter(field.annotation, config=None).validate_python(plain)
