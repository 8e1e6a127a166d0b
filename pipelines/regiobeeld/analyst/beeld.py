"""One region as an object: what it answers is what the report of that region would say."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import pandas as pd

from regiobeeld.analyst import frames
from regiobeeld.analyst.ahead import Ahead
from regiobeeld.analyst.claims import Claims
from regiobeeld.analyst.listing import indicators
from regiobeeld.analyst.lookup import NIVEAUS, find_age, find_indicator, find_name
from regiobeeld.analyst.show import Melding, make_addition, prepare_notebook, show, with_caption
from regiobeeld.blocks.blocks import alinea
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.shown import Shown
from regiobeeld.chapters_people.mapping import gemeente_map, wijk_map
from regiobeeld.chapters_people.ranking import ranked_areas
from regiobeeld.chapters_people.series import trend_figure
from regiobeeld.errors import UsageError
from regiobeeld.needs.collaboration import samenwerking
from regiobeeld.needs.groups import groups_of
from regiobeeld.needs.knelpunten import knelpunten
from regiobeeld.profile.model import IndicatorInfo
from regiobeeld.report.report import Rapport
from regiobeeld.run.national import ensure_tables
from regiobeeld.stats.guards import allowed

FEW = "Er zijn voor {} te weinig cijfers om dit te tekenen."


def open_region(regio: str, peiljaar: int | str | None = None, data_dir: str | Path | None = None) -> Beeld:
    """See `regiobeeld.open`."""
    if peiljaar and not str(peiljaar).isdigit():
        raise UsageError(f'"{peiljaar}" is geen jaar', "peiljaar", "Geef bijvoorbeeld peiljaar=2022")
    prepare_notebook()
    return Beeld(Rapport(regio, data_dir or ensure_tables(), peiljaar, met_herkomst=True))


class Beeld(Claims, Ahead, Shown):
    """The regiobeeld of one region (`regiobeeld.open`).

    Frames have one row per figure and carry their source; figures and chapters are those of the report. In a
    notebook everything shows itself. A wrong name raises `UsageError` with the nearest right ones.
    """

    def __repr__(self) -> str:
        count = len(self.profile.region.gemeenten)
        return f"Beeld({self.naam!r}, {count} gemeente{'n' if count > 1 else ''})"

    def _repr_html_(self) -> str:
        chapters = ", ".join(self._rapport.hoofdstukken)
        return alinea(f"Het regiobeeld van {self.naam}. Hoofdstukken: {chapters}.")

    def indicatoren(self, zoek: str = "") -> pd.DataFrame:
        """The indicators with a figure for this region; columns and `zoek` as `regiobeeld.indicatoren`.

        Example:
            >>> "roken_enquete" in set(beeld.indicatoren(zoek="roken")["indicator_code"])
            True
        """
        here = {*self.profile.waarneming["indicator_code"], *self.profile.wijk_waarneming["indicator_code"]}
        table = indicators(zoek)
        return table[table["indicator_code"].isin(here)].reset_index(drop=True)

    def cijfers(
        self,
        indicator: str,
        leeftijd: str | None = None,
        niveau: str | None = None,
        jaar: int | Literal["laatste", "alle"] = "laatste",
    ) -> pd.DataFrame:
        """Figures of one indicator as a tidy frame.

        Args:
            indicator: code ("roken") or name ("Rokers").
            leeftijd: "18+", "65+" ...; by default that of the declaration. "alle" gives every age group.
            niveau: regio, gemeente, provincie, wijk or nederland; by default all but wijk.
            jaar: a year, "laatste" (the last year with a figure) or "alle".

        Returns:
            One row per area, year and age group: gebied_code, gebied, niveau, jaar, leeftijd, indicator_code,
            waarde (in `eenheid`; empty is not known, `ontbreekt` says why), ondergrens and bovengrens (95 %
            interval, where there is one), soort (telling, enquete, modelschatting ...: what you may conclude),
            status, afleiding, dekking, bron (who), tabel_code (which table). Figures of different `soort` or
            `tabel_code` are not comparable; between estimates for wijken less than 2 points is noise.

        Raises:
            UsageError: unknown indicator, age group or level; with the nearest ones.

        Example:
            >>> wijken = beeld.cijfers("roken", leeftijd="65+", niveau="wijk")
            >>> wijken["soort"].unique().tolist(), wijken["leeftijd"].unique().tolist()
            (['modelschatting'], ['65+'])
            >>> beeld.cijfers("rooken")
            Traceback (most recent call last):
            regiobeeld.errors.UsageError: onbekende indicator "rooken". Bedoelde u: roken, ...
        """
        info = self._indicator(indicator)
        level = None if niveau is None else find_name(niveau, NIVEAUS, "niveau")
        table = frames.figures(self.profile, info, level)
        if leeftijd != "alle":
            table = table[table["leeftijd"] == find_age(leeftijd, info, set(table["leeftijd"]))]
        if jaar == "laatste":
            known = table.loc[table["waarde"].notna(), "jaar"]
            table = table[table["jaar"] == (known if len(known) else table["jaar"]).max()]
        elif jaar != "alle":
            table = table[table["jaar"] == jaar]
        return frames.with_source(self.profile, table.reset_index(drop=True), info)

    def rangorde(self, indicator: str, leeftijd: str | None = None) -> Figuur | Melding:
        """The gemeenten (or provinces) from high to low with intervals; the region and Nederland as lines.

        Returns:
            The figure of the report; a `Melding` with the reason where no order may be given (a model estimate) or
            there are fewer than two figures.

        Example:
            >>> beeld.rangorde("roken_enquete").code
            'rangorde-roken-enquete-18plus'
            >>> beeld.rangorde("roken").reden
            'Schattingen van een rekenmodel zijn te onzeker voor een volgorde van gebieden.'
        """
        info, age = self._indicator_and_age(indicator, leeftijd)
        decision = allowed(info.soort, "rangorde", has_margins=True)
        if not decision.allowed:
            return Melding(decision.reason_nl)
        return ranked_areas(self.profile, info.code, age) or self._too_few(info)

    def kaart(
        self, indicator: str, leeftijd: str | None = None, niveau: Literal["gemeente", "wijk"] = "gemeente"
    ) -> Figuur | Melding:
        """A map of the gemeenten or the wijken.

        Returns:
            The figure of the report; a `Melding` when there is nothing to compare.

        Example:
            >>> beeld.kaart("roken", leeftijd="18+", niveau="wijk").code
            'kaart-wijken-roken-18plus'
        """
        level = find_name(niveau, ("gemeente", "wijk"), "niveau")
        info, age = self._indicator_and_age(indicator, leeftijd, level)
        draw = wijk_map if level == "wijk" else gemeente_map
        return draw(self.profile, info.code, age) or self._too_few(info)

    def reeks(self, indicator: str, leeftijd: str | None = None) -> Figuur | Melding:
        """The region and Nederland through the years; breaks are drawn. No trend is stated.

        Returns:
            The figure of the report; a `Melding` with fewer than two years.

        Example:
            >>> beeld.reeks("roken", leeftijd="18+").code
            'reeks-roken-18plus'
        """
        info, age = self._indicator_and_age(indicator, leeftijd)
        return trend_figure(self.profile, info.code, age) or self._too_few(info)

    def vergelijk(self, indicator: str | None = None, leeftijd: str | None = None) -> pd.DataFrame:
        """Beside the rest of Nederland: the region for every indicator, or its gemeenten for one.

        Returns:
            indicator_code, naam, leeftijd, jaar, waarde, ondergrens, bovengrens, nl, verschil (points), klasse
            (only where margins allow one), overleeft (still different after correction for the number of
            comparisons: only then "aantoonbaar"), soort, reden (why there is no class).

        Example:
            >>> table = beeld.vergelijk("roken_enquete")
            >>> len(table), set(table["soort"])
            (14, {'enquete'})
        """
        if indicator is None:
            title = f"{self.naam} naast de rest van Nederland"
            return with_caption(
                frames.compared(self.profile, None, None), title, "zie de kolom soort en bronnen()"
            )
        info, age = self._indicator_and_age(indicator, leeftijd)
        return frames.with_source(self.profile, frames.compared(self.profile, info, age), info)

    def groepen(self, doelgroep: str | None = None) -> pd.DataFrame:
        """Residents of wijken where two traits come together, per doelgroep; or the wijken of one doelgroep.

        Returns:
            Without `doelgroep` one row each: doelgroep_code, doelgroep, leeftijd, gebieden, gebieden_groep,
            inwoners, inwoners_groep, aandeel and aandeel_nl (% of all of that age), p_waarde (how often chance
            gives as many), robuust (0-1), modelschatting, reden. With one: the schema DOELGROEP_GEBIED. The
            figures are of wijken: they say who lives where, never who does what.

        Example:
            >>> beeld.groepen()["doelgroep_code"].is_unique
            True
        """
        note = "CBS en RIVM; gegevens over wijken, niet over personen"
        if doelgroep is None:
            return with_caption(frames.groups(self.profile), f"Doelgroepen in {self.naam}", note)
        declared = groups_of(self.profile).declared
        code = find_name(doelgroep, tuple(declared), "doelgroep")
        title = f"{declared[code].naam}: gebieden in {self.naam}"
        return with_caption(frames.areas_of_group(self.profile, code), title, note)

    def samenwerking(self) -> pd.DataFrame:
        """The collaborations of the region (sources/samenwerking), one row per collaboration and theme; see
        `needs.collaboration.samenwerking`.

        Example:
            >>> {"verband_naam", "thema", "partners", "bron"} <= set(beeld.samenwerking().columns)
            True
        """
        title = f"Samenwerkingsverbanden in {self.naam}"
        return with_caption(samenwerking(self.profile), title, "zie de kolom bron")

    def knelpunten(self) -> pd.DataFrame:
        """The knelpunten of the region in the order of the report; see `needs.knelpunten.knelpunten`.

        Example:
            >>> {"naam", "doelgroep", "vraag", "te_toetsen"} <= set(beeld.knelpunten().columns)
            True
        """
        return with_caption(knelpunten(self.profile), f"Knelpunten in {self.naam}", "sources/knelpunten")

    def hoofdstuk(self, code: str) -> Hoofdstuk:
        """A chapter of the report, with its heading, texts, figures and tables.

        Raises:
            UsageError: no such chapter; with the nearest ones.

        Example:
            >>> beeld.hoofdstuk("leefstijl").titel
            'Leefstijl'
            >>> beeld.hoofdstuk("leefstyl")
            Traceback (most recent call last):
            regiobeeld.errors.UsageError: hoofdstuk "leefstyl" bestaat niet. Bedoelde u: leefstijl?
        """
        return self._rapport.hoofdstuk(find_name(code, self._rapport.hoofdstukken, "hoofdstuk"))

    def toevoegen(self, wat: object, bijschrift: str = "", bron: str = "") -> None:
        """Put something of your own in the report, at this place.

        Args:
            wat: a figure of matplotlib, a DataFrame, a text (an empty line starts a new paragraph), or a figure of
                this object.
            bijschrift: what it shows. Without it the report says that it is missing.
            bron: where the figures come from.

        Raises:
            UsageError: something that cannot be shown.
            ContractError: a text says more than figures of areas can (a cause, a sentence about persons).

        Example:
            >>> beeld.toevoegen("De huisartsen herkennen dit beeld.", bron="Gesprek met de HAGRO")
            Toevoeging(bijschrift='', bron='Gesprek met de HAGRO')
        """
        show(make_addition(wat, bijschrift, bron))

    def bewaar(self, folder: str | Path) -> None:
        """Write the figures and data of the chapters shown so far; an empty name writes nothing."""
        self._rapport.bewaar(folder)

    def _indicator(self, text: str) -> IndicatorInfo:
        return find_indicator(text, self.profile.indicators)

    def _indicator_and_age(
        self, indicator: str, leeftijd: str | None, niveau: str = "gemeente"
    ) -> tuple[IndicatorInfo, str]:
        info = self._indicator(indicator)
        rows = self.profile.wijk_waarneming if niveau == "wijk" else self.profile.waarneming
        known: Iterable[str] = rows.loc[rows["indicator_code"] == info.code, "leeftijd"]
        return info, find_age(leeftijd, info, set(known))

    def _too_few(self, info: IndicatorInfo) -> Melding:
        return Melding(FEW.format(info.naam))
