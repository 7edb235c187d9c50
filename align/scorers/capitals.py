"""Capitalised runs in an English text, and whether the Chinese accounts for them.

A capitalised run may be a person, a place, a committee, a festival or only the beginning of a sentence. What can be told
without a dictionary is the reverse: whether something in the Chinese explains it. It is explained by the same letters,
by a place that goes by that name, by characters that spell it in pinyin or that transcribe it, or by being made of words
that are translated (Ministry, Festival, March). What is left unexplained is no proof of an error, but where the Chinese
names somebody whom the English lacks, it is what stands in the place.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from align.document import Span
from align.facts.places import en_places, stands_for
from align.segmenters.names import is_pinyin_of, letters_of, looks_pinyin, readings

_WORD = re.compile(
    r"[A-Z\u00c0-\u00de\u0100-\u017f][\w\u00c0-\u024f]*(?:['\-\u2010-\u2015\N{RIGHT SINGLE QUOTATION MARK}][A-Za-z\u00c0-\u024f]+)*\.?"
)
_POSSESSIVE = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]s?$")
_SENTENCE_START = re.compile('(?:^|[.?!:;…]["\'”’)\\]]*\\s+|["“‘(\\[—–•*]\\s*|\\n\\s*)$')
# Words that open sentences or are translated, not transcribed: a run that holds one of them is explained.
TRANSLATED = frozenset(
    """
    a an the and or but of in on at by for to from with as is are was were be been it its he she they we you i his her their our my
    this that these those there here what when where which who why how if then so not no yes all some many most more few each
    every any both either neither one two three four five six seven eight nine ten first second third last next new old only
    after before during since until while although because however therefore meanwhile also just still even currently today
    tomorrow yesterday now recently finally thank thanks please dear ladies gentlemen
    january february march april may june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec spring summer autumn winter
    mr mrs ms miss dr prof sir madam lord lady king queen prince princess emperor president premier minister vice deputy
    governor mayor secretary general director chairman chairwoman chairperson chair head chief commissioner ambassador
    senator representative congressman captain commander colonel major academician professor doctor officer spokesman
    spokeswoman spokesperson pope comrade judge justice reporter correspondent
    ministry commission committee council congress conference party government state administration bureau office department
    agency authority institute institution academy university college school center centre hospital museum library bank fund
    group company corporation corp co ltd inc limited association union federation organization organisation league club team
    court parliament senate house assembly chamber board society foundation force forces army navy air police guard corps
    national international central federal provincial municipal people people's republic kingdom states county district city
    province town village prefecture township autonomous region area zone park street road avenue square bridge airport
    station port island islands lake river sea ocean bay gulf mountain mountains mount valley peninsula desert canal basin
    north south east west northern southern eastern western northeast northwest southeast southwest
    plan program programme project initiative strategy policy law act regulation constitution treaty agreement convention
    protocol charter declaration report paper book bible news daily times post journal magazine television tv radio network
    internet online festival day year week month games olympic olympics cup championship championships award prize expo fair
    forum summit war revolution movement campaign dynasty era age century god church buddhist christian christianity islam
    islamic muslim muslims catholic jewish covid covid-19 coronavirus sars virus english roman latin western world global
    economic economy development reform science technology industry trade security health education culture cultural tourism
    belt initiative road railway high speed green digital long march great red black white blue golden silver big little
    chapter article section part figure table note notes appendix theory model method analysis
    mother father mom dad grandpa grandma uncle aunt brother sister lord sir boss
    communist socialist marxist marxism leninism democrat democratic democrats republican republicans
    """.split()  # noqa: SIM905
)
_RANKS = frozenset(
    "mr mrs ms miss dr prof sir president premier minister vice deputy governor gov mayor secretary general director chairman "
    "senator sen rep representative professor captain reporter correspondent former".split()  # noqa: SIM905
)
_CLASSES = {
    **dict.fromkeys("bp", "b"),
    **dict.fromkeys("fv", "f"),
    **dict.fromkeys("dt", "d"),
    **dict.fromkeys("lr", "l"),
}
_CLASSES |= {**dict.fromkeys("gkcqx", "k"), **dict.fromkeys("szj", "s"), **dict.fromkeys("mn", "n"), "h": "h"}
TRANSCRIBING = frozenset(
    "阿埃艾爱安奥澳巴柏拜班邦保鲍贝本比彼波伯勃博布查达戴丹当道得德登邓迪蒂丁杜顿多恩尔法凡范菲费芬弗福富盖甘冈高戈格葛"
    "根古瓜圭哈海罕汉豪赫亨洪侯胡华怀惠霍基吉加贾简杰金卡凯坎康考科柯克肯库奎昆拉莱赖兰朗劳勒雷里莉丽利莲连列林琳隆卢鲁"
    "路伦罗洛吕马玛迈麦曼芒毛梅门蒙米密敏明莫墨姆穆拿娜纳南瑙内尼年涅宁纽努诺欧帕派潘庞培佩彭皮平珀蒲普奇齐恰乔切钦琼丘"
    "让热仁荣儒瑞若撒萨塞赛桑瑟森沙莎山尚绍舍申圣施史舒斯司思苏索塔泰坦汤唐特腾提田廷通图土托瓦万旺威韦维温文翁沃乌武西希"
    "锡夏肖谢辛欣兴休雪逊雅亚延扬耶叶伊依易因英尤于约扎泽詹珍芝朱兹佐哲茨滕蕾黛黎京巧玉宝翰刘摩济桥奈诸尧匹底"
)
_FOREIGN = re.compile("(?:C{1,6}·)+C{1,6}|C{4,8}".replace("C", f"[{''.join(sorted(TRANSCRIBING))}]"))
_ENOUGH = 0.66


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words in a row. ``opens``: it stands where a sentence begins, so that its capital may mean nothing."""

    words: tuple[str, ...]
    span: Span
    opens: bool
    text: str


