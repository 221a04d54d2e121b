"""What the model is trained on: labels, descriptions and relations as values.

Reads the ESCO download, the starter taxonomy's tables and, to leave them out,
the queries of evaluation sets. Writes nothing, touches no network.
"""

import collections
import csv
import dataclasses
import gzip
import io
import json
import pathlib
import re

SKILL_LISTS = ("essential", "optional")
# Labels longer than this say little more and make every batch wider.
MAX_LABEL_CHARS = 90
MAX_DESCRIPTION_CHARS = 320


@dataclasses.dataclass
class Concept:
    key: str
    kind: str  # "occupation" or "skill"
    labels: dict[str, list[str]] = dataclasses.field(default_factory=dict)
    descriptions: dict[str, str] = dataclasses.field(default_factory=dict)
    group: str = ""  # ISCO group of three digits, or the broader skill
    isco: str = ""


@dataclasses.dataclass
class Material:
    concepts: list[Concept]
    # occupation index -> indices of essential, of all competences
    essential: dict[int, list[int]]
    competences: dict[int, set[int]]
    broader: list[tuple[int, int]]
    # occupations whose competences an evaluation set asks for
    withheld: set[int]


def rows(path: pathlib.Path):
    with gzip.open(path) as raw:
        yield from csv.DictReader(io.TextIOWrapper(raw, "utf-8"))


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text.strip().lower())


def queries(sets: pathlib.Path | None) -> set[str]:
    """Texts of all queries of the evaluation sets in a folder."""
    found = set()
    for path in sorted(sets.glob("*/queries.tsv")) if sets else []:
        for line in path.read_text("utf-8").splitlines():
            found.add(folded(line.split("\t", 1)[1]))
    return found


def esco_concepts(esco: pathlib.Path) -> dict[str, Concept]:
    concepts = {}
    with gzip.open(esco / "labels_21_languages.json.gz") as raw:
        for uri, labels in json.load(raw).items():
            kind = "skill" if "/skill/" in uri else "occupation"
            concepts[uri] = Concept(uri, kind, labels=labels)
    for lang, name in (("en", "occupations_en"), ("fi", "occupations_fi"), ("en", "skills_en")):
        for row in rows(esco / f"{name}.csv.gz"):
            concept = concepts.get(row["conceptUri"])
            if concept is None:
                continue
            text = row["description"].strip()[:MAX_DESCRIPTION_CHARS]
            if text:
                concept.descriptions[lang] = text
            if "iscoGroup" in row:
                concept.isco = row["iscoGroup"]
                concept.group = row["iscoGroup"][:3]
    for uri, concept in concepts.items():
        if "/isco/" in uri:
            concept.isco = uri.rsplit("C", 1)[1]
            concept.group = concept.isco[:3]
    return concepts


def starter_concepts(tables: pathlib.Path, concepts: dict[str, Concept]) -> None:
    """Everyday words and the languages that ESCO has not, from the project's own tables."""
    for name, kind in (("occupations", "occupation"), ("competences", "skill")):
        with open(tables / f"{name}.tsv", encoding="utf-8", newline="") as file:
            for i, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
                uri = row.get("uri") or f"own:{name}:{i}"
                concept = concepts.setdefault(uri, Concept(uri, kind))
                for lang in ("fi", "sv", "en", "ru", "uk", "ar", "et", "so"):
                    own = [label.strip() for label in (row.get(lang) or "").split("|")]
                    known = concept.labels.setdefault(lang, [])
                    known.extend(label for label in own if label and label not in known)
                if not concept.group and row.get("isco"):
                    concept.isco, concept.group = row["isco"], row["isco"][:3]


def load(esco: pathlib.Path, tables: pathlib.Path, without: pathlib.Path | None) -> Material:
    unseen = queries(without)
    by_key = esco_concepts(esco)
    starter_concepts(tables, by_key)
    broader_of = collections.defaultdict(list)
    for row in rows(esco / "broaderRelationsSkillPillar.csv.gz"):
        broader_of[row["conceptUri"]].append(row["broaderUri"])

    withheld_keys = set()
    for concept in by_key.values():
        if concept.kind == "skill" and broader_of.get(concept.key):
            concept.group = broader_of[concept.key][0]
        kept = {}
        for lang in sorted(concept.labels):
            labels = [label for label in concept.labels[lang] if len(label) <= MAX_LABEL_CHARS]
            if lang == "fi" and labels and folded(labels[0]) in unseen:
                withheld_keys.add(concept.key)
            labels = [label for label in labels if folded(label) not in unseen]
            if labels:
                kept[lang] = labels
        concept.labels = kept
    concepts = [c for key, c in sorted(by_key.items()) if c.labels]
    index = {concept.key: i for i, concept in enumerate(concepts)}

    essential, competences = collections.defaultdict(list), collections.defaultdict(set)
    for row in rows(esco / "occupationSkillRelations.csv.gz"):
        occupation, skill = index.get(row["occupationUri"]), index.get(row["skillUri"])
        if occupation is None or skill is None:
            continue
        competences[occupation].add(skill)
        if row["relationType"] == SKILL_LISTS[0]:
            essential[occupation].append(skill)
    broader = [
        (index[narrow], index[wide])
        for narrow, wides in sorted(broader_of.items())
        for wide in wides
        if narrow in index and wide in index
    ]
    withheld = {index[key] for key in withheld_keys if key in index}
    return Material(concepts, dict(essential), dict(competences), broader, withheld)
