"""The parts of a page around a transcript: breadcrumbs, buttons, page numbers, dates, credits, the notice line."""

import re
from collections.abc import Sequence
from datetime import date as Date  # noqa: N812
from itertools import pairwise

from align.language.tables import either, words
from align.model.document import AsideKind

# What only leads elsewhere on the site, each form with a line that has it.
_BREADCRUMBS = (
    (r"(?:Home|You are here|Your location)\s*[:：]?\s*[-–>›»|/].{0,120}", "Home > Press Room > Transcripts"),
    (r"(?:当前位置|您的位置|您所在的位置|您现在的位置|所在位置)\s*[:：].{0,60}", "您现在的位置：首页 > 新闻发布"),
    (r"(?:首页|网站首页)\s*[-–>›»＞|/—].{0,60}", "首页 > 新闻发布"),
    (r"(?:上|下)一?[篇条]\s*[:：].{0,120}", "上一篇：山西举行新闻发布会"),
    (
        r"(?:Prev(?:ious)?|Next)\s+(?:article|story|news|post)s?\s*[:：].{0,150}",
        "Next article: Shanxi briefs the press",
    ),
    (r"分享[到至给]\s*[:：]?[^。！？，]{0,40}", "分享到：微信 微博"),
    (r"Share\s+(?:to|on|with|this)\b[^.!?]{0,60}", "Share on Facebook"),
)
_BREADCRUMB = re.compile(either(_BREADCRUMBS), re.IGNORECASE)
_BUTTONS = """
home share print email e-mail comment comments tweet facebook twitter wechat weibo linkedin close top font size large
medium small a+ a- aa a back subscribe login menu search english 打印 打印本页 分享 分享到 字号 字体 大 中 小 收藏 关闭
关闭窗口 返回顶部 返回 纠错 微信 微博 扫一扫 首页 登录 上一篇 下一篇 默认 超大 朋友圈 qq空间 新浪微博 繁体 手机版 无障碍
"""
_BUTTON_WORDS = frozenset(_BUTTONS.split())
_PAGE_WORDS = re.compile(
    r"上一页|下一页|上页|下页|首页|尾页|末页|共|页|第|Previous|Prev|Next|First|Last|Pages?|of", re.IGNORECASE
)
# A page number is set off by space or dashes, or called one: "On Growth    Page 1", "新闻办公室　　- 1 -".
_PAGES_IN_ALL = r"(?:\s*(?:/|of)\s*[0-9]{1,3})?\s*(?:[页頁]|[-–—])?(?:\s*共\s*[0-9]{1,3}\s*[页頁])?"
_CALLED_PAGE = r"(?:\s|[|·])\s*(?:Page|p\.|第)\s*"
_SET_OFF = r"(?:\s{2,}|\u3000+|\s*[|·])\s*[-–—]?\s*"
_DASHED = r"\s+[-–—]\s*"
_RUNNINGS = (
    (r"(?P<first>[0-9]{1,3})(?:\s{2,}|\u3000|\s*[|·]\s*)\S.*?", "12   On Growth"),
    (rf"\S.*?(?:{_CALLED_PAGE}|{_SET_OFF}|{_DASHED})(?P<last>[0-9]{{1,3}}){_PAGES_IN_ALL}", "On Growth  Page 1 of 12"),
)
_RUNNING = re.compile(either(_RUNNINGS), re.IGNORECASE)
_RUNNING_LENGTH = 120
_RUNS = 3
_WORK_EN = words("Translated Edited Compiled Interpreted Proofread Reviewed Written Reported Transcribed Polished")
_MAKERS_EN = "|".join(words("Editor Translator Reporter Photographer Proofreader"))
_CREDITS_EN = re.compile(
    rf"(?:(?:{'|'.join(_WORK_EN)})(?:(?:,| and|, and) [a-z]+)*\s+by\b"
    rf"|(?:Reprinted|Reposted|Republished) from\b"
    rf"|(?:Web |Responsible |Executive |Chief |Copy )?(?:Source|(?P<maker>{_MAKERS_EN}))s?(?:-in-charge)?\s*[:：|])",
    re.IGNORECASE,
)
_CREDITED_ZH = words("""
    责任编辑 责编 编辑 编译 翻译 译者 译 校对 审校 审核 审定 来源 稿源 信息来源 文字 文字实录 摄影 图片 图片摄影 撰文
    作者 监制 编审 摄像 速记 本网记者 记者 转自 转载自 文章来源 本文来源
""")
_CREDITS_ZH = re.compile(rf"[（(【\[]?(?:{'|'.join(_CREDITED_ZH)})\s*[:：/|]")
# Which text prevails, each form with a line that has it.
_NOTICES = (
    (
        r"Chinese (?:version|text|original|transcript)s?\b.{0,60}(?:prevail|govern|authoritative|taken as)",
        "The Chinese version shall prevail.",
    ),
    (r"prevail.{0,30}Chinese (?:version|text|original)", "What prevails is the Chinese original."),
    (
        r"in (?:the )?(?:case|event) of any (?:discrepanc|inconsistenc|ambigu)",
        "In case of any discrepancy between the two versions, ask us.",
    ),
    (r"(?:以中文[^。]{0,12}|中文[^。]{0,10})为准(?=[。，；）)\s]|$)", "如有出入，以中文版为准。"),
    (r"中文[^。]{0,10}(?:为权威|具有最终)", "中文文本具有最终效力。"),
    (r"(?:英文|译文)[^。]{0,12}仅供参考", "英文译文仅供参考。"),
)
_NOTICE = re.compile(either(_NOTICES), re.IGNORECASE)
_MONTHS = words("""
    january february march april may june july august september october november december
""")
_MONTH = "(?P<month>" + "|".join(f"{m[:3]}(?:{m[3:]})?" for m in _MONTHS) + r"|sept)\.?"
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DATES = (
    re.compile(
        r"(?P<year>[12０-９0-9〇○零一二三四五六七八九]{4})\s*年\s*(?P<number>[0-9０-９]{1,2})\s*月\s*(?P<day>[0-9０-９]{1,2})\s*日"
    ),
    re.compile(
        rf"(?<![A-Za-z]){_MONTH}\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>[12][0-9]{{3}})", re.IGNORECASE
    ),
    re.compile(rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>[12][0-9]{{3}})", re.IGNORECASE),
    re.compile(r"(?<![0-9])(?P<year>[12][0-9]{3})[-/.](?P<number>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})(?![0-9])"),
)
# What may stand beside the date of a page in the line that gives it.
_BESIDE_DATE = (
    ("Updated|Published|Posted|Date|Time|Source|Editor|Beijing", "Updated"),
    ("发布时间|发布日期|时间|日期|来源|北京", "发布时间"),
    ("(?:最后|最近|上次)(?:更新|修订|修改)于?", "最后更新于"),
    ("星期[一二三四五六日天]|上午|下午", "星期三"),
    ("(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", "Wednesday"),
    (r"a\.?m\.?|p\.?m\.?|GMT|[0-9]+\s*[时点分秒]", "10时"),
    (r"[\w-]+(?:\.[\w-]+)+", "scio.gov.cn"),
    (r"[0-9:：|\s,，.·\-–—()（）+]+", " | 10:00"),
)
_AROUND_DATE = re.compile(either(_BESIDE_DATE), re.IGNORECASE)