@lru_cache(maxsize=512)
def runs(text: str) -> tuple[Run, ...]:
    """The capitalised runs of an English text; a title or a place among the words stays in them.

    >>> [run.words for run in runs("He met Gov. Jin Xiangjun's team in Shanxi.")]
    [('He',), ('Gov', 'Jin', 'Xiangjun'), ('Shanxi',)]
    """
    found: list[tuple[list[str], int, int]] = []
    for match in _WORD.finditer(text):
        word, start, end = match[0], match.start(), match.end()
        if start and (text[start - 1].isalnum() or text[start - 1] in "'-"):
            continue
        word, end = (word[:-1], end - 1) if word.endswith(".") else (word, end)
        cut = _POSSESSIVE.search(word)
        word = word[: cut.start()] if cut else word
        if found and not _apart(text, found[-1][2], start):
            found[-1][0].append(word)
            found[-1] = (found[-1][0], found[-1][1], start + len(word))
        else:
            found.append(([word], start, start + len(word)))
    return tuple(
        Run(tuple(words), (a, b), bool(_SENTENCE_START.search(text, max(0, a - 8), a)), text[a:b])
        for words, a, b in found
    )


def name_in(run: Run) -> Span | None:
    """The part of a run that may be a name, without the titles before it; None where the run only opens a sentence."""
    at = next((k for k, word in enumerate(run.words) if word.lower() not in _RANKS), len(run.words))
    rest = run.words[at:]
    if not rest or (run.opens and len(run.words) == 1):
        return None
    start = run.span[0] + (0 if at == 0 else run.text.find(rest[0], sum(map(len, run.words[:at]))))
    return start, run.span[1]


def explained(run: Run, zh: str) -> bool:
    """Whether the Chinese accounts for a capitalised run.

    >>> [explained(run, "约翰·刘易斯在山西会见段梦琪") for run in runs("It: Lewis, Duan Mengqi, Virat")]
    [True, True, True, False]
    """
    if run.words[0].isupper() and len(run.words) == 1:
        return True
    lowered = [word.lower() for word in run.words]
    while lowered and lowered[0] in _RANKS:
        lowered = lowered[1:]
    if any(word in TRANSLATED or len(word) == 1 for word in lowered):
        return True
    if any(letters_of(word) in letters_of(zh) for word in run.words):
        return True
    named = [place for found, _ in en_places(" ".join(run.words)) for place in found]
    if named:
        return any(stands_for(place, zh) for place in named)
    return any(spelt_in(word, zh) for word in run.words)


