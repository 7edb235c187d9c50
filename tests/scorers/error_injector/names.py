"""Names of people and places, ranks and organs taken for others, by tables of what the clean documents hold."""

import re
from collections.abc import Iterator

from error_injector.model import Edit, Rule, edits

# The people of the clean documents; hyphens part the syllables of given names and are not printed.
PEOPLE = {
    "聂文彬": "Nie Wen-bin", "郝秀兰": "Hao Xiu-lan", "阮立新": "Ruan Li-xin", "薛敬之": "Xue Jing-zhi",
    "康玉山": "Kang Yu-shan", "佟丽华": "Tong Li-hua", "封学仁": "Feng Xue-ren", "祁鸿儒": "Qi Hong-ru",
    "蒲晓燕": "Pu Xiao-yan", "骆明达": "Luo Ming-da", "尹慧敏": "Yin Hui-min", "鲍春雷": "Bao Chun-lei",
    "陶克勤": "Tao Ke-qin", "温如海": "Wen Ru-hai", "盛国栋": "Sheng Guo-dong", "麦嘉怡": "Mai Jia-yi",
    "裴少军": "Pei Shao-jun", "庞静波": "Pang Jing-bo", "池永康": "Chi Yong-kang", "钮思远": "Niu Si-yuan",
    "崔望舒": "Cui Wang-shu", "岑参": "Cen Shen", "洪昭阳": "Hong Zhao-yang", "蓝若兰": "Lan Ruo-lan",
    "耿立业": "Geng Li-ye", "解建华": "Xie Jian-hua", "区少芬": "Ou Shao-fen", "查志刚": "Zha Zhi-gang",
    "司马兰": "Si-ma Lan",
}  # fmt: skip
# Slips of the ear and of the input method: a syllable and one that it is taken for.
_SLIPS = {
    "wen": "wei", "bin": "bing", "hao": "gao", "xiu": "xue", "lan": "nan", "li": "liang", "xin": "qing", "jing": "qing",
    "zhi": "zi", "kang": "gang", "yu": "yi", "shan": "san", "tong": "dong", "hua": "hui", "feng": "fang", "xue": "xia",
    "ren": "zhen", "qi": "ji", "hong": "huang", "xiao": "shao", "yan": "yang", "luo": "liu", "ming": "min",
    "yin": "yang", "hui": "huan", "chun": "chuan", "lei": "lai", "tao": "dao", "ke": "ge", "qin": "jin", "hai": "huai",
    "sheng": "shen", "guo": "gao", "dong": "tong", "jia": "xia", "pei": "bei", "shao": "xiao", "jun": "jin",
    "pang": "fang", "bo": "po", "yong": "rong", "niu": "liu", "si": "shi", "yuan": "yan", "cui": "zhui",
    "wang": "huang", "shu": "su", "zhao": "zhang", "yang": "yan", "ruo": "luo", "geng": "gen", "jian": "qian",
    "zha": "za", "gang": "kang", "min": "ming", "ru": "lu", "nie": "nian", "fen": "fang",
}  # fmt: skip
_PLACES: tuple[Rule, ...] = (
    (r"山西", r"\bShanxi\b", "Shaanxi"),
    (r"陕西", r"\bShaanxi\b", "Shanxi"),
    (r"太原", r"\bTaiyuan\b", "Tianjin"),
    (r"湖州", r"\bHuzhou\b", "Huizhou"),
    (r"四川", r"\bSichuan\b", "Yunnan"),
    (r"甘肃", r"\bGansu\b", "Guangxi"),
    (r"洛阳", r"\bLuoyang\b", "Liuyang"),
    (r"贵州", r"\bGuizhou\b", "Guangzhou"),
    (r"敦煌", r"\bDunhuang\b", "Dongguan"),
    (r"山东", r"\bShandong\b", "Shantou"),
    (r"内蒙古", r"\bInner Mongolia\b", "Mongolia"),
    (r"瑞士", r"\bSwiss\b", "Swedish"),
    (r"日内瓦", r"\bGeneva\b", "Vienna"),
    (r"上海", r"\bShanghai\b", "Shenzhen"),
    (r"巴黎", r"\bParis\b", "London"),
    (r"越南", r"\bVietnam\b", "Thailand"),
    (r"深圳", r"\bShenzhen\b(?!-)", "Suzhou"),
    (r"北京", r"\bBeijing\b", "Nanjing"),
    (r"欧洲", r"\bEurope\b", "Africa"),
    (r"桐庐", r"\bTonglu\b", "Tongling"),
    (r"榆林", r"\bYulin\b", "Jilin"),
    (r"红海", r"\bRed Sea\b", "Black Sea"),
    (r"东南亚", r"\bSoutheast Asia\b", "South Asia"),
    (r"北美", r"\bNorth America(n?)\b", r"South America\1"),
    (r"清华", r"\bTsinghua\b", "Peking"),
)
# Places of the news, by what is near and alike: each is taken for the next of its line.
_NEWS_PLACES = tuple(
    tuple(pair.split("/") for pair in line.split())
    for line in (
        "美国/United_States 英国/United_Kingdom 法国/France 德国/Germany 意大利/Italy 西班牙/Spain 俄罗斯/Russia",
        "日本/Japan 韩国/South_Korea 朝鲜/North_Korea 越南/Vietnam 泰国/Thailand 印度/India 印度尼西亚/Indonesia",
        "伊朗/Iran 伊拉克/Iraq 叙利亚/Syria 以色列/Israel 土耳其/Turkey 埃及/Egypt 沙特/Saudi_Arabia",
        "加拿大/Canada 墨西哥/Mexico 巴西/Brazil 阿根廷/Argentina 智利/Chile 古巴/Cuba",
        "澳大利亚/Australia 奥地利/Austria 瑞典/Sweden 瑞士/Switzerland 荷兰/Netherlands 波兰/Poland 乌克兰/Ukraine",
        "北京/Beijing 上海/Shanghai 天津/Tianjin 重庆/Chongqing 广州/Guangzhou 深圳/Shenzhen 南京/Nanjing",
        "广东/Guangdong 广西/Guangxi 湖南/Hunan 湖北/Hubei 河南/Henan 河北/Hebei 山东/Shandong 江苏/Jiangsu",
        "伦敦/London 巴黎/Paris 柏林/Berlin 莫斯科/Moscow 东京/Tokyo 首尔/Seoul 纽约/New_York 华盛顿/Washington",
        "加州/California 得州/Texas 佛罗里达/Florida 亚利桑那/Arizona 内华达/Nevada 俄亥俄/Ohio",
        "中国/China 日本/Japan",
        "欧洲/Europe 亚洲/Asia 非洲/Africa",
    )
)
_SURNAMES = frozenset(
    re.findall(
        "[a-z]+",
        "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang"
        " deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren yao shen",
    )
)
_PINYIN_NAME = re.compile(r"\b([A-Z][a-z]{1,5}) ([A-Z][a-z]{2,10})\b")
_TITLES: tuple[Rule, ...] = (
    (r"副省长", r"\bvice governor\b", "governor"),
    (r"副部长", r"\bvice (foreign )?minister\b", r"\1minister"),
    (r"副部长", r"\bvice minister\b", "assistant minister"),
    (r"部长助理", r"\bassistant minister\b", "vice minister"),
    (r"厅长", r"\bdirector general\b", "deputy director general"),
    (r"局长", r"\bdirector general\b", "deputy director general"),
    (r"市委书记", r"\bsecretary of the municipal\b", "deputy secretary of the municipal"),
    (r"(?<!副)市长", r"\b(?<!vice )mayor\b", "vice mayor"),
    (r"常务副市长", r"\bexecutive vice mayor\b", "mayor"),
    (r"常务副市长", r"\bexecutive vice mayor\b", "vice mayor"),
    (r"总工程师", r"\bchief engineer\b", "deputy chief engineer"),
    (r"总规划师", r"\bchief planner\b", "deputy chief planner"),
    (r"秘书长", r"\bsecretary-general\b", "deputy secretary-general"),
    (r"副行长", r"\bdeputy governor\b", "governor"),
    (r"董事长", r"\bchairman\b", "vice chairman"),
    (r"(?<!副)总经理", r"\b(?<!deputy )general manager\b", "deputy general manager"),
    (r"副总经理", r"\bdeputy general manager\b", "general manager"),
    (r"财务总监", r"\bchief financial officer\b", "chief operating officer"),
    (r"院士", r"\ban academician\b", "president"),
    (r"发展和改革委员会主任", r"\bdirector of the provincial\b", "deputy director of the provincial"),
    (r"副主席", r"\bvice chairperson\b", "chairperson"),
    (r"监事会主席", r"\bchairman of the\b", "vice chairman of the"),
    (r"首席科学家", r"\bchief scientist\b", "deputy chief scientist"),
    (r"发言人", r"\bspokesperson\b", "director"),
    (r"人大代表", r"\bdeputy to the National People's Congress\b", "member of the CPPCC National Committee"),
    (r"教育部", r"\bMinistry of Education\b", "Ministry of Finance"),
    (r"外交部", r"\bMinistry of Foreign Affairs\b", "Ministry of Commerce"),
    (r"海关总署", r"\bGeneral Administration of Customs\b", "State Taxation Administration"),
    (r"交通运输部", r"\bMinistry of Transport\b", "Ministry of Water Resources"),
    (r"教授", r"\ba professor\b", "an associate professor"),
    (r"最高人民法院", r"\bSupreme People's Court\b", "Supreme People's Procuratorate"),
    (r"中国人民银行", r"\bPeople's Bank of China\b", "Bank of China"),
    (r"发展和改革委员会", r"\bDevelopment and Reform Commission\b", "Health Commission"),
    (r"国家卫生健康委员会", r"\bNational Health Commission\b", "National Development and Reform Commission"),
    (r"农业农村厅", r"\bDepartment of Agriculture and Rural Affairs\b", "Department of Finance"),
    (r"国务院新闻办公室", r"\bState Council Information Office\b", "State Council General Office"),
)


