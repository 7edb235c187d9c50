"""The title and the date line of a page are compared: as units of their own, after the text, beside what they say."""

import io
import json
import zipfile
from dataclasses import replace
from html import unescape

import pytest

from align import embedders
from align.corpus.statistics import Statistics
from align.embedders.token_encoders import load_token_encoder
from align.exporters import EXPORTERS
from align.exporters.edition import edition
from align.exporters.errata import errata
from align.model.bitext import Project
from align.model.document import Aside, Document, Segment, Source
from align.model.unit import TranslationUnit, Verdict, heads_first, heads_of
from align.pipeline import Checker, align_documents, documents_of
from align.project import folder
from align.project.inputs import pair_of
from align.publish.rows import columns
from align.publish.settings import Settings
from align.readers import parse
from align.scorers import SCORERS
from align.store.predecessors import predecessors

ZH = """国新办举行发布会：上半年出口增长8.5%
国务院新闻办公室网站 2024年7月3日

　　林晓岚：女士们、先生们，大家上午好！欢迎出席今天的发布会。
　　单志远：谢谢主持人。上半年，全省出口保持了增长。我们将继续扩大开放。
"""
EN = """SCIO press conference: exports rise 8.5% in first half
China.org.cn | July 3, 2024

Lin Xiaolan:

Ladies and gentlemen, good morning! Welcome to today's press conference.

Shan Zhiyuan:

Thank you, moderator. In the first half of the year, the exports of the province kept growing. We will open up further.
"""


@pytest.fixture(scope="module")
def embedder():
    return embedders.load()


@pytest.fixture(scope="module")
def checked(embedder):
    """A function from two pages to the bitext."""

    def run(zh, en):
        given = [zh, en] if isinstance(zh, Document) else documents_of(Source("z.txt", zh), Source("e.txt", en))
        return (
            Checker(embedder=embedder, tokens=load_token_encoder)
            .check(align_documents(*given, embedder=embedder))
            .bitext
        )

    return run


@pytest.fixture(scope="module")
def wrong(checked):
    return checked(ZH, EN.replace("8.5%", "85%").replace("July 3", "July 5"))


def flags(bitext, id):
    return [(i.scorer, i.zh_value, i.en_value) for u in bitext.units if u.id == id for i in u.issues]


def test_they_are_the_last_units_and_hold_no_segments(checked):
    bitext = checked(ZH, EN)
    *pairs, title, date = bitext.units
    assert [unit.id for unit in pairs] == list(range(len(pairs)))
    assert (title.id, title.zh, title.en, title.zh_text) == ("title", (), (), ZH.partition("\n")[0])
    assert (date.id, date.en_text, date.scores, date.head) == ("date", "China.org.cn | July 3, 2024", {}, "date")
    assert bitext.pairs == tuple(pairs)
    assert [unit.id for unit in heads_first(bitext.units)][:3] == ["title", "date", 0]
    assert not title.issues
    assert not date.issues


@pytest.mark.parametrize(
    ("of", "right", "instead", "scorer"),
    [
        ("title", "rise 8.5%", "rise 85%", "figures"),
        ("title", "exports rise", "exports fall", "figures"),  # with its figure
        ("title", "exports rise", "imports rise", "direction"),
        ("date", "July 3", "July 5", "figures"),
        ("date", "2024", "2023", "figures"),
    ],
)
def test_what_is_wrong_in_them_is_flagged(checked, of, right, instead, scorer):
    assert right in EN
    head, _, text = EN.partition("\n\n")
    found = flags(checked(ZH, f"{head.replace(right, instead)}\n\n{text}"), of)
    assert [name for name, *_ in found] == [scorer]


def test_a_headline_may_leave_a_figure_out_and_a_date_line_has_its_own_hour(checked):
    zh = ZH.replace("增长8.5%", "增长8.5%（2024年7月3日）").replace("2024年7月3日\n", "2024年7月3日 10:00\n")
    for bitext in (checked(zh, EN), checked(zh, EN.replace(" 8.5%", "").replace("2024\n", "2024 15:20\n"))):
        title, date = bitext.units[-2:]
        assert (title.head, date.head, date.issues) == ("title", "date", ())
        assert {issue.severity for issue in title.issues} <= {"minor"}


def test_they_change_nothing_of_the_text(checked, wrong):
    assert wrong.pairs == checked(ZH, EN).pairs
    bare = [page.partition("\n\n")[2] for page in (ZH, EN)]
    assert [u.issues for u in checked(*bare).units] == [u.issues for u in wrong.pairs]


