"""What stands around a Chinese figure: its bound (近, 超过, 不低于, 以上) and whether something rose or fell by it."""

import re

from align.facts.model import Bound, Direction

_BEFORE: dict[str, Bound] = {
    **dict.fromkeys(
        ["不低于", "不少于", "不小于", "不得低于", "不得少于", "不能少于", "不能低于", "至少", "最少", "最低", "起码", "不下", "不下于", "大于等于"],
        "min",
    ),
    **dict.fromkeys(
        ["不超过", "不高于", "不多于", "不大于", "不得超过", "不得高于", "不能超过", "未超过", "没有超过", "未超", "至多", "最多", "最高", "上限为", "小于等于", "控制在"],
        "max",
    ),
    **dict.fromkeys(["不足", "不到", "未到", "未满", "不满", "低于", "少于", "小于", "未达"], "below"),
    **dict.fromkeys(["将近", "接近", "近", "临近", "逼近", "差不多", "几乎", "几近"], "near"),
    **dict.fromkeys(["超过", "超出", "超", "逾", "突破", "高于", "大于", "多于", "高出", "越过", "跨过", "破", "冲破", "远超", "过"], "over"),
    **dict.fromkeys(["约", "大约", "约为", "约占", "大概", "左右", "大致", "估计", "大体", "约合", "合约", "或"], "about"),
    **dict.fromkeys(["高达", "多达", "达到", "达", "长达"], "reach"),
}
_AFTER: dict[str, Bound] = {
    **dict.fromkeys(["以上", "及以上", "或以上", "多", "余", "开外", "有余", "之多"], "over"),
    **dict.fromkeys(["以下", "及以下", "或以下"], "below"),
    **dict.fromkeys(["以内", "之内", "封顶"], "max"),
    **dict.fromkeys(["左右", "上下", "前后", "许"], "about"),
    "起": "",
}
_BEFORE_ENDS = {word[-1] for word in _BEFORE}
_NEAR_WORDS = frozenset("最附临靠亲邻新远晚就")
_OVER_WORDS = {"超": frozenset("赶高入反"), "破": frozenset("打突爆侦打冲"), "过": frozenset("通经不越超度达")}
_RISE = tuple(
    ["增长", "增加", "增幅", "增速", "增至", "增到", "增量", "净增", "新增", "上升", "提高", "提升", "上涨", "涨幅", "涨", "扩大", "攀升", "回升", "增", "升至", "升幅", "升", "上调", "上浮", "高出", "多出", "提速", "拓展", "翻"]
)
_FALL = tuple(
    ["下降", "下跌", "减少", "降低", "回落", "降幅", "跌幅", "降至", "降到", "降为", "减至", "减到", "缩减", "缩小", "下滑", "下调", "下浮", "收窄", "萎缩", "缩短", "压缩", "负增长", "降", "跌", "减", "削减", "压减", "走低", "缩水"]
)
_TREND = re.compile("|".join(sorted((*_RISE, *_FALL), key=len, reverse=True)))
_BREAKS = re.compile("[，。；、：！？,;!?（）()“”]")
_PAST = re.compile("(?:年|个月|个多月|天|周|日)(?:来|间|以来|内|里)?")


def bound_of(text: str, start: int, end: int, *, over: bool = False, duration: bool = False) -> Bound:
    """The bound of the figure at [start, end); ``over`` where a 多 or 余 stands inside it already.

    近三年 is "the past three years", not "nearly three years"; 近三年后 and 近三小时 are.

    >>> bound_of("不低于5%", 3, 5), bound_of("近500人", 1, 4), bound_of("60岁以上", 0, 3)
    ('min', 'near', 'over')
    """
    before = _before(text, start)
    if before == "near" and duration and text[end : end + 1] not in "后前之的":
        before = ""
    after = _after(text, end)
    if before in ("min", "max", "below") or (before and not after):
        return "over" if over and before in ("about", "reach") else before
    return after or ("over" if over else before)


def _before(text: str, start: int) -> Bound:
    at = start
    while at and at > start - 2 and text[at - 1] == " ":
        at -= 1
    for filler in ("人民币", "了", "到", "至", "为"):
        if text.endswith(filler, 0, at) and text[at - len(filler) - 1 : at - len(filler)] not in "不达低高少未":
            at -= len(filler)
            break
    if not at or text[at - 1] not in _BEFORE_ENDS:
        return ""
    for length in (4, 3, 2, 1):
        word = text[max(0, at - length) : at]
        bound = _BEFORE.get(word) if len(word) == length else None
        if bound is None:
            continue
        previous = text[at - length - 1 : at - length] if at > length else ""
        if word == "近" and previous in _NEAR_WORDS and previous:
            return ""
        if word in _OVER_WORDS and previous and previous in _OVER_WORDS[word]:
            return ""
        if word in ("或", "过", "左右", "控制在", "最高", "最低") and length < 3:
            return (
                "reach"
                if word in ("最高", "最低")
                else ("over" if word == "过" and text[start] in "半百千万亿" else "")
            )
        return bound
    return ""


def _after(text: str, end: int) -> Bound:
    at = end + 1 if text[end : end + 1] == " " else end
    for length in (3, 2, 1):
        bound = _AFTER.get(text[at : at + length])
        if bound and not (
            length == 1 and text[at] in "多来" and text[at + 1 : at + 2] in "元样边种媒方功数极维自到说看"
        ):
            return bound
    return ""


def direction_of(text: str, start: int) -> Direction:
    """+1 or -1 where the words before a figure, within its clause, say that something rose or fell.

    >>> direction_of("同比下降3.1%", 4), direction_of("增长到5%", 3), direction_of("占5%", 1)
    (-1, 1, 0)
    """
    window = text[max(0, start - 10) : start]
    cut = 0
    for match in _BREAKS.finditer(window):
        cut = match.end()
    last = None
    for match in _TREND.finditer(window, cut):
        last = match[0]
    if last is None:
        return 0
    return 1 if last in _RISE else -1
