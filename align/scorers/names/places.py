"""Names replaced: the Chinese names X, the English lacks every form of X and has something else in its place.

A name alone that is missing means nothing (a pronoun, "the country", "the province"). So an issue needs a deficit, a
name for certain that the English and its neighbours lack in every form, and a surplus, a name in the English that
nothing in the Chinese and its neighbours explains. Names for certain are the places of the table, people whom the
tagger and a surname confirm, and what the Chinese gives in Latin letters: 约翰·尼克松 (John Nixon).
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from align.language.names.people import beside_titles, tagged_names
from align.language.names.pinyin import is_pinyin_of, letters_of
from align.language.names.spelling import spell, surname_length
from align.language.names.surnames import COMMON, may_be_family
from align.language.names.transcription import TRANSCRIBING, alike
from align.language.places import Place, en_pattern, en_places, stands_for, zh_places
from align.language.spans import inside, touches
from align.language.tables import words
from align.language.words import dictionary_words
from align.model.document import Span
from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context
from align.scorers.concepts.engine import apart
from align.scorers.names.capitals import TRANSLATED, explained, may_be_person, name_in, person_runs, runs
from align.scorers.names.known_people import known_people
from align.scorers.names.people import name_issue, pinyin_names

_GENERIC: dict[str, re.Pattern[str]] = {
    "country": re.compile(
        r"(?i:\b(?:country|countries|nation|nations|national|nationwide|domestic|domestically|home|homeland|mainland"
        r"|the two|both|here|its|their|our|we|us|the government)\b)"
    ),
    "province": re.compile(
        r"(?i:\b(?:province|provincial|region|regional|municipality|city|autonomous|our|we|its|here|local)\b)"
    ),
    "city": re.compile(r"(?i:\b(?:city|capital|town|municipal|local|our|we|here)\b)"),
    "river": re.compile(r"(?i:\b(?:river|basin|lake|waterway|plateau)\b)"),
    "continent": re.compile(r"(?i:\b(?:continent|continental|region|regional)\b)"),
    "union": re.compile(r"(?i:\b(?:bloc|union|organi[sz]ation|the world body)\b)"),
}
_SPEAKS = re.compile("说|表示|介绍|指出|告诉|称|认为|得知|强调|透露|坦言|回忆|[，,][^，。]{0,12}说")
# Where names are spelt in other ways than pinyin.
_OTHER_SPELLINGS = re.compile("香港|澳门|台湾|港[府区]|特首|行政长官|日本|韩国|朝鲜|越南|新加坡|马来西亚")
_STATES = words("美国 英国 法国 德国 俄罗斯 日本 韩国 朝鲜 欧盟 越南 泰国 缅甸 菲律宾 澳大利亚")
_SIDES = {name[0]: name for name in _STATES}
_SIDE = re.compile(f"([{''.join(_SIDES)}])方(?![面案法式向便位程])")
_ACRONYM = re.compile("(?<![A-Za-z0-9])(?!COVID|SARS|GDP)[A-Z]{3,6}(?![A-Za-z0-9])")
_NOUNS = frozenset("njsl")  # first letters of jieba's tags of names, abbreviations and places
_LATIN_NAME = re.compile(r"[A-Z][a-z\u00df-\u024f]{3,}(?:[ \-][A-Z][a-z\u00df-\u024f]+)*")


@dataclass(frozen=True, slots=True)
class _Missing:
    """A name of the Chinese that the English lacks; ``right`` is its English. ``beside``: a neighbour has it."""

    span: Span
    right: str
    place: Place | None = None
    beside: bool = False
    person: bool = False


def find_replaced(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield at most one issue for each pair of a missing and a surplus name."""
    zh_around, en_around = context.around("zh", speakers=True), context.around("en", speakers=True)
    surplus = list(_surplus_places(unit, zh_around))
    missing = list(_missing_places(unit, en_around))
    foreign = [(run, span) for run in runs(unit.en_text) if (span := name_in(run)) and not explained(run, zh_around)]
    if not surplus and not foreign and not missing:
        return
    certain: list[_Missing] = [*missing, *_missing_latin(unit, en_around), *_missing_people(unit, en_around, context)]
    for there in list(surplus):
        gone = _match(there[0], certain)
        if gone is not None:
            surplus.remove(there)
            certain.remove(gone)
            yield _issue(unit, gone, there[1], 0.85)
    for span in _loose_cities(unit, zh_around):
        cities = [gone for gone in certain if gone.place and gone.place.kind == "city" and not gone.beside]
        gone = next((gone for gone in cities if not _generic(gone, unit.en_text)), None)
        if gone is not None and not touches(span, [there for _, there in surplus]):
            certain.remove(gone)
            yield _issue(unit, gone, span, 0.75)
    taken = [span for _, span in surplus]
    names = [gone for gone in certain if not gone.beside and not _generic(gone, unit.en_text) and not _known(gone)]
    others = [span for _, span in foreign if not any(a < span[1] and span[0] < b for a, b in taken)]
    people = [span for _, span in person_runs(unit.en_text)]
    for span in others:
        who = next((person for person in people if touches(person, [span])), None)
        person = who is not None or may_be_person(unit.en_at(span))
        letters = letters_of(unit.en_at(who or span))
        fit = [gone for gone in names if (person or not gone.person) and not _has(letters, gone)]
        if who is None:  # no country or province is unknown, as the name of this place is
            fit = [gone for gone in fit if gone.place is None or gone.place.kind in ("city", "river")]
        gone = next(iter(fit), None)
        if gone is not None:
            names.remove(gone)
            yield _issue(unit, gone, (who if gone.person else None) or span, 0.6)
    for _, span in surplus:
        yield from _unnamed(unit, context, span)


