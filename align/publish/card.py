"""The data set's card: metadata for the Hub and a page for people, from the counts.

Nothing is guessed: licence and author come from the publisher, the domain from a run or the publisher, and quality is
measured on these very data.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.model.errors import InputError
from align.publish import recipe
from align.publish.features import features
from align.publish.history import Revision
from align.publish.settings import CONFIGS, LICENSES, SPLITS, Settings
from align.publish.shards import SplitFacts
from align.publish.tally import CURVES, Tally

TEMPLATE = Path(__file__).parent / "templates" / "card.md"
MEANINGS = {
    "pairs": "a Chinese passage and its English, with scores, issues, verdicts and provenance",
    "documents": "a document: its beads in order",
    "issues": "a discrepancy: what the Chinese says, what the English says, and the decision on it",
    "withheld": "a unit that is not among the pairs, and the reason",
    "windows": "consecutive pairs of a document between which nothing is withheld, with speakers, turns and paragraphs",
}
DUPLICATES = {
    "keep": "duplicates among the training pairs stay",
    "exact": "of training pairs with the same letters and digits on both sides the first stays",
    "near": "of training pairs that share 80 % of their shingles (4 characters, both sides together) the first stays",
}
SHOWN = 12
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_LARGER = ((10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"), (1_000_000_000, "100M<n<1B"))


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of a data set. ``location``: the argument of ``load_dataset``; ``endpoint``: that of the Hub."""

    tally: Tally
    splits: Sequence[SplitFacts]
    figures: Mapping[str, str]
    revisions: Sequence[Revision]
    location: str
    endpoint: str = ""


def render(contents: Contents, settings: Settings) -> str:
    """Return the text of ``README.md``."""
    from jinja2 import Template

    template = Template(TEMPLATE.read_text(encoding="utf-8"))
    text = template.render(_values(contents, settings), card_data=_metadata(contents, settings).to_yaml())
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"


def validate(text: str) -> None:
    """Raise InputError if the Hub or ``datasets`` would refuse the metadata of a card.

    The Hub checks a card itself when it is uploaded. This check reads it with the same libraries, and checks the lists
    that they do not know.
    """
    from datasets import DatasetInfo
    from datasets.utils.metadata import MetadataConfigs
    from huggingface_hub import DatasetCard

    try:
        data: Any = DatasetCard(text).data
        configs = MetadataConfigs.from_dataset_card_data(data)
        infos = {entry["config_name"]: DatasetInfo._from_yaml_dict(dict(entry)) for entry in data.dataset_info}
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("README.md", f"is not a valid card: {error}") from None
    known = {size for _, size in (*_SIZES, *_LARGER)}
    faults = [
        *(["license"] if data.license not in LICENSES else []),
        *(["language"] if data.language != ["zh", "en"] else []),
        *(["size_categories"] if not set(data.size_categories) <= known else []),
        *(["configs"] if set(configs) != set(infos) or configs.get_default_config_name() != "pairs" else []),
        *(f"features of {name}" for name, info in infos.items() if info.features != features()[name]),
    ]
    if faults:
        raise InputError("README.md", f"is not a valid card: {', '.join(faults)}")


def _metadata(contents: Contents, settings: Settings) -> Any:
    from datasets import DatasetInfo, SplitDict, SplitInfo
    from datasets.info import DatasetInfosDict
    from datasets.utils.metadata import MetadataConfigs
    from huggingface_hub import DatasetCardData

    pairs = sum(facts.rows for facts in contents.splits if facts.config == "pairs")
    data = DatasetCardData(
        language=["zh", "en"],
        license=settings.license,
        pretty_name=_title(contents, settings),
        multilinguality=["translation"],
        task_categories=["translation"],
        size_categories=[next((name for most, name in (*_SIZES, *_LARGER) if pairs < most), "n>1T")],
        tags=["parallel-corpus", "sentence-alignment", "translation-quality"],
    )
    if settings.license == "other":
        data["license_name"], data["license_link"] = settings.license_name, settings.license_link
    configs, infos = MetadataConfigs(), DatasetInfosDict()
    for config in _configs(contents):
        found = [facts for facts in contents.splits if facts.config == config and facts.rows]
        paths = [{"split": facts.split, "path": f"{config}/{facts.split}-*"} for facts in found]
        configs[config] = {"data_files": paths, **({"default": True} if config == "pairs" else {})}
        splits = SplitDict()
        for facts in found:
            splits.add(SplitInfo(facts.split, num_bytes=facts.bytes, num_examples=facts.rows))
        infos[config] = DatasetInfo(
            features=features()[config],
            splits=splits,
            download_size=sum(path.stat().st_size for facts in found for path in facts.files),
            dataset_size=sum(facts.bytes for facts in found),
        )
    infos.to_dataset_card_data(data)
    configs.to_dataset_card_data(data)
    return data


