"""The layers of multilingual-e5-small as a graph for ONNX Runtime, built node by node without torch.

The weights stay in their 4-bit blocks, through the operators ``MatMulNBits`` and ``GatherBlockQuantized``: they are not
quantised a second time. The activations stay fp32. Quantised to 8 bits they would make states that depend on the
processor, and take a third longer where it has AVX-512.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.embedders.e5_file import BLOCK, E5File

OUTPUT = "states"
_OPSET, _IR_VERSION = 17, 8
_FP32_ACTIVATIONS = 1  # the "accuracy level" of MatMulNBits


def onnx_model(file: E5File, *, layers: int) -> bytes:
    """Return the first ``layers`` layers as an ONNX model.

    Inputs: ``ids`` int32 [texts, length], ``lengths`` int32 [texts]. Output: ``states`` fp32 [texts, length, hidden],
    not normalised.
    """
    from onnx import TensorProto, helper

    graph = _Graph(file)
    graph.build(layers)
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "multilingual-e5-small",
            [
                helper.make_tensor_value_info("ids", TensorProto.INT32, ["texts", "length"]),
                helper.make_tensor_value_info("lengths", TensorProto.INT32, ["texts"]),
            ],
            [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["texts", "length", file.shape.hidden])],
            graph.tensors,
        ),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid("com.microsoft", 1)],
        ir_version=_IR_VERSION,
    )
    return bytes(model.SerializeToString())


class _Graph:
    """A graph being built; each method returns the name of its node's output."""

    def __init__(self, file: E5File) -> None:
        self._file = file
        self.nodes: list[Any] = []
        self.tensors: list[Any] = []

    def build(self, layers: int) -> None:
        shape = self._file.shape
        x = self._layer_norm(self._embedded(), "emb.ln")
        for k in range(layers):
            parts = [self._linear(x, f"l{k}.{part}", shape.hidden, shape.hidden) for part in "qkv"]
            bias = np.concatenate([self._file.tensor(f"l{k}.{part}.b") for part in "qkv"])
            mixed = self._node(
                "MultiHeadAttention",
                [*parts, self._constant(f"l{k}.qkv.b", bias), "lengths"],
                settings={"num_heads": shape.heads},
            )
            x = self._add_norm(self._linear(mixed, f"l{k}.ao", shape.hidden, shape.hidden), x, k, "ao", "aln")
            wide = self._linear(x, f"l{k}.fi", shape.hidden, shape.feed_forward)
            wide = self._node("BiasGelu", [wide, self._stored(f"l{k}.fi.b")])
            x = self._add_norm(self._linear(wide, f"l{k}.fo", shape.feed_forward, shape.hidden), x, k, "fo", "oln")
        self._node("Identity", [x], domain="", output=OUTPUT)

    def _embedded(self) -> str:
        shape = self._file.shape
        quarters, scales = self._file.blocks("emb.word")
        words = self._node(
            "GatherBlockQuantized",
            [
                self._constant("emb.word", _packed(quarters).reshape(shape.vocabulary, -1)),
                "ids",
                self._constant("emb.word.scale", scales.reshape(shape.vocabulary, -1)),
            ],
            settings={"block_size": BLOCK, "gather_axis": 0, "quantize_axis": 1, "bits": 4},
        )
        places = self._file.tensor("emb.pos").reshape(shape.positions, shape.hidden)
        kind = self._file.tensor("emb.type")[: shape.hidden]  # one text: all of type 0
        length = self._node("Shape", ["ids"], domain="", settings={"start": 1, "end": 2})
        zero = self._constant("zero", np.zeros(1, np.int64))
        near = self._node("Slice", [self._constant("emb.pos", places + kind), zero, length], domain="")
        return self._node("Add", [words, near], domain="")

    def _linear(self, x: str, name: str, inner: int, outer: int) -> str:
        quarters, scales = self._file.blocks(f"{name}.w")
        weights = self._constant(f"{name}.w", _packed(quarters).reshape(outer, inner // BLOCK, BLOCK // 2))
        scale = self._constant(f"{name}.w.scale", scales)
        settings = {"K": inner, "N": outer, "bits": 4, "block_size": BLOCK, "accuracy_level": _FP32_ACTIVATIONS}
        return self._node("MatMulNBits", [x, weights, scale], settings=settings)

    def _add_norm(self, x: str, skip: str, layer: int, bias: str, norm: str) -> str:
        weights = [f"l{layer}.{norm}.w", f"l{layer}.{norm}.b", f"l{layer}.{bias}.b"]
        inputs = [x, skip, *map(self._stored, weights)]
        return self._node("SkipLayerNormalization", inputs, settings={"epsilon": self._file.shape.eps})

    def _layer_norm(self, x: str, name: str) -> str:
        inputs = [x, self._stored(f"{name}.w"), self._stored(f"{name}.b")]
        return self._node("LayerNormalization", inputs, domain="", settings={"epsilon": self._file.shape.eps})

    def _stored(self, name: str) -> str:
        return self._constant(name, self._file.tensor(name))

    def _constant(self, name: str, value: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _node(
        self,
        kind: str,
        inputs: Sequence[str],
        *,
        domain: str = "com.microsoft",
        output: str = "",
        settings: Mapping[str, Any] = MappingProxyType({}),
    ) -> str:
        from onnx import helper

        output = output or f"x{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **settings))
        return output


def _packed(quarters: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Pack two weights into a byte, the even one low."""
    packed: NDArray[np.uint8] = quarters[:, 0::2] | np.left_shift(quarters[:, 1::2], 4)
    return packed
