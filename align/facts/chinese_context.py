"""What stands around a Chinese figure: its bound (近, 超过, 不低于, 以上) and whether something rose or fell by it."""

import re

from align.facts.model import Bound, Direction, words

_NEGATED = words(
    "不 不得 不能 不应 不宜 不可 不准 不许 不要 不会 不该 不应该 不允许 未 没 没有 严禁 禁止 切勿 请勿 勿 避免"
)
_BEFORE: dict[str, Bound] = {
    **{no + word: "min" for no in _NEGATED for word in words("低于 少于 小于")},
    **{no + word: "max" for no in _NEGATED for word in words("超过 高于 多于 大于 超出 突破 超")},
    **dict.fromkeys(words("≥ ⩾ 不早于 至少 最少 起码 不下 不下于 大于等于 至少为 至少有"), "min"),
    **dict.fromkeys(words("≤ ⩽ 不迟于 不晚于 至多 最多 上限为 小于等于"), "max"),
    **dict.fromkeys(words("< 不足 不到 未到 未满 不满 低于 少于 小于 未达 跌破 跌穿 失守"), "below"),
    **dict.fromkeys(words("将近 接近 近 临近 逼近 直逼 差不多 几乎 几近"), "near"),
    **dict.fromkeys(words("> 优于 不止 不只 超过 超出 超 逾 突破 高于 大于 多于 越过 跨过 破 冲破 远超"), "over"),
    **dict.fromkeys(words("约 大约 约为 约占 大概 大致 估计 大体 约合 约有 大约有"), "about"),
    **dict.fromkeys(words("满 年满 已满 高达 多达 达到 达 长达 最高 最低 迈上 迈入 站上 跨上 登上 跃上"), "reach"),
}
_AFTER: dict[str, Bound] = {
    **dict.fromkeys(words("多 余 出头 挂零 开外 有余 还多 以外"), "over"),
    **dict.fromkeys(words("以上 及以上 或以上"), "min"),  # 以上 and 以下 include the number: Civil Code, article 1259
    **dict.fromkeys(words("以下 及以下 或以下 以内 之内 封顶"), "max"),
    **dict.fromkeys(words("左右 上下 前后 许"), "about"),
}
_FILLERS = words("人民币 了 到 至 为 有 出")
_BEFORE_ENDS = {word[-1] for word in _BEFORE}
_LONGEST = max(map(len, _BEFORE))
_TERM = re.compile("的?[^，。；]{0,2}(?:时效|期限|时限|限期|有效期|保质期)")
_NO_BOUND = {
    "近": "最附临靠亲邻新远晚就",
    "超": "赶高入反",
    "破": "打突爆侦冲",
    "满": "圆充美丰布坐挤装不未爆客期届",
    "约": "节制预契条签公违履毁",
}
_NO_AFTER = "元样边种媒方功数极维自到说看"
_COUNTED = frozenset(
    "个名家项种条位座辆人次件台套场户批所间张只头棵本部篇例起处类对组支架艘列班门款片块颗株份笔宗步天年月元岁吨亩米级層层分"
)
_AT_A_DISTANCE = re.compile("(至少|最少|起码|不少于|不低于|不得少于|不得低于)|(最多|至多|不超过|不得超过|不能超过)")
_RISE = words(
    """
        增长 增加 增幅 增速 增至 增到 增量 净增 新增 上升 提高 提升 上涨 涨幅 涨 扩大 攀升 回升 增 升至 升幅 升
        上调 上浮 高出 多出 提速 拓展 翻 升值 增值 高了 多了
    """
)
_FALL = words(
    """
        下降 下跌 减少 降低 回落 降幅 跌幅 降至 降到 降为 减至 减到 缩减 缩小 下滑 下调 下浮 收窄 萎缩 缩短 压缩
        负增长 降 跌 减 削减 压减 走低 缩水 放缓 贬值 少了 低了 砍掉
    """
)
_TREND = re.compile("|".join(sorted((*_RISE, *_FALL), key=len, reverse=True)))
_TREND_AFTER = re.compile("的? ?(?:(负增长|降幅|跌幅|下降|下滑|下跌|减幅)|(增长|增幅|涨幅|升幅|增速|上涨))")
_NEXT_TO_IT = re.compile("(?:(?<![最更较不])(低|少)|(?<![最更较不])(高|多))(?:了|约|近|出)?$")
_SET_AGAINST = re.compile("[高低]于[^0-9]")  # 增速低于预期2.3个百分点
_BREAKS = re.compile("[，。；、：！？,;!?（）()“”]")


