"""Writes ONNX models as generators of test models make them, 20 to 60 operators of 30 kinds, each of
which reads one or two of those a little before it: write_models.py FOLDER COUNT SEED"""

import pathlib
import random
import sys

import onnx
from onnx import helper

folder, count, seed = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
folder.mkdir(parents=True)
chance = random.Random(seed)
tensor = onnx.TensorProto.FLOAT
for number in range(count):
    names = ["x"]
    nodes = []
    for place in range(chance.randint(20, 60)):
        inputs = {max(0, place - chance.randint(0, 2)) for _ in range(chance.choice((1, 1, 1, 2)))}
        nodes.append(helper.make_node(f"Operator{chance.randint(0, chance.randint(0, 29))}",
                                      [names[i] for i in sorted(inputs)], [f"t{place}"]))
        names.append(f"t{place}")
    graph = helper.make_graph(nodes, "generated",
                              [helper.make_tensor_value_info("x", tensor, [1])],
                              [helper.make_tensor_value_info(names[-1], tensor, [1])])
    onnx.save(helper.make_model(graph), str(folder / f"model{number:03}.onnx"))