def test_each_line_is_paired_with_that_in_its_place():
    def document(language, *lines):
        text = "\n".join(text for _, text in lines)
        asides, at = [], 0
        for kind, line in lines:
            asides.append(Aside(kind, (at, at + len(line))))
            at += len(line) + 1
        return Document(language, "", text, (Segment(0, (0, 0)),), asides=tuple(asides))

    zh = document("zh", ("title", "## 增长"), ("title", "副标题"), ("date", "2024年7月3日"), ("credits", "编辑：李"))
    en = document("en", ("title", "*Growth*"), ("date", "3 July 2024"), ("date", "4 July 2024"))
    assert [(u.id, u.zh_text, u.en_text) for u in heads_of(zh, en)] == [
        ("title", "增长", "Growth"),
        ("date", "2024年7月3日", "3 July 2024"),
    ]
    assert heads_of(replace(zh, asides=()), en) == ()
    assert en.head("news:date-2") == en.head("date-2") != en.head("date")


@pytest.mark.parametrize(
    ("unit", "head"),
    [
        (TranslationUnit("title", (), (), "增长", "Growth"), "title"),
        (TranslationUnit("news:date-2", (), (), "增长", "Growth"), "date"),
        (TranslationUnit("title", (0,), (), "增长", ""), ""),
        (TranslationUnit("subtitle", (), (), "增长", "Growth"), ""),
        (TranslationUnit(3, (), (), "增长", "Growth"), ""),
    ],
)
def test_the_id_of_a_unit_without_segments_says_what_it_is(unit, head):
    assert unit.head == head


def test_what_says_what_a_scorer_checks_of_them():
    assert {name for name, scorer in SCORERS.items() if "date" in scorer.heads} == {"figures"}
    assert not {"omission", "terms", "quotes", "consistency", "speaker", "reference"} & {
        name for name, scorer in SCORERS.items() if scorer.heads
    }


def test_sentences_that_were_given_have_none(embedder):
    documents = documents_of(Source("z", ZH), Source("e", EN), sentences=True)
    assert not any(unit.head for unit in align_documents(*documents, embedder=embedder, given=True).units)


def test_a_file_of_the_pairs_is_checked_alike(wrong, embedder, tmp_path):
    folder.write_run(tmp_path / "out", wrong)
    again = Checker(embedder=embedder, tokens=load_token_encoder).check(folder.read_project(tmp_path / "out").bitext)
    assert [u.issues for u in again.bitext.units] == [u.issues for u in wrong.units]


def test_decisions_on_them_survive_a_new_run(wrong, checked, tmp_path):
    place = tmp_path / "out"
    folder.write_run(place, wrong)
    store = folder.open_store(place)
    title = store.units()[-2]
    (issue,) = title.unit.issues
    store.decide(title.key, issue.id, "confirmed", who="Li", version=title.version)
    date = store.units()[-1]
    store.lock(date.key, True, who="Li", version=date.version)
    store.close()
    new = checked(ZH.replace("早上", "上午") + "　　谢谢大家。\n", EN.replace("8.5%", "85%") + "\nThank you all.\n")
    assert folder.carried_over(place, new.zh, new.en).beads == ()
    merged = folder.merge_review(place, folder.write_run(place, new))
    assert (merged.gone, merged.verdicts_kept) == (0, 1)
    kept = folder.read_project(place).bitext
    assert [unit.id for unit in kept.units][-2:] == ["title", "date"]
    assert [kept.verdicts[issue.id].decision for issue in kept.units[-2].issues] == ["confirmed"]


def test_a_review_from_before_opens(wrong, tmp_path):
    place = tmp_path / "out"
    folder.write_run(place, replace(wrong, units=wrong.pairs))
    folder.open_store(place).close()
    merged = folder.merge_review(place, folder.write_run(place, wrong))
    assert (merged.added, merged.gone, merged.changed) == (2, 0, 0)


def test_a_headline_is_not_taken_for_the_sentence_that_says_it_again():
    text, title = (
        TranslationUnit(0, (0,), (0,), "出口增长8.5%。", "Up."),
        TranslationUnit("title", (), (), "出口增长8.5%", "Up"),
    )
    assert predecessors([text], [replace(text, zh_text="进口下降。"), title]).related == {0: (0,)}


def confirmed(bitext):
    given = {i.id: Verdict("confirmed", "Li", "2026-01-01") for u in bitext.units if u.head for i in u.issues}
    return Project("p", replace(bitext, verdicts=given), {})


def test_the_errata_name_them_first(wrong):
    first, second = errata(confirmed(wrong).bitext)
    assert [(str(e.where), e.where.in_chinese()) for e in (first, second)] == [("title", "标题"), ("date", "日期")]
    assert first.corrected == "SCIO press conference: exports rise 8.5% in first half"
    assert second.published == "China.org.cn | July 5, 2024"


