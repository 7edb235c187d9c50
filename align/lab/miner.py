"""Proposes termbase entries from aligned texts: Chinese units of several words with one stable English rendering.

Candidates are recurring runs of content words by jieba, and runs of English words that neither begin nor end with a
function word. A pair is scored over units by Dice's coefficient (Smadja, McKeown & Hatzivassiloglou 1996); plain
co-occurrence, the obvious way, proposes "we will" for everything. Runs inside equally frequent longer ones are dropped
on both sides, so that the whole term is proposed, not each of its parts.
"""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from align.model.progress import Progress, silent
from align.model.unit import TranslationUnit
from align.wordlinks.links import WordLinks, chinese_words, english_words

COLUMNS = ("zh", "en", "count", "consistency", "examples")

_MOST_WORDS, _MOST_ENGLISH = 5, 6
_CHARACTERS = (3, 12)
_EXAMPLES, _LOOKED_AT = 2, 5
_LINKED = 0.6
_DICE, _CONSISTENCY, _WITHIN = 0.5, 0.5, 0.85
_CONTENT = re.compile(r"^(?:n(?!r)|v|a|b|j|l|i|s|eng)")
_LAST = re.compile(r"^(?:n(?!r)|vn|an|j|l|i|s|v)")
_FUNCTION = frozenset(
    """a about after all also an and are as at be been both but by can during each for from further had has have he
    her his i if in into is it its made make many may last long more most must new not of on only or other our
    over same she should since so some such than that the their them then there these they this those through
    to under up was we were what when which who will with would year years you your""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term and its rendering. ``count``: units with the term. ``consistency``: share of them with the rendering.

    ``score``: Dice's coefficient. ``examples``: ids of two units that have both.
    """

    zh: str
    en: str
    count: int
    consistency: float
    score: float
    examples: tuple[str, ...]


def mine(
    units: Sequence[TranslationUnit],
    *,
    known: Collection[str] = (),
    links: Callable[[TranslationUnit], WordLinks] | None = None,
    least: int = 3,
    progress: Progress = silent,
) -> tuple[Proposal, ...]:
    """Return proposals, the most frequent and stable first.

    ``known``: terms not to be proposed, nor terms that contain them. ``links``: word links of units; then a rendering
    is only proposed if its words and the term's are linked in an example. ``least``: the least number of units with a
    term.
    """
    chinese, english, forms = _counted(units)
    frequent = {run: places for run, places in chinese.items() if len(places) >= least}
    at: dict[int, list[str]] = defaultdict(list)
    for key, places in english.items():
        if len(places) >= least:
            for place in places:
                at[place].append(key)
    proposals: list[Proposal] = []
    runs = _not_inside_longer(frequent)
    for done, (run, places) in enumerate(runs.items()):
        progress("looking for renderings", done, len(runs))
        together = Counter(key for place in places for key in at[place])
        best = _best(together, len(places), english)
        if not best or any(term in run for term in known):
            continue
        form = forms[best].most_common(1)[0][0]
        both = sorted(set(places) & set(english[best]))
        if links is None or any(_linked(units[place], run, form, links) for place in both[:_LOOKED_AT]):
            score = _dice(len(both), len(places), len(english[best]))
            ids = tuple(str(units[place].id) for place in both[:_EXAMPLES])
            proposals.append(Proposal(run, form, len(places), len(both) / len(places), score, ids))
    return tuple(sorted(_one_a_rendering(proposals), key=lambda p: (-p.score * p.count, p.zh)))


def render(proposals: Sequence[Proposal]) -> str:
    """Return the proposals as CSV for :func:`align.readers.termbase.read_termbase`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for p in proposals:
        writer.writerow((p.zh, p.en, p.count, f"{p.consistency:.2f}", " ".join(p.examples)))
    return out.getvalue()


def _counted(
    units: Sequence[TranslationUnit],
) -> tuple[dict[str, list[int]], dict[str, list[int]], dict[str, Counter[str]]]:
    """Return the units of Chinese runs and of English runs, and the forms of the latter."""
    chinese: dict[str, list[int]] = defaultdict(list)
    english: dict[str, list[int]] = defaultdict(list)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for place, unit in enumerate(units):
        if unit.zh_text.strip() and unit.en_text.strip():
            for run in dict.fromkeys(_chinese_runs(unit.zh_text)):
                chinese[run].append(place)
            found = list(_english_runs(unit.en_text))
            for key in dict.fromkeys(key for key, _ in found):
                english[key].append(place)
            for key, form in found:
                forms[key][form] += 1
    return chinese, english, forms


def _linked(unit: TranslationUnit, run: str, form: str, links: Callable[[TranslationUnit], WordLinks]) -> bool:
    """True if most of a term, by characters, and of its rendering, by content words, have their nearest word in the
    other.

    Mutual links are too few for this: of 高质量 and "high-quality" often only one word of each has one.
    """
    start, at = unit.zh_text.find(run), unit.en_text.lower().find(form.lower())
    if start < 0 or at < 0:
        return False
    found = links(unit)
    zh = [n for n, w in enumerate(found.zh_words) if start <= w.span[0] and w.span[1] <= start + len(run)]
    en = [n for n, w in enumerate(found.en_words) if at <= w.span[0] and w.span[1] <= at + len(form)]
    content = [n for n in en if found.en_words[n].text.lower() not in _FUNCTION]
    if not zh or not content:
        return False
    covered = sum(len(found.zh_words[n].text) for n in zh if int(found.similarity[n].argmax()) in en)
    words = sum(int(found.similarity[:, n].argmax()) in zh for n in content)
    return covered >= _LINKED * len(run) and words >= _LINKED * len(content)


def _one_a_rendering(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Keep, of nested terms with the same rendering, the one with the higher score, or else the shorter one.

    推动高质量发展 is not "high-quality development".
    """
    kept: list[Proposal] = []
    for p in sorted(proposals, key=lambda p: (-p.score, len(p.zh), p.zh)):
        if not any(p.en.lower() == k.en.lower() and (p.zh in k.zh or k.zh in p.zh) for k in kept):
            kept.append(p)
    return kept


def _best(together: Mapping[str, int], count: int, english: Mapping[str, Sequence[int]]) -> str:
    """Return the rendering with the highest Dice, or the longest of those nearly as good, which contains the others."""
    scored = {
        key: _dice(both, count, len(english[key])) for key, both in together.items() if both >= _CONSISTENCY * count
    }
    bar = max(scored.values(), default=0.0)
    near = [key for key, score in scored.items() if score >= max(_DICE, bar * 0.95)]
    return max(near, key=lambda key: (key.count(" "), scored[key], key), default="")


def _dice(both: int, one: int, other: int) -> float:
    return 2 * both / (one + other)


def _not_inside_longer(runs: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """Return the runs that are not nearly always inside a longer one."""
    longest: dict[str, int] = defaultdict(int)
    for run, places in runs.items():
        for start in range(len(run)):
            for end in range(start + _CHARACTERS[0], len(run) + 1):
                if end - start < len(run) and run[start:end] in runs:
                    longest[run[start:end]] = max(longest[run[start:end]], len(places))
    return {run: places for run, places in runs.items() if longest[run] < _WITHIN * len(places)}


def _chinese_runs(text: str) -> Iterator[str]:
    words = chinese_words(text)
    for first, word in enumerate(words):
        if not _CONTENT.match(word.tag) or (word.tag == "v" and len(word.text) == 1):  # 来, 占, 作
            continue
        for last in range(first, min(first + _MOST_WORDS, len(words))):
            if not _CONTENT.match(words[last].tag) or (last > first and words[last].span[0] != words[last - 1].span[1]):
                break
            start, end = word.span[0], words[last].span[1]
            if _CHARACTERS[0] <= end - start <= _CHARACTERS[1] and _LAST.match(words[last].tag):
                yield text[start:end]


def _english_runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the runs of words within a clause, as pairs (lower case without plural, the form in the text)."""
    words = english_words(text)
    keys = [word.text.lower().replace("’", "'").removesuffix("'s") for word in words]
    for first, word in enumerate(words):
        if keys[first] in _FUNCTION or not keys[first][:1].isalpha():
            continue
        for last in range(first, min(first + _MOST_ENGLISH, len(words))):
            if last > first and text[words[last - 1].span[1] : words[last].span[0]] not in (" ", "-", "–"):
                break
            if keys[last] not in _FUNCTION and keys[last][:1].isalpha():
                key = " ".join(_singular(k) for k in keys[first : last + 1])
                yield key, re.sub(r"['’]s?$", "", text[word.span[0] : words[last].span[1]])


def _singular(word: str) -> str:
    return (
        word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word.removesuffix("s") if len(word) > 3 else word
    )
