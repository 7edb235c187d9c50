"""Tells which blocks of a page are not part of the article.

trafilatura is good at finding the main content, but it drops paragraphs (short answers, list items, the opening of a
transcript), and on short pages nearly everything. Its result is therefore only evidence: blocks before the first and
after the last that it keeps may be boilerplate; a block between two body blocks never is. Then the body is extended
over siblings of its blocks (tables and figures among them), over anything that reads like prose, and up to the title.
"""

import re

from align.model.document import HAN
from align.readers.blocks import Block

MIN_PAGE = 120  # characters; shorter pages hold too little to tell the article from the rest
MAX_MARKUP = 2_000_000  # characters; trafilatura takes some seconds a megabyte
MIN_KEPT = 0.4  # share of the text outside links and chrome; if trafilatura keeps less, its result is ignored

_SPACE = re.compile(r"\s+")
_PROSE_END = re.compile(r"[。！？；：….!?:;][”’」』）)\"']*$")
CREDIT = re.compile(r"©|copyright|all rights reserved|版权所有|版權所有|备案|备\d|ICP", re.IGNORECASE)
# Two Han characters are about a word: so a line counts alike in both languages, and is kept on both sides or on none.
_WORD_OF_HAN = re.compile(rf"[{HAN}]{{1,2}}|[A-Za-z]+")
_PROSE_LENGTH = 12  # words
_LONG_LINE = 20  # characters from which a line is found inside a longer one


def mark(blocks: list[Block], markup: str, title: str) -> list[bool]:
    """Return a flag for each block, True for boilerplate. All are False if nothing is certain.

    ``title``: the title stated by the page; the nearest block that repeats it opens the body.
    """
    marked = [block.hidden for block in blocks]
    body = _body(blocks, markup)
    if not body:
        return marked
    first, last = _widened(blocks, min(body), max(body))
    first = max((k for k in range(first) if blocks[k].text == title), default=first)
    return [hidden or not first <= k <= last for k, hidden in enumerate(marked)]


def _body(blocks: list[Block], markup: str) -> set[int]:
    """Return the blocks surely in the article: those that trafilatura keeps, else all not marked up as chrome."""
    unmarked = {k for k, block in enumerate(blocks) if not _is_chrome(block)}
    total = sum(len(blocks[k].text) - blocks[k].linked for k in unmarked)
    if total < MIN_PAGE or len(markup) > MAX_MARKUP:
        return unmarked
    lines = _main_lines(markup)
    long_lines = "\n".join(lines)
    kept = {k for k in unmarked if _is_kept(blocks[k].text, lines, long_lines)}
    believed = sum(len(blocks[k].text) - blocks[k].linked for k in kept) >= MIN_KEPT * total
    return kept if believed else unmarked


def _is_chrome(block: Block) -> bool:
    """True for a block marked up as chrome, a hidden one, a list of links, or a copyright line."""
    links = block.linked * 5 >= len(block.text) * 4
    return block.chrome or block.hidden or links or CREDIT.search(block.text) is not None


def _main_lines(markup: str) -> set[str]:
    """Return the lines that trafilatura keeps, without white space."""
    from lxml import etree
    from trafilatura import extract
    from trafilatura.settings import use_config

    config = use_config()
    for size in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):  # below these it joins a page into one line
        config.set("DEFAULT", size, "1")
    try:
        found = extract(markup, include_comments=False, include_tables=True, favor_recall=True, config=config)
    except (etree.LxmlError, ValueError, RecursionError, AttributeError, TypeError):
        return set()  # a page that it cannot handle may still be readable
    lines = (_SPACE.sub("", line).strip("|-") for line in (found or "").split("\n"))
    return {line for line in lines if line}


def _is_kept(text: str, lines: set[str], long_lines: str) -> bool:
    parts = [_SPACE.sub("", line) for line in text.split("\n")]
    return any(part in lines or (len(part) >= _LONG_LINE and part in long_lines) for part in parts if part)


def _widened(blocks: list[Block], first: int, last: int) -> tuple[int, int]:
    """Return the body, extended on each side to the farthest sibling of its blocks or block of prose.

    What stands in a table or a figure beside its blocks is a sibling, too.
    """
    holders = {blocks[k].parent for k in range(first, last + 1)}

    def belongs_to(block: Block) -> bool:
        inserted = block.around in holders and block.linked * 3 < len(block.text)
        return not block.chrome and not block.hidden and (block.parent in holders or inserted or _is_prose(block))

    belongs = [belongs_to(block) for block in blocks]
    return (
        min((k for k in range(first) if belongs[k]), default=first),
        max((k for k in range(last + 1, len(blocks)) if belongs[k]), default=last),
    )


def _is_prose(block: Block) -> bool:
    text = block.text
    return (
        len(_WORD_OF_HAN.findall(text)) >= _PROSE_LENGTH
        and _PROSE_END.search(text) is not None
        and block.linked * 3 < len(text)
        and not CREDIT.search(text)
    )
