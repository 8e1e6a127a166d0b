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
    half, whole = screen.getvalue().split("\r")[1:]
    assert half == "gezondheid 50150NED [###############...............] 45.775 van 91.550 rijen"
    assert whole.endswith("91.550 van 91.550 rijen\n")


def test_nothing_in_a_log() -> None:
    log = io.StringIO()
    ProgressBar("gezondheid", log)(1, 2)
    assert log.getvalue() == ""