def page_furniture(line: str) -> AsideKind | None:
    """Return "chrome" or "pagination" for a line that is nothing else, anywhere on the page; else None.

    >>> page_furniture("Home -  Press Room -"), page_furniture("上一页 1 2 3 下一页"), page_furniture("< 1 2 3 4 >")
    ('chrome', 'pagination', 'pagination')
    >>> page_furniture("打印 分享 字号：大 中 小"), page_furniture("2024"), page_furniture("首页建设很重要。")
    ('chrome', None, None)
    """
    if len(line) > 200:
        return None
    worded = _PAGE_WORDS.search(line) is not None or re.search(r"[<>＜＞«»‹›]", line) is not None
    left = re.sub(r"[\s<>＜＞«»‹›|.…\[\]()（）/,，\-]+", " ", _PAGE_WORDS.sub(" ", line)).split()
    if all(word.isdigit() and len(word) <= 3 for word in left) and (len(left) >= 3 or (worded and left)):
        return "pagination"
    if _BREADCRUMB.fullmatch(line):
        return "chrome"
    words = [word for word in re.split(r"[\s|:：·\[\]【】/,，\-]+", line.casefold()) if word]
    if words and all(word in _BUTTON_WORDS for word in words) and not (len(words) == 1 and len(words[0]) == 1):
        return "chrome"
    if not any(character.isalnum() for character in line):
        return "other"
    return None


def running_heads(lines: Sequence[str]) -> frozenset[str]:
    """Return printed heads and feet: lines that differ from others only in a page number at their beginning or end.

    Items of a list are numbered too, but differ in their words. At least three lines with rising numbers are required.

    >>> sorted(running_heads(["On Growth   Page 1", "Text.", "On Growth   Page 2", "On Growth   Page 3"]))
    ['On Growth   Page 1', 'On Growth   Page 2', 'On Growth   Page 3']
    >>> running_heads(["Question 1", "Question 2"])
    frozenset()
    """
    pages: dict[str, list[tuple[int, str]]] = {}
    for line in lines:
        match = _RUNNING.fullmatch(line) if len(line) <= _RUNNING_LENGTH else None
        if match is not None:
            number = match["first"] or match["last"]
            text = line[: match.start("last")] if match["last"] else line[match.end("first") :]
            pages.setdefault(" ".join(text.split()), []).append((int(number), line))
    return frozenset(
        line
        for found in pages.values()
        if len(found) >= _RUNS and all(a < b for (a, _), (b, _) in pairwise(found))
        for _, line in found
    )


