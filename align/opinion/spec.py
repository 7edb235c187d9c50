"""What ``--second-opinion`` names: a server, a model of Ollama, a folder or Hub name, or a ``.gguf`` file."""

import os
import re
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from align.model.errors import InputError

OPTION = "--second-opinion"
FORMS = "https://HOST/v1#MODEL, ollama#MODEL, a folder or Hub name that transformers can load, or a .gguf file"
OLLAMA = "http://127.0.0.1:11434"
_HUB = re.compile(r"[\w.-]+/[\w.-]+")

Kind = Literal["server", "gguf", "transformers"]


@dataclass(frozen=True, slots=True)
class Spec:
    """A second reader. ``model``: its name at the server or on the Hub, or the absolute path of a file or folder.

    ``address``: the root of the server's interface, "" for a model that runs in this process.
    """

    kind: Kind
    model: str
    address: str = ""

    @property
    def name(self) -> str:
        """The model's short name, for signatures and messages.

        >>> Spec("gguf", "/models/qwen2.5-1.5b-q4.gguf").name
        'qwen2.5-1.5b-q4.gguf'
        """
        return Path(self.model).name if self.kind != "server" else self.model

    @property
    def is_local(self) -> bool:
        """True if no text leaves this machine."""
        return not self.address or _is_loopback(urlsplit(self.address).hostname or "")

    @property
    def where(self) -> str:
        """Where it is, for a person to read.

        >>> Spec("server", "qwen", "http://127.0.0.1:11434/v1").where
        'qwen at http://127.0.0.1:11434/v1; no text leaves this machine'
        """
        place = f"at {self.address}" if self.address else "in this process"
        leaves = "no text leaves this machine" if self.is_local else "the texts that it is asked about are sent there"
        return f"{self.name} {place}; {leaves}"


def parse(text: str) -> Spec:
    """Return what a specification names. Raises InputError.

    >>> parse("https://models.example/v1#qwen-72b")
    Spec(kind='server', model='qwen-72b', address='https://models.example/v1')
    >>> parse("ollama#qwen3:8b").model
    'qwen3:8b'
    """
    text = text.strip()
    head, hash_, model = text.partition("#")
    if head == "ollama":
        host = os.environ.get("OLLAMA_HOST", "") or OLLAMA
        head = (host if "//" in host else f"http://{host}").rstrip("/") + "/v1"
        return Spec("server", _model(text, model), _address(text, head))
    if re.match(r"[a-z]+://", head, re.IGNORECASE):
        return Spec("server", _model(text, model), _address(text, head))
    if hash_ or not text:
        raise InputError(OPTION, f"unknown second reader {text!r}; expected {FORMS}")
    path = Path(text).expanduser()
    if path.suffix.lower() == ".gguf":
        if not path.is_file():
            raise InputError(text, "no such file; expected a model in GGUF")
        return Spec("gguf", str(path.absolute()))
    if path.is_dir():
        if not (path / "config.json").is_file():
            raise InputError(text, "has no config.json; expected a folder of weights that transformers can load")
        return Spec("transformers", str(path.absolute()))
    if _HUB.fullmatch(text):
        return Spec("transformers", text)
    raise InputError(OPTION, f"unknown second reader {text!r}; expected {FORMS}")


def _model(text: str, model: str) -> str:
    if not model.strip():
        raise InputError(OPTION, f"{text!r} names no model; expected it after the address: https://HOST/v1#MODEL")
    return model.strip()


def _address(text: str, head: str) -> str:
    """The address of a server. One with a user or a password is refused: it would be printed."""
    try:
        parts = urlsplit(head)
        good = parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port)
    except ValueError:
        good = False
    if not good:
        raise InputError(OPTION, f"{text!r} is not an http or https address; expected https://HOST/v1#MODEL")
    if parts.username or parts.password or parts.query:
        raise InputError(OPTION, "an address holds no key; put it into ALIGN_OPINION_KEY")
    return head.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
