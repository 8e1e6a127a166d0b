"""Would another reasonable choice give the same message? Every combination of benchmark, year, weights and source.

Each alternative compares within one source and one year; nothing crosses a break or mixes survey and model. Only a
choice that can give another outcome counts: not the message as it is told, and not the inhabitants of another year
with which every figure stays as it was.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from regiobeeld.judgement.benchmarks import NL, reference_groups, reference_name
from regiobeeld.judgement.survey import MODEL_SUFFIX, SUCCESSOR, Survey, add_up, newest_keys, read_survey
from regiobeeld.profile.model import Profile
from regiobeeld.stats.compare import compare
from regiobeeld.stats.guards import is_noise
from regiobeeld.stats.robust import list_alternatives

SURVEY, MODEL = "enquête", "rekenmodel"
NEWEST = 0
ROUNDS = {NEWEST: "nieuwste ronde", 1: "ronde daarvoor"}
_KEY = ["indicator_code", "leeftijd"]


@lru_cache(maxsize=4)
def outcomes(profile: Profile) -> pd.DataFrame:
    """The outcome (-2..2) of every alternative for every indicator and age group.

    Returns:
        index (indicator_code, leeftijd); one column per alternative, named by what was chosen, such as "de rest
        van Nederland, ronde daarvoor, inwoners 2022, enquête"; NaN where it cannot be computed, or where it is no
        other choice: the message as told (the rest of Nederland, newest round, newest inhabitants), and older
        inhabitants that leave both figures as they are, in the decimals in which they are published. Survey: the
        step of the test. Model: only the direction, and only when the difference is at least 2 points (a model
        carries no test), for the survey indicator of the same name; its one round counts once per benchmark.
    """
    survey, rounds = _relevant(profile)
    weights = profile.weegjaren
    groups = reference_groups(profile)
    if not groups or rounds.empty:
        return pd.DataFrame(index=pd.MultiIndex.from_tuples([], names=_KEY))
    newest, columns = max(weights), {}
    sides = {"": profile.region.gemeenten} | groups
    figures = {(s, y): add_up(survey, weights[y], sides[s]) for s in sides for y in weights}
    choices: dict[str, list[str]] = {"groep": list(groups), "inwoners": [str(year) for year in sorted(weights)]}
    for chosen in list_alternatives(choices).values():
        group, year = chosen["groep"], int(chosen["inwoners"])
        steps = _compare(profile, figures["", year], figures[group, year])
        if year == newest:
            columns[f"{reference_name(profile, group)}, {MODEL}"] = _model_directions(steps, survey, profile)
        else:
            changed = [_changes(profile, figures[side, year], figures[side, newest]) for side in ("", group)]
            steps = steps.where(changed[0] | changed[1])
        for number, rows in rounds.groupby("ronde"):
            if (group, year, number) != (NL, newest, NEWEST):
                name = f"{reference_name(profile, group)}, {ROUNDS[int(str(number))]}, inwoners {year}, {SURVEY}"
                columns[name] = _take(steps, rows, rows["doel"], rows["leeftijd_doel"])
    return pd.DataFrame(columns).rename_axis(_KEY).sort_index()


def _changes(profile: Profile, figures: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    """Which figures change, in the decimals in which they are published."""
    codes = figures.index.get_level_values("indicator_code")
    scale = np.array([10.0 ** profile.indicators[str(code)].decimalen for code in codes])
    return (figures["waarde"] * scale).round() != (others["waarde"].reindex(figures.index) * scale).round()


def _relevant(profile: Profile) -> tuple[Survey, pd.DataFrame]:
    """The columns of the survey that can give an outcome (with margins, or a model estimate), and the rounds."""
    survey = read_survey(profile)
    soorten = np.array([profile.indicators[code].soort for code in survey.keys["indicator_code"]], dtype=object)
    chosen = (soorten == "modelschatting") | survey.se.notna().any().to_numpy()
    rounds = _rounds(survey.keys[(soorten == "enquete") & chosen])
    return Survey(survey.values.loc[:, chosen], survey.se.loc[:, chosen]), rounds


def _rounds(keys: pd.DataFrame) -> pd.DataFrame:
    """Survey rounds per series, newest first (ronde 0 and 1); 19+ in 2016 belongs to the series of 18+ in 2020."""
    present = set(zip(keys["indicator_code"], keys["leeftijd"], strict=True))
    target = [
        SUCCESSOR[age] if (code, SUCCESSOR.get(age, "")) in present else age
        for code, age in zip(keys["indicator_code"], keys["leeftijd"], strict=True)
    ]
    series = ["doel", "leeftijd_doel"]
    chosen = keys.assign(doel=keys["indicator_code"], leeftijd_doel=target)
    chosen = chosen.sort_values([*series, "jaar"], ascending=[True, True, False])
    chosen["ronde"] = chosen.groupby(series).cumcount()
    return chosen[chosen["ronde"].isin(list(ROUNDS))]


def _take(steps: pd.Series, keys: pd.DataFrame, code: pd.Series, age: pd.Series) -> pd.Series:
    """The steps of some columns of the survey under another indicator and age group."""
    values = steps.reindex(pd.MultiIndex.from_frame(keys[[*_KEY, "jaar"]])).to_numpy()
    return pd.Series(values, index=pd.MultiIndex.from_arrays([code, age], names=_KEY))


def _compare(profile: Profile, own: pd.DataFrame, other: pd.DataFrame) -> pd.Series:
    """Step of the region against a group of gemeenten, both added up; model estimates: the direction only."""
    other = other.reindex(own.index)
    found = compare(own["waarde"], own["se"], other["waarde"], other["se"])
    soorten = [profile.indicators[str(code)].soort for code in own.index.get_level_values("indicator_code")]
    direction = np.where(is_noise(soorten, found.difference), np.nan, np.sign(found.difference))
    is_model = np.array([soort == "modelschatting" for soort in soorten], dtype=bool)
    return pd.Series(np.where(is_model, direction, found.step), index=own.index)


def _model_directions(steps: pd.Series, survey: Survey, profile: Profile) -> pd.Series:
    """The direction that the newest model estimates show, under the code of the same indicator in the survey."""
    newest = newest_keys(survey)
    models = newest[[code + MODEL_SUFFIX in profile.indicators for code in newest["indicator_code"]]]
    return _take(steps, models, models["indicator_code"] + MODEL_SUFFIX, models["leeftijd"])
