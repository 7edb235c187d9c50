"""What is published, what is withheld and why; what stops the publishing."""

from dataclasses import replace

import pytest
from publish.corpus import DATE, SETTINGS, figure, loads, project, unit, verdict

from align.corpus.filters import Filters
from align.corpus.measures import measures
from align.model.bitext import Bitext
from align.model.document import Document
from align.model.errors import InputError
from align.publish import personal
from align.publish.build import to_folder
from align.publish.gates import decide, highest_severity
from align.publish.settings import LICENSES, Settings, shares_of
from align.publish.splits import allot

CRITICAL = unit(0, "投资5亿元。", "Investment reached 5 million yuan.", issues=(figure(),))
ISSUE = CRITICAL.issues[0].id


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "open critical issue"),
        ({"verdicts": {ISSUE: verdict("confirmed")}}, "confirmed critical issue"),
        (
            {"verdicts": {ISSUE: verdict("confirmed")}, "approved": {0: verdict("confirmed")}},
            "confirmed critical issue",
        ),
        ({"verdicts": {ISSUE: verdict("false positive")}}, None),
        ({"verdicts": {ISSUE: verdict("fixed")}}, None),
        ({"approved": {0: verdict("confirmed")}}, None),
    ],
)
def test_critical_issues_must_be_decided_and_not_confirmed(facts: dict, expected: str | None) -> None:
    assert decide(CRITICAL, Bitext((CRITICAL,), **facts), measures(CRITICAL), Filters()).withheld == expected


@pytest.mark.parametrize(
    ("made", "approved", "expected"),
    [
        (unit(0, "你好。", "Hello.", 0.89), False, "not linked"),
        (replace(unit(0, "你好。", "Hello.", 0.5), scores={"linked": 0.95}), False, None),
        (replace(unit(0, "你好。", "Hello.", 1.0), scores={"linked": 0.85}), False, "not linked"),
        (replace(unit(0, "你好。", "Hello.", 1.0), scores={"linked": 0.85}), True, None),
        (unit(0, "你好。", "Hello.", 0.9), False, None),
        (unit(0, "你好。", "Hello.", 0.1), True, None),
        (unit(0, "你好。", " "), True, "no English"),
        (unit(0, "", "Hello."), True, "no Chinese"),
        (unit(0, "投资5亿元。", "It invested 5 million.", issues=(figure("major"),)), False, None),
    ],
)
def test_linked_or_an_approval(made, approved: bool, expected: str | None) -> None:
    bitext = Bitext((made,), approved={0: verdict("confirmed")} if approved else {})
    gate = decide(made, bitext, measures(made), Filters())
    assert gate.withheld == expected
    assert bool(gate.passed) == (expected is None)


def test_the_highest_severity_is_of_an_issue_that_still_stands() -> None:
    issues = (figure("major", "5亿"), figure("minor", "6亿"), figure("critical", "7亿"))
    made = unit(0, "5亿、6亿、7亿。", "x", issues=issues)
    decided = {made.issues[2].id: verdict("false positive"), made.issues[0].id: verdict("confirmed")}
    assert highest_severity(made, Bitext((made,), verdicts=decided)) == "major"
    assert highest_severity(unit(0, "好。", "x"), Bitext(())) == ""


def test_open_critical_issues_stop_everything_and_are_all_named(tmp_path) -> None:
    other = unit(3, "出口7亿元。", "Exports reached 7 million yuan.", issues=(figure(value="7亿"),))
    projects = loads(project("march", [CRITICAL]), project("april", [unit(0, "好。", "Good."), other]))
    with pytest.raises(InputError) as refused:
        to_folder(projects, SETTINGS, out=tmp_path / "out", date=DATE)
    assert "march, pair 1: figures: 5亿 is not that" in str(refused.value)
    assert "april, pair 2: figures: 7亿 is not that" in str(refused.value)
    assert list(tmp_path.iterdir()) == []
    allowed = Settings("mit", allow_open=True)
    built = to_folder(projects, allowed, out=tmp_path / "out", date=DATE)
    assert built.tally.counts["withheld"] == {"": 1, "open critical issue": 2}


