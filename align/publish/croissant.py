"""Croissant metadata (MLCommons, version 1.1) of a data set: ``croissant.json``, which loaders and search engines read.

The Hub derives its own for what lies there; this file describes the folder itself, with the digest of each file. A
record set is a configuration; columns of lists are left to the parquet files.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from align.language.tables import words
from align.publish.features import LANGUAGES, features
from align.publish.settings import Settings
from align.publish.shards import SplitFacts

CROISSANT = "croissant.json"
_KINDS = {"string": "sc:Text", "int32": "sc:Integer", "float64": "sc:Float", "bool": "sc:Boolean", "date32": "sc:Date"}
_TERMS = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{
        term: f"cr:{term}"
        for term in words("""
            citeAs column extract field fileProperty fileObject fileSet format includes isLiveDataset jsonPath key md5
            parentField path recordSet references regex repeated replace separator source subField transform
        """)
    },
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "sc": "https://schema.org/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "samplingRate": "cr:samplingRate",
}


def render(
    splits: Sequence[SplitFacts],
    digests: Mapping[str, str],
    settings: Settings,
    *,
    name: str,
    number: int,
    date: str,
) -> str:
    """Return the text of ``croissant.json``.

    ``digests``: the SHA-256 of each file by its path; ``name``: the title; ``number``, ``date``: of the revision.
    """
    configs = list(dict.fromkeys(facts.config for facts in splits))
    plain = f"https://choosealicense.com/licenses/{settings.license}/" if settings.license != "unknown" else ""
    license = settings.license_link or plain
    record: dict[str, Any] = {
        "@context": _TERMS,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": name,
        "description": "Chinese texts and their English versions, aligned sentence by sentence.",
        "inLanguage": LANGUAGES,
        **({"license": license} if license else {}),
        "datePublished": date,
        "version": f"{number}.0.0",
        "citeAs": f"{settings.author or name}: {name}, revision {number}, {date}",
        **({"creator": {"@type": "sc:Person", "name": settings.author}} if settings.author else {}),
        "distribution": [
            *(_file(path, digest) for path, digest in digests.items()),
            *(
                {
                    "@type": "cr:FileSet",
                    "@id": config,
                    "name": config,
                    "containedIn": [{"@id": path} for path in digests if path.startswith(f"{config}/")],
                    "encodingFormat": "application/x-parquet",
                    "includes": f"{config}/*.parquet",
                }
                for config in configs
            ),
        ],
        "recordSet": [_records(config) for config in configs],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _file(path: str, digest: str) -> dict[str, str]:
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path,
        "contentUrl": path,
        "encodingFormat": "application/x-parquet",
        "sha256": digest,
    }


def _records(config: str) -> dict[str, Any]:
    fields = []
    for column, kind in features()[config].items():
        if column == "translation":
            fields += [
                _field(f"{config}/{side}", "sc:Text", config, column, jsonPath=f"$.{side}") for side in LANGUAGES
            ]
        elif dtype := _KINDS.get(getattr(kind, "dtype", "")):
            fields.append(_field(f"{config}/{column}", dtype, config, column))
    return {"@type": "cr:RecordSet", "@id": f"{config}-records", "name": f"{config}-records", "field": fields}


def _field(id: str, dtype: str, config: str, column: str, **transform: str) -> dict[str, Any]:
    source: dict[str, Any] = {"fileSet": {"@id": config}, "extract": {"column": column}}
    return {
        "@type": "cr:Field",
        "@id": id,
        "name": id,
        "dataType": dtype,
        "source": {**source, **({"transform": transform} if transform else {})},
    }
