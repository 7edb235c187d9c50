"""Chinese personal names against their pinyin.

A pinyin library has no surname mode (曾 comes out as ceng, 仇 as chou) and splits no English name. So the comparison
goes one character at a time over every reading that the character has, and accepts both orders of surname and given
name: 曾 matches "Zeng" and "Ceng", and 金湘军 matches "Jin Xiangjun" and "Xiangjun Jin".
"""

import difflib
import json
import re
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from align.language.tables import either, words
from align.model.document import HAN, Span

# Surnames of about 97 % of the population and of the officials in transcripts (names are facts; listed by hand).
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟"
    "谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤习温康施文牛樊葛邢安"
    "齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛"
    "靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应"
    "臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封官谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌"
    "奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙"
    "浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣"
    "信展阴昝智幸奉植衡富尧闭由竺寿洪赖阎翦"
)
COMPOUND = frozenset(
    re.findall("..", "欧阳上官皇甫令狐诸葛司徒司马申屠夏侯贺兰完颜慕容尉迟长孙宇文独孤南宫东方西门公孙澹台端木轩辕")
)
_OFFICES_ZH = words("""
    省长 市长 州长 县长 区长 部长 主任 局长 司长 厅长 处长 署长 行长 院长 校长 所长 会长 秘书长 理事长 董事长
    总书记 总经理 总裁 总干事 书记 主席 总理 总统 大使 参赞 教授 研究员 院士 委员长 委员 代表
    将军 上校 少将 大校 站长 台长 总工程师 总设计师 总经济师 总会计师 总规划师 首席专家 专家 组长 队长 经理 主编
    先生 女士 小姐 同志 老师 博士 医生
""")
TITLES_ZH = re.compile(f"副?(?:{'|'.join(_OFFICES_ZH)})")
_BODIES = re.compile(r"(?:[部省市局委署院会厅社报台网司县区处所站]|集团|公司|大学|银行|中心|媒体|日本|中国)$")
_HAN_NAME = re.compile(f"[{HAN}]+")
_RANKS_EN = words("vice deputy executive assistant acting former chief first senior")
_OFFICES_EN = words("""
    mr ms mrs miss mme madam sir dr prof professor governor mayor minister vice[-_]minister premier president
    chairman chairwoman chairperson chair secretary(?:[-_]general)? director(?:[-_]general)? head commissioner
    administrator ambassador general colonel major academician commander comrade ceo party
""")
_TITLES_EN = re.compile(
    rf"\b(?:(?:{'|'.join(_RANKS_EN)})[- ])*(?:{'|'.join(_OFFICES_EN).replace('_', ' ')})\b\.?", re.IGNORECASE
)
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['\-\u2010-\u2015][A-Za-z\u00c0-\u024f]+)*")
# The initials, each with the finals that it takes, and a syllable.
_SYLLABLES = (
    ("[bpmf]?[ao]", "fo"),
    ("[bpmf](?:ai|ei|an|en|ang|eng|u)", "peng"),
    ("[pmf]ou", "mou"),
    ("[bpm]ao", "bao"),
    ("[bpm]i(?:e|ao|an|n|ng)?", "bing"),
    ("miu|me|fiao", "fiao"),
    ("[dtnl](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|uo|uan|un)", "tong"),
    ("[dt]ui", "tui"),
    ("[dtnl]i(?:e|ao|an|ng)?", "ding"),
    ("diu", "diu"),
    ("[nl]i(?:u|n|ang)", "liang"),
    ("lia|dia", "lia"),
    ("[nl](?:v|ve|yu|yue|ue)", "lyu"),
    ("lo", "lo"),
    ("[gkh](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)", "huang"),
    ("[jqx](?:i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ue|uan|un|v)", "xiong"),
    ("(?:zh|ch|sh)(?:i|a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)", "zhuang"),
    ("r(?:i|e|ao|ou|an|en|ang|eng|ong|u|uo|ui|uan|un)", "rong"),
    ("[zcs](?:i|a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|uo|ui|uan|un)", "song"),
    ("y(?:a|e|i|o|u|ao|ou|an|in|ang|ing|ong|ue|uan|un)", "yuan"),
    ("w(?:a|o|u|ai|ei|an|en|ang|eng)", "wang"),
    ("a|e|ai|ei|ao|ou|an|en|ang|er", "er"),
)
SYLLABLE = f"(?:{either(_SYLLABLES)})"
_BEGINNINGS = 1 << 14  # of names, whose letters are compared with each character around: remembered
_TONES = frozenset("\N{COMBINING MACRON}\N{COMBINING ACUTE ACCENT}\N{COMBINING CARON}\N{COMBINING GRAVE ACCENT}")
_PINYIN = re.compile(f"{SYLLABLE}{{1,5}}")


def is_pinyin_of(han: str, latin: str) -> bool:
    """True if the letters spell the characters in pinyin, in order or with the surname last.

    Capitals, spaces, hyphens, apostrophes and tone marks do not matter; ü may be written u, v or yu.

    >>> is_pinyin_of("金湘军", "Jin Xiangjun"), is_pinyin_of("吕建", "Jian Lyu"), is_pinyin_of("曾益新", "Zeng Yixin")
    (True, True, True)
    >>> is_pinyin_of("金湘军", "Jin Xiaojun")
    False
    """
    letters = letters_of(latin)
    if not letters or not han:
        return False
    orders = [han, *(han[cut:] + han[:cut] for cut in (1, 2) if cut < len(han))]
    return any(_begins(order[0], letters) and spells(order, letters) for order in orders)


@lru_cache(maxsize=8192)
def spelt_at(zh: str, latin: str, *, least: int = 2) -> Span | None:
    """Return where up to four characters of a Chinese text, and no fewer than ``least``, spell letters in pinyin.

    >>> spelt_at("丰桂家政", "Fenggui"), spelt_at("丰桂家政", "Feng"), spelt_at("丰桂家政", "Feng", least=1)
    ((0, 2), None, (0, 1))
    """
    if not looks_pinyin(latin):
        return None
    for start in range(len(zh) - least + 1):
        for end in (start + length for length in (3, 2, 4, 1) if length >= least):
            if end <= len(zh) and zh[start:end].isalpha() and is_pinyin_of(zh[start:end], latin):
                return start, end
    return None


def chinese_names(label: str) -> list[str]:
    """Return the personal names in a Chinese label without its outlets and roles: words of 2 to 4 characters that begin
    with a surname, or a lone surname before a title.

    >>> chinese_names("山西省省长 金湘军"), chinese_names("金省长"), chinese_names("国家发展改革委")
    (['金湘军'], ['金'], [])
    """
    if "·" in label:  # a foreign name
        return []
    words = [m for m in _HAN_NAME.findall(TITLES_ZH.sub(" ", label)) if not _BODIES.search(m)]
    lone = len(words) == 1 and TITLES_ZH.search(label) is not None
    return [w for w in words if 1 + (not lone) <= len(w) <= 4 and (w[0] in SURNAMES or w[:2] in COMPOUND)]


def english_names(label: str) -> list[str]:
    """Return the runs of capitalised words in an English label, titles cut out, each at most four words long.

    >>> english_names("Jin Xiangjun, governor of Shanxi"), english_names("Mr. Jin")
    (['Jin Xiangjun', 'Shanxi'], ['Jin'])
    """
    text = _TITLES_EN.sub(" | ", label)
    runs: list[list[str]] = []
    end = -2
    for word in _WORD.finditer(text):
        if not word[0][0].isupper():
            continue
        if runs and text[end : word.start()] == " ":
            runs[-1].append(word[0])
        else:
            runs.append([word[0]])
        end = word.end()
    return [" ".join(run) for run in runs if len(run) <= 4]


def looks_pinyin(name: str) -> bool:
    """True if every word of a name can be read as pinyin syllables, so that a mismatch with characters means something.

    >>> looks_pinyin("Jin Xiangjun"), looks_pinyin("John Lee Ka-chiu")
    (True, False)
    """
    words = [letters_of(word) for word in name.split()]
    return bool(words) and all(_PINYIN.fullmatch(word) for word in words)


def likeness(han: str, latin: str) -> float:
    """Return the similarity of the given names, or 0.0 if the surnames differ; a one-letter slip scores above .85.

    >>> likeness("金湘军", "Jin Xianjun") > 0.85, likeness("张涛", "Zhang Bo"), likeness("金湘军", "Li Xiangjun")
    (True, 0.4, 0.0)
    """
    cut = 2 if han[:2] in COMPOUND else 1
    surname, words = han[:cut], latin.split()
    best = 0.0
    for family, given in ((words[0], words[1:]), (words[-1], words[:-1])):
        if is_pinyin_of(surname, family):
            spelled = "".join(readings(character)[0] for character in han[cut:])
            best = max(
                best, difflib.SequenceMatcher(None, spelled, letters_of(" ".join(given)), autojunk=False).ratio()
            )
    return best


def spells(han: str, letters: str) -> bool:
    """True if lower-case letters spell the characters in order, in any reading of each."""
    reached = {0}
    for character in han:
        reached = {at + len(r) for at in reached for r in readings(character) if letters.startswith(r, at)}
        if not reached:
            return False
    return len(letters) in reached


@lru_cache(maxsize=_BEGINNINGS)
def _begins(character: str, letters: str) -> bool:
    """True if letters begin as a character does in some reading, which hardly any character does."""
    return any(map(letters.startswith, readings(character)))


@cache
def readings(character: str) -> tuple[str, ...]:
    """Return every reading of a character in letters, the commonest first, ü as v, u and yu.

    >>> readings("曾"), readings("吕")
    (('ceng', 'zeng'), ('lv', 'lu', 'lyu'))
    """
    spellings = dict.fromkeys(map(_without_tone, filter(None, _listed().get(str(ord(character)), "").split(","))))
    for reading in list(spellings):
        if "v" in reading:
            spellings.update(dict.fromkeys((reading.replace("v", "u"), reading.replace("v", "yu"))))
    return tuple(spellings) or ("?",)


@cache
def _listed() -> dict[str, str]:
    """Return pypinyin's table of characters; that of phrases, which comes with the package, is slow to load."""
    spec = find_spec("pypinyin")
    assert spec is not None
    assert spec.origin is not None
    table: dict[str, str] = json.loads(Path(spec.origin).with_name("pinyin_dict.json").read_text(encoding="utf-8"))
    return table


def _without_tone(syllable: str) -> str:
    plain = unicodedata.normalize("NFD", syllable).replace("u\N{COMBINING DIAERESIS}", "v")
    return unicodedata.normalize("NFC", "".join(c for c in plain if c not in _TONES))


@lru_cache(maxsize=4096)
def letters_of(latin: str) -> str:
    """Return the letters of a name without tone marks, capitals, spaces, hyphens and apostrophes.

    >>> letters_of("Lǚ Xi'an")
    'lvxian'
    """
    plain = unicodedata.normalize("NFD", latin.casefold()).replace("u\N{COMBINING DIAERESIS}", "v")
    return "".join(c for c in plain if c.isascii() and c.isalpha())
