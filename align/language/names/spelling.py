"""How a Chinese personal name is spelt in pinyin, and what a misspelling of it looks like.

Comparing edit distances of whole names would take 张伟 for a slip of 张卫 and 李刚 for one of 李江. A slip keeps most
syllables and changes one, so names are compared character by character, each with all its readings.
"""

import difflib
import re

from align.language.names.pinyin import COMPOUND, SURNAMES, SYLLABLE, letters_of, readings, spells
from align.language.tables import words

# Characters whose reading as a surname is not their commonest one (facts of the 现代汉语词典, in our own list).
_AS_SURNAME = {
    surname: tuple(read.split("/"))
    for surname, _, read in (
        row.partition(":")
        for row in words("""
        乐:yue/le 仇:qiu 单:shan 区:ou 卜:bu 召:shao 员:yun 宿:su 尉:wei/yu 折:she/zhe 曾:zeng 朴:piao/park
        柏:bai/bo 查:zha 牟:mu/mou 盖:ge/gai 种:chong 祭:zhai 繁:po 缪:miao 翟:zhai/di 薄:bo 覃:qin/tan 解:xie
        谌:chen/shen 长:zhang 澹:tan 黑:he/hei
        尉迟:yuchi 长孙:zhangsun 澹台:tantai
    """)
    )
}
_SYLLABLES = re.compile(f"{SYLLABLE}")
_ALIKE = 0.5
_NEARLY = 0.85


def surname_length(han: str) -> int:
    """Return 2 if a word begins with a compound surname, 1 if with a single one, else 0.

    >>> surname_length("欧阳志远"), surname_length("金湘军"), surname_length("的确良")
    (2, 1, 0)
    """
    return 2 if han[:2] in COMPOUND else 1 if han[:1] in SURNAMES else 0


def spell(han: str) -> str:
    """Return a name in standard pinyin (GB/T 28039-2011): surname, then the given name in one word.

    >>> spell("仇丽萍"), spell("欧阳安"), spell("李长安"), spell("吕建")
    ('Qiu Liping', 'Ouyang An', "Li Chang'an", 'Lyu Jian')
    """
    from pypinyin import Style, lazy_pinyin

    cut = surname_length(han) or 1
    family = _surname_readings(han[:cut])[0]
    given = ""
    for syllable in lazy_pinyin(han[cut:], style=Style.NORMAL, v_to_u=False):
        given += ("'" if given and syllable[0] in "aoe" else "") + syllable
    words = [word.replace("v", "yu").capitalize() for word in (family, given) if word]
    return " ".join(words)


def misread_surname(han: str, latin: str) -> bool:
    """True if only the surname is misread: "Chou" for 仇, which is read Qiu as a surname.

    >>> misread_surname("仇丽萍", "Chou Liping"), misread_surname("仇丽萍", "Liping Qiu")
    (True, False)
    >>> misread_surname("尉迟彦章", "Weichi Yanzhang"), misread_surname("尉迟彦章", "Yuchi Yanzhang")
    (True, False)
    """
    cut = surname_length(han)
    words = latin.split()
    if not cut or len(words) < 2 or len(han) < 2:
        return False
    fit = [family for family, given in _orders(words) if spells(han[cut:], given) and spells(han[:cut], family)]
    return bool(fit) and not any(family in _surname_readings(han[:cut]) for family in fit)


def is_slip(han: str, latin: str) -> bool:
    """True if a pinyin name is another spelling of this one: one syllable is wrong, lost, added or out of place.

    A given name of one syllable must keep half its letters, since 张伟 and "Zhang Jun" are two people.

    >>> is_slip("金湘军", "Jin Xiangjian"), is_slip("金湘军", "Xianjun Jin"), is_slip("张伟", "Zhang Jun")
    (True, True, False)
    >>> is_slip("王小明", "Huang Xiaoming"), is_slip("金湘军", "Jin Wenlong"), is_slip("张伟", "Zhang Wi")
    (True, False, False)
    """
    cut = surname_length(han)
    words = latin.split()
    if not cut or len(han) <= cut or len(words) < 2:
        return False
    surname, given_han = han[:cut], han[cut:]
    for family, given in _orders(words):
        same_family = spells(surname, family) or family in _surname_readings(surname)
        if same_family and spells(given_han, given):
            return False
        if not _is_pinyin(family) or not _is_pinyin(given):
            continue
        if same_family and _given_slips(given_han, given):
            return True
        if not same_family and len(given_han) > 1 and spells(given_han, given):
            return True
    return False


def is_near_slip(han: str, latin: str) -> bool:
    """True if a misspelt name of three characters can mean nobody else.

    >>> is_near_slip("全红婵", "Quan Hongchang"), is_near_slip("全红婵", "Quan Hongli")
    (True, False)
    """
    cut = surname_length(han)
    if len(han) - cut != 2 or not is_slip(han, latin):
        return False
    right = letters_of(spell(han))
    written = (letters_of(" ".join(words)) for words in (latin.split(), [latin.split()[-1], *latin.split()[:-1]]))
    return any(difflib.SequenceMatcher(None, right, name, autojunk=False).ratio() >= _NEARLY for name in written)


def _orders(words: list[str]) -> list[tuple[str, str]]:
    return [
        (letters_of(words[0]), letters_of("".join(words[1:]))),
        (letters_of(words[-1]), letters_of("".join(words[:-1]))),
    ]


def _given_slips(han: str, given: str) -> bool:
    if len(han) == 1:
        alike = max(difflib.SequenceMatcher(None, r, given, autojunk=False).ratio() for r in readings(han))
        return alike > _ALIKE and bool(_SYLLABLES.fullmatch(given)) and len(given) > 1
    if len(han) != 2:
        return False
    first, second = han[0], han[1]
    if spells(second + first, given):
        return True
    rests = [given[len(reading) :] for reading in readings(first) if given.startswith(reading)]
    rests += [given[: -len(reading)] for reading in readings(second) if given.endswith(reading)]
    return any(_is_pinyin(rest, empty=True) for rest in rests)


def _is_pinyin(letters: str, *, empty: bool = False) -> bool:
    return empty if not letters else bool(re.fullmatch(f"{SYLLABLE}{{1,2}}", letters))


def _surname_readings(surname: str) -> tuple[str, ...]:
    """Return the readings of a surname, of one character or two.

    >>> _surname_readings("单"), _surname_readings("欧阳")
    (('shan',), ('ouyang',))
    """
    if len(surname) > 1 and surname not in _AS_SURNAME:
        return ("".join(readings(character)[0] for character in surname),)
    if surname in _AS_SURNAME:
        return _AS_SURNAME[surname]
    return readings(surname)[: 3 if "v" in readings(surname)[0] else 1]