def find_exchanged(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield places that the English has more times than the Chinese, against one that it has fewer times, or any.

    Both may be named elsewhere: 俄罗斯 in one clause of a text on 美国 is "the United States". Which mention of several
    is meant is not known, so the one that stands most nearly where the other does is marked. Often a name is repeated
    or stands for a pronoun, so it is for the decision to weigh, and nothing without one.
    """
    over = list(_more_often(unit)) if context.resources.links else []
    missing = list(_missing_places(unit, context.around("en", speakers=True))) if over else []
    stated = [_Missing(span, place.en[0], place) for place, span in zh_places(unit.zh_text)] if over else []
    for kind, spans in over:
        fit = [gone for gone in missing if gone.place and gone.place.kind == kind]
        others = [there for there in stated if there.place and there.place.kind == kind]
        pairs = [(apart(unit, gone.span, span), gone, span) for gone in fit or others for span in spans]
        _, gone, span = min(pairs, key=lambda pair: pair[0], default=(0.0, None, None))
        if gone is not None and span is not None:
            yield replace(_issue(unit, gone, span, 0.4 if fit else 0.2), severity="minor")


def _more_often(unit: TranslationUnit) -> Iterator[tuple[str, list[Span]]]:
    """Yield the kinds and mentions of places that the English has more times than the Chinese names them."""
    named = Counter(place.en for place, _ in (*zh_places(unit.zh_text), *_sides(unit.zh_text)))
    mentions: dict[tuple[Place, ...], list[Span]] = {}
    for found, span in en_places(unit.en_text):
        mentions.setdefault(found, []).append(span)
    for found, spans in mentions.items():
        if len(spans) > sum(named[place.en] for place in found):
            yield found[0].kind, spans


def _unnamed(unit: TranslationUnit, context: Context, span: Span) -> Iterator[Issue]:
    """Yield a place that the Chinese does not name, against the noun that word links hold for its likest: 中 in 中美.

    That is often a country said otherwise (首都 "Beijing"), so it is for the decision to weigh.
    """
    provider = context.resources.links
    links = provider(unit) if provider else None
    if links is None or not links.similarity.size:
        return
    columns = [k for k, word in enumerate(links.en_words) if word.span[0] < span[1] and span[0] < word.span[1]]
    nouns = [k for k, word in enumerate(links.zh_words) if word.tag[:1] in _NOUNS]
    if columns and nouns:
        likest = max(nouns, key=lambda k: float(links.similarity[k, columns].max()))
        gone = _Missing(links.zh_words[likest].span, "")
        yield replace(_issue(unit, gone, span, 0.3), severity="minor")


def _missing_places(unit: TranslationUnit, en_around: str) -> Iterator[_Missing]:
    """Yield places that the English lacks or has fewer times; ``beside`` where it has them at all, here or in a
    neighbour."""
    stated: dict[tuple[str, ...], list[tuple[Place, Span]]] = {}
    for place, span in (*zh_places(unit.zh_text), *_sides(unit.zh_text)):
        whole = place.kind == "province" and span in dictionary_words(unit.zh_text)
        apart = place.kind == "city" and _straddles(unit.zh_text, span)
        apart = apart or unit.zh_text.startswith("法例", span[1])  # Cap. 200 is of Hong Kong
        if whole or not (apart or _inside_transcription(unit.zh_text, span)):
            stated.setdefault(place.en, []).append((place, span))
    for mentions in stated.values():
        place, span = mentions[-1]
        if len(mentions) > len(en_pattern(place).findall(unit.en_text)):
            yield _Missing(span, place.en[0], place, beside=bool(en_pattern(place).search(en_around)))


def _sides(zh: str) -> Iterator[tuple[Place, Span]]:
    """Yield countries by one character: 美方."""
    for match in _SIDE.finditer(zh):
        if not _straddles(zh, match.span()):
            yield next(zh_places(_SIDES[match[1]]))[0], match.span()


def _straddles(zh: str, span: Span) -> bool:
    """True if the characters belong to the words around them: 固安 in 巩固安全, 眉山 in 峨眉山."""
    words = dictionary_words(zh)
    return any(
        touches(word, [span]) and not inside(word, [span]) and (word[0] != span[0] or word[1] < span[1])
        for word in words
    )


def _surplus_places(unit: TranslationUnit, zh_around: str) -> Iterator[tuple[str, Span]]:
    for found, span in en_places(unit.en_text):
        if any(stands_for(place, zh_around) for place in found):
            continue
        if found[0].kind == "province" or not _spelt(zh_around, unit.en_at(span)):
            yield found[0].kind, span


def _loose_cities(unit: TranslationUnit, zh_around: str) -> Iterator[Span]:
    """Yield cities of the English that the Chinese does not name, even where its country stands there."""
    named = {place.en for place, _ in zh_places(zh_around)}
    for found, span in en_places(unit.en_text):
        cities = [place for place in found if place.kind == "city"]  # a capital's name is its country's too
        if cities and not any(place.en in named for place in cities):
            yield span


def _spelt(zh: str, latin: str) -> bool:
    return any(is_pinyin_of(zh[at : at + n], latin) for n in (2, 3) for at in range(len(zh) - n + 1))


def _match(kind: str, missing: list[_Missing]) -> _Missing | None:
    """Return the missing name that a surplus place of this kind stands for: one of the same kind, else any but a
    person."""
    same = [gone for gone in missing if gone.place is not None and gone.place.kind == kind]
    return next(iter(same or [gone for gone in missing if not gone.beside and not gone.person]), None)


def _has(letters: str, missing: _Missing) -> bool:
    """True if a longer name of the English begins with the one that seems to be missing: Jiangkouhe Lianwei."""
    return bool(missing.right) and letters.startswith(letters_of(missing.right))


def _known(missing: _Missing) -> bool:
    """True if this is one of the people whom ``find_replaced_people`` looks for."""
    return missing.place is not None and missing.place.kind == "person"


def _generic(missing: _Missing, english: str) -> bool:
    """True if the English may mean the place without naming it ("the province")."""
    pattern = _GENERIC.get(missing.place.kind) if missing.place else None
    return pattern is not None and bool(pattern.search(english))


def _missing_latin(unit: TranslationUnit, en_around: str) -> Iterator[_Missing]:
    english = en_around.lower()
    for match in _LATIN_NAME.finditer(unit.zh_text):
        if not any(word.lower()[:5] in english for word in match[0].split()):
            yield _Missing(match.span(), match[0])
    initials = "".join(word[0] for word in re.findall("[A-Za-z]+", english))
    for match in _ACRONYM.finditer(unit.zh_text):
        if match[0].lower() not in english and match[0].lower() not in initials:
            yield _Missing(match.span(), match[0])


def _missing_people(unit: TranslationUnit, en_around: str, context: Context) -> Iterator[_Missing]:
    """Yield people who stand beside a title or speak, and whom the English does not name, nor otherwise elsewhere."""
    if _OTHER_SPELLINGS.search(unit.zh_text):
        return
    words = [word for run in runs(en_around) for word in run.words]
    titled = set(beside_titles(unit.zh_text))
    known = [span for span, _ in known_people(unit.zh_text)]
    for span in tagged_names(unit.zh_text):
        han = unit.zh_at(span)
        family = han[: surname_length(han)]
        if _inside_transcription(unit.zh_text, span, longest=3) or touches(span, known):
            continue
        common = family in COMMON and span[1] - span[0] > len(family) + 1  # 唐卡, 陈列: words that begin with surnames
        if span not in titled and not _SPEAKS.match(unit.zh_text, span[1]) and not common:
            continue
        letters = letters_of(spell(han))
        named = any(_may_be(word, family) or letters_of(word).startswith(letters) for word in words)
        if not named and not _called_otherwise(han, context):
            yield _Missing(span, spell(han), person=True)


def _may_be(word: str, family: str) -> bool:
    """True if an English word can be a surname, in pinyin or as Hong Kong, Taiwan and older texts spell it."""
    if may_be_family(word, family):
        return True
    return word.lower() not in TRANSLATED and not any(en_places(word)) and alike(word, family)


def _called_otherwise(han: str, context: Context) -> bool:
    """True if the document has the person more than once and never in pinyin (a translated name: Aroma for 袭人)."""
    units = [unit for unit in context.units if unit.en_text and han in unit.zh_text]
    spelt = any(is_pinyin_of(han, name) for unit in units for name, _ in pinyin_names(unit.en_text))
    return len(units) > 1 and not spelt


def _inside_transcription(zh: str, span: Span, *, longest: int = 2) -> bool:
    """True if a short name is a part of a longer foreign name: 马里 in 波特马里恩."""
    start, end = span
    beside = (zh[start - 1 : start], zh[end : end + 1])
    return (
        end - start <= longest
        and all(c in TRANSCRIBING for c in zh[start:end])
        and any(c in TRANSCRIBING for c in beside if c)
    )


def _issue(unit: TranslationUnit, missing: _Missing, en: Span, confidence: float) -> Issue:
    code = "names.replaced" if missing.right else "names.other"
    return name_issue(unit, missing.span, en, code, missing.right, confidence=confidence)
