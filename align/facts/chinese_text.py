"""Words in Chinese whose number characters count nothing: 一带一路, 千方百计."""

import re

from align.language.tables import words

NOT_FIGURES = words(
    """
        一带一路 一国两制 一五一十 一心一意 一模一样 一举一动 一言一行 一分为二 一石二鸟 一举两得 一二三产业
        一点一滴 一草一木 一山一水 一朝一夕 一来一往 一去不 一线 一审 一把手 二手 二维 二胎 二孩 二氧化 二战
        一战 二审 二次元 二线 二郎 二元 二话 二进制 三农 三亚 三峡 三明 三星 三江 三门峡 三国 三角 三文 三聚
        三维 三轮车 三甲 三包 三废 三权 三军 三番 三令五申 三心二意 三言两语 三思 三天两头 三五成群 三三两两
        三板 三伏 三九 三北 三无 三好 三生 三方 三产 三孩 三胎 三公 三严三实 三通 三步 三明治 三资 三餐 三河
        三原 三水 三元桥 三里屯 四川 四周 四季如 四季常 四季分 四面八方 四海 四平 四书五经 四合院 四分五裂
        四通八达 四肢 四邻 四氯 四会 四环 五台山 五岳 五金 五星 五角 五谷 五行 五一 五四 五险一金 五花八门
        五颜六色 五湖四海 五光十色 五粮液 五家渠 五指山 五常 五彩 五官 五味 五线谱 五年规划 五年计划 六一 六四
        六盘水 六安 六合 六神 六腑 七夕 七七事变 七上八下 七一 七台河 七嘴八舌 七彩 七律 八一 八卦 八达岭 八仙
        八方 八股 八宝 八路军 九州 九江 九龙 九寨沟 九泉 九霄 九华山 九一八 九三学社 九牛一毛 十分 十足 十全十美
        十字 十堰 十一黄金周 十一长假 十一国庆 十一假期 十恶 十拿九稳 十万八千里 七零八落 一时 一点一 民国元
        十年九旱 十年九不遇 十年树木 十八般 十有八九 百分点 百姓 百货 百科 百度 百花 百家争鸣 百家号 百家姓
        百折不挠 百炼 百团 百强 百色 百年大计 百年未有 百废 百余年 百闻 百灵 百般 百事 百川 百花齐放 百战 百无
        百感 百合 百日 百岁 百叶 百里 百思 百感交集 千方百计 千家万户 千军万马 千言万语 千山万水 千辛万苦
        千丝万缕 千变万化 千差万别 千里 千古 千秋 千载 千篇一律 千斤顶 千禧 千锤百炼 千金 千钧 千头万绪 千帆
        千年 千叶 千岛 千疮百孔 千瓦 千米 千克 千卡 千赫 千佛 千叮 千奇百怪 千呼 千刀 千万不 千万别 千万要
        千万千万 千百年 千百万 千兆 千伏 千字文 千人一面 千真万确 千阳 千斯 万一 万物 万里 万能 万象 万分感
        万分激 万岁 万般 万众 万事 万丈 万古 万户 万家 万全 万马 万水 万恶 万国 万名 万州 万宁 万科 万达 万向
        万籁 万花 万有引力 万金 万紫千红 万无一失 万象更新 万安 万年 万荣 万柏林 万源 万载 万盛 万寿 万历 万隆
        万博 万宝 万幸 万难 万泉 万山 万福 万民 万代 万世 万变 万圣 万方数据 万不得 万万不 万万没 万维 亿万 亿阳
        亿利 亿纬 亿联 亿达 兆丰 兆欧 兆头 兆瓦 陆地 陆续 陆军 陆海 陆上 陆家 陆空 陆路 陆域 伍佰 零售 零部件
        零星 零件 零食 零钱 零距离 零碎 零工 零散 零关税 零排放 零和 零花 零时差 零容忍 零基础 零门槛 零添加
        零碳 零陵 几何 几乎 几内亚 几率 数据 数字 数量 数学 数码 数控 数额 数值 数目 数智 数百年来 幺 半百岁
        两岸 两会 两极 两性 两院 两手 两栖 两山 两码事 两口子 两侧 两旁 两端 两用 两广 两湖 两江 两河 两创 两优
        一成不变 一波三折 一日千里 十之八九 三年五载 七八糟 八九不离十 三头六臂 五大三粗 三天打鱼两天晒网
        三百六十行 七十二变 一年之计 一年一度 一天到晚 三十而立 四十不惑 三十六计 一二·九 三八妇女 三八红旗 三八节
        十天半月 十天半个月
        一天比一天 一年比一年 三番五次 两弹 两淮 两头 两不愁 两难 两翼 两党 两业 两重 两新 两化 两两 三七二十一
        四里八乡 三一重工 三一集团 三十年河东 三十年河西 一千道一万 一万，就怕 一万就怕
        二里头 三元锂 三元材料 三元前驱 三元电池 三元正极 七七八八 三个臭皮匠 十里八乡 十里八村
    """
)
_BY_FIRST: dict[str, tuple[str, ...]] = {}
for _word in sorted(NOT_FIGURES, key=len, reverse=True):
    _BY_FIRST[_word[0]] = (*_BY_FIRST.get(_word[0], ()), _word)
_ONE_OF = re.compile("有一[成人个名家户]")
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
