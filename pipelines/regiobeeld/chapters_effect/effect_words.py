"""What the report of an effect says: sentences that carry no more than the design can."""

from __future__ import annotations

from regiobeeld.blocks.text import aantal, in_gebied, naam_in_zin
from regiobeeld.effect.study import Study
from regiobeeld.numbers import bereik, getal, met_eenheid, opsomming
from regiobeeld.stats.effect import MIN_BEFORE, POWER, Effect

ELSEWHERE = "de vergelijkingsgemeenten"
INVENTED = "verzonnen voorbeeld"


def points(study: Study, value: float, *, sign: bool = False) -> str:
    """A difference with its unit: "2,9 procentpunt", "+€ 300"."""
    info, decimals = study.info, max(study.info.decimalen, 1)
    if info.eenheid == "%":
        return f"{getal(value, decimals, teken=sign)} procentpunt"
    if info.eenheid in ("index", "klasse"):
        return f"{getal(value, decimals, teken=sign)} punt"
    plus = "+" if sign and value > 0 else ""
    return plus + met_eenheid(value, info.eenheid, decimals)


def level(study: Study, value: float) -> str:
    """A figure as the reader knows it."""
    return met_eenheid(value, study.info.eenheid, study.info.decimalen)


def interval(study: Study, found: Effect) -> str:
    """ "95%-interval −1,4 tot 3,0"."""
    return f"95%-interval {bereik(float(found.lower), float(found.upper), max(study.info.decimalen, 1))}"


def tell_detectable(study: Study) -> str:
    """The detectable effect, or why it is not known."""
    if study.detectable is None:
        return (
            "Hoe groot een effect moet zijn om op te vallen, is nog niet te zeggen: er is één telling van vóór "
            "het begin, en daaruit blijkt niet hoeveel gemeenten uit zichzelf van elkaar gaan verschillen."
        )
    size = points(study, study.detectable)
    if study.effect is not None:
        return (
            f"Met deze cijfers valt een effect van {size} of meer op, in vier van de vijf gevallen. Een kleiner "
            "effect kan er zijn zonder dat het te zien is."
        )
    least = "minstens " if len(study.moments.before) < MIN_BEFORE else ""
    return (
        f"Is er straks één meting die even zeker is als die van {study.moments.before[-1]}, dan valt een effect "
        f"van {least}{size} op, in vier van de vijf gevallen. Een kleiner effect is dan niet te zien."
    )


def explain_detectable(study: Study) -> str:
    """How the detectable effect was made."""
    kinds = "de marges van de enquête en " if study.is_survey else ""
    return (
        f"Berekend als {getal(POWER, 1)} keer de standaardfout van het verschil, met {kinds}wat gemeenten uit "
        "zichzelf van elkaar verschillen."
    )


def tell_waiting(study: Study) -> str:
    """What is missing to measure the effect; empty when nothing is."""
    if study.moments.after:
        return ""
    year, last = study.moments.begin, study.moments.years[-1]
    started = year in study.moments.left_out
    skipped = f" De meting van {year} telt niet mee, want in dat jaar begon de aanpak." if started else ""
    return (
        f"Er is nog geen meting van na {year}; de laatste is van {last}.{skipped} Zodra er een nieuwe meting van "
        f"dit cijfer is, voor het gebied en voor {ELSEWHERE}, is een uitkomst te geven."
    )


def tell_comparison(study: Study) -> str:
    """Who is compared with whom."""
    count = aantal(len(study.other), "gemeente", "gemeenten")
    names = opsomming(study.profile.name(code) for code in study.other)
    return f"{study.profile.naam} wordt vergeleken met {count}: {names}. Gekozen: {study.controls.how}."


def comparison_notes(study: Study) -> list[str]:
    """What to keep in mind about the comparison and the years."""
    notes = list(study.controls.notes)
    if study.left_out:
        names = opsomming(study.profile.name(code) for code in study.left_out)
        notes.append(f"Van {names} ontbreekt een meting; daarover zegt de uitkomst niets.")
    notes += [f"De meting van {year} telt niet mee: {why}." for year, why in study.moments.left_out.items()]
    return notes


def tell_before(study: Study) -> str:
    """Whether the areas moved alike before the start."""
    found, year = study.before, study.moments.begin
    if found is None:
        return (
            f"Er is één meting van vóór {year}. Of de gebieden toen al uit elkaar liepen, is dus niet na te gaan. "
            "Dat maakt elke uitkomst hieronder zwakker."
        )
    slope = f"{points(study, float(found.value), sign=True)} per jaar ({interval(study, found)})"
    years = f"{study.moments.before[0]}–{study.moments.before[-1]}"
    if study.went_apart_before:
        return (
            f"In {years} liepen de gebieden al uit elkaar: {slope} verschil. Een verschil na {year} kan dan de "
            "voortzetting daarvan zijn; daarom staat er hieronder geen oordeel."
        )
    return (
        f"In {years} is geen verschil in ontwikkeling te zien: {slope}. Dat maakt de vergelijking "
        "geloofwaardiger, maar kleine verschillen zijn niet uit te sluiten."
    )


