"""What is different here: the survey figure beside what age, SES and urbanity predict. METHODEN 12.

A gemeente is predicted from all other gemeenten; a region from all gemeenten outside it. A difference is a reason
to ask on, not a judgement of performance.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from regiobeeld.frames import returns
from regiobeeld.judgement.compare import compare_with_nl
from regiobeeld.judgement.reasons import refuse
from regiobeeld.judgement.similar import region_kind
from regiobeeld.judgement.survey import KEY, read_survey
from regiobeeld.profile.frames import EXPECTED
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.once import once_for_all
from regiobeeld.stats.arrays import BoolArray, FloatArray
from regiobeeld.stats.expected import MIN_AREAS, Expectation, expect
from regiobeeld.stats.guards import allowed

PREDICTORS = ("aandeel_65plus", "aandeel_0_14", "ses_index", "adressendichtheid")
COLUMNS = ["waarde", "verwacht", "ondergrens", "bovengrens", "afwijking", "toetswaarde", "stap"]


class Fit(NamedTuple):
    """One indicator ready for prediction. Rows: all gemeenten of NL; `known` says which have all figures.

    Rows that lack something hold zeros and weight 0.
    """

    values: FloatArray
    design: FloatArray
    weights: FloatArray
    known: BoolArray


class Prediction(NamedTuple):
    """Per group: mean of its gemeenten, expectation, standard error of the prediction, degrees of freedom."""

    observed: FloatArray
    expected: FloatArray
    se: FloatArray
    freedom: FloatArray


@once_for_all(maxsize=4)
def predictors(profile: Profile) -> pd.DataFrame:
    """Ages, SES-index and the logarithm of the address density of every gemeente of NL."""
    if profile.kenmerken.empty:
        return pd.DataFrame(columns=list(PREDICTORS), index=profile.inwoners.index, dtype=float)
    table = profile.kenmerken.reindex(profile.inwoners.index)[list(PREDICTORS)].copy()
    density = table["adressendichtheid"]
    table["adressendichtheid"] = np.log(density.where(density > 0))
    return table


def weights_from(values: pd.Series, se: pd.Series, design: pd.DataFrame, people: pd.Series) -> pd.Series:
    """Weight per gemeente: 1 / (tau^2 + SE^2), or the inhabitants where the survey publishes no margins.

    tau^2: variance between gemeenten that the predictors leave over, by the method of moments: residual variance
    of the unweighted fit, less the mean squared SE, at least 0.
    """
    if not se.notna().any():
        return people
    x = np.column_stack([np.ones(len(design)), design.to_numpy(dtype=float)])
    known = (values.notna() & se.notna()).to_numpy() & ~np.isnan(x).any(axis=1)
    freedom = int(known.sum()) - x.shape[1]
    if freedom < 1:
        return se * np.nan
    y = values.to_numpy(dtype=float)[known]
    fitted = x[known] @ np.linalg.lstsq(x[known], y, rcond=None)[0]
    noise = float((se[known] ** 2).mean())
    between = max(float(((y - fitted) ** 2).sum()) / freedom - noise, 0.0)
    variance = between + se**2
    return 1 / variance.where(variance > 0)


def prepare_fit(values: pd.Series, design: pd.DataFrame, weights: pd.Series) -> Fit:
    """Centre and scale the predictors, add the intercept and set aside gemeenten that lack something."""
    x, y, w = design.to_numpy(dtype=float), values.to_numpy(dtype=float), weights.to_numpy(dtype=float)
    known = ~np.isnan(x).any(axis=1) & ~np.isnan(y) & (w > 0)
    if not known.any():
        return Fit(np.zeros(len(y)), np.ones((len(y), 1)), np.zeros(len(y)), known)
    spread = x[known].std(axis=0)
    scaled = (x - x[known].mean(axis=0))[:, spread > 0] / spread[spread > 0]
    full = np.column_stack([np.ones(len(x)), scaled])
    scale = w / w[known].mean()
    return Fit(np.where(known, y, 0.0), np.where(known[:, None], full, 0.0), np.where(known, scale, 0.0), known)


def predict_groups(fit: Fit, people: FloatArray) -> Prediction:
    """Predict the weighted mean of groups of gemeenten, each from all gemeenten outside that group.

    Formula: b from the gemeenten outside; expected x'b; variance s^2 (x'(X'WX)^-1 x + sum m_g^2 / w_g), x = X'm,
    m the shares of the members in the population of the group, s^2 the weighted residual variance outside. Own
    derivation: the mean of several new observations of a weighted regression (Draper & Smith 1998, section 3.5).

    Args:
        people: inhabitants, groups (rows) by gemeenten (columns); 0 = not a member.

    Missing: members without all figures do not count; fewer than 30 gemeenten outside, or no member: NaN.
    """
    outside = (people == 0) & fit.known
    inside = np.where(fit.known, people, 0.0)
    total = inside.sum(axis=1, keepdims=True)
    shares = inside / np.where(total > 0, total, np.nan)
    x, y, w = fit.design, fit.values, outside * fit.weights
    inverse = np.linalg.pinv(np.einsum("ri,ip,iq->rpq", w, x, x), hermitian=True)
    slopes = np.einsum("rpq,rq->rp", inverse, (w * y) @ x)
    freedom = outside.sum(axis=1) - x.shape[1]
    usable = (outside.sum(axis=1) >= MIN_AREAS) & (total[:, 0] > 0)
    variance = (w * (y - slopes @ x.T) ** 2).sum(axis=1) / np.where(usable, freedom, np.nan)
    mean = shares @ x
    noise = (shares**2 / np.where(fit.known, fit.weights, np.inf)).sum(axis=1)
    spread = variance * (np.einsum("rp,rpq,rq->r", mean, inverse, mean) + noise)
    expected = np.where(usable, np.einsum("rp,rp->r", mean, slopes), np.nan)
    return Prediction(shares @ y, expected, np.sqrt(spread), np.maximum(freedom, 1).astype(float))


def inflation(groups: Prediction) -> float:
    """How much wider the interval of a region must be because neighbours resemble each other.

    Every region of the same kind is predicted from outside it; the root of the mean squared test value is 1 when
    gemeenten are independent. At least 1, also when no group could be predicted.
    """
    scores = (groups.observed - groups.expected) / np.where(groups.se > 0, groups.se, np.nan)
    scores = scores[~np.isnan(scores)]
    return max(1.0, float(np.sqrt(np.mean(scores**2)))) if scores.size else 1.0


@once_for_all(maxsize=256)
def expect_gemeenten(profile: Profile, indicator: str, leeftijd: str, jaar: int) -> Expectation:
    """Every gemeente of NL beside what the other gemeenten predict for it (see `stats.expected.expect`)."""
    survey, info = read_survey(profile), profile.indicators[indicator]
    design, key = predictors(profile), (indicator, leeftijd, jaar)
    values, se = survey.values[key], survey.se[key]
    weights = weights_from(values, se, design, profile.inwoners[leeftijd])
    limits = (0.0, 100.0) if info.eenheid == "%" else None
    return expect(values, design, weights, limits=limits)


@lru_cache(maxsize=4)
@returns(EXPECTED)
def expect_region(profile: Profile) -> pd.DataFrame:
    """Every latest figure of the region beside what is expected of it.

    Returns:
        index (indicator_code, leeftijd), columns `COLUMNS` (see `stats.expected.Expectation`), code and reden:
        why there is no expectation, in Dutch, both empty where there is one.
    """
    own = compare_with_nl(profile)
    known = set(map(tuple, read_survey(profile).keys.to_numpy()))
    rows = {
        (str(row["indicator_code"]), str(row["leeftijd"])): _expect_one(profile, row, known)
        for row in own.to_dict("records")
    }
    names = pd.MultiIndex.from_tuples(list(rows), names=KEY[:2])
    table = pd.DataFrame(list(rows.values()), index=names, columns=[*COLUMNS, "code", "reden"])
    return table.astype(dict.fromkeys(COLUMNS, float))


def _expect_one(profile: Profile, row: Mapping[Hashable, Any], known: set[tuple[Any, ...]]) -> dict[str, Any]:
    key = (row["indicator_code"], row["leeftijd"], int(row["jaar"]))
    decision = allowed(row["soort"], "verwacht", bool(pd.notna(row["se"])))
    if not decision.allowed:
        return {"code": decision.code, "reden": decision.reason_nl}
    if row["soort"] != "enquete" or key not in known:
        return {"code": "geen_enquete", "reden": refuse("verwacht_geen_enquete")}
    if profile.code == NEDERLAND:
        return {"code": "heel_nederland", "reden": refuse("verwacht_heel_nederland")}
    if profile.is_single:
        table = expect_gemeenten(profile, *key).table.loc[[profile.region.gemeenten[0]], COLUMNS]
        cells = dict(zip(COLUMNS, table.to_numpy(dtype=float)[0].tolist(), strict=True))
    else:
        cells = _expect_larger(profile, key, float(row["waarde"]))
    if not np.isfinite(cells["verwacht"]):
        return {"code": "te_weinig_gemeenten", "reden": refuse("verwacht_te_weinig")}
    return {**cells, "code": "", "reden": ""}


def _expect_larger(profile: Profile, key: tuple[str, str, int], observed: float) -> dict[str, float]:
    """The region against the prediction from all gemeenten outside it, with the interval of `predict_groups`."""
    people = profile.inwoners[key[1]]
    found = predict_groups(_fit_country(profile, *key), memberships(profile) * people.fillna(0.0).to_numpy())
    wider = inflation(Prediction(*(column[1:] for column in found)))
    expected, se = float(found.expected[0]), float(found.se[0]) * wider
    reach = float(stdtrit(found.freedom[0], 0.975)) * se
    gap = observed - expected
    limits = (0.0, 100.0) if profile.indicators[key[0]].eenheid == "%" else (-np.inf, np.inf)
    low, high = (float(np.clip(v, *limits)) for v in (expected - reach, expected + reach))
    step = float(np.sign(gap) * (abs(gap) > reach)) + 0.0 if np.isfinite(gap + reach) else float("nan")
    figures = (observed, expected, low, high, gap, gap / se if se > 0 else float("nan"), step)
    return dict(zip(COLUMNS, figures, strict=True))


@once_for_all(maxsize=512)
def _fit_country(profile: Profile, indicator: str, leeftijd: str, jaar: int) -> Fit:
    """One figure of all gemeenten of NL beside the predictors, ready for any group of gemeenten."""
    survey, design, key = read_survey(profile), predictors(profile), (indicator, leeftijd, jaar)
    weights = weights_from(survey.values[key], survey.se[key], design, profile.inwoners[leeftijd])
    return prepare_fit(survey.values[key], design, weights)


@lru_cache(maxsize=4)
def memberships(profile: Profile) -> FloatArray:
    """1 where a gemeente (column) belongs to a group (row): first the region, then all others of its kind."""
    own, kind = set(profile.region.gemeenten), region_kind(profile)
    others = [set(m) for code, m in sorted(profile.leden.items()) if code.startswith(kind) and not own & set(m)]
    return np.array([profile.inwoners.index.isin(list(group)) for group in [own, *others]], dtype=float)
