"""What a trial of a batch says of the whole."""

from regiobeeld.run.batch import _project


def test_a_trial_tells_what_all_would_take_and_that_it_was_not_measured() -> None:
    said = _project(30, 342, 300.0)  # ten seconds each: 3,420 seconds
    assert "Alle 342 samen: naar schatting 57 minuten" in said
    assert "projectie uit 30, niet gemeten" in said
