"""Compares the written model with the trained one and with the general model; writes check.json.

    python check.py --wheels W --checkpoint run/checkpoint.npz --general DIR [--model DIR]

`--general` is what ../build.py writes. The trained weights run in JAX, independent of the graph
that ONNX Runtime runs. Fails when the two differ.
"""

import argparse
import functools
import json
import pathlib
import sys

import jax.numpy as jnp
import numpy as np
import onnxruntime

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import parity
import source

import encoder
import export
import train

LEAST_BAR = 0.9999
BATCH = 24


def trained_vectors(model: export.Tuned, wheels: pathlib.Path, rows: list[str]) -> np.ndarray:
    texts = train.Texts(wheels, model.base)
    positions = model.base.floats("emb.pos", model.n_positions, model.hidden)
    positions = jnp.asarray(positions + model.base.floats("emb.type", 2, model.hidden)[0])
    params = {name: jnp.asarray(value) for name, value in model.params.items()}
    run = functools.partial(
        encoder.encode, params, positions=positions,
        n_layers=model.n_layers, n_heads=model.n_heads, eps=float(model.layer_norm_eps),
    )
    found = []
    for start in range(0, len(rows), BATCH):
        ids = texts.ids(rows[start : start + BATCH])
        words, mask = texts.padded(ids, max(map(len, ids)))
        found.append(np.asarray(run(words, mask)))
    return np.concatenate(found).astype(np.float64)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=pathlib.Path, required=True)
    parser.add_argument("--checkpoint", type=pathlib.Path, required=True)
    parser.add_argument("--general", type=pathlib.Path, required=True)
    parser.add_argument("--model", type=pathlib.Path, default=HERE.parent.parent / export.NAME)
    options = parser.parse_args()
    files, general = (
        (folder / "model.onnx", folder / "tokenizer.json") for folder in (options.model, options.general)
    )
    labelled = parity.read_texts()
    texts = [text for _, text in labelled]
    written = parity.Model(*files, prefix="")
    model = export.Tuned(source.load_container(options.wheels), options.checkpoint)
    got = written.embed(texts)
    cosine = parity.cosines(trained_vectors(model, options.wheels, texts), got)
    result = {
        "runtime": f"onnxruntime {onnxruntime.__version__}",
        "cpu": parity.cpu_model(),
        "base_layers": model.layers,
        "training_steps": model.steps,
        "cosine_to_trained": cosine,
        "batch": parity.batch_effect(files, texts, ""),
        "translation_top1_raw_and_centred": {
            "own": parity.translation_hits(written),
            "general": parity.translation_hits(parity.Model(*general)),
        },
        "cost": {
            "own": parity.measure_apart(*files, ""),
            "general": parity.measure_apart(*general),
        },
    }
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    (HERE / "check.json").write_text(text, encoding="utf-8")
    print(text)
    if cosine["least"] < LEAST_BAR:
        raise SystemExit("the written model is not the trained one")


if __name__ == "__main__":
    main()