PERSONAL = [
    ("请发邮件至zhang.san@example.com.cn联系。", "e-mail address", "zhang.san@example.com.cn"),
    ("邮箱：ｌｉ＠ｍａｉｌ．ｃｎ。", "e-mail address", "ｌｉ＠ｍａｉｌ．ｃｎ"),
    ("他的手机是13800138000，", "phone number", "13800138000"),
    ("手机１３８００１３８０００。", "phone number", "１３８００１３８０００"),
    ("Call +86 138 0013 8000 now", "phone number", "+86 138 0013 8000"),
    ("电话010-65551234，", "phone number", "010-65551234"),
    ("Tel. (010) 6555 1234.", "phone number", "(010) 6555 1234"),
    ("Ring +1 212 555 0123 after nine", "phone number", "+1 212 555 0123"),
    ("身份证号11010519491231002X。", "ID number", "11010519491231002X"),
    ("护照号码为E12345678。", "passport number", "E12345678"),
    ("passport No. G12345678 expired", "passport number", "G12345678"),
]
NONE = [
    "总投资13800138000元。",
    "共13800138000吨",
    "全国有1412600000人。",
    "2024年7月25日10时30分",
    "GDP reached 1,260,582,000,000 yuan.",
    "up 13.5 percent from 1,380.0138 million",
    "文号110105194912310021，",  # the check digit is wrong
    "110105194913310029是编号",  # a thirteenth month
    "拨打12345或95598热线",
    "a range of 2020-2025 and 10-15 percent",
    "12 to 1 @ 5",
    "发明专利ZL202010123456.7",
]


PERSONAL += [
    ("令牌hf_abcdefghijABCDEFGHIJ1234，", "access token", "hf_abcdefghijABCDEFGHIJ1234"),
    ("key sk-proj-abcdefghij1234567890.", "access token", "sk-proj-abcdefghij1234567890"),
    ("存于/home/lihua/data/a.txt。", "home folder", "/home/lihua"),
    (r"in C:\Users\lihua\a.txt", "home folder", r"C:\Users\lihua"),
    ("服务器10.1.2.3。", "IP address", "10.1.2.3"),
    ("微信：lihua_2024，", "chat account", "lihua_2024"),
    ("请加QQ群123456789。", "chat account", "123456789"),
    ("卡号6222021234567890123。", "bank card", "6222021234567890123"),
    ("paid with 4111 1111 1111 1111.", "bank card", "4111 1111 1111 1111"),
]
NONE += [
    "第1.2.3.4条",
    "Section 1.2.3.4.5",
    "version 1.2.3.4",
    "总额4111111111111111元",
    "编号4111111111111112",
    "微信支付",
]


@pytest.mark.parametrize(("text", "kind", "expected"), PERSONAL)
def test_personal_data_are_found_where_they_are(text: str, kind: str, expected: str) -> None:
    (found,) = personal.find(text)
    assert (found.kind, found.text) == (kind, expected)
    assert text[slice(*found.span)] == expected
    assert personal.find(text, accept=frozenset([expected])) == ()
    assert personal.mask(text) == text.replace(expected, "*" * len(expected))


@pytest.mark.parametrize("text", NONE)
def test_figures_and_dates_are_no_personal_data(text: str) -> None:
    assert personal.find(text) == ()


_TOLD = Settings("mit", reviewers=True, comments=True)
WHERE = ("zh", "en", "comment", "reviewer", "speaker", "suggestion")
WHERE += ("message", "zh_value", "en_value", "place", "source")


@pytest.mark.parametrize("where", WHERE)
def test_personal_data_anywhere_stop_everything_and_are_shown(tmp_path, where: str) -> None:
    mail = "li@example.cn"
    told = {where: mail} if where in ("suggestion", "message", "zh_value", "en_value") else {}
    issue = replace(figure("minor"), **told)
    made = unit(7, f"你好{mail if where == 'zh' else ''}。", f"Hello {mail if where == 'en' else ''}", issues=(issue,))
    if where == "speaker":
        made = made.__class__(7, (7,), (7,), "你好。", "Hello.", en_speaker=mail)
    if where == "place":
        made = replace(made, zh_place=mail)
    given = {}
    if where in ("comment", "reviewer"):
        who = verdict("fixed", mail if where == "comment" else "")
        given = {made.issues[0].id: who.__class__("fixed", mail if where == "reviewer" else "Li", "now", who.comment)}
    zh = Document("zh", mail, "", ()) if where == "source" else None
    projects = loads(project("march", [made], verdicts=given, zh=zh))
    with pytest.raises(InputError) as refused:
        to_folder(projects, replace(_TOLD), out=tmp_path / "out", date=DATE)
    assert f"e-mail address {mail}" in str(refused.value)
    assert "march, " in str(refused.value)
    to_folder(projects, replace(_TOLD, accept=frozenset([mail])), out=tmp_path / "accepted", date=DATE)
    masked = to_folder(projects, replace(_TOLD, mask=True), out=tmp_path / "masked", date=DATE)
    assert masked.masked["e-mail address"] >= 1
    assert mail in _everything(tmp_path / "accepted")
    assert mail not in _everything(tmp_path / "masked")


