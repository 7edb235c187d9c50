"""Words in Chinese whose number characters count nothing: 一带一路, 千方百计."""

import re

from align.language.tables import words

NOT_FIGURES = words(
    """
        一天比一天 十年九旱 一点一点
        一带一路 一模一样 一去不 一线 一审 二手 二维 二氧化 二战 一战 二审 二次元 二元 三亚 三峡 三星 三江
        三轮车 三权 三天两头 三伏 三方 三产 三胎 三公 三步 三餐 三河 四川 四周 四海 四平 四肢 五金 五星
        五角 五一 五颜六色 五湖四海 五彩 六一 六四 六盘水 七一 八一 八卦 九江 九龙 十分 十足 十字 一时
        百分点 百姓 百货 百科 百度 百花 百折不挠 百强 百年未有 百余年 百事 百花齐放 百战 百日 百里 千方百计
        千家万户 千辛万苦 千差万别 千里 千载 千篇一律 千钧 千年 千瓦 千米 千克 千万不 千百年 万一 万里 万能
        万象 万岁 万众 万丈 万古 万户 万家 万马 万国 万名 万州 万科 万无一失 万年 万世 万变 万圣 万维 亿万
        兆丰 陆地 陆续 陆军 陆海 陆上 陆家 陆路 陆域 零售 零部件 零星 零件 零工 零排放 零容忍 零基础 几乎
        几率 数据 数字 数量 数学 数码 数额 数值 两岸 两性 两口子 两侧 两旁 两用 两湖 十天半个月 两弹 两头
        两难 两党 两新 四里八乡 二里头 三元锂
    """
)
_BY_FIRST: dict[str, tuple[str, ...]] = {}
for _word in sorted(NOT_FIGURES, key=len, reverse=True):
    _BY_FIRST[_word[0]] = (*_BY_FIRST.get(_word[0], ()), _word)
_BOTH = ("今明", "昨今", "去今")  # 今明两年: both are said already
_ONE_OF = re.compile("有一(?:[成人个名家户]|年[零又半])")
_COUNTED = re.compile("[一二三四五六七八九]角|之|[钟鐘](?![情爱愛意])")  # 十分之一, 十分钟, but 十分钟爱
_NOT_AFTER = frozenset("统唯同单之逐某每专惟归合划万不非任同进有")
_FINANCIAL = frozenset("肆伍陆拾")
_NUMBER_CHARS = frozenset("壹弌贰叁肆伍陆柒捌玖拾佰仟万亿十百千零点一二三四五六七八九")


def not_a_figure(text: str, at: int) -> int:
    """The length of the word at a position whose number characters count nothing (一带一路), 0 where there is none.

    >>> not_a_figure("千方百计", 0), not_a_figure("统一", 1), not_a_figure("一百人", 0)
    (4, 1, 0)
    """
    if text.startswith(("十一", "十二"), at) and text.endswith(("双", "雙"), 0, at):
        return 2  # a day for shopping
    if text[at] in "两兩" and text.endswith(_BOTH, 0, at):
        return 2
    counted = text[at] in "百千万" and at and text[at - 1] in "近上数几成过超逾约达破每"
    words_here = _BY_FIRST.get(text[at], ())
    for word in words_here if text.startswith(words_here, at) and not counted else ():
        if text.startswith(word, at) and not _COUNTED.match(text, at + len(word)):
            return len(word)
    if (
        text[at] == "一"
        and at
        and (
            text[at - 1] in "统統"
            or (
                text[at - 1] in _NOT_AFTER
                and not _ONE_OF.match(text, at - 1)
                and text[at + 1 : at + 2] not in _NUMBER_CHARS
            )
        )
    ):
        return 1
    if text[at] in _FINANCIAL and not ({*text[at + 1 : at + 2], *text[at - 1 : at]} & _NUMBER_CHARS):
        return 1
    return 0