def _values(contents: Contents, settings: Settings) -> dict[str, Any]:
    tally, latest = contents.tally, contents.revisions[-1]
    issues = sum(tally.decisions.values())
    sizes: dict[str, dict[str, int]] = {}
    for facts in contents.splits:
        sizes.setdefault(facts.config, {})[facts.split] = facts.rows
    units = max(1, tally.units)
    return {
        "title": _title(contents, settings),
        "location": contents.location,
        "hub": contents.endpoint,
        "documents": sum(tally.documents.values()),
        "units": tally.units,
        "pairs": latest.pairs,
        "revision": latest,
        "revisions": sorted(contents.revisions, key=lambda revision: -revision.number),
        "notices": tally.notices.most_common(SHOWN),
        "unnamed": "No source names one." if tally.sourced else "What the sources say of it was not kept.",
        "configs": _configs(contents),
        "meanings": MEANINGS | {"documents": MEANINGS["documents"] + _bead_fields(tally)},
        "splits": [split for split in SPLITS if tally.documents[split]],
        "sizes": sizes,
        "signatures": _listed(
            [f"`{name}`" if name else "unknown (no run)" for name, _ in tally.signatures.most_common()]
        ),
        "shares": "/".join(f"{share:g}" for share in settings.shares),
        "linked": f"{settings.filters.linked:g}",
        "groups": bool(tally.groups),
        "duplicates": DUPLICATES[settings.duplicates],
        "lists": [Path(entry.file).name for entry in settings.decontaminate],
        "windows": settings.windows,
        "recipe": recipe.written(settings).rstrip(),
        "curve": _curve(tally),
        "scored": bool(tally.curve("score")),
        "personal": "e-mail and IP addresses, numbers of phones, IDs, passports and bank cards, chat accounts, access "
        "tokens and home folders "
        + ("are overwritten with asterisks" if settings.mask else "were looked for; publishing stops at one"),
        "withheld": [(reason, count) for reason, count in tally.counts["withheld"].most_common() if reason],
        "domains": tally.domains.most_common(SHOWN),
        "beads": tally.counts["bead_type"].most_common(SHOWN),
        "figures": contents.figures,
        "mean_confidence": f"{tally.confidence_sum / units:.3f}",
        "length_ratio": f"{tally.lengths['en'] / max(1, tally.lengths['zh']):.2f}",
        "issue_count": issues,
        "issues_per_100": f"{100 * issues / units:.1f}",
        "decisions": _decisions(tally),
        "review": _review(tally),
        "reviewers": [(who, n, f"{n / units:.0%}") for who, n in tally.reviewers.most_common(SHOWN)]
        if settings.reviewers
        else [],
        "limits": _limits(tally),
        "license": _license(settings, tally),
        "citation": _citation(contents, settings),
    }


def _configs(contents: Contents) -> list[str]:
    """Return the configurations with rows, since ``datasets`` cannot open others."""
    return [config for config in CONFIGS if any(facts.config == config and facts.rows for facts in contents.splits)]


def _bead_fields(tally: Tally) -> str:
    """Return the other fields of beads in documents; batches and aligned pairs lack some of them."""
    names = [name for name in ("speakers", "turns", "paragraphs") if tally.structure[name]]
    return f", with {' and '.join([', '.join(names[:-1]), names[-1]] if len(names) > 1 else names)}" if names else ""


