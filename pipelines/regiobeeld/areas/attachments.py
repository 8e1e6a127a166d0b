"""Boundaries and collaborations, compiled into sources/kaart and sources/samenwerking."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from regiobeeld.areas.indeling import LICENCE, read_texts
from regiobeeld.errors import ContractError
from regiobeeld.manifest import Attachment, file_sha256
from regiobeeld.observations.area_names import fold_name, name_lookup
from regiobeeld.readers import require_file

MAPS = {
    "gemeente_2025_rd.geojson": ("kaart/gemeente_2025_rd.geojson", "Grenzen van de gemeenten 2025, vereenvoudigd"),
    "wijk_2022_rd.geojson": ("kaart/wijk_2022_rd.geojson", "Grenzen van de wijken 2022, vereenvoudigd"),
}
RD_NEW = "urn:ogc:def:crs:EPSG::28992"
PARTNERSHIPS = {
    "verbanden_twente.csv": "Samenwerkingsverbanden in Twente",
    "partners_twente.csv": "Partners van de samenwerkingsverbanden in Twente",
}
PARTNERSHIPS_YEAR = 2025


def compile_maps(folder: Path, target: Path) -> list[Attachment]:
    """Write the boundaries as compact GeoJSON in RD metres, features sorted by code; returns their origin."""
    target.mkdir(parents=True, exist_ok=True)
    result = []
    for name, (source, title) in MAPS.items():
        path = require_file(folder / source)
        features = compact_features(json.loads(path.read_text(encoding="utf-8")), path)
        (target / name).write_text(write_features(features), encoding="utf-8")
        origin = ((source, file_sha256(path)),)
        result.append(Attachment(f"kaart/{name}", title, len(features), LICENCE, "CBS/Kadaster", origin))
    return result


def write_features(features: list[dict[str, Any]]) -> str:
    """A map file: one line of GeoJSON in RD metres."""
    crs = {"type": "name", "properties": {"name": RD_NEW}}
    collection = {"type": "FeatureCollection", "crs": crs, "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n"


def make_feature(code: str, naam: str, gemeente: str | None, geometry: dict[str, Any]) -> dict[str, Any]:
    """One area of a map file, in whole metres; `gemeente` only for wijken."""
    return {
        "type": "Feature",
        "properties": {"code": code, "naam": naam, **({"gemeente_code": gemeente} if gemeente else {})},
        "geometry": {"type": geometry["type"], "coordinates": _whole_metres(geometry["coordinates"])},
    }


def compact_features(collection: dict[str, Any], path: Path) -> list[dict[str, Any]]:
    """Features with properties code, naam and (wijken) gemeente_code, whole metres, sorted by code.

    Raises:
        ContractError: not in the RD grid, or two features with one code.
    """
    if collection.get("crs", {}).get("properties", {}).get("name") != RD_NEW:
        raise ContractError("de kaart staat niet in RD-meters (EPSG:28992)", path, "Zet de grenzen om naar RD")
    features = sorted((_compact(f) for f in collection["features"]), key=_code)
    if len({_code(feature) for feature in features}) < len(features):
        raise ContractError("een gebied staat dubbel op de kaart", path, "Voeg de delen samen tot één gebied")
    return features


def _code(feature: dict[str, Any]) -> str:
    return str(feature["properties"]["code"])


def _compact(feature: dict[str, Any]) -> dict[str, Any]:
    source = feature["properties"]
    return make_feature(source["code"], source["name"], source.get("gm"), feature["geometry"])


def _whole_metres(coordinates: Any) -> Any:
    if isinstance(coordinates, (int, float)):
        return round(coordinates)
    return [_whole_metres(part) for part in coordinates]


def compile_partnerships(folder: Path, target: Path, gemeenten: pd.DataFrame) -> list[Attachment]:
    """Carry the collaborations over as they are, after checking names of gemeenten and keys; returns their origin.

    Args:
        folder: folder with the source files.
        target: sources/samenwerking.
        gemeenten: columns gebied_jaar, code, naam.
    """
    target.mkdir(parents=True, exist_ok=True)
    frames = {name: read_texts(folder / "samenwerking" / name) for name in PARTNERSHIPS}
    known = name_lookup(gemeenten)[PARTNERSHIPS_YEAR]
    partnerships, partners = frames.values()
    _refuse_unknown_names(partnerships, known)
    loose = sorted(set(partners["verband"]) - set(partnerships["verband"]))
    if loose:
        mend = "Zet het verband in verbanden_twente.csv"
        raise ContractError(f"partners van onbekend verband '{loose[0]}'", "partners_twente.csv", mend)
    result = []
    for name, title in PARTNERSHIPS.items():
        frames[name].to_csv(target / name, index=False, lineterminator="\n")
        origin = ((f"samenwerking/{name}", file_sha256(folder / "samenwerking" / name)),)
        citation = "Jaarverslag 2022 Roset; Zorgnetwerk Zenderen"
        result.append(
            Attachment(
                f"samenwerking/{name}", title, len(frames[name]), "feiten, met bronvermelding", citation, origin
            )
        )
    return result


def _refuse_unknown_names(partnerships: pd.DataFrame, known: dict[str, str]) -> None:
    for verband, text in zip(partnerships["verband"], partnerships["gemeenten"], strict=True):
        for name in filter(None, text.split(";")):
            if fold_name(name) not in known:
                mend = "Schrijf de naam zoals in sources/indeling/gemeenten.csv"
                raise ContractError(f"onbekende gemeente '{name}' bij {verband}", "verbanden_twente.csv", mend)
