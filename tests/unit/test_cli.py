"""The command line calls the right function and turns errors into one Dutch line and an exit code."""

from __future__ import annotations

import errno
import signal

import pytest

from regiobeeld import cli, stopping
from regiobeeld.areas import regions
from regiobeeld.errors import ContractError, RegiobeeldError, SourceUnreachableError, UsageError
from regiobeeld.run import national, report


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What was called, instead of doing it."""
    made: list[tuple[object, ...]] = []
    monkeypatch.setattr(
        report,
        "make_report",
        lambda *a, notebook, formaat, figuren: made.append(("regiobeeld", *a, notebook, formaat, figuren)),
    )
    monkeypatch.setattr(national, "ensure_tables", lambda *a: made.append(("gegevens", *a)))
    monkeypatch.setattr(regions, "describe_regions", lambda: made.append(("regios",)) or "Regio's")
    return made


@pytest.mark.parametrize(
    ("words", "call"),
    [
        (["regiobeeld", "twente"], ("regiobeeld", "twente", "", "", "", True)),
        (
            ["regiobeeld", "GM0141,GM0164", "--peiljaar", "2020"],
            ("regiobeeld", "GM0141,GM0164", "2020", "", "", True),
        ),
        # Make passes an empty year when none was given, and a code that looks like a number stays text.
        (["regiobeeld", "0153", "--peiljaar", ""], ("regiobeeld", "0153", "", "", "", True)),
        (["regiobeeld", "twente", "--formaat", "pdf"], ("regiobeeld", "twente", "", "", "pdf", True)),
        (["regiobeeld", "twente", "--notebook", "a.ipynb"], ("regiobeeld", "twente", "", "a.ipynb", "", True)),
        (["regiobeeld", "twente", "--figuren", "nee"], ("regiobeeld", "twente", "", "", "", False)),
        (["gegevens"], ("gegevens",)),
        (["regios"], ("regios",)),
    ],
)
def test_every_command_calls_its_function(
    calls: list[tuple[object, ...]], words: list[str], call: tuple[object, ...]
) -> None:
    assert cli.main(words) == 0
    assert calls == [call]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("fout gebruik", mend="Doe het anders"), 2),
        (SourceUnreachableError("niet te bereiken", mend="Doe het anders"), 3),
        (ContractError("afspraak gebroken", mend="Doe het anders"), 4),
    ],
)
def test_an_error_of_ours_is_one_line_with_its_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: RegiobeeldError, code: int
) -> None:
    monkeypatch.setattr(national, "ensure_tables", fail_with(error))
    assert cli.main(["gegevens"]) == code
    assert capsys.readouterr().err == f"Fout: {error.what}. Doe het anders.\n"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "de schijf is vol"),
        (errno.EDQUOT, "de schijf is vol"),
        (errno.EACCES, "geen rechten om hier te lezen of te schrijven"),
        (errno.EROFS, "geen rechten om hier te lezen of te schrijven"),
        (errno.ENOTDIR, "hier staat een bestand waar een map hoort"),
        (errno.ENOENT, "bestand niet gevonden"),
    ],
)
def test_what_the_system_refuses_is_said_in_dutch(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int, words: str
) -> None:
    monkeypatch.setattr(national, "ensure_tables", fail_with(OSError(number, "in English", "map/bestand")))
    assert cli.main(["gegevens"]) == 3
    line = capsys.readouterr().err
    assert line.startswith(f"Fout: {words} (map/bestand). ")
    assert line.count("\n") == 1 and "English" not in line


def test_ctrl_c_is_no_error_but_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(national, "ensure_tables", fail_with(KeyboardInterrupt()))
    assert cli.main(["gegevens"]) == 130
    assert capsys.readouterr().err == "Afgebroken. Wat al klaar was, staat er nog.\n"


@pytest.mark.parametrize("error", [ZeroDivisionError("bug"), OSError(errno.EIO, "onbekend")])
def test_a_bug_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    monkeypatch.setattr(national, "ensure_tables", fail_with(error))
    with pytest.raises(type(error)):
        cli.main(["gegevens"])


@pytest.mark.parametrize("words", [[], ["iets"], ["regiobeeld"], ["regiobeeld", "a", "b"], ["gegevens", "--snel"]])
def test_an_unknown_command_is_one_dutch_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(words)
    assert stopped.value.code == 2
    assert capsys.readouterr().err == (
        "Fout: onbekende of onvolledige opdracht. Typ make voor de mogelijkheden.\n"
    )


def fail_with(error: BaseException) -> object:
    def fail(*_: object) -> None:
        raise error

    return fail


def test_an_error_that_a_library_makes_of_a_stop_is_a_stop(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(stopping, "_told", [signal.SIGTERM])
    monkeypatch.setattr(national, "ensure_tables", fail_with(ImportError("numpy.core is half imported")))
    assert cli.main(["gegevens"]) == cli.EXIT_INTERRUPTED
    assert capsys.readouterr().err == "Afgebroken. Wat al klaar was, staat er nog.\n"