def bound_of(text: str, start: int, end: int, *, over: bool = False, duration: bool = False) -> Bound:
    """The bound of the figure at [start, end); ``over`` where a 多 or 余 stands inside it already.

    近三年 is "the past three years", not "nearly three years"; 近三年后 and 近三小时 are; 超过三年时效 is past it.

    >>> bound_of("不低于5%", 3, 5), bound_of("近500人", 1, 4), bound_of("60人以上", 0, 2), bound_of("最多可坐9人", 4, 5)
    ('min', 'near', 'min', 'max')
    """
    before = _before(text, start)
    if before == "over" and duration and _TERM.match(text, end):
        return ""
    if before == "near" and duration and text[end : end + 1] not in ("后", "前", "之", "的"):
        before = ""
    after = _after(text, end)
    if before in ("min", "max", "below") or (before and not after):
        return "over" if over and before in ("about", "reach") else before
    return after or ("over" if over else before or _at_a_distance(text, start))


def _before(text: str, start: int) -> Bound:
    at = start - 1 if start and text[start - 1] == " " else start
    if at and text[at - 1] not in _BEFORE_ENDS:
        at -= next((len(filler) for filler in _FILLERS if text.endswith(filler, 0, at)), 0)
    if not at or text[at - 1] not in _BEFORE_ENDS:
        return ""
    for length in range(_LONGEST, 0, -1):
        bound = _BEFORE.get(text[at - length : at]) if at >= length else None
        if bound is not None:
            previous = text[at - length - 1 : at - length]
            refused = length == 1 and previous and previous in _NO_BOUND.get(text[at - 1], "")
            return "" if refused else bound
    return ""


def _after(text: str, end: int) -> Bound:
    at = end + 1 if text[end : end + 1] == " " else end
    while at < end + 6 and text[at : at + 1].isascii() and text[at : at + 1].isalpha():
        at += 1
    for place in (at, at + 1):
        for length in (3, 2, 1):
            bound = _AFTER.get(text[place : place + length])
            if bound and not (length == 1 and (place > at or text[place + 1 : place + 2] in (*_NO_AFTER,))):
                return bound
        if text[at : at + 1] not in _COUNTED or not text[at : at + 1]:
            break
    return ""


def _at_a_distance(text: str, start: int) -> Bound:
    """A firm bound with a verb between it and the figure: 最多可容纳3000名."""
    window = _clause(text, start, 7)
    last = None
    for match in _AT_A_DISTANCE.finditer(window):
        last = match
    if last is None or any(c.isdecimal() or c in "一二三四五六七八九十" for c in window[last.end() :]):
        return ""
    return "min" if last[1] else "max"


def _clause(text: str, start: int, width: int) -> str:
    """The last characters before a figure, from the last punctuation mark on."""
    window = text[max(0, start - width) : start]
    return _BREAKS.split(window)[-1]


def direction_of(text: str, start: int, end: int, *, share: bool = False) -> Direction:
    """+1 or -1 where the words next to a figure, within its clause, say that something rose or fell.

    ``share``: of a percentage, 高 and 低 before it count too.

    >>> direction_of("同比下降3.1%", 4, 8), direction_of("增长到5%", 3, 5), direction_of("4.2%的负增长", 0, 4)
    (-1, 1, -1)
    """
    after = _TREND_AFTER.match(text, end)
    if after:
        return -1 if after[1] else 1
    window = _clause(text, start, 10)
    if share and (near := _NEXT_TO_IT.search(window)):
        return -1 if near[1] else 1
    last = None
    for match in _TREND.finditer(window):
        last = match
    if last is None or _SET_AGAINST.search(window, last.end()):
        return 0
    return 1 if last[0] in _RISE else -1
