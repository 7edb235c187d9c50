"""What clients of the Hub read from the environment when they are imported."""

from collections.abc import Mapping


def constants_of(env: Mapping[str, str]) -> dict[str, object]:
    """Return what the clients would have read from the environment on import."""
    return {
        "ENDPOINT": env["HF_ENDPOINT"],
        "HUGGINGFACE_CO_URL_TEMPLATE": env["HF_ENDPOINT"] + "/{repo_id}/resolve/{revision}/{filename}",
        "HF_HUB_DISABLE_XET": True,
        "HF_TOKEN_PATH": env["HF_HOME"] + "/token",
    }
