"""Faultline beside what people use instead, on the same data in one run, and how its times grow with
the data. Called by bench/run, which builds what it needs: report.py BUILD_FOLDER [--full]

Times are the mean of several runs by hyperfine. Both sides of a comparison must give the same numbers,
else there is no ratio but an error."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

BENCH = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(sys.argv[1]).resolve()
IS_FULL = "--full" in sys.argv[2:]
FAULTLINE = str(BUILD / "app/faultline")
PYTHON = "/usr/bin/python3"  # the one that Debian's packages of pandas and openpyxl are for

REPOSITORIES = {"torch.onnx": "pytorch/pytorch", "tf2onnx": "onnx/tensorflow-onnx"}
COMPARED_ROWS = 1_000_000
WORKBOOK_ROWS = 20_000
MODELS_IN_A_SET = 15
LABEL_ROWS = [1_000, 10_000, 100_000, 1_000_000] + ([3_333_334] if IS_FULL else [])
ISSUES = [100, 1_000, 10_000] + ([100_000] if IS_FULL else [])


def seconds(command, runs=3, prepare=None):
    """The mean time of a command."""
    with tempfile.NamedTemporaryFile(suffix=".json") as measured:
        hyperfine = ["hyperfine", "--style", "none", "--runs", str(runs), "--export-json", measured.name]
        if prepare:
            hyperfine += ["--prepare", f"sh -c '{prepare}'"]
        ended = subprocess.run(hyperfine + ["--shell", "none", command], capture_output=True, text=True)
        if ended.returncode != 0:
            sys.exit(f"report.py: {command}\n{ended.stderr}")
        return json.load(open(measured.name))["results"][0]["mean"]


def output_and_mebibytes(*command):
    """What a command prints, and the peak of its memory."""
    with tempfile.NamedTemporaryFile() as memory:
        output = subprocess.run(["/usr/bin/time", "-f", "%M", "-o", memory.name, *command],
                                check=True, stdout=subprocess.PIPE, text=True).stdout
        return output, int(open(memory.name).read()) / 1024


def faultline(study, *words):
    return subprocess.run([FAULTLINE, "--study", str(study), *words, "--quiet"], check=True,
                          stdout=subprocess.PIPE, text=True).stdout


def new_study(folder):
    subprocess.run([FAULTLINE, "init", str(folder), "--quiet"], check=True)
    return folder


def write_labels(file, rows, seed, rater):
    """Random labels, one issue a row."""
    labels = subprocess.run([BUILD / "bench/write_labels", str(rows), str(seed), rater], check=True,
                            stdout=subprocess.PIPE).stdout
    file.write_bytes(labels)
    return file


def compare(what, ours, theirs, their_name, is_same, runs=3, prepare=None, prepare_theirs=None):
    """Times two commands that answer the same question.

    is_same: told what each printed, whether that is the same answer."""
    for command, before in ((ours, prepare), (theirs, prepare_theirs)):
        if before:
            subprocess.run(before, shell=True, check=True)
    our_output, our_memory = output_and_mebibytes(*ours.split())
    their_output, their_memory = output_and_mebibytes(*theirs.split())
    if not is_same(our_output, their_output):
        sys.exit(f"report.py: {what}: {their_name} gives another answer:\n{their_output}")
    our_time = seconds(ours, runs, prepare)
    their_time = seconds(theirs, min(runs, 2), prepare_theirs)
    print(f"{what:<34}{our_time:>9.3f} s {our_memory:>6.0f} MiB   {their_name:<16}"
          f"{their_time:>9.3f} s {their_memory:>6.0f} MiB   "
          f"{their_time / our_time:>8.1f} x time {their_memory / our_memory:>6.1f} x memory",
          flush=True)


def compare_tables(folder):
    rows = COMPARED_ROWS
    print(f"\nTables of {rows:,} issues with 3 labels by two raters")
    files = [write_labels(folder / f"{rater}.csv", rows, seed, rater)
             for seed, rater in ((1, "ana"), (2, "ben"))]
    study = new_study(folder / "tables")
    for file in files:
        faultline(study, "label", "import", str(file))

    def same_cells(ours, theirs):
        counts = {}
        for row in json.loads(ours)["rows"]:
            for column, issues in row.items():
                symptom, _, converter = column.partition(".")
                repository = REPOSITORIES.get(converter)
                if repository and "total" not in (row["code"], symptom) and "/" not in row["code"]:
                    counts[f"{row['code']} {symptom} {repository}"] = issues
        return counts == json.loads(theirs)

    compare("table cause-symptom",
            f"{FAULTLINE} --study {study} table cause-symptom --rater ana --all --json",
            f"{PYTHON} {BENCH}/others/cross_table.py {files[0]}", "pandas", same_cells)

    def same_kappas(ours, theirs):
        kappas = {row["dimension"]: row for row in json.loads(ours)["rows"]}
        issues, *expected = theirs.split()
        return all(kappas[dimension]["issues"] == int(issues)
                   and abs(kappas[dimension]["kappa"] - float(kappa)) < 1e-6
                   for dimension, kappa in zip(("stage", "symptom", "cause"), expected))

    compare("table agreement", f"{FAULTLINE} --study {study} table agreement --json",
            f"{PYTHON} {BENCH}/others/agreement.py {files[0]} {files[1]}", "pandas", same_kappas)


def compare_imports(folder):
    print(f"\nImports into SQLite: {COMPARED_ROWS:,} rows of CSV, {WORKBOOK_ROWS:,} of XLSX, 3 labels a row")
    empty, study = new_study(folder / "empty"), folder / "import"
    renew = f"rm -rf {study} && cp -r {empty} {study}"
    database = folder / "others.db"
    remove = f"rm -f {database}"

    def same_labels(ours, theirs):
        return f"{int(theirs)} labels added" in ours

    csv = write_labels(folder / "import.csv", COMPARED_ROWS, 3, "ana")
    workbook = folder / "import.xlsx"
    subprocess.run([PYTHON, BENCH / "write_workbook.py",
                    write_labels(folder / "few.csv", WORKBOOK_ROWS, 4, "ana"), workbook], check=True)
    for what, file, name in (("label import labels.csv", csv, "csv, sqlite3"),
                             ("label import labels.xlsx", workbook, "openpyxl")):
        compare(what, f"{FAULTLINE} --study {study} label import {file}",
                f"{PYTHON} {BENCH}/others/import_labels.py {file} {database}", name, same_labels,
                prepare=renew, prepare_theirs=remove)


def compare_sequences(folder):
    print(f"\nOperator sequences that two sets of {MODELS_IN_A_SET} models share, path by path")
    study = new_study(folder / "models")
    for seed, name in ((1, "mismatched"), (2, "correct")):
        subprocess.run([PYTHON, BENCH / "write_models.py", folder / name, str(MODELS_IN_A_SET),
                        str(seed)], check=True)
        faultline(study, "models", "scan", str(folder / name), "--set", name)

    def same_count(ours, theirs):
        return json.loads(ours)["set_pairs"]["mismatchedxcorrect"]["unique_sequences"] == int(theirs)

    compare("models sequences, published",
            f"{FAULTLINE} --study {study} models sequences --sets mismatched,correct "
            "--method published --json",
            f"{PYTHON} {BENCH}/others/published_sequences.py {folder}/mismatched {folder}/correct",
            "difflib", same_count)


def print_growth(title, sizes, times):
    """times: for each command its time at each size."""
    print(f"\n{title}: seconds, and the factor to the size before")
    print(f"{'':<34}" + "".join(f"{size:>20,}" for size in sizes))
    for command, measured in times.items():
        cells = []
        for place, time in enumerate(measured):
            factor = f"{time / measured[place - 1]:.1f} x" if place else ""
            cells.append(f"{time:>10.3f}{factor:>10}")
        print(f"{command:<34}" + "".join(cells), flush=True)


def grow_labels(folder):
    times = {}
    for rows in LABEL_ROWS:
        runs = 3 if rows < 1_000_000 else 1
        study, empty = folder / f"labels{rows}", new_study(folder / f"empty{rows}")
        first = write_labels(folder / "first.csv", rows, 1, "ana")
        second = write_labels(folder / "second.csv", rows // 10, 2, "ben")

        def measure(name, *words, prepare=None):
            command = " ".join([FAULTLINE, "--study", str(study), *words])
            times.setdefault(name, []).append(seconds(command, runs, prepare))

        measure("label import, one rater", "label import", str(first),
                prepare=f"rm -rf {study} && cp -r {empty} {study}")
        faultline(study, "label", "import", str(second))
        for words in ("status", "table stage", "table cause-symptom", "agree"):
            measure(words, words)
        measure("issues --where", "issues --where stage=optimization --converter tf2onnx")
        measure("label set", "label set pytorch/pytorch#1 stage=export --rater ana")
        for name in ("labels.csv", "labels.jsonl"):
            measure(f"label export {name}", "label export", str(folder / name))
        shutil.rmtree(study)
    print_growth("Growth with the labels", [3 * rows + 3 * (rows // 10) for rows in LABEL_ROWS],
                 times)


def grow_issues(folder):
    times = {}
    os.environ["GITHUB_TOKEN"] = "any"
    for issues in ISSUES:
        server = subprocess.Popen(
            [BUILD / "tests/support/github_server/github_server", "--repositories",
             "pytorch/pytorch", "--issues", str(issues), "--relevant", str(issues),
             "--pull-requests", str(issues // 10), "--comments", "10", "--events", "20"],
            stdout=subprocess.PIPE, text=True)
        try:
            address = server.stdout.readline().strip()
            study = new_study(folder / f"issues{issues}")

            def measure(name, *words, runs=1):
                command = " ".join([FAULTLINE, "--study", str(study), *words])
                times.setdefault(name, []).append(seconds(command, runs))

            measure("collect", f"collect --converter torch.onnx --base-url {address} --quiet")
            measure("collect again, nothing new",
                    f"collect --converter torch.onnx --base-url {address} --quiet")
            measure("screen", "screen")
            measure("sample", "sample")
            measure("issues --search", "issues --search 'wrong output'", runs=3)
            measure("issues --step evidence", "issues --step evidence", runs=3)
            measure("report", f"report --out {folder}/report{issues}")
            measure("doctor", "doctor")
        finally:
            server.terminate()
            server.wait()
    print_growth("Growth with the issues, of up to 10 comments and 20 events", ISSUES, times)


def print_program(folder):
    stripped = folder / "faultline"
    subprocess.run(["strip", "-o", stripped, FAULTLINE], check=True)
    study = new_study(folder / "start")
    print(f"\nfaultline --version   {1000 * seconds(FAULTLINE + ' --version', 20):6.1f} ms")
    print(f"faultline status      {1000 * seconds(f'{FAULTLINE} --study {study} status', 20):6.1f} ms"
          "   of a new study")
    print(f"faultline reproduce   {1000 * seconds(FAULTLINE + ' reproduce', 5):6.1f} ms")
    print(f"the program, stripped {stripped.stat().st_size / 1e6:6.1f} MB")


with tempfile.TemporaryDirectory() as temporary:
    place = pathlib.Path(temporary)
    print_program(place)
    compare_tables(place)
    compare_imports(place)
    compare_sequences(place)
    grow_labels(place)
    grow_issues(place)
