"""Names replaced: the Chinese names X, the English lacks every form of X and has something else in its place.

A name alone that is missing means nothing (a pronoun, "the country", "the province"). So an issue needs a deficit, a
name for certain that the English and its neighbours lack in every form, and a surplus, a name in the English that
nothing in the Chinese and its neighbours explains. Names for certain are the places of the table, people whom the
tagger and a surname confirm, and what the Chinese gives in Latin letters: 约翰·尼克松 (John Nixon).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from align.language.names.people import beside_titles, families_in, free_names, tagged_names, transcribed_names
from align.language.names.pinyin import is_pinyin_of, spelt_at
from align.language.names.spelling import is_slip, spell, surname_length
from align.language.names.surnames import COMMON, families_of, may_be_family
from align.language.names.transcription import TRANSCRIBING, renders, transcribed
from align.language.places import Place, en_pattern, en_places, on_line, stands_for, zh_places
from align.language.spans import inside, touches
from align.language.tables import words
from align.language.words import dictionary_words
from align.model.document import Span
from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context
from align.scorers.concepts.engine import apart
from align.scorers.names.capitals import TRANSLATED, runs, titled, unexplained
from align.scorers.names.known_people import has_name, known_people
from align.scorers.names.people import OLDER_SPELLING, known_as, name_issue, pinyin_names

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
_BEFORE_NAME = re.compile(r"(?:\A|[，。；：“！？、\s]|记者|主持人|发言人|导演|作家|选手|运动员|演员|诗人|教练|由|被)\Z")
_NOUNS = frozenset("njsl")  # first letters of jieba's tags of names, abbreviations and places
_PEOPLE = ("person", "tagged", "heard")
_STATES = words("中国 美国 英国 法国 德国 俄罗斯 日本 韩国 朝鲜 欧盟 越南 泰国 缅甸 菲律宾 澳大利亚 印度 加拿大 乌克兰")
_SIDES = "".join(name[0] for name in _STATES)
_SIDE = re.compile(f"([{_SIDES}])方(?![面案法式向便位程])")
_PAIR = re.compile(rf"(?=([{_SIDES}])(?!\1)([{_SIDES}]))")
_COVERBS = frozenset("向对与由使和跟")  # before a side: 向日方, although 向日 is a word of the dictionary
_NO_PLACE = ("法例", "先生", "女士", "小姐", "夫人")  # after a place: Cap. 200 is of Hong Kong, Mr Bone is no Bonn
_LATIN_NAME = re.compile(r"[A-Z][a-z\u00df-\u024f]{3,}(?:[ \-][A-Z][a-z\u00df-\u024f]+)*")


@dataclass(frozen=True, slots=True)
class _Missing:
    """A name of the Chinese that the English lacks; ``right`` is its English.

    ``kind``: that of a place, "person" of one of the table, "heard" of another whose characters transcribe names,
    "tagged" of the rest. ``beside``: a neighbour has it.
    """

    span: Span
    right: str
    kind: str = ""
    beside: bool = False


def find_replaced(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield at most one issue for each pair of a missing and a surplus name."""
    zh_around, en_around = context.around("zh", speakers=True), context.around("en", speakers=True)
    spelt = [span for _, span in pinyin_names(unit.en_text)]
    surplus = [(kind, span) for kind, span in _surplus_places(unit, zh_around) if not touches(span, spelt)]
    missing = list(_missing_places(unit, en_around))
    foreign = list(_foreign(unit.en_text, zh_around, given=True))
    own = _foreign(unit.en_text, unit.zh_text, given=False)
    strangers = [span for span in own if span in foreign or span not in spelt]
    if not surplus and not strangers and not missing:
        return
    certain = [*missing, *_missing_latin(unit, en_around), *_missing_people(unit, strangers)]
    for kind, there in list(surplus):
        gone = _match(kind, certain)
        if gone is not None:
            surplus.remove((kind, there))
            certain.remove(gone)
            yield _issue(unit, gone, there, 0.85)
    taken = [span for _, span in surplus]
    certain = [gone for gone in certain if not gone.beside and not _generic(gone, unit.en_text)]
    for span in _loose_cities(unit, zh_around):
        gone = next((gone for gone in certain if gone.kind == "city"), None)
        if gone is not None and not touches(span, taken):
            certain.remove(gone)
            yield _issue(unit, gone, span, 0.75)
    for span in strangers:
        name = unit.en_at(span)
        kinds = _PEOPLE if span in spelt else _kinds(unit.en_text, span)
        fit = [gone for gone in certain if gone.kind in kinds]
        fit.sort(key=lambda gone: (not _same_family(gone, name, unit.zh_text), apart(unit, gone.span, span)))
        if span in foreign and span not in spelt and not fit:
            single = () if " " in name else ("country", "province", "person")
            fit = [gone for gone in certain if gone.kind not in ("tagged", "heard", *single)]
        if fit and not touches(span, taken):
            certain.remove(fit[0])
            yield _issue(unit, fit[0], span, 0.85 if fit[0].kind in _PEOPLE else 0.6)
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
    stated = [_Missing(span, place.en[0], place.kind) for place, span in _stated(unit.zh_text)] if over else []
    for kind, spans in over:
        fit = [gone for gone in missing if gone.kind == kind]
        others = [there for there in stated if there.kind == kind]
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
        spelt = found[0].kind == "city" and spelt_at(unit.zh_text, unit.en_at(spans[0]))
        told = bool(spelt) or any(on_line(place, unit.zh_text) for place in found)
        if not told and len(spans) > sum(named[place.en] for place in found):
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
    for place, span in _stated(unit.zh_text):
        stated.setdefault(place.en, []).append((place, span))
    for mentions in stated.values():
        place, span = mentions[-1]
        if len(mentions) > len(en_pattern(place).findall(unit.en_text)):
            yield _Missing(span, place.en[0], place.kind, beside=bool(en_pattern(place).search(en_around)))


