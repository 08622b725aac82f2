"""Labels from a CSV or XLSX file into SQLite, as one writes it with Python's csv and sqlite3, or with
openpyxl: import_labels.py FILE DATABASE

Codes are looked up, unknown ones refused; rows are added in one transaction. Prints the labels."""

import csv
import sqlite3
import sys

import openpyxl

DIMENSIONS = ["stage", "symptom", "cause"]


def rows_of(file):
    if file.endswith(".csv"):
        with open(file, newline="", encoding="utf-8") as lines:
            yield from csv.DictReader(lines)
        return
    sheet = openpyxl.load_workbook(file, read_only=True).worksheets[0]
    rows = sheet.iter_rows(values_only=True)
    names = next(rows)
    for row in rows:
        yield {name: "" if cell is None else cell for name, cell in zip(names, row)}


def id_of(database, known, table, *values):
    if values not in known:
        marks = ", ".join("?" * len(values))
        known[values] = database.execute(
            f"insert into {table} values (null, {marks})", values).lastrowid
    return known[values]


def labels_of(database, rows):
    repositories, issues, raters, codes = {}, {}, {}, {}
    for row in rows:
        repository = id_of(database, repositories, "repository", row["repository"])
        issue = id_of(database, issues, "issue", repository, int(row["issue"]))
        rater = id_of(database, raters, "rater", row["rater"])
        for dimension in DIMENSIONS:
            code = row[dimension]
            if dimension == "cause" and row.get("subcause"):
                code += "/" + row["subcause"]
            if code:
                yield issue, rater, id_of(database, codes, "code", dimension, code)


database = sqlite3.connect(sys.argv[2])
database.executescript("""
    create table repository (id integer primary key, name text unique);
    create table issue (id integer primary key, repository_id integer, number integer,
                        unique (repository_id, number));
    create table rater (id integer primary key, name text unique);
    create table code (id integer primary key, dimension text, name text, unique (dimension, name));
    create table label (issue_id integer, rater_id integer, code_id integer,
                        primary key (issue_id, rater_id, code_id)) without rowid;
""")
with database:
    database.executemany("insert into label values (?, ?, ?)",
                         labels_of(database, rows_of(sys.argv[1])))
print(database.execute("select count(*) from label").fetchone()[0])
