"""Cohen's kappa of two raters in three dimensions with pandas: agreement.py FIRST.csv SECOND.csv

Prints the issues that both labelled, then one kappa a line."""

import sys

import pandas

DIMENSIONS = ["stage", "symptom", "cause"]

first, second = (pandas.read_csv(file, keep_default_na=False) for file in sys.argv[1:3])
for labels in (first, second):
    with_parent = labels["subcause"] != ""
    labels.loc[with_parent, "cause"] += "/" + labels["subcause"]
both = first.merge(second, on=["repository", "issue"])
print(len(both))
for dimension in DIMENSIONS:
    table = pandas.crosstab(both[dimension + "_x"], both[dimension + "_y"], normalize=True)
    codes = table.index.union(table.columns)
    table = table.reindex(index=codes, columns=codes, fill_value=0)
    by_chance = (table.sum(axis=1) * table.sum(axis=0)).sum()
    print(f"{(sum(table.loc[code, code] for code in codes) - by_chance) / (1 - by_chance):.6f}")
