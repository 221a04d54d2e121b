"""What one step of training sees: pairs of texts that belong together, and which of the others
may not be held against them.

Every batch comes from its number and the seed alone, so that a run can be resumed.
"""

import dataclasses

import numpy as np

import sentences
from material import Material, folded

# How often a language is drawn for a label, where a concept has it. The languages served come
# first; the others keep the space wide.
LANGUAGE_WEIGHT = {"fi": 6.0, "sv": 4.0, "en": 5.0, "et": 3.0, "ru": 6.0, "uk": 6.0, "ar": 6.0, "so": 3.0,
                   "no": 2.0, "da": 2.0, "de": 2.0, "es": 2.0, "lv": 2.0}
# The shares of the kinds of batch.
SHARES = (("labels", 0.5), ("descriptions", 0.13), ("competences", 0.08), ("work", 0.13), ("sentences", 0.16))


@dataclasses.dataclass(frozen=True)
class Shape:
    """Pairs of a batch; how many of its texts, from the shortest, are cut to the first number of
    tokens, the others to the second. Few shapes, since each is compiled once."""

    pairs: int
    short: float
    widths: tuple[int, int]


SHAPES = {
    "labels": Shape(144, 0.625, (10, 20)),
    "descriptions": Shape(48, 0.5, (14, 64)),
    "competences": Shape(144, 0.625, (10, 20)),
    "work": Shape(56, 0.5, (14, 56)),
    "sentences": Shape(96, 0.5, (14, 26)),
}
# Half of a batch's concepts are drawn in families, so that neighbours are told apart.
FAMILY = 6
SAME_LANGUAGE = 0.3


@dataclasses.dataclass
class Batch:
    kind: str
    left: list[str]
    right: list[str]
    # allowed[i, j]: right j may count as a wrong answer for left i
    allowed: np.ndarray


