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


def titles(zh: str, en: str) -> Iterator[Edit]:
    """A deputy promoted, a head demoted, an organ for another."""
    return edits(_TITLES, zh, en)
