"""Trains the encoder and keeps a checkpoint, from which a later call goes on.

    python train.py --wheels W --esco DIR --out DIR [--steps N] [--layers 0,2,4,6,8,10]
"""

import argparse
import functools
import json
import os
import pathlib
import sys
import time

import jax
import jax.numpy as jnp
import numpy as np
import tokenizers

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import source
import vocabulary

import batches
import encoder
import material

HERE = pathlib.Path(__file__).resolve().parent
SEED = 20261124
TEMPERATURE = 0.05
PEAK_RATE = 2e-4
WARM_UP = 60
FALL = 0.35
DECAY = 0.01
BETAS = (0.9, 0.98)
CLIP = 1.0
HELD_OUT = 400
MAX_TOKENS = 96
TRIAL_TOKENS = 24


class Texts:
    """Texts to padded rows of the frozen table."""

    def __init__(self, wheels: pathlib.Path, container):
        tokenizer = source.load_tokenizer(wheels)
        kept = vocabulary.kept_ids(tokenizer)
        self.tokenizer = tokenizers.Tokenizer.from_str(json.dumps(vocabulary.cut(tokenizer, kept)))
        self.tokenizer.enable_truncation(MAX_TOKENS)
        table = container.quantized("emb.word", container.n_vocab, container.hidden)
        self.table = source.Quantized(table.values[kept], table.scales[kept]).dequantized()

    def ids(self, texts: list[str]) -> list[list[int]]:
        return [found.ids for found in self.tokenizer.encode_batch(texts)]

    def padded(self, ids: list[list[int]], width: int) -> tuple[np.ndarray, np.ndarray]:
        words = np.zeros((len(ids), width, self.table.shape[1]), np.float32)
        mask = np.zeros((len(ids), width), np.float32)
        for i, row in enumerate(ids):
            if len(row) > width:
                row = row[: width - 1] + row[-1:]
            words[i, : len(row)] = self.table[row]
            mask[i, : len(row)] = 1
        return words, mask

    def halves(self, texts: list[str], shape: batches.Shape):
        """The shorter and the longer texts apart, so that few tokens are padding."""
        ids = self.ids(texts)
        order = np.argsort([len(row) for row in ids], kind="stable")
        cut = int(len(texts) * shape.short)
        parts = order[:cut], order[cut:]
        short, long = (
            self.padded([ids[i] for i in part], width) for part, width in zip(parts, shape.widths)
        )
        return short, long, np.argsort(order)


def loss_of(params, short, long, back, allowed, positions, shape):
    vectors = jnp.concatenate(
        [encoder.encode(params, *part, positions, *shape) for part in (short, long)]
    )[back]
    n = allowed.shape[0]
    scores = vectors[:n] @ vectors[n:].T / TEMPERATURE
    right = jnp.diagonal(scores)
    barred = jnp.where(allowed, scores, -jnp.inf)
    rows = jax.nn.logsumexp(barred, axis=1) - right
    columns = jax.nn.logsumexp(barred, axis=0) - right
    return (rows.mean() + columns.mean()) / 2


def rate(step, steps):
    """Warm, then level, then falling over the last part of the steps."""
    warm = jnp.minimum(1.0, (step + 1) / WARM_UP)
    left = jnp.minimum(1.0, (1 - step / steps) / FALL)
    return PEAK_RATE * warm * jnp.maximum(left, 0.02)


@functools.partial(jax.jit, static_argnames=("shape",), donate_argnums=(0, 1, 2))
def advance(params, first, second, step, steps, short, long, back, allowed, positions, shape):
    """One step of AdamW."""
    loss, grads = jax.value_and_grad(loss_of)(params, short, long, back, allowed, positions, shape)
    size = jnp.sqrt(sum(jnp.square(g).sum() for g in grads.values()))
    grads = {name: g * jnp.minimum(1.0, CLIP / size) for name, g in grads.items()}
    now = rate(step, steps)
    for name, grad in grads.items():
        first[name] = BETAS[0] * first[name] + (1 - BETAS[0]) * grad
        second[name] = BETAS[1] * second[name] + (1 - BETAS[1]) * jnp.square(grad)
        mean = first[name] / (1 - BETAS[0] ** (step + 1))
        spread = jnp.sqrt(second[name] / (1 - BETAS[1] ** (step + 1))) + 1e-8
        decay = DECAY * params[name] if params[name].ndim > 1 else 0.0
        params[name] = params[name] - now * (mean / spread + decay)
    return params, first, second, loss


