#include "collectors/models/onnx_reader.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "base/file.h"
#include "support/onnx_models.h"
#include "support/temporary_folder.h"

namespace faultline::collectors {

namespace {

using test::OnnxModel;
using test::serialized;
using Edges = std::vector<std::pair<std::int32_t, std::int32_t>>;

/// The most memory, in bytes, that this process has held so far.
std::int64_t peak_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss * 1024;
}

std::string reason_of(const std::string& bytes) {
  try {
    static_cast<void>(read_onnx(bytes));
  } catch (const Error& error) {
    return error.reasons().empty() ? error.message() : error.reasons().front();
  }
  return "";
}

/// A length-delimited field of the wire format, of fewer than 2^14 bytes.
std::string field(int number, const std::string& content) {
  const auto size = content.size();
  std::string bytes{static_cast<char>(number << 3 | 2)};
  if (size < 128) return bytes + static_cast<char>(size) + content;
  bytes += static_cast<char>(size % 128 + 128);
  bytes += static_cast<char>(size / 128);
  return bytes + content;
}

}  // namespace

TEST_CASE("a model's nodes are joined by the tensors that run between them") {
  const OnnxModel model{
      .inputs = {"x", "w", "x"},
      .nodes = {{.operator_name = "Conv", .inputs = {"x", "w", ""}, .outputs = {"y", ""}},
                {.operator_name = "Add", .inputs = {"y", "y"}, .outputs = {"z"}, .name = "sum"},
                {.operator_name = "Relu", .inputs = {"y", ""}, .outputs = {"v"}}},
      .outputs = {"z", "y"}};

  const data::Model read = read_onnx(serialized(model));

  // 0 and 1 are the inputs, 2 to 4 the nodes, 5 and 6 the outputs.
  REQUIRE(read.vertices.size() == 7);
  CHECK(read.edges == Edges{{0, 2}, {1, 2}, {2, 3}, {2, 4}, {2, 6}, {3, 5}});
  CHECK(read.vertices[3].operator_name == "Add");
  CHECK(read.vertices[3].name == "sum");
  CHECK(read.vertices[3].domain == "ai.onnx");
  CHECK(read.vertices[6].name == "y");
}

TEST_CASE("operators are counted by place and domain, with operator sets and producer") {
  OnnxModel model = test::chain({"Conv", "Relu", "Conv"});
  model.nodes.push_back(
      {.operator_name = "If",
       .inputs = {"t0"},
       .outputs = {"u"},
       .bodies = {{{.operator_name = "Add", .inputs = {}, .outputs = {}}},
                  {{.operator_name = "Loop",
                    .inputs = {},
                    .outputs = {},
                    .bodies = {{{.operator_name = "Add", .inputs = {}, .outputs = {}}}}}}}});
  model.functions = {{.domain = "mine",
                      .name = "Gelu",
                      .nodes = {{.operator_name = "Erf", .inputs = {}, .outputs = {}}}}};

  const data::Model read = read_onnx(serialized(model));

  using enum data::OperatorPlace;
  CHECK(read.operators == std::vector<data::OperatorCount>{{kGraph, "ai.onnx", "Conv", 2},
                                                           {kGraph, "ai.onnx", "If", 1},
                                                           {kGraph, "ai.onnx", "Relu", 1},
                                                           {kSubgraph, "ai.onnx", "Add", 2},
                                                           {kSubgraph, "ai.onnx", "Loop", 1},
                                                           {kFunction, "ai.onnx", "Erf", 1}});
  CHECK(read.subgraphs == 3);
  REQUIRE(read.functions.size() == 1);
  CHECK(read.functions[0].name == "Gelu");
  CHECK(read.ir_version == 8);
  CHECK(read.producer == "test");
  CHECK(read.operator_sets == std::vector<std::pair<std::string, std::int64_t>>{{"ai.onnx", 13}});
}

