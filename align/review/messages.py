"""The page's words in English and Chinese. The English is the key, as in gettext; what has no Chinese stays English."""

from collections.abc import Callable
from typing import Literal

from align.scorers import SCORERS

Interface = Literal["en", "zh"]

ZH: dict[str, str] = {
    **{scorer.id: scorer.zh_name for scorer in SCORERS.values()},
    # the document
    "Chinese": "中文",
    "English": "英文",
    "Should read": "应为",
    "not in the Chinese": "中文没有",
    "not in the English": "英文没有",
    "Pair": "句对",
    "confidence": "置信度",
    "moved": "语序调整",
    "no label": "无标注",
    "Skip to the text": "跳到正文",
    "This project has no pairs.": "项目中没有句对。",
    "No pair matches.": "没有符合条件的句对。",
    "Clear": "清除",
    # severities, statuses
    "critical": "严重",
    "major": "重要",
    "minor": "轻微",
    "neutral": "提示",
    "open": "未处理",
    "confirmed": "确认有误",
    "false positive": "误报",
    "fixed": "已改正",
    "closed": "已消失",
    "decided": "已处理",
    "changed since review": "审后有变动",
    # the bar
    "Flags and filters": "标记与筛选",
    "Previous": "上一条",
    "Next": "下一条",
    "{n} flags": "{n} 条标记",
    "1 flag": "1 条标记",
    "{at} of {n} flags": "第 {at} / {n} 条",
    "{done} of {all} decided": "已处理 {done} / {all}",
    "{n} critical open": "严重未处理 {n}",
    "Progress": "进度",
    "Search": "搜索",
    "Search in both languages": "中英文搜索",
    "{n} of {all} pairs": "{n} / {all} 个句对",
    "Severity": "严重程度",
    "Scorer": "检查项",
    "All scorers": "全部检查项",
    "Status": "状态",
    "All statuses": "全部状态",
    "Speaker": "发言人",
    "All speakers": "全部发言人",
    "Confidence": "置信度",
    "Any confidence": "任意置信度",
    "flags of {n}% or more": "标记置信度 ≥ {n}%",
    "pairs below {n}%": "句对置信度 < {n}%",
    "Only flagged": "仅看有标记的",
    "Filters": "筛选",
    "Same kind: {kind}": "同类：{kind}",
    "Decide all {n}…": "批量处理 {n} 条…",
    "Errata": "勘误表",
    "Precision": "准确率",
    "Keys": "快捷键",
    "Dark or light": "深色或浅色",
    "Name": "姓名",
    # cards
    "Confirm": "确认有误",
    "Not an error": "误报",
    "Fixed": "已改正",
    "Reopen": "重新打开",
    "Accept": "采用",
    "Not an error anywhere…": "全文同类均为误报…",
    "Mark as not an error wherever it stands?": "全文同样的情况都标为误报？",
    "{n} open flags are closed by this, and so is every one that a later check finds:": (
        "以下 {n} 条未处理的标记将随之关闭，以后检查出的同样标记也不再提示："
    ),
    "Mark all as not an error": "全部标为误报",
    "All {n} like this": "同类共 {n} 条",
    "Add to the termbase": "加入术语库",
    "by pattern": "按规则",
    "Decide": "处理",
    # why an issue is gone, in the words of the store
    "fixed: the English was edited": "英文已编辑",
    "no longer found: the English was edited": "不再出现：英文已编辑",
    "no longer found: a rendering was added to the termbase": "不再出现：术语库新增了译法",
    "no longer found: the sentence is gone": "不再出现：句子已删除",
    "no longer found: the English was changed": "不再出现：英文有改动",
    "no longer found: the Chinese was changed": "不再出现：中文有改动",
    "no longer found: the sentences were grouped differently": "不再出现：句子重新组合",
    "no longer found: the checks have changed": "不再出现：检查规则有变",
    # rows
    "Edit": "编辑",
    "Comment": "批注",
    "Approve": "通过",
    "Approved": "已通过",
    "Lock": "锁定",
    "Locked": "已锁定",
    "Alignment…": "对齐…",
    "edited": "已编辑",
    "Published": "发布稿",
    "(nothing)": "（无）",
    "Save": "保存",
    "Cancel": "取消",
    "The English of this pair": "此句对的英文",
    "A later English did not take over this edit": "新版英文没有采纳这处编辑",
    "Use it": "采用",
    "Let it go": "放弃",
    "What to say about this pair": "对此句对的批注",
    # alignment
    "Alignment of pair {n}": "句对 {n} 的对齐",
    "Merge with the pair above": "与上一句对合并",
    "Merge with the pair below": "与下一句对合并",
    "Split here": "在此拆分",
    "cut": "拆分处",
    "Up to the pair above": "移到上一句对",
    "Down to the pair below": "移到下一句对",
    "Neither translates the other": "互不对应（未翻译）",
    "Re-align between locks": "在锁定句对之间重新对齐",
    "Close": "关闭",
    "There is no such sentence.": "没有这个句子。",
    "One of the two would be empty.": "拆分后有一个为空。",
    "The edit has changed the number of sentences; undo it, or merge.": "编辑改变了句子数；请先撤销或合并。",
    "One side is empty already.": "有一侧已经为空。",
    "These sentences do not follow one another in the document.": "这些句子在原文中不相邻。",
    "There is no pair there.": "那里没有句对。",
    "There is nothing to align between the locks.": "锁定句对之间没有可以重新对齐的内容。",
    "The alignment stays as it is.": "对齐没有变化。",
    "These pairs came without their documents; they cannot be aligned again.": "此项目没有原文，无法重新对齐。",
    "The encoder could not be loaded; nothing is aligned again.": "句子编码器无法加载，因此无法重新对齐。",
    # dialogs and messages
    "Your name, for the record": "请输入姓名，用于记录",
    "It stands beside every decision that you take in this browser.": "您在此浏览器中的每项处理都会署此姓名。",
    "Use this name": "使用此姓名",
    "Decide on {n} flags": "处理 {n} 条标记",
    "next open flag, previous flag": "下一条未处理的标记、上一条标记",
    "only critical flags, or all": "仅看严重的／全部",
    "after a decision, on to the next open flag, or stay": "处理后自动到下一条／停留",
    "Move on after a decision": "处理后到下一条",
    "After a decision, on to the next open flag.": "处理后自动到下一条未处理的标记。",
    "After a decision, stay.": "处理后停留在原处。",
    "This is the last open flag.": "这是最后一条未处理的标记。",
    "No flag is open any more.": "所有标记均已处理。",
    "On with the first open flag.": "已从头接着找到未处理的标记。",
    "next and previous pair": "下一个、上一个句对",
    "confirm: an error": "确认有误",
    "not an error": "误报",
    "fixed elsewhere": "已改正",
    "accept the suggestion": "采用建议",
    "edit the English": "编辑英文",
    "comment": "批注",
    "undo what you did last": "撤销上一步",
    "approve the pair": "通过句对",
    "lock the pair": "锁定句对",
    "alignment: merge, split, move": "对齐：合并、拆分、移动",
    "search in both languages": "中英文搜索",
    "only flagged pairs, or all": "仅看有标记的／全部",
    "leave; then clear the filters": "退出；再按清除筛选",
    "this list": "本列表",
    "Undone: {what}": "已撤销：{what}",
    "There is nothing of yours to undo.": "没有可撤销的操作。",
    "{who} has changed this pair meanwhile; yours was not stored. Look again.": (
        "{who} 已改动此句对，您的操作没有保存。请再看一遍。"
    ),
    "The server does not answer. Start it again: align review, with the same folder.": (
        "服务器没有响应。请在终端重新运行 align review 和原来的文件夹。"
    ),
    "The server cannot be reached; nothing was stored. Start it again: align review, with the same folder.": (
        "无法连接服务器，操作没有保存。请在终端重新运行 align review 和原来的文件夹。"
    ),
    "That did not work ({why}); nothing was stored.": "操作失败（{why}），没有保存。",
    "{who} has saved another English meanwhile; yours is in the field and not stored yet:": (
        "{who} 刚保存了另一种英文；您的还在输入框里，尚未保存："
    ),
    "Put both edits into the field": "把两处改动并入输入框",
    "Save mine instead": "以我的为准",
    "Keep theirs": "保留对方的",
    "Saved. It is checked as soon as the encoder is there.": "已保存；模型载入后随即检查。",
    "This page is of another project than the server has open now ({name}). Nothing was stored. "
    "Reload the page to go there.": "服务器现在打开的是另一个项目（{name}），操作没有保存。请刷新页面。",
    "The suggestion has no place in the English; edit it.": "建议没有对应位置，请手动编辑。",
    "There is no suggestion to put in here; edit the English.": "这里没有可以直接采用的建议，请编辑英文。",
    "Choose a flag first, with j or k.": "请先用 j 或 k 选一条标记。",
    "The pair is no longer approved: its texts are others now.": "句对的文字已变，“已通过”随之取消。",
    "Saved.": "已保存。",
    "Saved. 1 flag here.": "已保存，此处有 1 条标记。",
    "Saved. Nothing is flagged here any more.": "已保存，此处不再有标记。",
    "Saved. {n} flags here.": "已保存，此处有 {n} 条标记。",
    "Aligning…": "对齐中…",
    "This pattern is marked as no error wherever it stands. To take that back: u, or Reopen on a flag.": (
        "全文的此译法都已标为误报。要撤回，请按 u，或在标记上点“重新打开”。"
    ),
    "Added to the termbase.": "已加入术语库。",
    # errata and precision
    "Back to the text": "返回正文",
    "Download TSV": "下载 TSV",
    "Download for Word": "下载 Word 可用的 HTML",
    "Place": "位置",
    "English as published": "已发布的英文",
    "Corrected English": "更正后的英文",
    "No issue is confirmed yet.": "尚无确认的问题。",
    "Right": "准确率",
    "How many flags of each check turned out to be errors, by what was decided here.": (
        "各检查项的标记中有多少确实有误，按本项目已作的判断统计。"
    ),
    "Nothing is decided yet.": "尚未处理任何问题。",
}


EN = {"false positive": "not an error"}
"""What stands on the English page in place of a word that files hold."""


def translator(language: str) -> Callable[[str], str]:
    """Return what gives a text of the page in a language.

    >>> translator("zh")("Confirm"), translator("en")("Confirm")
    ('确认有误', 'Confirm')
    """
    words = ZH if language == "zh" else EN
    return lambda text: words.get(text, text)


def interface(cookie: str | None, accepted: str) -> Interface:
    """Return the language of the page: the one chosen, else the browser's.

    >>> interface(None, "zh-CN,zh;q=0.9,en;q=0.8"), interface("en", "zh-CN"), interface(None, "")
    ('zh', 'en', 'en')
    """
    if cookie == "en" or cookie == "zh":
        return "zh" if cookie == "zh" else "en"
    first = accepted.split(",")[0].strip().lower()
    return "zh" if first.startswith("zh") else "en"
