"""Who asks at press conferences: news outlets and the roles of a transcript, each under its names in both languages.

A label such as 中央广播电视总台央视记者 names an outlet, its parent and a role; its English may be "CCTV" alone. So a
label is read as a set of outlets and a set of roles, longest name first, and what remains is a person's name or title.
Names are facts, collected by hand from the outlets' own mastheads.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from align.language.regional_outlets import regional_outlets

Role = Literal["moderator", "reporter", "question", "answer", "spokesperson", "interpreter", "audience"]

# One outlet a row: its Chinese names | its English names. Either column is looked for in labels of both languages.
_OUTLETS = """
新华社 新华网 新华通讯社 | Xinhua News Agency, Xinhua, Xinhuanet
人民日报 | People's Daily
人民网 人民日报客户端 | People's Daily Online, People's Daily App, People.cn
中央广播电视总台 总台 | China Media Group, CMG
央视 中央电视台 央视网 央视新闻 | CCTV, China Central Television, CCTV News, CCTV.com
中国国际电视台 国际电视台 | CGTN, China Global Television Network
央广 央广网 中央人民广播电台 中国之声 | China National Radio, CNR, Voice of China
国广 国际广播电台 中国国际广播电台 国际在线 | China Radio International, CRI, CRI Online
中国日报 中国日报网 | China Daily, chinadaily.com.cn
中国新闻社 中新社 中新网 中国新闻网 | China News Service, CNS, Chinanews.com, China News
中国网 | China.org.cn, China Internet Information Center
光明日报 光明网 | Guangming Daily, Guangming Online
经济日报 中国经济网 | Economic Daily, China Economic Net
科技日报 | Science and Technology Daily, Sci-Tech Daily, Science & Technology Daily, S&T Daily
工人日报 | Workers' Daily, Worker's Daily
农民日报 | Farmers' Daily, Farmer's Daily
法治日报 法制日报 | Legal Daily, Rule of Law Daily
解放军报 中国军网 | PLA Daily, People's Liberation Army Daily
解放日报 上观新闻 | Jiefang Daily, Liberation Daily
中国青年报 中青报 中青网 | China Youth Daily
北京青年报 北青报 | Beijing Youth Daily
环球时报 环球网 | Global Times, Huanqiu
参考消息 | Reference News
学习时报 | Study Times, Study Times newspaper
中国妇女报 | China Women's News
人民政协报 | CPPCC Daily, People's Political Consultative Daily
中国改革报 | China Reform Daily
中国能源报 | China Energy News
中国环境报 | China Environment News
中国教育报 | China Education Daily, China Education News
中国交通报 | China Transport News, China Communications News
中国自然资源报 | China Natural Resources News
中国财经报 | China Financial and Economic News, China Finance and Economic News
金融时报 | Financial News, Financial Times
英国金融时报 | Financial Times, FT
中国证券报 中证网 | China Securities Journal
上海证券报 上证报 | Shanghai Securities News
证券时报 | Securities Times
第一财经 | Yicai, China Business Network, CBN, Yicai Media Group, China Business News
财新 | Caixin, Caixin Media
财联社 | Cailian Press, CLS, Cailianshe
21世纪经济报道 二十一世纪经济报道 | 21st Century Business Herald
每日经济新闻 每经 | National Business Daily, NBD, Daily Economic News
经济观察报 | Economic Observer
中国经营报 | China Business Journal
界面新闻 界面 | Jiemian, Jiemian News
澎湃新闻 澎湃 | The Paper, ThePaper.cn
封面新闻 | Cover News, The Cover, thecover.cn
红星新闻 | Red Star News
南方都市报 南都 | Southern Metropolis Daily, Nanfang Metropolis Daily
南方日报 | Nanfang Daily, Southern Daily
羊城晚报 | Yangcheng Evening News
新京报 | Beijing News
北京广播电视台 北京电视台 | Beijing Radio and Television Station, Beijing TV, BTV, Beijing Radio & Television Station
上海东方卫视 东方卫视 上海广播电视台 看看新闻 | Dragon TV, Shanghai Media Group, SMG, Shanghai Dragon TV
深圳卫视 深圳广播电影电视集团 直新闻 | Shenzhen TV, Shenzhen Satellite TV, Shenzhen Media Group
湖北广播电视台 湖北电视台 长江云 | Hubei Media Group, Hubei Radio and Television Station, Hubei TV, Hubei Broadcasting
海报新闻 | Hai Bao News, Haibao News, Poster News
大众日报 | Dazhong Daily
极目新闻 | Jimu News
山西广播电视台 山西电视台 | Shanxi Radio and Television Station, Shanxi Media Group, Shanxi TV, Shanxi Broadcasting
浙江日报 潮新闻 | Zhejiang Daily, Tide News
健康报 | Health News
凤凰卫视 凤凰网 | Phoenix TV, Phoenix Satellite Television, Phoenix Television, ifeng
香港大公文汇 大公文汇 大公报 文汇报 | Ta Kung Wen Wei, Ta Kung Wen Wei Media Group, Ta Kung Pao, Wen Wei Po
香港中评社 中评社 | China Review News Agency, CRNTT
香港经济导报 经济导报 | Economic Herald, Hong Kong Economic Herald
紫荆 紫荆杂志 香港紫荆杂志 | Bauhinia, Bauhinia Magazine
星岛日报 | Sing Tao Daily
明报 | Ming Pao
南华早报 | South China Morning Post, SCMP
香港电台 | RTHK, Radio Television Hong Kong
无线电视 香港无线电视台 | TVB, Television Broadcasts
香港有线电视 | Hong Kong Cable TV, i-Cable
香港商报 | Hong Kong Commercial Daily
澳门日报 | Macao Daily News, Macao Daily
澳门月刊 | Macao Monthly, Macau Monthly
澳广视 澳门广播电视 澳门电视台 | TDM, Teledifusao de Macau, Macau TV
澳亚卫视 | Macau Asia Satellite TV, MASTV
联合报 | United Daily News
中国时报 旺报 | China Times, Want Daily
中天电视 中天 | CTi TV
东森 东森电视 | EBC, Eastern Broadcasting
台湾TVBS | TVBS
路透社 路透 | Reuters
彭博社 彭博 彭博新闻社 | Bloomberg, Bloomberg News
美联社 | Associated Press, AP
法新社 | Agence France-Presse, Agence France Presse, AFP
塔斯社 俄塔社 | TASS, ITAR-TASS
俄罗斯卫星通讯社 卫星通讯社 | Sputnik
俄新社 | RIA Novosti
今日俄罗斯 俄罗斯今日 | RT, Russia Today
国际文传电讯社 | Interfax
德新社 | dpa, Deutsche Presse-Agentur
德国之声 | Deutsche Welle, DW
德国电视一台 | ARD
安莎社 | ANSA
埃菲社 | EFE
共同社 | Kyodo, Kyodo News
时事社 | Jiji Press, Jiji
日经 日本经济新闻 日经新闻 | Nikkei
朝日新闻 | Asahi Shimbun, Asahi
读卖新闻 | Yomiuri Shimbun, Yomiuri
日本广播协会 日本放送协会 | NHK
东京电视台 | TV Tokyo
韩联社 | Yonhap
韩国广播公司 | KBS
韩国文化广播公司 | MBC
联合早报 | Lianhe Zaobao, Zaobao
海峡时报 | Straits Times
亚洲新闻台 新加坡亚洲新闻台 | CNA, Channel NewsAsia, Channel News Asia
印度报业托拉斯 | Press Trust of India, PTI
巴通社 巴基斯坦联合通讯社 | Associated Press of Pakistan, APP
越通社 | Vietnam News Agency, VNA
安塔拉通讯社 | Antara
半岛电视台 | Al Jazeera
阿拉伯电视台 阿拉比亚电视台 | Al Arabiya
阿纳多卢通讯社 | Anadolu, Anadolu Agency
中东通讯社 | MENA, Middle East News Agency
英国广播公司 | BBC
天空新闻 天空新闻台 | Sky News
卫报 | Guardian
每日电讯报 | Daily Telegraph, The Telegraph
泰晤士报 | The Times
经济学人 | Economist
美国有线电视新闻网 | CNN
美国全国广播公司 全国广播公司 | NBC
美国哥伦比亚广播公司 哥伦比亚广播公司 | CBS
美国广播公司 | ABC, ABC News
澳大利亚广播公司 | ABC, Australian Broadcasting Corporation
美国消费者新闻与商业频道 | CNBC
福克斯新闻 | Fox News
美国国家公共广播电台 | NPR
华尔街日报 | Wall Street Journal, WSJ
纽约时报 | New York Times, NYT
华盛顿邮报 | Washington Post
洛杉矶时报 | Los Angeles Times
加拿大广播公司 | CBC
环球邮报 | Globe and Mail
世界报 | Le Monde
费加罗报 | Le Figaro
国家报 西班牙国家报 | El Pais
拉美社 | Prensa Latina
巴西环球电视台 | TV Globo, Globo
欧洲新闻台 | Euronews
"""
# Parents first: a label may name the parent in one language and the part in the other.
_KEPT = 256  # labels
_FAMILIES = (("总台", "央视", "国际电视台", "央广", "国广"), ("人民日报", "人民网"))

_ROLES: tuple[tuple[Role, str, str], ...] = (
    ("moderator", "主持人 司仪 主持", "moderator, host, anchor, emcee, presenter, chair, chairperson, facilitator"),
    ("reporter", "记者 媒体 采访人 采访者", "reporter, journalist, correspondent, media, press, interviewer"),
    ("question", "提问 提问者", "question"),
    ("answer", "回答 答复 受访者", "answer, response, interviewee, reply"),
    ("spokesperson", "新闻发言人 发言人", "spokesperson, spokesman, spokeswoman, press secretary"),
    ("interpreter", "翻译 口译 译员", "interpreter, translator"),
    ("audience", "观众 听众 网友", "audience, audience member, netizen, member of the audience"),
)
_LETTERS: dict[str, Role] = {"Q": "question", "问": "question", "A": "answer", "答": "answer"}
_ARTICLE = re.compile(r"^(?:An?|The) (?=[a-z])")


class LabelParts(NamedTuple):
    """What is known in a label; ``rest``: the label with that cut out, each cut left as a space."""

    outlets: frozenset[str]
    roles: frozenset[Role]
    rest: str


@lru_cache(maxsize=_KEPT)
def read_label(label: str) -> LabelParts:
    """Return the outlets and roles that a label names. ``label``: NFKC, with straight apostrophes.

    >>> read_label("中央广播电视总台央视记者").outlets == {"总台", "央视"}
    True
    >>> read_label("Question from China Daily").roles, read_label("China Daily").outlets
    (frozenset({'question'}), frozenset({'中国日报'}))
    """
    bare = label.strip(" .0123456789")
    if bare in _LETTERS:
        return LabelParts(frozenset(), frozenset((_LETTERS[bare],)), "")
    pattern, outlets_by_name = _outlets()
    outlets = {key for name in pattern.findall(label) for key in outlets_by_name[_key(name)]}
    rest = pattern.sub(" ", label)
    for key, name in regional_outlets(label):
        outlets.add(key)
        rest = rest.replace(name, " ")
    rest = _ARTICLE.sub("", rest)
    pattern, roles_by_name = _roles()
    roles = {roles_by_name[_key(name)] for name in pattern.findall(rest)}
    return LabelParts(frozenset(outlets), frozenset(roles), pattern.sub(" ", rest))


def same_family(left: frozenset[str], right: frozenset[str]) -> bool:
    """True if one set names a parent or part of what the other names."""
    return any(left & set(family) and right & set(family) for family in _FAMILIES)


def is_parent_only(outlets: frozenset[str]) -> bool:
    """True if a set names nothing but the parent of a family."""
    return len(outlets) == 1 and any(outlets <= {family[0]} for family in _FAMILIES)


@cache
def _outlets() -> tuple[re.Pattern[str], dict[str, set[str]]]:
    names: dict[str, set[str]] = {}
    for row in _OUTLETS.strip().splitlines():
        chinese, english = row.split(" | ")
        written = chinese.split()
        key = next((part for family in _FAMILIES for part in family if part in written), written[0])
        for name in (*written, *english.split(", ")):
            names.setdefault(_key(name), set()).add(key)
    return _any_of(names), names


@cache
def _roles() -> tuple[re.Pattern[str], dict[str, Role]]:
    names = {_key(name): role for role, chinese, english in _ROLES for name in (*chinese.split(), *english.split(", "))}
    return _any_of(names), names


def _key(name: str) -> str:
    # Short acronyms count only as written: "AP" is an agency, "ap" is not.
    return name if name.isupper() and len(name) <= 5 else name.casefold()


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    alternatives = []
    for name in sorted(names, key=len, reverse=True):
        case = "-i" if name.isupper() else "i"
        latin = rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])"
        alternatives.append(f"(?{case}:{latin})" if name.isascii() else re.escape(name))
    return re.compile("|".join(alternatives), re.IGNORECASE)