def is_credits(sentence: str) -> bool:
    """True if a sentence names the makers of the text.

    >>> is_credits("Translated and edited by Li Xiao and David Ball."), is_credits("（责任编辑：王明）")
    (True, True)
    >>> is_credits("记者：您好。"), is_credits("Reporter: How do you see it?"), is_credits("Reporter: Li Xiao")
    (False, False, True)
    >>> is_credits("Source: website of the ministry")
    True
    """
    if english := _CREDITS_EN.match(sentence):
        return len(sentence) < 700 and not (english["maker"] and _says_something(sentence[english.end() :]))
    match = _CREDITS_ZH.match(sentence)
    if match is None or len(sentence) > 160:
        return False
    rest = sentence[match.end() :].strip(" 　）)】]。")
    bracketed = sentence[0] in "（(【["
    return bool(rest) and not re.search("[。！？，]", rest) and (bracketed or "记者" not in match[0])


def _says_something(rest: str) -> bool:
    """True if what follows "Reporter:" is speech, not names: it asks, or has more words in lower case than others."""
    small = len(re.findall(r"\b[a-z]{2,}", rest))
    return "?" in rest or small > len(re.findall(r"\b[A-Z]", rest))


def is_notice(sentence: str) -> bool:
    """True if a sentence names the text that prevails.

    >>> is_notice("In case of discrepancy, the Chinese version shall prevail."), is_notice("如有出入，以中文为准。")
    (True, True)
    """
    return len(sentence) < 400 and _NOTICE.search(sentence) is not None


def date_in(text: str) -> Date | None:
    """Return the first full date in a text, or None if there is none or it does not exist.

    >>> date_in("China.org.cn | July 3, 2024"), date_in("2024年7月3日"), date_in("3 July 2024"), date_in("2024-13-03")
    (datetime.date(2024, 7, 3), datetime.date(2024, 7, 3), datetime.date(2024, 7, 3), None)
    """
    for pattern in _DATES:
        match = pattern.search(text)
        if match is None:
            continue
        parts = match.groupdict()
        month = parts.get("month")
        number = (
            int(parts["number"])
            if month is None
            else 1 + next(k for k, m in enumerate(_MONTHS) if m[:3] == month[:3].lower())
        )
        try:
            return Date(int(parts["year"].translate(_DIGITS)), number, int(parts["day"]))
        except ValueError:
            return None
    return None


_BRACKETED = re.compile(r"[（(]([^（()）]{6,30})[）)]\s*$")
_OTHER_THAN_PLACES = re.compile(
    r"会议|发布会|举行|召开|讲话|声明|公告|报告|实录|全文|[于自从至到在为是]|(?<![A-Za-z-])(?-i:[a-z]{3,})(?![\w.])"
    r"|conference|briefing|speech|remarks|statement|report|transcript|address",
    re.IGNORECASE,
)


def bracketed_date(line: str) -> Date | None:
    """Return the date in brackets at the end of a title, or None.

    >>> bracketed_date("山西省举行新闻发布会（2019年1月1日）"), bracketed_date("（2019年1月1日）")
    (datetime.date(2019, 1, 1), None)
    """
    match = _BRACKETED.search(line)
    return date_in(match[1]) if match and line[: match.start()].strip(" 　#*") else None


def is_date_line(line: str) -> bool:
    """True if a line is a full date, at most with weekday, hour, place or source.

    >>> is_date_line("China.org.cn | July 3, 2024"), is_date_line("发布时间：2024-07-03 10:00 来源：新华社")
    (True, True)
    >>> is_date_line("On July 3, 2024, the press conference was held in Beijing to brief the media.")
    False
    >>> is_date_line("山西省举行新闻发布会（2019年1月1日）"), is_date_line("公司成立于2019年1月1日")
    (False, False)
    """
    if len(line) > 100 or date_in(line) is None:
        return False
    bracketed = bracketed_date(line) is not None
    for pattern in _DATES:
        line = pattern.sub(" ", line)
    left = _AROUND_DATE.sub("", line)
    if bracketed and left:
        return False
    return len(left) <= 20 and not _OTHER_THAN_PLACES.search(left) and not re.search("[。！？]", line)
