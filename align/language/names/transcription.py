"""Foreign names in Chinese characters: compares their sound with English words.

A transcription drops and changes vowels (Trump, 特朗普; Miller, 米勒), and a table of syllables would have to
know every language. What survives is the order of the consonants, in classes that Chinese does not keep apart in
transcribing (b and p, d and t, l and r, m and n). So both sides are reduced to classes of consonants and compared.
Some are ambiguous: g before e and i, and characters chosen for ki and gi in another dialect (基辛格, Kissinger). They
are class x, which matches both k and s. A v is 夫 or 维, a w is 韦 or nothing: class v, which matches f.
"""

import re
from functools import lru_cache

from align.language.names.pinyin import letters_of, readings
from align.language.tables import words

# Letters of one class, which is called after the first; s is also c before e and i.
_CLASSES = {letter: group[0] for group in words("f h bp dt lr nm vw szj kgcqx") for letter in group} | {"?": "x"}
TRANSCRIBING = frozenset(
    "阿埃艾爱安奥澳巴柏拜班邦保鲍贝本比彼波伯勃博布查达戴丹当道得德登邓迪蒂丁杜顿多恩尔法凡范菲费芬弗福富盖甘冈高戈格葛"
    "根古瓜圭哈海罕汉豪赫亨洪侯胡华怀惠霍基吉加贾简杰金卡凯坎康考科柯克肯库奎昆拉莱赖兰朗劳勒雷里莉丽利莲连列林琳隆卢鲁"
    "路伦罗洛吕马玛迈麦曼芒毛梅门蒙米密敏明莫墨姆穆拿娜纳南瑙内尼涅宁纽努诺欧帕派潘庞培佩彭皮平珀蒲普奇齐恰乔切钦琼丘"
    "让热仁荣儒瑞若撒萨塞赛桑瑟森沙莎山尚绍舍申圣施史舒斯司思苏索塔泰坦汤唐特腾提田廷通图土托瓦万旺威韦维温文翁沃乌武西希"
    "锡夏肖谢辛欣兴休雪逊雅亚延扬耶叶伊依易因英尤于约扎泽詹珍芝朱兹佐哲茨滕蕾黛黎京巧玉宝翰刘摩济桥奈诸尧匹底孙堡孟喀"
    "夫宾敦陶吞贡夸什嫩默廉契蓬灵歇奴义"
)
_CHUNK = re.compile(f"[{''.join(sorted(TRANSCRIBING))}]{{2,}}")
_ENOUGH = 0.67  # of their consonants that a word and characters around have in common
_MAYBE = 0.66  # and a word and a name that is looked for


def transcribed(word: str, zh: str) -> bool:
    """True if a foreign word has the consonants of characters that transcribe names.

    >>> transcribed("Trump", "特朗普称"), transcribed("Virat", "从中美洲进口")
    (True, False)
    """
    wanted = _skeleton(word)
    if len(wanted) < 2:
        return any(c in TRANSCRIBING for c in zh)
    chunks = [[_initials(c) for c in chunk] for chunk in _CHUNK.findall(zh)]
    parts = ((chunk, at, end) for chunk in chunks for at in range(len(chunk)) for end in range(at + 1, at + 8))
    return any(_likeness(wanted, "".join(chunk[at:end])) >= _ENOUGH for chunk, at, end in parts)


def renders(word: str, han: str) -> bool:
    """True if a foreign word has the consonants of all the characters.

    >>> renders("Watford", "沃特福德"), renders("Watford", "沃特福德获得点球")
    (True, False)
    """
    wanted, given = _skeleton(word), "".join(map(_initials, han))
    return min(len(wanted), len(given)) > 1 and _likeness(wanted, given) >= _MAYBE


@lru_cache(maxsize=8192)
def _skeleton(word: str) -> str:
    letters = letters_of(word).replace("x", "ks")
    for sound in words("phf schs shs chs thd czs"):
        letters = letters.replace(sound[:-1], sound[-1])
    letters = re.sub("c(?=[eiy])", "s", letters)
    letters = re.sub("g(?=[eiy])", "?", letters)
    classes = "".join(_CLASSES.get(letter, "") for letter in letters)
    return re.sub(r"(.)\1+", r"\1", classes)


@lru_cache(maxsize=4096)
def _initials(character: str) -> str:
    if character in "尔耳":
        return "l"
    if character in "基吉加":
        return "x"
    if character in "乌武伍":
        return ""
    reading = readings(character)[0]
    initial = "s" if reading[0] in "jqxzcs" else _CLASSES.get(reading[0], "")
    return initial + ("n" if reading.endswith(("n", "ng")) else "")


def _same(a: str, b: str) -> bool:
    return a == b or {a, b} == {"v", "f"} or ("x" in (a, b) and {a, b} <= {"x", "k", "s"})


@lru_cache(maxsize=65536)
def _likeness(wanted: str, given: str) -> float:
    if not given or not _same(wanted[0], given[0]):
        return 0.0
    rows = [0] * (len(given) + 1)
    for a in wanted:
        before = 0
        for k, b in enumerate(given, 1):
            rows[k], before = (before + 1 if _same(a, b) else max(rows[k], rows[k - 1])), rows[k]
    return 2 * rows[-1] / (len(wanted) + len(given))
