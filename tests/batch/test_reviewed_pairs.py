"""A pair of a batch, opened for review: where it is kept, and that the corpus takes it as reviewed."""

import json
import shutil
from contextlib import closing

import pytest

from align.corpus.reading import count
from align.model.errors import InputError
from align.project import batch_folder, provenance
from align.project.folder import open_store, read_project, run_of
from align.project.seal import sealed
from align.publish.loading import loaders
from align.review.batch_pair import folder_of_pair


def test_a_pair_of_a_batch_is_reviewed_in_a_folder_of_its_own(aligned, manifest, tmp_path):
    batch, profile = shutil.copytree(aligned, tmp_path / "batch"), tmp_path / "corpus.toml"
    profile.write_text('off = ["quotes"]\n', encoding="utf-8")
    state = json.loads((batch / batch_folder.STATE).read_text(encoding="utf-8"))
    state["settings"] |= {"profile": str(profile), "termbase": str(tmp_path / "gone.csv")}
    received = shutil.copytree(batch, tmp_path / "received")
    (received / batch_folder.STATE).write_text(json.dumps(state), encoding="utf-8")
    assert "was not named by you" in provenance.given(run_of(folder_of_pair(received, "0.zh")), "profile")[1]
    state |= sealed(state["settings"])
    (batch / batch_folder.STATE).write_text(json.dumps(state), encoding="utf-8")
    folder = folder_of_pair(batch, "0.zh")
    assert folder == batch / "reviewed" / "0.zh"
    run = run_of(folder)
    assert provenance.given(run, "profile") == (profile, "")
    assert "the termbase of the run is missing" in provenance.given(run, "termbase")[1]
    before = count([batch])
    with closing(open_store(folder)) as store:
        assert None not in store.documents()
        state = store.units()[0]
        store.edit(state.key, "Reviewed.", (), who="Li", version=state.version)
        store.approve(state.key, True, who="Li", version=state.version + 1)
    assert folder_of_pair(batch, "0.zh") == folder
    projects = {name: load().bitext for name, load in loaders([batch]).items()}
    assert list(projects) == list(batch_folder.pairs_of(batch))
    assert projects["0.zh"].units[0].en_text == "Reviewed."
    assert projects["0.zh"] == read_project(folder).bitext
    for places in ([batch], [batch, batch / "reviewed"]):
        after = count(places)
        assert (after.units, len(after.documents), after.approved) == (before.units, len(projects), 1)


def test_a_pair_that_cannot_be_reviewed_says_why(aligned, manifest, tmp_path):
    batch = shutil.copytree(aligned, tmp_path / "batch")
    texts = shutil.copytree(manifest.parent, tmp_path / "texts")
    state = (batch / batch_folder.STATE).read_text(encoding="utf-8").replace(str(manifest.parent), str(texts))
    (batch / batch_folder.STATE).write_text(state, encoding="utf-8")
    for name in ("4.zh", "../batch", "", "."):
        with pytest.raises(InputError, match=r"has no document .*; expected an id from documents\.jsonl"):
            folder_of_pair(batch, name)
    with pytest.raises(InputError, match="holds no finished batch"):
        folder_of_pair(texts, "0.zh")
    whole = (texts / "1.en.txt").read_text(encoding="utf-8")
    for changed in ("Another text. It has two sentences.", f"{whole.rstrip()}\n\nA sentence was added at the end."):
        (texts / "1.en.txt").write_text(changed, encoding="utf-8")
        with pytest.raises(InputError, match=r"1\.en\.txt have changed"):
            folder_of_pair(batch, "1.zh")
    (texts / "2.en.txt").unlink()
    with pytest.raises(InputError, match="no such file"):
        folder_of_pair(batch, "2.zh")
    (texts / "manifest.csv").write_text("zh,en\n0.zh.txt,0.en.txt\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"no longer has the pair '3\.zh'"):
        folder_of_pair(batch, "3.zh")
    (batch / batch_folder.STATE).unlink()
    with pytest.raises(InputError, match=r"batch\.json: is not the output of align batch"):
        folder_of_pair(batch, "3.zh")
    assert not (batch / "reviewed").exists()
