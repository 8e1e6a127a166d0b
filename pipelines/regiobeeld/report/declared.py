"""Make a declared chapter: its blocks in order, each by the function of its kind (`builders.BUILDERS`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.sentences import region_facts
from regiobeeld.outline.chapters import Verklaard
from regiobeeld.outline.sentences import Zinnen, compiled, fill, is_template
from regiobeeld.profile.model import Profile
from regiobeeld.report.builders import BUILDERS
from regiobeeld.report.parts import as_blocks


def declared_chapter(profile: Profile, declared: Verklaard) -> Hoofdstuk:
    """The chapter with the blocks whose condition (`als`) holds and that have something to show.

    Raises:
        ContractError: a template that cannot be filled, with file and block, or a text that says too much.
    """
    chapter, facts = Hoofdstuk(declared.code.replace("_", "-"), ""), region_facts(profile)
    chapter.titel = fill(declared.titel, facts, f"{declared.code}.toml: titel")
    for number, block in enumerate(declared.blokken):
        zin = Zinnen.of(block, declared.where(number), facts)
        if not block.als or fill(_condition(block.als), facts, f"{zin.where} -> als"):
            chapter.toevoegen(*as_blocks(BUILDERS[block.soort](profile, block, zin)))
    return chapter


def check_templates(declared: Verklaard) -> None:
    """Refuse a template that is no template before anything is drawn. Raises as `outline.sentences.compiled`."""
    for number, block in enumerate(declared.blokken):
        for name, text in _texts(block.model_dump()):
            template = _condition(text) if name == "als" else text
            if is_template(template):
                compiled(template, f"{declared.where(number)} -> {name}")


def _texts(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a block, those in lists and tables included, with the key it stands under."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(item, str(key))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _texts(item, name)


def _condition(expression: str) -> str:
    return f"{{% if {expression or 'true'} %}}ja{{% endif %}}"
