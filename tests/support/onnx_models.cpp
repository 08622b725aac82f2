#include "support/onnx_models.h"

#include <onnx/onnx_pb.h>

namespace faultline::test {

namespace {

void fill(onnx::NodeProto& proto, const OnnxNode& node) {
  proto.set_op_type(node.operator_name);
  if (!node.name.empty()) proto.set_name(node.name);
  if (!node.domain.empty()) proto.set_domain(node.domain);
  for (const std::string& input : node.inputs) proto.add_input(input);
  for (const std::string& output : node.outputs) proto.add_output(output);
  for (const std::vector<OnnxNode>& body : node.bodies) {
    onnx::AttributeProto& attribute = *proto.add_attribute();
    attribute.set_name("body");
    attribute.set_type(onnx::AttributeProto::GRAPH);
    for (const OnnxNode& inner : body) fill(*attribute.mutable_g()->add_node(), inner);
  }
}

}  // namespace

std::string serialized(const OnnxModel& model) {
  onnx::ModelProto proto;
  proto.set_ir_version(8);
  proto.set_producer_name("test");
  proto.set_producer_version("1");
  onnx::OperatorSetIdProto& operator_set = *proto.add_opset_import();
  operator_set.set_version(13);
  onnx::GraphProto& graph = *proto.mutable_graph();
  graph.set_name("graph");
  for (const OnnxNode& node : model.nodes) fill(*graph.add_node(), node);
  for (const std::string& input : model.inputs) graph.add_input()->set_name(input);
  for (const std::string& output : model.outputs) graph.add_output()->set_name(output);
  if (model.weight_bytes > 0) {
    onnx::TensorProto& weight = *graph.add_initializer();
    weight.set_name("weight");
    weight.set_raw_data(std::string(model.weight_bytes, 'w'));
  }
  for (const OnnxFunction& function : model.functions) {
    onnx::FunctionProto& function_proto = *proto.add_functions();
    function_proto.set_domain(function.domain);
    function_proto.set_name(function.name);
    for (const OnnxNode& node : function.nodes) fill(*function_proto.add_node(), node);
  }
  return proto.SerializeAsString();
}

OnnxModel chain(const std::vector<std::string>& operators) {
  OnnxModel model{.inputs = {"t0"}, .nodes = {}, .outputs = {}};
  for (std::size_t i = 0; i < operators.size(); ++i) {
    model.nodes.push_back({.operator_name = operators[i],
                           .inputs = {"t" + std::to_string(i)},
                           .outputs = {"t" + std::to_string(i + 1)}});
  }
  model.outputs = {"t" + std::to_string(operators.size())};
  return model;
}

}  // namespace faultline::test