def tell_difference(study: Study) -> str:
    """The two changes and the difference between them."""
    assert study.effect is not None
    before, after = (study.series.loc[list(years)].mean() for years in (study.moments.before, study.moments.after))
    own, other = (after[side] - before[side] for side in ("gebied", "vergelijking"))
    return (
        f"{in_gebied(study.profile.naam)[:1].upper()}{in_gebied(study.profile.naam)[1:]} ging het cijfer van "
        f"{level(study, before['gebied'])} naar {level(study, after['gebied'])} "
        f"({points(study, own, sign=True)}), in {ELSEWHERE} van {level(study, before['vergelijking'])} naar "
        f"{level(study, after['vergelijking'])} ({points(study, other, sign=True)}). Het verschil daartussen is "
        f"{points(study, float(study.effect.value), sign=True)} ({interval(study, study.effect)})."
    )


def title_of_difference(study: Study) -> str:
    """The finding in one sentence."""
    assert study.effect is not None
    size = points(study, abs(float(study.effect.value)))
    way = "hoger" if study.effect.value > 0 else "lager"
    told = f"{naam_in_zin(study.profile.naam)} kwam {size} {way} uit dan bij dezelfde verandering als elders"
    return f"{told[:1].upper()}{told[1:]}" + ("" if study.verdict == "meer" else "; dat kan toeval zijn")


def tell_placebo(study: Study) -> str:
    """What the placebo says, and what it cannot say."""
    assert study.placebo is not None
    count = round(study.placebo.p_value * (1 + len(study.other))) - 1
    alike = (
        "geen enkele gemeente laat"
        if not count
        else ("1 gemeente laat" if count == 1 else f"{count} gemeenten laten")
    )
    return (
        f"Doen we alsof de aanpak in een van {ELSEWHERE} was, dan hoort daar niets uit te komen. Van de "
        f"{len(study.other)}: {alike} een verschil zien dat, gemeten naar zijn onzekerheid, even ver van nul "
        f"ligt. De kans op zo'n uitkomst zonder effect is daarmee {getal(study.placebo.p_value, 2)}; met zoveel "
        f"gebieden kan die niet onder {getal(study.least_p, 2)} komen."
    )


def tell_synthetic(study: Study) -> str:
    """The mixture, or what is missing for one."""
    found = study.synthetic
    if found is None:
        return f"Een mix van gemeenten die vooraf gelijk opliep, is niet te maken: {study.why_no_synthetic}."
    return (
        f"De mix ligt vóór {study.moments.begin} gemiddeld {points(study, found.fit_before)} van het gebied, en "
        f"daarna {points(study, found.distance_after)}. Na het begin was het verschil met de mix gemiddeld "
        f"{points(study, found.effect, sign=True)}. De kans op zo'n verhouding zonder effect is "
        f"{getal(found.p_value, 2)}; met {len(study.donors)} gemeenten kan die niet onder "
        f"{getal(1 / (1 + len(study.donors)), 2)} komen."
    )


def conclude(study: Study) -> str:
    """What follows; never that the approach did it."""
    if study.verdict == "wacht":
        return "Er is nog geen uitkomst. " + tell_waiting(study)
    assert study.effect is not None
    size = f"{points(study, float(study.effect.value), sign=True)} ({interval(study, study.effect)})"
    if study.verdict == "vooraf":
        return (
            f"Geen oordeel: de gebieden liepen vóór {study.moments.begin} al uit elkaar. Het verschil is {size}."
        )
    if study.verdict == "wisselend":
        return (
            f"Geen oordeel: het verschil ({size}) is groter dan de marges van de cijfers, maar ook in gemeenten "
            "zonder de aanpak komen zulke verschillen voor."
        )
    if study.verdict == "meer":
        return (
            f"Het verschil met {ELSEWHERE} is meer dan toeval: {size}{_side(study)}. Dat past bij een effect, "
            "maar is er geen bewijs van: in dezelfde jaren kan er meer zijn veranderd dan alleen de aanpak."
        )
    unseen = (
        f" Een effect kleiner dan {points(study, study.detectable)} zou met deze cijfers niet opvallen."
        if study.detectable
        else ""
    )
    return (
        f"Er is geen verschil dat groter is dan toeval: {size}. Dat wil niet zeggen dat de aanpak niets deed."
        f"{unseen}"
    )


def _side(study: Study) -> str:
    if study.info.richting == "neutraal":
        return ""
    assert study.effect is not None
    good = bool(study.effect.value > 0) == (study.info.richting == "hoger_is_beter")
    return f", in {'gunstige' if good else 'ongunstige'} richting"


def limits(study: Study) -> list[str]:
    """What this design cannot tell, whatever the outcome."""
    told = [
        "Dit gaat over gebieden, niet over de mensen die meededen. Doet een klein deel van de inwoners mee, dan "
        "is een effect bij hen in het cijfer van het hele gebied nauwelijks te zien.",
        "Wat in dezelfde jaren in het hele gebied veranderde en elders niet, lijkt op een effect van de aanpak.",
        f"Werkte een soortgelijke aanpak ook in {ELSEWHERE}, dan lijkt het effect kleiner dan het is.",
        "Gemeenten in één regio kunnen samen bewegen. Dan is de onzekerheid groter dan hier staat.",
    ]
    if study.before is None:
        told.insert(0, "Met één meting vooraf is niet te zien of de gebieden al uit elkaar liepen.")
    return told
