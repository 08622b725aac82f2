"""The rows of a CSV file as a spreadsheet: write_workbook.py FILE.csv FILE.xlsx"""

import csv
import sys

import openpyxl

workbook = openpyxl.Workbook(write_only=True)
sheet = workbook.create_sheet("labels")
with open(sys.argv[1], newline="", encoding="utf-8") as lines:
    for row in csv.reader(lines):
        sheet.append(row)
workbook.save(sys.argv[2])