def _curve(tally: Tally) -> list[list[str]]:
    """Return the rows of pairs kept and estimated noise by threshold, for ``linked`` and ``score``."""
    rows: dict[float, list[str]] = {}
    for column, name in enumerate(CURVES):
        for threshold, count, noise in tally.curve(name):
            row = rows.setdefault(threshold, [f"{threshold:g}", *["-"] * (2 * len(CURVES))])
            row[1 + 2 * column : 3 + 2 * column] = [f"{count:,}", f"{noise:.2%}"]
    return list(rows.values())


def _decisions(tally: Tally) -> list[list[str]]:
    rows = []
    for scorer in sorted({scorer for scorer, _ in tally.decisions}):
        counts = [tally.decisions[scorer, kind] for kind in ("confirmed", "false positive", "fixed", "open")]
        decided = sum(counts[:3])
        right = f"{(counts[0] + counts[2]) / decided:.0%}" if decided else "-"
        rows.append([f"`{scorer}`", *map(str, counts), right])
    return rows


def _review(tally: Tally) -> str:
    states, units = tally.counts["state"], max(1, tally.units)
    if not tally.reviewers:
        return "No person has reviewed these data."
    return (
        f"{states['approved']:,} units ({states['approved'] / units:.0%}) were approved as a whole; on "
        f"{states['decided']:,} more each issue was decided. Nobody has decided on the other {states['open']:,}."
    )


def _limits(tally: Tally) -> list[str]:
    units = max(1, tally.units)
    unseen = 1 - tally.counts["state"]["approved"] / units
    return [
        f"{unseen:.0%} of the units were not approved as a whole by a person.",
        "A pair without issues is one in which the checks found nothing, not one that is proved right.",
        "`issues` holds what the checks find: what they overlook is missing from it, so it measures precision better "
        "than recall.",
        "Splits differ in documents, not in genre or source: results on them say little about other genres.",
        "Formulas that recur in every document (greetings, thanks) are missing from the training pairs if they stand "
        "in the test or validation split.",
        *(_repeated(tally.repeated) if tally.repeated else []),
        *(["The order of some passages differs between the languages (`reordered`)."] if tally.reordered else []),
    ]


def _repeated(number: int) -> list[str]:
    pairs = "1 training pair repeats" if number == 1 else f"{number:,} training pairs repeat"
    return [f"{pairs} an earlier one word for word: recurring formulas. They were left in."]


def _title(contents: Contents, settings: Settings) -> str:
    return settings.title or contents.location.rstrip("/").rsplit("/", 1)[-1]


def _license(settings: Settings, tally: Tally) -> str:
    if settings.license == "other":
        whole = f"[{settings.license_name}]({settings.license_link})"
    elif settings.license == "unknown":
        whole = "Unknown: the publisher states none. Ask before you use the data."
    else:
        whole = f"`{settings.license}`, as the publisher states. The sources may carry rights of their own."
    if not any(tally.licenses):
        return whole
    stated = [f"{name or 'none stated'} ({count:,})" for name, count in tally.licenses.most_common()]
    return f"{whole}\n\nLicences of the documents, in `provenance` of each pair: {_listed(stated)}."


def _citation(contents: Contents, settings: Settings) -> str:
    first, latest = contents.revisions[0], contents.revisions[-1]
    key = re.sub(r"[^a-z0-9]+", "_", contents.location.lower()).strip("_")
    fields = [
        ("title", _title(contents, settings)),
        *([("author", settings.author)] if settings.author else []),
        ("year", first.date[:4]),
        ("note", f"Revision {latest.number}, {latest.date}"),
        *([("howpublished", f"{contents.endpoint}/datasets/{contents.location}")] if contents.endpoint else []),
    ]
    return f"@misc{{{key},\n" + ",\n".join(f"  {name} = {{{value}}}" for name, value in fields) + "\n}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")