def _apart(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return between not in (" ", ". ", "·") or (between == ". " and end - text.rfind(" ", 0, end) > 5)


@lru_cache(maxsize=8192)
def spelt_in(word: str, zh: str) -> bool:
    """Whether characters of the Chinese spell the word in pinyin or transcribe it."""
    if looks_pinyin(word):
        windows = (zh[at : at + n] for n in (1, 2, 3) for at in range(len(zh) - n + 1))
        if any("\u4e00" <= w[0] <= "\u9fff" and is_pinyin_of(w, word) for w in windows):
            return True
    return transcribed(word, zh)


def transcribed(word: str, zh: str) -> bool:
    """Whether the consonants of a foreign word are those of characters that transcribe names.

    >>> transcribed("Trump", "特朗普称"), transcribed("Virat", "从中美洲进口")
    (True, False)
    """
    wanted = _skeleton(word)
    if len(wanted) < 2:
        return any(c in TRANSCRIBING for c in zh)
    for chunk in _chunks(zh):
        parts = [_initials(c) for c in chunk]
        for at in range(len(parts)):
            for end in range(at + 1, min(at + 7, len(parts)) + 1):
                if _alike(wanted, "".join(parts[at:end])):
                    return True
    return False


def transcriptions(zh: str) -> list[Span]:
    """The spans of foreign names: four and more characters that transcribe, in a row or joined by a middle dot.

    >>> [(a, b) for a, b in transcriptions("廷巴克图被用来比喻，约翰·刘易斯说")]
    [(0, 4), (10, 16)]
    """
    return [match.span() for match in _FOREIGN.finditer(zh)]


def sounds_in(word: str, han: str) -> bool:
    """Whether a word begins as some part of the transcription does: enough to take it for the name."""
    wanted = _skeleton(word)[:2]
    sounds = "".join(_initials(character) for character in han)
    return not wanted or wanted in sounds or transcribed(word, han)


def _chunks(zh: str) -> list[str]:
    return re.findall(f"[{''.join(sorted(TRANSCRIBING))}]{{2,}}", zh)


@lru_cache(maxsize=8192)
def _skeleton(word: str) -> str:
    letters = (
        letters_of(word).replace("ph", "f").replace("sch", "s").replace("sh", "s").replace("ch", "s").replace("th", "d")
    )
    letters = re.sub("c(?=[eiy])", "s", letters)
    letters = re.sub("g(?=[eiy])", "s", letters) if letters[:1] == "g" else letters
    classes = "".join(_CLASSES.get(letter, "") for letter in letters.replace("x", "ks"))
    return re.sub(r"(.)\1+", r"\1", classes)


@lru_cache(maxsize=4096)
def _initials(character: str) -> str:
    if character in "尔耳":
        return "l"
    reading = readings(character)[0]
    if reading[:2] in ("zh", "ch", "sh"):
        initial = "s"
    elif reading[0] in "jqxzcs":
        initial = "s"
    else:
        initial = _CLASSES.get(reading[0], "")
    return initial + ("n" if reading.endswith(("n", "ng")) else "")


def alike(word: str, han: str) -> bool:
    """Whether the consonants of an English word are those of the characters: Chiang and 蒋, Lee and 李."""
    wanted = _skeleton(word)
    return bool(wanted) and _alike(wanted, "".join(_initials(character) for character in han))


@lru_cache(maxsize=65536)
def _alike(wanted: str, given: str) -> bool:
    if not given or wanted[0] != given[0]:
        return False
    rows = [0] * (len(given) + 1)
    for a in wanted:
        before = 0
        for k, b in enumerate(given, 1):
            rows[k], before = (before + 1 if a == b else max(rows[k], rows[k - 1])), rows[k]
    return 2 * rows[-1] / (len(wanted) + len(given)) >= _ENOUGH