TEST_CASE("a file that is cut off anywhere is told from a whole one") {
  const std::string whole = serialized(
      {.inputs = {"x"},
       .nodes = {{.operator_name = "Relu", .inputs = {"x"}, .outputs = {"y"}, .name = "n"}},
       .outputs = {"y"},
       .functions = {},
       .weight_bytes = 300});
  const data::Model expected = read_onnx(whole);
  REQUIRE(expected.vertices.size() == 3);
  std::size_t rejected = 0;

  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    std::size_t vertices = 0;
    try {
      vertices = read_onnx(whole.substr(0, size)).vertices.size();
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::kInput);
      ++rejected;
      continue;
    }
    // Only whole fields behind the graph can be missing without a trace.
    CHECK(vertices == 3);
  }
  CHECK(rejected > whole.size() - 10);
}

TEST_CASE("what is no ONNX model is told with the reason") {
  std::string nested;
  for (int depth = 0; depth < 120; ++depth) nested = field(1, field(5, field(6, nested)));

  CHECK(reason_of("") == "it holds no graph");
  CHECK(reason_of("hello world\n").find("of a kind that ONNX does not have") != std::string::npos);
  CHECK(reason_of(field(7, nested)).find("nested too deep") != std::string::npos);
  CHECK(reason_of(field(7, std::string(1, '\0'))).find("malformed") != std::string::npos);
  CHECK(reason_of("\x3a\x7f").find("longer than what is left") != std::string::npos);
  CHECK(reason_of(serialized(
            {.inputs = {}, .nodes = {{"A", {"x"}, {"y"}}, {"B", {"y"}, {"x"}}}, .outputs = {}})) ==
        "the graph has a cycle, which ONNX does not allow");
}

TEST_CASE("a small file cannot ask for a graph of millions of nodes or edges") {
  std::string nodes;
  for (int i = 0; i < 1'000'000; ++i) nodes += std::string("\x0a\x00", 2);
  std::string all_with_all;
  for (int i = 0; i < 2'000; ++i) all_with_all += field(1, field(2, "t") + field(4, "A"));
  for (int i = 0; i < 2'000; ++i) all_with_all += field(1, field(1, "t") + field(4, "B"));
  const auto graph = [](const std::string& content) {
    std::string bytes = "\x3a";
    for (std::size_t left = content.size(); left > 0; left /= 128) {
      bytes += static_cast<char>(left % 128 + (left >= 128 ? 128 : 0));
    }
    return bytes + content;
  };

  CHECK(reason_of(graph(nodes)).find("larger than any graph") != std::string::npos);
  CHECK(reason_of(graph(all_with_all)).find("edges") != std::string::npos);
}

TEST_CASE("weights are passed over: a file of a gigabyte is read within 64 MiB") {
  const test::TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "large.onnx";
  const std::string small = serialized(test::chain({"Conv", "Relu"}));
  write_file(path, small);
  // An initializer in a second graph field, which protobuf joins to the first: 1 GiB of zeros,
  // which the file system need not store.
  constexpr std::uintmax_t kGiB = 1UL << 30;
  const auto head = [](int number, std::uintmax_t size) {
    std::string bytes{static_cast<char>(number << 3 | 2)};
    for (; size >= 128; size /= 128) bytes += static_cast<char>(size % 128 + 128);
    return bytes + static_cast<char>(size);
  };
  const std::string raw_data = head(9, kGiB);
  const std::string initializer = head(5, kGiB + raw_data.size());
  const std::string graph = head(7, kGiB + raw_data.size() + initializer.size());
  std::ofstream(path, std::ios::app | std::ios::binary) << graph << initializer << raw_data;
  std::filesystem::resize_file(path, std::filesystem::file_size(path) + kGiB);

  const std::int64_t before = peak_memory();
  const data::Model read = read_onnx_file(path);

  CHECK(peak_memory() - before < 64 * 1024 * 1024);
  CHECK(read.bytes > static_cast<std::int64_t>(kGiB));
  CHECK(read.edges == read_onnx(small).edges);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 1);
  CHECK_THROWS_AS(read_onnx_file(path), Error);
}

TEST_CASE("a file that is not there cannot be read") {
  CHECK_THROWS_AS(read_onnx_file("no/such/model.onnx"), Error);
}

}  // namespace faultline::collectors
