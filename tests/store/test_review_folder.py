"""A project folder with a review: which of the two is read, and that a run which was not merged yet is."""

import shutil
from dataclasses import replace

import pytest
from store.reviews import PAIRS, flagged, only, project
from typer.testing import CliRunner

from align.cli import app
from align.model.bitext import BITEXT, DATABASE, DOCUMENTS, REVIEW, RUN
from align.model.errors import InputError
from align.model.termbase import Term
from align.model.unit import Bead
from align.project.folder import (
    CarriedOver,
    carried_over,
    merge_review,
    open_store,
    read_project,
    read_units,
    review_of,
    write_run,
)


@pytest.fixture
def place(tmp_path):
    """A folder as align run leaves it."""
    write_run(tmp_path / "out", project().bitext)
    return tmp_path / "out"


def begun(place):
    """The review of a folder, with an edit."""
    store = open_store(place)
    state = store.unit("0")
    unit = flagged(replace(state.unit, en_text="Output grew 5%."))
    store.edit("0", unit.en_text, unit.issues, who="Li", version=state.version)
    return store


def test_a_review_is_what_the_folder_holds_and_the_files_stay(place):
    before = read_project(place)
    files = {path.name: path.read_bytes() for path in place.iterdir()}
    begun(place).close()
    after = read_project(place)
    assert before.bitext.units[0].en_text == "Output grew 6%."
    assert after.bitext.units[0].en_text == "Output grew 5%."
    assert replace(after, bitext=before.bitext) == before
    assert read_units([place]) == after.bitext.units
    assert {name: (place / name).read_bytes() for name in files} == files


def test_opening_again_changes_nothing(place):
    store = begun(place)
    revision = store.revision()
    store.close()
    store = open_store(place)
    assert store.revision() == revision
    store.close()


def test_a_run_that_ended_before_it_was_merged_is_merged_at_the_next_opening(place):
    begun(place).close()
    write_run(place, project((("大家好。", "Good morning."), *PAIRS)).bitext)
    assert [unit.en_text for unit in read_project(place).bitext.units][:2] == ["Good morning.", "Output grew 5%."]
    store = open_store(place)
    assert [state.unit.en_text for state in store.units()][:2] == ["Good morning.", "Output grew 5%."]
    assert store.history(limit=1)[0].action == "run"
    store.close()


def test_without_a_review_nothing_is_merged_or_kept(place):
    bitext = project().bitext
    assert merge_review(place, read_project(place)) is None
    assert carried_over(place, bitext.zh, bitext.en) == CarriedOver()
    assert not (place / REVIEW).exists()


def test_what_a_review_holds_for_the_next_run(place):
    store = begun(place)
    store.lock("3", True, who="Li", version=store.unit("3").version)
    store.add_term("企业", "businesses", who="Li")
    store.close()
    new = project((("大家好。", "Good morning."), *PAIRS)).bitext
    kept = carried_over(place, new.zh, new.en)
    assert kept.beads == (Bead((4,), (4,)),)
    assert kept.terms == (Term("企业", ("businesses",)),)


@pytest.mark.parametrize("documents", [True, False])
def test_a_run_of_another_text_does_not_replace_a_review(tmp_path, documents):
    said = project()
    write_run(tmp_path / "out", said.bitext if documents else replace(said.bitext, zh=None, en=None))
    other = project((("今天记者会到此结束，感谢各位记者参加。", "That is all for today."), ("谢谢。", "Thank you.")))
    open_store(tmp_path / "out").close()
    assert carried_over(tmp_path / "out", other.bitext.zh, other.bitext.en) == CarriedOver()
    begun(tmp_path / "out").close()
    with pytest.raises(InputError, match=r"holds the review of a text other than zh\.txt; choose another folder: -o"):
        carried_over(tmp_path / "out", other.bitext.zh, other.bitext.en)
    revised = project((("產值增長5%。", "Output grew 5%."), *PAIRS[1:]))
    assert carried_over(tmp_path / "out", revised.bitext.zh, revised.bitext.en) == CarriedOver()


def test_a_review_without_the_files_of_its_run_can_be_read(place):
    begun(place).close()
    for name in (BITEXT, RUN, DOCUMENTS):
        (place / name).unlink()
    assert read_project(place).bitext.units[0].en_text == "Output grew 5%."
    store = open_store(place)
    assert only(store.unit("1")).zh_value == "应当"
    store.close()


def test_a_review_in_a_database_is_what_the_folder_holds(place, postgresql_place, tmp_path, monkeypatch):
    store = open_store(place, database=postgresql_place.replace("align@", "align:secret@"))
    store.lock("3", True, who="Li", version=1)
    store.edit("0", "Output grew 5%.", (), who="Li", version=1)
    store.close()
    assert not (place / REVIEW).exists()
    assert "secret" not in (place / DATABASE).read_text(encoding="utf-8")
    with pytest.raises(InputError, match=r"has its review in the database .*give its address: ALIGN_DATABASE=URL"):
        read_project(place)
    monkeypatch.setenv("ALIGN_DATABASE", postgresql_place.replace("align@", "align:other@"))
    assert read_units([place])[0].en_text == read_project(place).bitext.units[0].en_text == "Output grew 5%."
    shutil.copytree(place, tmp_path / "copy")
    new = project((("大家好。", "Good morning."), *PAIRS)).bitext
    assert carried_over(place, new.zh, new.en).beads == (Bead((4,), (4,)),)
    written = write_run(place, new)
    with pytest.raises(InputError, match="align run again"):
        open_store(place)
    assert merge_review(place, written).added == 1
    assert [unit.en_text for unit in read_project(place).bitext.units][:2] == ["Good morning.", "Output grew 5%."]
    with pytest.raises(InputError, match="holds a different run"):
        read_project(tmp_path / "copy")


def test_a_review_stays_where_it_is(place, postgresql_place, tmp_path):
    with pytest.raises(InputError, match="expected postgresql://"):
        open_store(place, database="sqlite:///x.sqlite")
    begun(place).close()
    with pytest.raises(InputError, match=r"has its review in .*review\.sqlite"):
        open_store(place, database=postgresql_place)
    write_run(tmp_path / "other", project(PAIRS[:2]).bitext)
    open_store(tmp_path / "other", database=postgresql_place).close()
    with pytest.raises(InputError, match="has its review in the database 'postgresql"):
        open_store(tmp_path / "other", database=f"{postgresql_place}&application_name=x")
    write_run(tmp_path / "third", project(PAIRS[:3]).bitext)
    with pytest.raises(InputError, match="holds a different run"):
        open_store(tmp_path / "third", database=postgresql_place)
    assert review_of(tmp_path / "third") is None


def test_the_command_takes_a_database(place):
    done = CliRunner().invoke(app, ["review", str(place), "--no-browser", "--database", "mysql://x/y"])
    assert done.exit_code == 2
    assert "expected postgresql://user@host/name" in done.output
    assert {path.name for path in place.iterdir()}.isdisjoint({REVIEW, DATABASE})


def test_a_folder_with_neither_is_refused_and_gets_no_review(tmp_path):
    with pytest.raises(InputError, match=r"bitext\.jsonl"):
        open_store(tmp_path)
    assert not list(tmp_path.iterdir())
