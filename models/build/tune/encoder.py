"""The encoder in JAX: the same arithmetic as ../graph.py, with weights that can be trained.

Weights of linears are rounded to 4-bit blocks on the way forward and trained through it, so
what is trained is what is shipped.
"""

import jax
import jax.numpy as jnp
import numpy as np

import rounding

LINEARS = ("q", "k", "v", "ao", "fi", "fo")
NORMS = ("aln", "oln")
MASKED = -10_000.0


def initial(container, layers: list[int]) -> dict:
    """Trainable weights of the chosen layers, linears as [out, in]."""
    hidden, inner = container.hidden, container.intermediate
    params = {}
    for new, old in enumerate(layers):
        for name in LINEARS:
            n_out = inner if name == "fi" else hidden
            n_in = inner if name == "fo" else hidden
            matrix = container.quantized(f"l{old}.{name}.w", n_out, n_in).dequantized()
            params[f"l{new}.{name}.w"] = matrix
            params[f"l{new}.{name}.b"] = container.floats(f"l{old}.{name}.b", n_out).copy()
        for name in NORMS:
            for part in "wb":
                params[f"l{new}.{name}.{part}"] = container.floats(f"l{old}.{name}.{part}", hidden).copy()
    for part in "wb":
        params[f"emb.ln.{part}"] = container.floats(f"emb.ln.{part}", hidden).copy()
    return {name: jnp.asarray(value, jnp.float32) for name, value in params.items()}


def through_rounding(matrix):
    values, scales = rounding.rounded(matrix, jnp)
    shipped = (values * scales.astype(jnp.float32)).reshape(matrix.shape)
    return matrix + jax.lax.stop_gradient(shipped - matrix)


def norm(x, params, name, eps):
    mean = x.mean(-1, keepdims=True)
    variance = jnp.square(x - mean).mean(-1, keepdims=True)
    y = (x - mean) * jax.lax.rsqrt(variance + eps)
    return y * params[f"{name}.w"] + params[f"{name}.b"]


def encode(params, words, mask, positions, n_layers: int, n_heads: int, eps: float):
    """Unit vectors of token vectors `words` [batch, tokens, hidden], mean pooled under `mask`."""
    batch, n_tokens, hidden = words.shape
    head = hidden // n_heads

    def linear(name, x):
        return x @ through_rounding(params[f"{name}.w"]).T + params[f"{name}.b"]

    x = norm(words + positions[:n_tokens], params, "emb.ln", eps)
    additive = ((1 - mask) * MASKED)[:, None, None, :]
    x = x.reshape(-1, hidden)
    for i in range(n_layers):
        def heads(name):
            return linear(f"l{i}.{name}", x).reshape(batch, n_tokens, n_heads, head)

        scores = jnp.einsum("blhd,bmhd->bhlm", heads("q"), heads("k")) / np.sqrt(head)
        weights = jax.nn.softmax(scores + additive, axis=-1)
        context = jnp.einsum("bhlm,bmhd->blhd", weights, heads("v")).reshape(-1, hidden)
        x = norm(x + linear(f"l{i}.ao", context), params, f"l{i}.aln", eps)
        y = jax.nn.gelu(linear(f"l{i}.fi", x), approximate=False)
        x = norm(x + linear(f"l{i}.fo", y), params, f"l{i}.oln", eps)
    x = x.reshape(batch, n_tokens, hidden)
    pooled = (x * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
    return pooled / jnp.linalg.norm(pooled, axis=-1, keepdims=True)
