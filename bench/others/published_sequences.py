"""Operator sequences that two sets of ONNX models share, as the published study's program finds them:
every path of a model of the first set is compared with every path of each model of the second by
Python's difflib. published_sequences.py FIRST_FOLDER SECOND_FOLDER

Written anew from the description of the method in the paper; prints the sequences."""

import difflib
import pathlib
import sys

import onnx


def paths_of(file):
    graph = onnx.load(file, load_external_data=False).graph
    successors = {("input", value.name): [] for value in graph.input}
    makers = {value.name: [("input", value.name)] for value in graph.input}
    for position, node in enumerate(graph.node):
        successors[("node", position)] = []
        for name in node.output:
            makers.setdefault(name, []).append(("node", position))
    for position, node in enumerate(graph.node):
        for name in dict.fromkeys(node.input):
            for maker in makers.get(name, []):
                if ("node", position) not in successors[maker]:
                    successors[maker].append(("node", position))
    for value in graph.output:
        for maker in makers.get(value.name, []):
            successors[maker].append(("output", value.name))

    def label(vertex):
        kind, which = vertex
        return graph.node[which].op_type if kind == "node" else kind

    def walk(vertex, labels):
        labels = labels + [label(vertex)]
        if vertex[0] == "output":
            yield labels
            return
        for following in successors[vertex]:
            yield from walk(following, labels)

    return [path for value in graph.input for path in walk(("input", value.name), [])]


def stripped(sequence):
    for end in ("input", "output"):
        while sequence and sequence[0] == end:
            sequence = sequence[1:]
        while sequence and sequence[-1] == end:
            sequence = sequence[:-1]
    return sequence


def shared(first, second):
    found = set()
    for one in first:
        for other in second:
            blocks = difflib.SequenceMatcher(None, one, other).get_matching_blocks()
            found.update(tuple(one[a:a + size]) for a, _, size in blocks if size >= 2)
    return found


sys.setrecursionlimit(10_000)
sets = [[paths_of(file) for file in sorted(pathlib.Path(folder).glob("*.onnx"))]
        for folder in sys.argv[1:3]]
sequences = set()
for mismatched in sets[0]:
    for correct in sets[1]:
        sequences.update(stripped(sequence) for sequence in shared(mismatched, correct))
print(len([sequence for sequence in sequences if len(sequence) > 2]))
