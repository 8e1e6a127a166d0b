"""The steps of a page of docs/voorbeelden, and how each is taken in a copy of the sources.

A step is a comment `<!-- stap: ... -->`; what it needs stands in the block of code after it. The pages speak of
real places; the copy is the small country of the tests, so names are translated first.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from project import surroundings
from regiobeeld import paths
from small_country import PLACES, REGION

_LOOKS = ("python", "antwoord", "staat in")
"""Steps that change nothing: of a page that must be done first they are taken in its own test."""
PAGES = paths.PROJECT / "docs" / "voorbeelden"
_STEP = re.compile(r"<!-- stap: (?P<do>.+?) -->\s*(?:```\w*\n(?P<block>.*?)```)?", re.DOTALL)
_NAMES = {"0141": "Almelo", "0153": "Enschede", "0164": "Hengelo"}


@dataclass(frozen=True)
class Step:
    """What to do, and the block of code that goes with it."""

    do: str
    block: str

    def rest(self, verb: str) -> str:
        """What follows the verb: "bestand sources/x.toml" -> "sources/x.toml"."""
        return self.do.removeprefix(verb).strip()


def read_steps(name: str, until: str = "") -> list[Step]:
    """The steps of a page, up to a heading; those of a page that must be done first come first."""
    text = (PAGES / name).read_text(encoding="utf-8")
    return list(_steps(text.partition(f"## {until}")[0] if until else text))


def _steps(text: str) -> Iterator[Step]:
    for match in _STEP.finditer(translate(text)):
        step = Step(match["do"], match["block"] or "")
        if step.do.startswith("eerst "):
            page, _, until = step.rest("eerst").partition(" tot ")
            yield from (first for first in read_steps(page, until) if not first.do.startswith(_LOOKS))
        else:
            yield step


def translate(text: str) -> str:
    """The places of a page under the codes and names of the small country."""
    for digits, (new, name) in PLACES.items():
        text = text.replace(f"GM{digits}", f"GM{new}").replace(_NAMES[digits], name)
    return text.replace("twente", REGION)


@dataclass
class Walk:
    """Somebody who takes the steps of a page in `folder`."""

    folder: Path
    said: str = ""
    taken: list[str] = field(default_factory=list)

    def take(self, step: Step) -> None:
        """Take one step; an answer that does not come, or a command that ends otherwise than told, is an error."""
        self.taken.append(step.do)
        for verb, way in _WAYS.items():
            if step.do.startswith(verb):
                way(self, step, step.rest(verb))
                return
        raise AssertionError(f"onbekende stap: {step.do}")

    def _run(self, command: list[str]) -> int:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=surroundings(self.folder),
            capture_output=True,
            text=True,
            timeout=280,
            check=False,
        )
        self.said = done.stdout + done.stderr
        return done.returncode

    def write(self, step: Step, path: str) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(step.block, encoding="utf-8")

    def append(self, step: Step, path: str) -> None:
        with (self.folder / path).open("a", encoding="utf-8") as handle:
            handle.write(step.block)

    def replace(self, step: Step, path: str) -> None:
        old, new = step.block.splitlines()
        text = (self.folder / path).read_text(encoding="utf-8")
        assert old in text, f"{old} staat niet in {path}"
        (self.folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    def order(self, step: Step, _: str) -> None:
        assert self._run(["bash", "-e", "-c", step.block]) == 0, self.said

    def order_in_vain(self, step: Step, _: str) -> None:
        assert self._run(["bash", "-e", "-c", step.block]) != 0, self.said
        assert "Traceback" not in self.said

    def ask(self, step: Step, _: str) -> None:
        assert self._run([sys.executable, "-c", step.block]) == 0, self.said

    def expect(self, step: Step, _: str) -> None:
        for line in step.block.splitlines():
            assert line.strip() in self.said, f"{line!r} staat niet in: ...{self.said[-1500:]}"

    def expect_in(self, step: Step, path: str) -> None:
        self.said = (self.folder / path).read_text(encoding="utf-8")
        self.expect(step, "")

    def keep_cells(self, _: Step, words: str) -> None:
        path, *kept = words.split()
        notebook = nbformat.read(self.folder / path, as_version=4)
        notebook.cells = [cell for cell in notebook.cells if cell.id in kept]
        assert len(notebook.cells) == len(kept)
        nbformat.write(notebook, self.folder / path)

    def add_code(self, step: Step, path: str) -> None:
        self._add(path, nbformat.v4.new_code_cell(step.block))

    def add_markdown(self, step: Step, path: str) -> None:
        self._add(path, nbformat.v4.new_markdown_cell(step.block))

    def _add(self, path: str, cell: nbformat.NotebookNode) -> None:
        notebook = nbformat.read(self.folder / path, as_version=4)
        notebook.cells.append(cell)
        nbformat.write(notebook, self.folder / path)


# The longest word first: "opdracht die misgaat" begins with "opdracht".
_WAYS = {
    "bestand": Walk.write,
    "toevoegen": Walk.append,
    "vervang": Walk.replace,
    "opdracht die misgaat": Walk.order_in_vain,
    "opdracht": Walk.order,
    "python": Walk.ask,
    "antwoord": Walk.expect,
    "staat in": Walk.expect_in,
    "houd cellen over": Walk.keep_cells,
    "markdown-cel": Walk.add_markdown,
    "code-cel": Walk.add_code,
}