def _stated(zh: str) -> Iterator[tuple[Place, Span]]:
    """Yield places that are no part of another word."""
    for place, span in (*zh_places(zh), *_sides(zh)):
        whole = place.kind == "province" and span in dictionary_words(zh)
        apart = place.kind == "city" and _straddles(zh, span)
        apart = apart or zh.startswith(_NO_PLACE, span[1])
        if whole or not (apart or _inside_transcription(zh, span)):
            yield place, span


def _sides(zh: str) -> Iterator[tuple[Place, Span]]:
    """Yield countries by one character: 美方, 朝美."""
    sides = [m.span() for m in _SIDE.finditer(zh) if zh[: m.start()][-1:] in _COVERBS or not _straddles(zh, m.span())]
    pairs = [m.span(k) for m in _PAIR.finditer(zh) if not _straddles(zh, (m.start(1), m.end(2))) for k in (1, 2)]
    for start, end in (*sides, *pairs):
        yield next(zh_places(_STATES[_SIDES.index(zh[start])]))[0], (start, end)


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
        if found[0].kind == "province" or not spelt_at(zh_around, unit.en_at(span)):
            yield found[0].kind, span


def _loose_cities(unit: TranslationUnit, zh_around: str) -> Iterator[Span]:
    """Yield cities of the English that the Chinese does not name, even where its country stands there."""
    named = {place.en for place, _ in zh_places(zh_around)}
    for found, span in en_places(unit.en_text):
        cities = [place for place in found if place.kind == "city"]  # a capital's name is its country's too
        if cities and not any(place.en in named or on_line(place, unit.zh_text) for place in cities):
            yield span


def _kinds(english: str, span: Span) -> tuple[str, ...]:
    """Return whom capitalised words that are no pinyin may stand for: a Chinese surname is one in any spelling, and
    somebody from abroad has a title."""
    words = english[slice(*span)].split()
    if any(en_places(english[slice(*span)])):
        return ()
    if len(words) > 1 and (families_of(words[-1]) or ("-" in words[-1] and families_of(words[0]))):
        return "person", "tagged"
    return ("person", "heard") if titled(english, span) else ("person",) if len(words) > 1 else ()


def _match(kind: str, missing: list[_Missing]) -> _Missing | None:
    """Return the missing name that a surplus place of this kind stands for: of the same kind, else any but a person."""
    same = [gone for gone in missing if gone.kind == kind]
    others = (gone for gone in missing if not gone.beside and gone.kind not in _PEOPLE)
    return next(iter(same or others), None)


def _same_family(missing: _Missing, name: str, zh: str) -> bool:
    family = zh[missing.span[0] :][: surname_length(zh[slice(*missing.span)])]
    return any(is_pinyin_of(family, word) for word in (name.split()[0], name.split()[-1]))


def _generic(missing: _Missing, english: str) -> bool:
    """True if the English may mean the place without naming it ("the province")."""
    pattern = _GENERIC.get(missing.kind)
    return pattern is not None and bool(pattern.search(english))


def _missing_latin(unit: TranslationUnit, en_around: str) -> Iterator[_Missing]:
    english = en_around.lower()
    for match in _LATIN_NAME.finditer(unit.zh_text):
        if not any(word.lower()[:5] in english for word in match[0].split()):
            yield _Missing(match.span(), match[0])