class Sampler:
    def __init__(self, material: Material, seed: int, held_out: set[int]):
        self.material, self.seed = material, seed
        concepts = material.concepts
        self.usable = [i for i in range(len(concepts)) if i not in held_out]
        self.families = {}
        for i in self.usable:
            if concepts[i].group:
                self.families.setdefault((concepts[i].kind, concepts[i].group), []).append(i)
        self.family_keys = sorted(key for key, of in self.families.items() if len(of) > 1)
        self.kinds = {
            kind: np.array([i for i in self.usable if concepts[i].kind == kind])
            for kind in ("occupation", "skill")
        }
        self.several = {
            kind: np.array([i for i in of if sum(map(len, concepts[i].labels.values())) > 1])
            for kind, of in self.kinds.items()
        }
        self.described = np.array([i for i in self.usable if concepts[i].descriptions])
        self.working = np.array([
            i for i in self.kinds["occupation"]
            if material.essential.get(int(i)) and int(i) not in material.withheld
        ])

    def batch(self, step: int) -> Batch:
        rng = np.random.default_rng([self.seed, step])
        kind = rng.choice([kind for kind, _ in SHARES], p=[share for _, share in SHARES])
        return getattr(self, str(kind))(rng, SHAPES[kind].pairs)

    # Draws.

    def concepts(self, rng, among: np.ndarray, size: int) -> list[int]:
        """Distinct concepts of one kind: half alone, half in families."""
        allowed = set(among.tolist())
        drawn = dict.fromkeys(rng.choice(among, size // 2, replace=False).tolist())
        kind = self.material.concepts[int(among[0])].kind
        keys = [key for key in self.family_keys if key[0] == kind] or self.family_keys
        for _ in range(20 * size):
            if len(drawn) >= size:
                break
            family = [i for i in self.families[keys[rng.integers(len(keys))]] if i in allowed]
            for i in rng.permutation(family)[:FAMILY].tolist():
                drawn[int(i)] = None
        return list(drawn)[:size]

    def language(self, rng, labels: dict) -> str:
        langs = sorted(labels)
        weights = np.array([LANGUAGE_WEIGHT.get(lang, 0.5) for lang in langs])
        return str(rng.choice(langs, p=weights / weights.sum()))

    def label(self, rng, concept: int, langs=None, as_title=True) -> str:
        labels = self.material.concepts[concept].labels
        if langs:
            labels = {lang: of for lang, of in labels.items() if lang in langs} or labels
        of = labels[self.language(rng, labels)]
        # The preferred label as often as all others together.
        text = of[0] if rng.random() < 0.5 else of[rng.integers(len(of))]
        return self.varied(rng, text) if as_title else text.split("/")[0]

    def varied(self, rng, text: str) -> str:
        """"baker/baker woman" is written either way; a capital begins a title."""
        if "/" in text and rng.random() < 0.6:
            text = text.split("/")[rng.integers(2)].strip() or text
        draw = rng.random()
        if draw < 0.25:
            text = text[:1].upper() + text[1:]
        elif draw < 0.3:
            text = text.upper()
        return text

    def two_labels(self, rng, concept: int) -> tuple[str, str]:
        labels = self.material.concepts[concept].labels
        rich = [lang for lang in sorted(labels) if len(labels[lang]) > 1]
        if rich and (len(labels) == 1 or rng.random() < SAME_LANGUAGE):
            of = labels[self.language(rng, {lang: labels[lang] for lang in rich})]
            a, b = rng.choice(len(of), 2, replace=False)
            return self.varied(rng, of[a]), self.varied(rng, of[b])
        one = self.language(rng, labels)
        others = {lang: of for lang, of in labels.items() if lang != one}
        other = self.language(rng, others) if others else one
        return self.label(rng, concept, {one}), self.label(rng, concept, {other})

    # Kinds of batch.

    def labels(self, rng, size: int) -> Batch:
        kind = "occupation" if rng.random() < 0.6 else "skill"
        drawn = self.concepts(rng, self.several[kind], size)
        pairs = [self.two_labels(rng, concept) for concept in drawn]
        return self.made("labels", pairs, np.array(drawn), np.array(drawn))

    def descriptions(self, rng, size: int) -> Batch:
        drawn = rng.choice(self.described, size, replace=False).tolist()
        pairs = []
        for concept in drawn:
            texts = self.material.concepts[concept].descriptions
            lang = sorted(texts)[rng.integers(len(texts))]
            pairs.append((self.label(rng, concept), texts[lang]))
        return self.made("descriptions", pairs, np.array(drawn), np.array(drawn))

    def competences(self, rng, size: int) -> Batch:
        """An occupation and one of its competences."""
        drawn = self.concepts(rng, self.working, size)
        needs = [self.material.essential[occupation] for occupation in drawn]
        skills = [int(of[rng.integers(len(of))]) for of in needs]
        pairs = [(self.label(rng, a), self.label(rng, b)) for a, b in zip(drawn, skills)]
        return self.made("competences", pairs, np.array(drawn), np.array(skills))

    def work(self, rng, size: int) -> Batch:
        """An occupation and what an ad or a person says of it and of its competences."""
        drawn = self.concepts(rng, self.working, size)
        pairs = []
        for occupation in drawn:
            book = sentences.AD if rng.random() < 0.5 else sentences.PERSON
            spoken = self.material.concepts[occupation].labels
            langs = sorted(lang for lang in book if lang in spoken)
            lang = langs[rng.integers(len(langs))]
            text = book[lang][rng.integers(len(book[lang]))]
            listed = self.listed(rng, self.material.essential[occupation], lang)
            told = text.format(o=self.label(rng, occupation, {lang}, as_title=False), l=listed)
            pairs.append((self.label(rng, occupation), told if rng.random() < 0.8 else listed))
        return self.made("work", pairs, np.array(drawn), np.array(drawn))

    def listed(self, rng, skills: list[int], lang: str) -> str:
        n = min(len(skills), int(rng.integers(2, 5)))
        chosen = rng.choice(skills, n, replace=False)
        return ", ".join(self.label(rng, int(skill), {lang}, as_title=False) for skill in chosen)

    def sentences(self, rng, size: int) -> Batch:
        """A competence with a sentence that asks it, or with a wider competence."""
        drawn = self.concepts(rng, self.kinds["skill"], size)
        pairs = []
        for skill in drawn:
            lang = ("en", "en", "fi", "sv")[rng.integers(4)]
            book = sentences.AD_COMPETENCE[lang]
            other = self.kinds["skill"][rng.integers(len(self.kinds["skill"]))]
            labels = [self.label(rng, of, {lang}, as_title=False) for of in (skill, int(other))]
            listed = ", ".join(labels[:: 1 if rng.random() < 0.5 else -1])
            text = book[rng.integers(len(book))].format(s=labels[0], l=listed)
            pairs.append((text, self.label(rng, skill)))
        return self.made("sentences", pairs, np.array(drawn), np.array(drawn))

    def made(self, kind: str, pairs, lefts: np.ndarray, rights: np.ndarray) -> Batch:
        left, right = [a for a, _ in pairs], [b for _, b in pairs]
        allowed = lefts[:, None] != rights[None, :]
        for i, concept in enumerate(lefts.tolist()):
            needs = self.material.competences.get(concept)
            if needs:
                allowed[i] &= ~np.isin(rights, list(needs))
        texts = [folded(text) for text in right]
        same = np.array([[a == b for b in texts] for a in texts])
        allowed &= ~same
        np.fill_diagonal(allowed, True)
        return Batch(kind, left, right, allowed)