class Trial:
    """Concepts that training never sees: labels must find their own concept among them."""

    PAIRS = (("sv", "fi"), ("et", "fi"), ("en", "fi"), ("fi", "en"), ("de", "en"))

    def __init__(self, texts: Texts, concepts, held_out: list[int]):
        self.sides = {}
        for lang in sorted({lang for pair in self.PAIRS for lang in pair}):
            ids = texts.ids([concepts[i].labels[lang][0] for i in held_out])
            self.sides[lang] = texts.padded(ids, TRIAL_TOKENS)

    def hits(self, run) -> dict[str, float]:
        vectors = {lang: np.asarray(run(*side)) for lang, side in self.sides.items()}
        found = {}
        for a, b in self.PAIRS:
            best = (vectors[a] @ vectors[b].T).argmax(1)
            found[f"{a}-{b}"] = float((best == np.arange(len(best))).mean())
        return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=pathlib.Path, required=True)
    parser.add_argument("--esco", type=pathlib.Path, required=True)
    parser.add_argument("--tables", type=pathlib.Path, default=HERE / "../../../crates/kohtaanto-taxonomy/data")
    parser.add_argument("--without", type=pathlib.Path, help="folder of evaluation sets: no query of theirs is used")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--layers", default="0,2,4,6,8,10")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--stop-at", type=int, help="stop here; a later call goes on")
    options = parser.parse_args()

    data = material.load(options.esco, options.tables, options.without)
    concepts = data.concepts
    whole = [i for i, c in enumerate(concepts)
             if c.kind == "occupation" and all(lang in c.labels for pair in Trial.PAIRS for lang in pair)]
    held_out = sorted(np.random.default_rng(SEED).choice(whole, HELD_OUT, replace=False).tolist())
    sampler = batches.Sampler(data, SEED, set(held_out))
    container = source.load_container(options.wheels)
    layers = [int(layer) for layer in options.layers.split(",")]
    texts = Texts(options.wheels, container)
    positions = container.floats("emb.pos", container.n_positions, container.hidden)
    positions = jnp.asarray(positions + container.floats("emb.type", 2, container.hidden)[0])
    shape = (len(layers), container.n_heads, float(container.layer_norm_eps))
    trial = Trial(texts, concepts, held_out)
    run = jax.jit(lambda params, words, mask: encoder.encode(params, words, mask, positions, *shape))

    options.out.mkdir(parents=True, exist_ok=True)
    jax.config.update("jax_compilation_cache_dir", str(options.out / "compiled"))
    checkpoint = options.out / "checkpoint.npz"
    params = encoder.initial(container, layers)
    first, second = ({name: jnp.zeros_like(p) for name, p in params.items()} for _ in range(2))
    start = 0
    if checkpoint.exists():
        saved = np.load(checkpoint)
        if saved["layers"].tolist() != layers:
            raise SystemExit(f"{checkpoint}: of a model with other layers; give another --out")
        start = int(saved["step"])
        params, first, second = (
            {name: jnp.asarray(saved[f"{part}:{name}"]) for name in params} for part in "pfs"
        )

    def save(step):
        parts = {"step": step, "layers": np.array(layers)}
        for part, values in (("p", params), ("f", first), ("s", second)):
            parts |= {f"{part}:{name}": np.asarray(value) for name, value in values.items()}
        with open(options.out / "new.npz", "wb") as file:
            np.savez(file, **parts)
        os.replace(options.out / "new.npz", checkpoint)

    def report(step, losses, seconds):
        hits = trial.hits(functools.partial(run, params))
        mean = " ".join(f"{kind}={np.mean(of):.3f}" for kind, of in sorted(losses.items()))
        print(f"step {step} {seconds:.0f} s  {mean}  hit@1 " + " ".join(f"{k}={v:.3f}" for k, v in hits.items()), flush=True)

    report(start, {}, 0)
    losses, began = {}, time.monotonic()
    end = min(options.steps, options.stop_at or options.steps)
    for step in range(start, end):
        batch = sampler.batch(step)
        short, long, back = texts.halves(batch.left + batch.right, batches.SHAPES[batch.kind])
        params, first, second, loss = advance(
            params, first, second, jnp.float32(step), jnp.float32(options.steps),
            short, long, back, batch.allowed, positions, shape=shape,
        )
        losses.setdefault(batch.kind, []).append(float(loss))
        if (step + 1) % 100 == 0 or step + 1 == end:
            report(step + 1, losses, time.monotonic() - began)
            losses = {}
            save(step + 1)


if __name__ == "__main__":
    main()
