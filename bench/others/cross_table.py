"""The table cause by symptom and converter as one makes it with pandas: cross_table.py LABELS.csv

Prints it as JSON: for each cause and symptom the issues."""

import json
import sys

import pandas

labels = pandas.read_csv(sys.argv[1])
table = pandas.crosstab(labels["cause"], [labels["symptom"], labels["repository"]])
counts = {}
for (symptom, repository), column in table.items():
    for cause, issues in column.items():
        counts[f"{cause} {symptom} {repository}"] = int(issues)
print(json.dumps(counts))
