"""The progress bar shows on a terminal and nowhere else."""

import io

from regiobeeld.run.progress import ProgressBar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_bar_on_a_terminal() -> None:
    screen = Terminal()
    bar = ProgressBar("gezondheid 50150NED", screen)
    bar(45_775, 91_550)
    bar(91_550, 91_550)
    shown = screen.getvalue().split("\r")
    assert "gezondheid 50150NED [###############               ] 45775 van 91550 rijen" in shown
    assert shown[-1] == f"gezondheid 50150NED [{'#' * 30}] 91550 van 91550 rijen\n"


def test_nothing_in_a_log() -> None:
    log = io.StringIO()
    ProgressBar("gezondheid", log)(1, 2)
    assert log.getvalue() == ""