def names(zh: str, en: str) -> Iterator[Edit]:
    """A syllable of a name misread, a place for another."""
    for chinese, english in PEOPLE.items():
        if chinese not in zh:
            continue
        parts = re.split(r"([ -])", english)
        for n, syllable in enumerate(parts):
            slip = _SLIPS.get(syllable.lower())
            name = english.replace("-", "")
            if slip and name in en:
                new = "".join([*parts[:n], slip.capitalize() if syllable[0].isupper() else slip, *parts[n + 1 :]])
                yield Edit(en.index(name), en.index(name) + len(name), new.replace("-", ""))
    yield from edits(_PLACES, zh, en)


def places_of_news(zh: str, en: str) -> Iterator[Edit]:
    """A country, province or city for another of its kind that the pair does not name."""
    for line in _NEWS_PLACES:
        for n, (chinese, english) in enumerate(line):
            other_chinese, other = line[(n + 1) % len(line)]
            if chinese in zh and other_chinese not in zh:
                for match in re.finditer(rf"\b{english.replace('_', ' ')}\b", en):
                    yield Edit(match.start(), match.end(), other.replace("_", " "))


def names_of_news(zh: str, en: str) -> Iterator[Edit]:
    """A syllable of a name in pinyin misread; that the Chinese names somebody is told by its initial sounds alone."""
    for match in _PINYIN_NAME.finditer(en):
        given = match[2].lower()
        for syllable in sorted(_SLIPS, key=len, reverse=True):
            rest = given.removeprefix(syllable)
            if rest != given and (not rest or rest in _SLIPS) and match[1].lower() in _SURNAMES:
                new = (_SLIPS[syllable] + rest).capitalize()
                yield Edit(match.start(2), match.end(2), new)
                break


def titles(zh: str, en: str) -> Iterator[Edit]:
    """A deputy promoted, a head demoted, an organ for another."""
    return edits(_TITLES, zh, en)
