"""Surnames as Hong Kong, Taiwan, Singapore, Korea and Vietnam spell them: 许 is Xu, Hui, Hsu, Koh and Heo.

The table is ``align/language/data/surnames.csv``: facts, listed by hand; pinyin is not listed.
"""

from functools import cache

from align.language.names.pinyin import is_pinyin_of
from align.language.names.spelling import spell
from align.language.tables import VARIANTS, read_table

# The most common surnames.
COMMON = frozenset(
    "王李张刘陈杨赵吴周徐孙朱胡郭何林郑梁谢宋唐许韩冯邓曹彭曾肖董潘袁蒋蔡余杜魏吕姚卢崔钟谭陆汪范廖贾邹孟邱薛闫段柳"
)


def may_be_family(word: str, han: str) -> bool:
    """True if an English word is a surname, in pinyin or as it is spelt elsewhere.

    >>> may_be_family("Hui", "许"), may_be_family("Xu", "许"), may_be_family("Cheung", "许")
    (True, True, False)
    """
    return is_pinyin_of(han, word) or han in families_of(word)


def families_of(word: str) -> tuple[str, ...]:
    """Return the surnames, in characters, that an English word may spell.

    >>> families_of("Cheung")
    ('张', '钟', '蒋', '章')
    """
    return _families().get(word.lower(), ())


@cache
def _families() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in read_table("surnames"):
        for form in dict.fromkeys(form.lower() for form in (*row["en"].split(VARIANTS), spell(row["zh"]))):
            found[form] = (*found.get(form, ()), row["zh"])
    return found