def test_the_report_shows_them_first_and_counts_pairs(wrong):
    page = edition(wrong)
    rows = [row for passage in page.passages for row in passage.rows]
    assert [(row.number, row.beads) for row in rows[:3]] == [("title", ""), ("date", ""), ("1", "1–1")]
    assert not {aside.kind for _, asides in page.asides for aside in asides} & {"title", "date"}
    html = EXPORTERS["html"].render(confirmed(wrong), "")
    assert f"{len(wrong.pairs)} pairs, 2 flags" in html
    assert 'href="#tu-title">Title</a>' in html


@pytest.mark.parametrize("name", sorted(name for name in EXPORTERS if "scorecard" not in name))
def test_every_export_holds_them(wrong, name):
    exporter = EXPORTERS[name]
    found = exporter.render(confirmed(wrong), exporter.versions[0])
    data = found.encode() if isinstance(found, str) else b"".join(found)
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"".join(archive.read(member) for member in archive.namelist())
    assert "国新办举行发布会" in unescape(data.decode(errors="replace"))


def test_a_word_file_gets_the_correction_in_its_title(checked, tmp_path):
    import docx

    from align.readers import read

    document = docx.Document()
    for line in filter(None, EN.replace("8.5%", "85%").split("\n")):
        document.add_paragraph(line)
    document.save(tmp_path / "e.docx")
    (tmp_path / "z.txt").write_text(ZH, encoding="utf-8")
    bitext = checked(*documents_of(read(tmp_path / "z.txt"), read(tmp_path / "e.docx")))
    place = tmp_path / "out"
    folder.write_run(place, bitext, original=(tmp_path / "e.docx").read_bytes())
    store = folder.open_store(place)
    title = store.units()[-2]
    store.edit(title.key, title.unit.en_text.replace("85%", "8.5%"), (), who="Li", version=title.version)
    project = replace(store.project(), original=(tmp_path / "e.docx").read_bytes())
    store.close()
    (tmp_path / "clean.docx").write_bytes(b"".join(EXPORTERS["docx-clean"].render(project, "")))
    lines = [paragraph.text for paragraph in docx.Document(str(tmp_path / "clean.docx")).paragraphs]
    assert lines == list(filter(None, EN.split("\n")))


def test_they_are_no_pairs_of_a_corpus(wrong):
    assert columns(Project("p", wrong, {}), Settings("mit"))["bead_type"] == ["1-1"] * len(wrong.pairs)
    counted = Statistics()
    for unit in wrong.units:
        counted.add("p", unit, {}, approved=False)
    assert (counted.units, set(counted.beads)) == (len(wrong.pairs), {"1-1"})
    assert sum(counts.issues for counts in counted.documents.values()) >= 2


def test_bitext_jsonl_has_them_at_its_end(wrong):
    data = EXPORTERS["jsonl"].render(Project("p", wrong, {}), "")
    lines = (data if isinstance(data, str) else b"".join(data).decode()).splitlines()
    last = [json.loads(line) for line in lines[-2:]]
    assert [(record["id"], record["zh"], record["en"], record["scores"]) for record in last] == [
        ("title", [], [], {}),
        ("date", [], [], {}),
    ]


NOTICE_ZH = "关于召开股东大会的通知\n公司将召开股东大会。\n会议地点为上海。\n{}\n特此公告。\n"
NOTICE_EN = (
    "Notice of the General Meeting\nThe Company will hold a general meeting.\nIt will take place in Shanghai.\n{}\n"
    "Notice is hereby given.\n"
)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("主持人：谢谢大家。", "Thank you all."),
        ("谢谢大家。", "Wang Wei: Thank you all."),
        ("谢谢大家。", "Thank you all."),
    ],
)
def test_a_title_is_apart_on_both_sides_or_on_neither(zh, en):
    documents = documents_of(Source("z.txt", NOTICE_ZH.format(zh)), Source("e.txt", NOTICE_EN.format(en)))
    apart = [document.heads().keys() for document in documents]
    assert apart[0] == apart[1]
    assert [len(document) for document in documents] in ([4, 4], [5, 5])


def test_a_heading_in_both_languages_of_one_file_is_the_title_of_both():
    lines = ["# 联合声明", "# Joint Statement", "今天举行会谈。", "Talks were held today.", "双方同意。", "All agreed."]
    text = "\n\n".join(lines)
    pair = pair_of([parse(text.encode(), "a.md")])
    assert [document.metadata.title for document in (pair.zh, pair.en)] == ["联合声明", "Joint Statement"]
    assert (len(pair.zh), len(pair.en)) == (2, 2)


def test_a_text_of_one_line_keeps_it():
    zh, en = documents_of(Source("z.txt", "王伟：谢谢。"), Source("e.txt", "Thank you"))
    assert (len(zh), len(en)) == (1, 1)
    assert len(documents_of(Source("z.txt", "通知\n王伟：谢谢。"), Source("e.txt", "Notice"))[1]) == 1
