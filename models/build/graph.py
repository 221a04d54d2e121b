"""Writes the encoder as an ONNX graph.

Two shapes of the same arithmetic: `cut` keeps the 4-bit blocks, `full` holds
fp32 weights (the reference that parity.py compares with). No pooling: the
output is the last hidden state.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper

from source import QUANT_BLOCK, Container, Quantized

OPSET = 21  # the first with 4-bit integers in Cast
IR_VERSION = 10  # the first with INT4 tensors
MASKED = -10_000.0


def int4_tensor(name: str, values: np.ndarray, dims: list[int]) -> TensorProto:
    """Signed nibbles, the low one first, as ONNX packs INT4."""
    flat = (values.reshape(-1) & 15).astype(np.uint8)
    packed = flat[0::2] | (flat[1::2] << 4)
    return helper.make_tensor(name, TensorProto.INT4, dims, packed.tobytes(), raw=True)


class Writer:
    def __init__(self, packed: bool):
        self.packed = packed
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[TensorProto] = []

    def constant(self, name: str, values: np.ndarray) -> str:
        values = np.ascontiguousarray(values)
        dtype = helper.np_dtype_to_tensor_dtype(values.dtype)
        self.initializers.append(
            helper.make_tensor(name, dtype, values.shape, values.tobytes(), raw=True)
        )
        return name

    def node(self, op: str, inputs: list[str], name: str, outputs=None, **attributes) -> str:
        outputs = outputs or [name]
        self.nodes.append(helper.make_node(op, inputs, outputs, name=name, **attributes))
        return outputs[0]

    def scales(self, name: str, scales: np.ndarray) -> str:
        return self.node("Cast", [self.constant(f"{name}.f16", scales)], name, to=TensorProto.FLOAT)

    def gather(self, name: str, table: Quantized, indices: str) -> str:
        if not self.packed:
            weights = self.constant(f"{name}.weight", table.dequantized())
            return self.node("Gather", [weights, indices], name)
        values = int4_tensor(f"{name}.q4", table.values, list(table.values.shape))
        self.initializers.append(values)
        scales = self.scales(f"{name}.scale", table.scales)
        return self.node(
            "GatherBlockQuantized",
            [values.name, indices, scales],
            name,
            domain="com.microsoft",
            gather_axis=0,
            quantize_axis=1,
            block_size=QUANT_BLOCK,
        )

    def weight(self, name: str, matrix: Quantized) -> str:
        """The transposed weight [in, out] that MatMul takes."""
        if not self.packed:
            return self.constant(f"{name}.weight", matrix.dequantized().T)
        n_out, n_in = matrix.values.shape
        n_blocks = n_in // QUANT_BLOCK
        values = int4_tensor(
            f"{name}.q4", np.ascontiguousarray(matrix.values.T), [n_blocks, QUANT_BLOCK, n_out]
        )
        self.initializers.append(values)
        wide = self.node("Cast", [values.name], f"{name}.wide", to=TensorProto.FLOAT)
        scales = self.scales(f"{name}.scale", matrix.scales.T.reshape(n_blocks, 1, n_out))
        blocks = self.node("Mul", [wide, scales], f"{name}.blocks")
        shape = self.constant(f"{name}.shape", np.array([n_in, n_out], np.int64))
        return self.node("Reshape", [blocks, shape], f"{name}.weight")

    def linear(self, name: str, matrix: Quantized, bias: np.ndarray, x: str) -> str:
        product = self.node("MatMul", [x, self.weight(name, matrix)], f"{name}.product")
        return self.node("Add", [product, self.constant(f"{name}.bias", bias)], name)

    def layer_norm(self, name: str, weight: np.ndarray, bias: np.ndarray, eps: float, x: str, out=None) -> str:
        inputs = [x, self.constant(f"{name}.weight", weight), self.constant(f"{name}.bias", bias)]
        return self.node(
            "LayerNormalization", inputs, name, [out or name], axis=-1, epsilon=eps
        )


def build(
    source: Container,
    kept: list[int] | None,
    packed: bool,
    name: str = "multilingual-e5-small",
    n_positions: int | None = None,
) -> onnx.ModelProto:
    """`kept` are the rows of the embedding table to keep, all when None; `n_positions` how many
    tokens a text may have."""
    hidden, n_heads, eps = source.hidden, source.n_heads, float(source.layer_norm_eps)
    head = hidden // n_heads
    w = Writer(packed)

    table = source.quantized("emb.word", source.n_vocab, hidden)
    rows = np.arange(source.n_pieces) if kept is None else np.array(kept)
    table = Quantized(table.values[rows], table.scales[rows])

    # Position ids run 0..n-1; token type 0 is part of the position table.
    positions = source.floats("emb.pos", source.n_positions, hidden)
    positions = (positions + source.floats("emb.type", 2, hidden)[0])[:n_positions]
    words = w.gather("embeddings.words", table, "input_ids")
    n_tokens = w.node("Shape", ["input_ids"], "n_tokens", start=1, end=2)
    zero = w.constant("zero", np.array([0], np.int64))
    located = w.node(
        "Slice", [w.constant("embeddings.positions", positions), zero, n_tokens, zero], "positions"
    )
    x = w.node("Add", [words, located], "embeddings.sum")
    x = w.layer_norm(
        "embeddings.norm",
        source.floats("emb.ln.w", hidden),
        source.floats("emb.ln.b", hidden),
        eps,
        x,
    )

    mask = w.node("Cast", ["attention_mask"], "mask.float", to=TensorProto.FLOAT)
    mask = w.node("Sub", [w.constant("float_one", np.float32(1)), mask], "mask.inverse")
    mask = w.node("Mul", [mask, w.constant("masked", np.float32(MASKED))], "mask.additive")
    axes = w.constant("mask.axes", np.array([1, 2], np.int64))
    mask = w.node("Unsqueeze", [mask, axes], "mask")

    heads = w.constant("heads.shape", np.array([0, 0, n_heads, head], np.int64))
    merged = w.constant("merged.shape", np.array([0, 0, hidden], np.int64))
    scale = w.constant("attention.scale", np.float32(1 / np.sqrt(head)))

    for i in range(source.n_layers):
        tensor = f"l{i}."
        layer = f"layer.{i}."

        def floats(name, n=hidden):
            return source.floats(tensor + name, n)

        def split_heads(name, perm):
            matrix = source.quantized(f"{tensor}{name}.w", hidden, hidden)
            y = w.linear(layer + name, matrix, floats(f"{name}.b"), x)
            y = w.node("Reshape", [y, heads], f"{layer}{name}.heads")
            return w.node("Transpose", [y], f"{layer}{name}.transposed", perm=perm)

        q = split_heads("q", [0, 2, 1, 3])
        k = split_heads("k", [0, 2, 3, 1])
        v = split_heads("v", [0, 2, 1, 3])
        scores = w.node("MatMul", [q, k], f"{layer}scores.raw")
        scores = w.node("Mul", [scores, scale], f"{layer}scores.scaled")
        scores = w.node("Add", [scores, mask], f"{layer}scores")
        weights = w.node("Softmax", [scores], f"{layer}weights", axis=-1)
        context = w.node("MatMul", [weights, v], f"{layer}context.heads")
        context = w.node("Transpose", [context], f"{layer}context.transposed", perm=[0, 2, 1, 3])
        context = w.node("Reshape", [context, merged], f"{layer}context")
        matrix = source.quantized(f"{tensor}ao.w", hidden, hidden)
        attended = w.linear(f"{layer}attention", matrix, floats("ao.b"), context)
        x = w.node("Add", [attended, x], f"{layer}attention.sum")
        x = w.layer_norm(f"{layer}attention.norm", floats("aln.w"), floats("aln.b"), eps, x)

        inner = source.intermediate
        matrix = source.quantized(f"{tensor}fi.w", inner, hidden)
        y = w.linear(f"{layer}intermediate", matrix, floats("fi.b", inner), x)
        y = w.node("Gelu", [y], f"{layer}gelu", approximate="none")
        matrix = source.quantized(f"{tensor}fo.w", hidden, inner)
        y = w.linear(f"{layer}output", matrix, floats("fo.b"), y)
        y = w.node("Add", [y, x], f"{layer}output.sum")
        last = "last_hidden_state" if i == source.n_layers - 1 else None
        x = w.layer_norm(f"{layer}output.norm", floats("oln.w"), floats("oln.b"), eps, y, last)

    tokens = ["batch", "sequence"]
    graph = helper.make_graph(
        w.nodes,
        name,
        [
            helper.make_tensor_value_info("input_ids", TensorProto.INT64, tokens),
            helper.make_tensor_value_info("attention_mask", TensorProto.INT64, tokens),
        ],
        [
            helper.make_tensor_value_info(
                "last_hidden_state", TensorProto.FLOAT, [*tokens, hidden]
            )
        ],
        w.initializers,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(
        graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="kohtaanto"
    )
