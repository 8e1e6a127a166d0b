"""The region that every part of `regiobeeld.open` speaks of."""

from __future__ import annotations

from regiobeeld.profile.model import Profile
from regiobeeld.report.report import Rapport


class OfRegion:
    """A report of one region, with its name and all that is known of it."""

    def __init__(self, rapport: Rapport) -> None:
        self._rapport = rapport

    @property
    def naam(self) -> str:
        """The name of the region."""
        return self.profile.naam

    @property
    def profile(self) -> Profile:
        """All that the report knows of the region (`profile.model.Profile`)."""
        return self._rapport.profile
