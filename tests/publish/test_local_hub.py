"""The local Hub takes what the real clients do without us: pushes, second configurations, loading, streaming."""

from publish.local_hub import USER, LocalHub

PUSH = """
import sys
from datasets import Dataset, load_dataset
one = Dataset.from_dict({"id": ["a", "b"], "translation": [{"zh": "你好", "en": "Hello"}, {"zh": "再见", "en": "Bye"}]})
two = Dataset.from_dict({"n": list(range(1000))})
repo = sys.argv[1]
one.push_to_hub(repo, "first", set_default=True)
two.push_to_hub(repo, "second", split="test")
assert load_dataset(repo, split="train").to_list() == one.to_list()
assert load_dataset(repo, "second", split="test").to_list() == two.to_list()
assert list(load_dataset(repo, "second", split="test", streaming=True)) == two.to_list()
"""

CLIENT = """
import sys
from huggingface_hub import HfApi, hf_hub_download, snapshot_download
repo, api = sys.argv[1], HfApi()
assert api.whoami()["name"] == "tester"
api.create_repo(repo, repo_type="dataset", private=True)
api.create_repo(repo, repo_type="dataset", exist_ok=True)
api.upload_file(path_or_fileobj=b"x" * 5000, path_in_repo="d/e/f.parquet", repo_id=repo, repo_type="dataset")
api.upload_file(path_or_fileobj=b"text", path_in_repo="d/a.txt", repo_id=repo, repo_type="dataset")
assert open(hf_hub_download(repo, "d/e/f.parquet", repo_type="dataset"), "rb").read() == b"x" * 5000
assert sorted(api.list_repo_files(repo, repo_type="dataset")) == [".gitattributes", "d/a.txt", "d/e/f.parquet"]
tree = {entry.path for entry in api.list_repo_tree(repo, repo_type="dataset")}
assert tree == {".gitattributes", "d"}, tree
assert [c.title for c in api.list_repo_commits(repo, repo_type="dataset")][-1] == "initial commit"
api.create_branch(repo, branch="next", repo_type="dataset")
assert {ref.name for ref in api.list_repo_refs(repo, repo_type="dataset").branches} == {"main", "next"}
api.delete_file("d/a.txt", repo_id=repo, repo_type="dataset", revision="next")
assert not api.file_exists(repo, "d/a.txt", repo_type="dataset", revision="next")
assert api.file_exists(repo, "d/a.txt", repo_type="dataset")
assert api.dataset_info(repo).private
"""


def test_datasets_pushes_loads_and_streams(hub: LocalHub, python) -> None:
    python(PUSH, f"{USER}/pushed")
    assert hub.count("PUT", "/lfs/") == 2
    assert hub.count("GET", "/large/") > 0


def test_huggingface_hub_finds_what_it_expects(hub: LocalHub, python) -> None:
    python(CLIENT, f"{USER}/plain")


def test_a_private_repository_is_hidden_without_a_token(hub: LocalHub, python) -> None:
    python(
        'import sys, huggingface_hub as h; h.create_repo(sys.argv[1], repo_type="dataset", private=True)', "tester/p"
    )
    code = "import sys, huggingface_hub as h; h.HfApi().dataset_info(sys.argv[1], token=False)"
    done = python(code, "tester/p", check=False)
    assert "RepositoryNotFoundError" in done.stderr
