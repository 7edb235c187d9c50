"""Gettext catalogues: either language as source, plurals, contexts, escapes, and errors that name the line."""

from pathlib import Path

import pytest

from align.model.errors import InputError
from align.readers.pairs import read_bitext

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: zh_CN\\n"\n\n'


def pairs(folder: Path, text: str, *, encoding: str = "utf-8") -> list[tuple[int | str, str, str, str]]:
    (folder / "a.po").write_bytes(text.encode(encoding))
    return [(u.id, u.zh_text, u.en_text, u.zh_place) for u in read_bitext(folder / "a.po").units]


def test_messages(tmp_path):
    text = HEAD + (
        '#. comment\n#, fuzzy\nmsgctxt "menu"\nmsgid "Open \\"file\\"\\n"\nmsgstr "打开"\n"“文件”\\n"\n\n'
        'msgid "Close"\nmsgstr ""\n'
        'msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d个文件"\n\n'
        '#~ msgid "Old"\n#~ msgstr "旧"\n'
    )
    assert pairs(tmp_path, text) == [
        (0, "打开“文件”\n", 'Open "file"\n', "line 9"),
        (1, "", "Close", ""),
        (2, "%d个文件", "%d files", "line 15"),
    ]


def test_chinese_as_the_source_and_two_plural_forms(tmp_path):
    text = HEAD + 'msgid "%d个文件"\nmsgid_plural "%d个文件"\nmsgstr[0] "%d file"\nmsgstr[1] "%d files"\n'
    assert [row[:3] for row in pairs(tmp_path, text)] == [(0, "%d个文件", "%d file"), ("0[1]", "%d个文件", "%d files")]


def test_the_declared_encoding_is_used(tmp_path):
    text = HEAD.replace("UTF-8", "GB18030") + 'msgid "Close"\nmsgstr "关闭"\n'
    assert pairs(tmp_path, text, encoding="gb18030")[0][1] == "关闭"


def test_a_broken_line_is_named(tmp_path):
    with pytest.raises(InputError, match="line 7 is not part of a catalogue"):
        pairs(tmp_path, HEAD + 'msgid "Close"\nmsgstr "关闭\n')
