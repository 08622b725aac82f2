"""The table cause by symptom and converter as one makes it with pandas: for comparison."""

import sys

import pandas

labels = pandas.read_csv(sys.argv[1])
table = pandas.crosstab(labels["cause"], [labels["symptom"], labels["repository"]], margins=True)
print(table.to_string())
