"""The commands for what is made besides one report; the rest is in `cli` (no pandas here)."""

from __future__ import annotations

import argparse
from typing import Any

_OPTIONS = {
    "regio": "naam, code of lijst van gemeenten",
    "wijk": "code of naam van een wijk",
    "met": "regio's om mee te vergelijken",
    "peiljaar": "laatste jaar dat meetelt",
    "formaat": "ook als pdf of xlsx",
}


def add_more(commands: Any) -> None:
    """Add what is made besides one report: many at once, portraits, a dialogue, the effect of a plan."""
    from regiobeeld.run.batch import add_command

    add_command(commands)
    _add_portraits(commands)
    _add_dialogue(commands)
    effect = commands.add_parser("effect", help="meet het effect van een plan")
    effect.add_argument("plan", help="bestand met het plan")
    effect.set_defaults(run=_effect)


def _add_portraits(commands: Any) -> None:
    """Add `profielen`, `wijkprofiel` and `vergelijking` to the parser."""
    for name, run, wanted in (
        ("profielen", _profielen, ("peiljaar", "formaat")),
        ("wijkprofiel", _wijkprofiel, ("wijk", "peiljaar", "formaat")),
        ("vergelijking", _vergelijking, ("met", "peiljaar", "formaat")),
    ):
        command = commands.add_parser(name, help=f"maak {name}")
        command.add_argument("regio", nargs="?", default="", help=_OPTIONS["regio"])
        for option in wanted:
            command.add_argument(f"--{option}", default="", help=_OPTIONS[option])
        command.set_defaults(run=run)


def _profielen(options: argparse.Namespace) -> None:
    from regiobeeld.run import portraits

    portraits.make_profiles(options.regio, options.peiljaar, options.formaat)


def _wijkprofiel(options: argparse.Namespace) -> None:
    from regiobeeld.run import portraits

    portraits.make_wijk(options.wijk, options.regio, options.peiljaar, options.formaat)


def _vergelijking(options: argparse.Namespace) -> None:
    from regiobeeld.run import portraits

    portraits.make_comparison(options.regio, options.met, options.peiljaar, options.formaat)


def _add_dialogue(commands: Any) -> None:
    """Add `dialoog` and `dialoog-terug` to the parser."""
    talk = commands.add_parser("dialoog", help="maak praatplaat, gesprekskaarten en formulieren")
    talk.add_argument("regio", help=_OPTIONS["regio"])
    talk.set_defaults(run=_dialoog)
    back = commands.add_parser("dialoog-terug", help="lees ingevulde formulieren in")
    back.add_argument("regio", help=_OPTIONS["regio"])
    back.add_argument("--map", default="", help="map met ingevulde formulieren")
    back.set_defaults(run=_dialoog_terug)


def _dialoog(options: argparse.Namespace) -> None:
    from regiobeeld.run import dialogue

    dialogue.make_pack(options.regio)


def _dialoog_terug(options: argparse.Namespace) -> None:
    from regiobeeld.run import dialogue

    dialogue.read_back(options.regio, options.map)


def _effect(options: argparse.Namespace) -> None:
    from regiobeeld.run import effect

    effect.make_effect(options.plan)