def _missing_people(unit: TranslationUnit, foreign: Sequence[Span]) -> Iterator[_Missing]:
    """Yield people whom the English does not name outside of what is ``foreign`` to the Chinese: those of the table,
    and those whom the tagger confirms, where somebody foreign is spelt in pinyin all who may be people.

    A name that spells one of them accounts for no other.
    """
    zh, english = unit.zh_text, unit.en_text
    left, spelt = _without(english, foreign), pinyin_names(english)
    strangers = [span for _, span in spelt if span in foreign]
    known = list(known_people(zh))
    for span, names in known:
        if not (has_name(left, names) or _inside_transcription(zh, span) or _straddles(zh, span)):
            yield _Missing(span, names[0], "person")
    heard = _capitals(english)
    for span, right in _people(zh, loosely=bool(strangers)).items():
        if touches(span, [there for there, _ in known]):
            continue
        han = zh[slice(*span)]
        others = [there for latin, there in spelt if (at := spelt_at(zh, latin)) and not touches(at, [span])]
        named = any(_may_name(word, han) for word in _capitals(_without(left, others)))
        sounds = TRANSCRIBING.issuperset(han)
        named = named or (sounds and any(renders(word, han) for word in heard))
        if not named and not any(is_slip(han, latin) for latin, _ in spelt):
            yield _Missing(span, right, "heard" if sounds else "tagged")


def _people(zh: str, *, loosely: bool) -> dict[Span, str]:
    """Return who may be named in a Chinese text, with the pinyin, which is "" where the end of a name is unknown.

    ``loosely``: also of two characters where no title is and no clause begins, and of three that are untagged.
    """
    titled, words, tagged = set(beside_titles(zh)), dictionary_words(zh), tagged_names(zh)
    free = free_names(zh) if loosely else ()
    found: dict[Span, str] = {}
    for start, end in sorted({*tagged, *(span for span in free if not touches(span, tagged))}):
        sure = loosely or end - start > 2 or (start, end) in titled or _BEFORE_NAME.search(zh, 0, start)
        plain = (start, end) in tagged or zh[start] in COMMON or not touches((start, end), words)
        whole = not _inside_transcription(zh, (start, end)) and "·" not in zh[max(0, start - 1) : end + 1]
        if sure and plain and whole:
            found[start, end] = "" if end - start == 2 and (start, start + 3) in free else spell(zh[start:end])
    return {**found, **{span: "" for span in transcribed_names(zh) if not any(zh_places(zh[slice(*span)]))}}


def _may_name(word: str, han: str) -> bool:
    """True if an English word is the surname of a Chinese name, the given name or all of it."""
    cut = surname_length(han)
    return may_be_family(word, han[:cut]) or is_pinyin_of(han[cut:], word) or is_pinyin_of(han, word)


def _capitals(english: str) -> list[str]:
    return [word for run in runs(english) for word in run.words if word.lower() not in TRANSLATED]


def _without(text: str, spans: Sequence[Span]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _foreign(english: str, zh: str, *, given: bool) -> Iterator[Span]:
    """Yield what may be names of which the Chinese has none, those in pinyin first.

    People of the table whom the English does not name account for nothing: a misspelt one sounds as they do.
    """
    spelt = pinyin_names(english)
    for latin, span in spelt:
        plain = not OLDER_SPELLING.search(latin) and not _western(latin, zh) and not known_as(zh, latin)
        if plain and spelt_at(zh, latin) is None and not any(spelt_at(zh, word) for word in latin.split()):
            yield span
    known = [span for span, names in known_people(zh) if not has_name(english, names)]
    zh = _without(zh, [span for span in known if not _inside_transcription(zh, span)])
    taken = [span for _, span in spelt]
    yield from (span for span in unexplained(english, zh, given=given) if not touches(span, taken))


def _western(latin: str, zh: str) -> bool:
    """True if a name that only looks like pinyin is one of the Chinese: Eileen Chang, Mike Pence, Ri Yong of Korea."""
    first, last = latin.split()[0], latin.split()[-1]
    if families := families_of(first):
        return any(family in families_in(zh) and not is_pinyin_of(family, first) for family in families)
    families = families_of(last)
    return not families_in(zh).isdisjoint(families) if families else transcribed(last, zh)


def _inside_transcription(zh: str, span: Span, *, longest: int = 2) -> bool:
    """True if a short name is a part of a longer foreign name: 马里 in 波特马里恩."""
    start, end = span
    beside = any(c in TRANSCRIBING for c in (zh[start - 1 : start], zh[end : end + 1]))
    return end - start <= longest and beside and TRANSCRIBING.issuperset(zh[start:end])


def _issue(unit: TranslationUnit, missing: _Missing, en: Span, confidence: float) -> Issue:
    code = "names.replaced" if missing.right else "names.other"
    return name_issue(unit, missing.span, en, code, missing.right, confidence=confidence)
