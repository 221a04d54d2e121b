use super::tables::Tables;
use crate::builder::TaxonomyBuilder;
use crate::concept::{ConceptKind, Relation};

const SMALL: Tables = Tables {
    isco_groups: "# Groups\ncode\tfi\tsv\ten\n5\tA\tB\tC\n51\tD\tE\tF\n513\tG\tH\tI\n5131\tJ\tK\tL\n",
    occupations: "uri\tisco\tfi\tsv\ten\tru\tuk\tar\tet\tso\n\
        kohtaanto:occupation/a\t5131\ttarjoilija | sali\tservitör\twaiter\tофициант\t\t\t\t\n",
    competence_groups: "slug\tfi\tsv\ten\nfood\truoka\tmat\tfood\n",
    competences: "uri\tgroup\tfi\tsv\ten\tru\tuk\tar\tet\tso\n\
        kohtaanto:competence/a\tfood\tsalityö\tsalsarbete\tserving\t\t\t\t\t\n\
        kohtaanto:competence/b\tfood\tkassa\tkassa\tcash desk\t\t\t\t\t\n",
    cards: "slug\tfi\tsv\ten\tru\tuk\tar\tet\tso\n\
        hygiene\thygieniapassi\thygienpass\thygiene passport\t\t\t\t\t\n",
    occupation_competences: "occupation\tessential\toptional\ntarjoilija\tsalityö\tkassa\n",
};

fn error(tables: &Tables) -> String {
    tables.collect().expect_err("an error").to_string()
}

#[test]
fn tables_become_concepts_and_relations() {
    let TaxonomyBuilder { concepts, relations, .. } = SMALL.collect().expect("tables");
    let kinds: Vec<(&str, ConceptKind, Option<&str>, usize)> = concepts
        .values()
        .map(|c| (c.uri.as_str(), c.kind, c.code.as_deref(), c.labels.len()))
        .collect();
    let isco = ["5", "51", "513", "5131"].map(crate::import::fault::isco_uri);
    let group = |n: usize, code: &'static str| {
        (isco[n].as_str(), ConceptKind::OccupationGroup, Some(code), 3)
    };
    let expected = [
        group(0, "5"),
        group(1, "51"),
        group(2, "513"),
        group(3, "5131"),
        ("kohtaanto:card/hygiene", ConceptKind::Card, Some("hygiene"), 3),
        ("kohtaanto:competence/a", ConceptKind::Competence, None, 3),
        ("kohtaanto:competence/b", ConceptKind::Competence, None, 3),
        ("kohtaanto:group/food", ConceptKind::CompetenceGroup, Some("food"), 3),
        ("kohtaanto:occupation/a", ConceptKind::Occupation, Some("5131"), 5),
    ];
    assert_eq!(kinds, expected);
    let broader = |(_, relation, _): &&(String, Relation, String)| *relation == Relation::Broader;
    assert_eq!(relations.iter().filter(broader).count(), 6);
    let needs: Vec<_> = relations.iter().filter(|row| !broader(row)).cloned().collect();
    let needed =
        |relation, to: &str| ("kohtaanto:occupation/a".to_owned(), relation, to.to_owned());
    let expected = [
        needed(Relation::Essential, "kohtaanto:competence/a"),
        needed(Relation::Optional, "kohtaanto:competence/b"),
    ];
    assert_eq!(needs, expected);
}

#[test]
fn each_fault_has_its_place_and_its_fix() {
    let cases = [
        (
            Tables { isco_groups: "code\tfi\tsv\ten\n5\tA\tB\tC\n", ..SMALL },
            "occupations.tsv: line 2, column isco: isco-groups.tsv has no group 51; add it there, \
             or correct the code",
        ),
        (
            Tables { isco_groups: "code\tfi\tsv\n", ..SMALL },
            "isco-groups.tsv: line 1, column en: the column is missing; write the names of the \
             columns on the first row",
        ),
        (
            Tables { isco_groups: "code\tfi\tsv\ten\nv\tA\tB\tC\n", ..SMALL },
            "isco-groups.tsv: line 2, column code: \"v\" is not an ISCO-08 code; write one to four \
             digits, such as 5321",
        ),
        (
            Tables {
                competence_groups: "# Groups\n\nslug\tfi\tsv\ten\n\n# x\nfood\ta\t\tb\n",
                ..SMALL
            },
            "competence-groups.tsv: line 6, column sv: the preferred label is empty; give the row \
             a name in the language sv",
        ),
        (
            Tables { competence_groups: "slug\tfi\tsv\ten\nfood\ta |\tb\tc\n", ..SMALL },
            "competence-groups.tsv: line 2, column fi: a label is empty; write a name on both \
             sides of a bar",
        ),
        (
            Tables { competence_groups: "slug\tfi\tsv\ten\nFood\ta\tb\tc\n", ..SMALL },
            "competence-groups.tsv: line 2, column slug: \"Food\" is not a slug; write lower-case \
             letters from a to z, digits, - and _",
        ),
        (
            Tables {
                competence_groups: "slug\tfi\tsv\ten\nfood\ta\tb\tc\nfood\td\te\tf\n",
                ..SMALL
            },
            "competence-groups.tsv: line 3, column slug: food is there twice; keep one of the two",
        ),
        (
            Tables { competence_groups: "slug\tfi\tsv\ten\ndrinks\ta\tb\tc\n", ..SMALL },
            "competences.tsv: line 2, column group: competence-groups.tsv has no \"food\"; add it \
             there, or correct the slug",
        ),
        (
            Tables { cards: "slug\tfi\tsv\ten\tru\tuk\tar\tet\tso\nx\ta\tb\tc\n", ..SMALL },
            "cards.tsv: line 2, column all: the row has 4 cells, the header has 9; check the \
             quotes and the separators of this row",
        ),
        (
            Tables { occupation_competences: "occupation\tessential\toptional\nx\t\t\n", ..SMALL },
            "occupation-competences.tsv: line 2, column occupation: occupations.tsv has no row \
             whose first Finnish label is \"x\"; add it there, or correct the name",
        ),
        (
            Tables {
                occupation_competences: "occupation\tessential\toptional\ntarjoilija\tkassa\tx\n",
                ..SMALL
            },
            "occupation-competences.tsv: line 2, column optional: competences.tsv has no row whose \
             first Finnish label is \"x\"; add it there, or correct the name",
        ),
        (
            Tables {
                occupation_competences: "occupation\tessential\toptional\ntarjoilija\tkassa\tkassa\n",
                ..SMALL
            },
            "occupation-competences.tsv: line 2, column optional: kassa is there twice; keep one \
             of the two",
        ),
        (
            Tables {
                competences: "uri\tgroup\tfi\tsv\ten\tru\tuk\tar\tet\tso\n\
                    kohtaanto:competence/a\tfood\tx\ty\tz\t\t\t\t\t\n\
                    kohtaanto:competence/b\tfood\tx\ty\tz\t\t\t\t\t\n",
                ..SMALL
            },
            "competences.tsv: line 3, column fi: \"x\" is there twice; give one of the two another \
             preferred label: rows are referred to by it",
        ),
    ];
    for (tables, expected) in cases {
        assert_eq!(error(&tables), expected);
    }
}
