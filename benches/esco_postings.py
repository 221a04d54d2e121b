#!/usr/bin/env python3
"""Turn ESCO occupations (the official CSV columns, gzipped) into postings, one JSON object a line.

usage: esco_postings.py occupations_fi.csv.gz > postings.ndjson

Each occupation becomes a posting of Joensuu with its label as title and its description: real text
in number, for trying the main job on.
"""
import csv, gzip, json, sys


def main(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            title = row["preferredLabel"].strip()
            if row["conceptType"] != "Occupation" or not title:
                continue
            posting = {
                "id": "esco-" + row["conceptUri"].rsplit("/", 1)[1],
                "source": {"name": "esco"},
                "languages": ["fi"],
                "title": {"fi": title},
                "description": {"fi": row["description"].strip()},
                "employer": {"name": "ESCO"},
                "places": [{"municipality": "167"}],
                "occupations": [{"label": title, "isco": row["iscoGroup"], "uri": row["conceptUri"]}],
            }
            print(json.dumps(posting, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