def test_reviewers_are_numbers_and_comments_are_left_out_unless_asked_for(tmp_path) -> None:
    made = [unit(k, f"你好{k}。", "Hello.", issues=(figure("minor", f"{k}亿"),)) for k in range(3)]
    given = {
        u.issues[0].id: replace(verdict("fixed", f"remark {k}"), who=who)
        for k, (u, who) in enumerate(zip(made, ("Li Wei", "Wang Fang", "Li Wei"), strict=True))
    }
    projects = loads(project("march", made, verdicts=given, approved={0: replace(verdict("confirmed"), who="Li Wei")}))
    to_folder(projects, Settings("mit"), out=tmp_path / "out", date=DATE)
    everything = _everything(tmp_path / "out") + (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert not [word for word in ("Li Wei", "Wang Fang", "remark") if word in everything]
    assert everything.count("'who': 'r1'") > everything.count("'who': 'r2'") > 0
    to_folder(projects, _TOLD, out=tmp_path / "told", date=DATE)
    assert not [word for word in ("Li Wei", "Wang Fang", "remark 1") if word not in _everything(tmp_path / "told")]


def test_personal_data_in_the_name_of_a_project_are_not_masked_but_refused(tmp_path) -> None:
    projects = loads(project("li13800138000", [unit(0, "你好。", "Hello.")]))
    with pytest.raises(InputError, match="li13800138000, name, characters 2-13: phone number 13800138000"):
        to_folder(projects, Settings("mit", mask=True), out=tmp_path / "out", date=DATE)


def _everything(folder) -> str:
    import pyarrow.parquet as pq

    return "".join(str(pq.read_table(path).to_pylist()) for path in folder.rglob("*.parquet"))


def test_no_pair_left_says_why(tmp_path) -> None:
    projects = loads(project("march", [unit(0, "你好。", "Hello.", 0.2)]))
    with pytest.raises(InputError, match="not linked 1"):
        to_folder(projects, Settings("mit"), out=tmp_path / "out", date=DATE)


@pytest.mark.parametrize("license", ["", "MIT", "public domain", "cc-by"])
def test_a_licence_is_never_guessed(license: str) -> None:
    with pytest.raises(InputError, match="licen"):
        Settings(license)
    assert license not in LICENSES


def test_another_licence_needs_its_name_and_place() -> None:
    with pytest.raises(InputError, match="license-name"):
        Settings("other", license_name="house rules")


@pytest.mark.parametrize("text", ["90/10", "a/b/c", "0/50/50", "90/-5/15", "nan/1/1"])
def test_shares_that_cannot_be_meant(text: str) -> None:
    with pytest.raises(InputError):
        Settings("mit", shares=shares_of(text))


@pytest.mark.parametrize("count", [1, 2, 3, 10, 100, 1000])
def test_splits_fill_their_quotas(count: int) -> None:
    names = [f"document {k}" for k in range(count)]
    found = allot(names, (80, 10, 10))
    assert found == allot(names[::-1], (80, 10, 10))
    sizes = [list(found.values()).count(split) for split in ("train", "validation", "test")]
    assert sizes[1:] == [max(round(count / 10), int(count >= 3)), max(round(count / 10), int(count >= 2))]


def test_a_document_keeps_its_split_whatever_comes() -> None:
    before = allot([f"d{k}" for k in range(20)], (80, 10, 10))
    after = allot([f"d{k}" for k in range(5, 200)], (50, 25, 25), before=before)
    assert all(after[name] == split for name, split in before.items() if name in after)
    assert list(after.values()).count("test") == round(195 / 4)
