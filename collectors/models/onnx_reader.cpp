#include "collectors/models/onnx_reader.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/wire_format_lite.h>
#include <onnx/onnx_pb.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <limits>
#include <map>
#include <tuple>

#include "base/error.h"
#include "base/text.h"
#include "collectors/models/model_graph.h"
#include "data/operator_history.h"

namespace faultline::collectors {

namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

/// What is kept of a file: the graph of some 250,000 nodes, more than published language models
/// have.
constexpr std::size_t kMostKept = 128UL * 1024 * 1024;
/// What a name or node takes beside its text.
constexpr std::size_t kOverhead = 64;
constexpr std::size_t kMostEdges = 2'000'000;
constexpr std::uint64_t kLongestText = 64UL * 1024;
constexpr int kDeepest = 100;
/// A pause in reading after which a skip is worth a seek.
constexpr int kBlock = 64 * 1024;

/// Reads one message after the other from the wire, keeping what Model holds.
class OnnxReader {
 public:
  OnnxReader(CodedInputStream& in, std::int64_t bytes) : in_(&in) {
    model_.bytes = bytes;
    if (bytes > std::numeric_limits<int>::max()) {
      throw Error("the file is not an ONNX model")
          .because("it is larger than the 2 GiB that one can have");
    }
    in_->PushLimit(static_cast<int>(bytes));
  }

  data::Model read() {
    bool has_graph = false;
    fields([&](int field, WireType type) {
      switch (field) {
        case onnx::ModelProto::kIrVersionFieldNumber:
          return integer(type, model_.ir_version);
        case onnx::ModelProto::kProducerNameFieldNumber:
          return kept_text(type, model_.producer);
        case onnx::ModelProto::kProducerVersionFieldNumber:
          return kept_text(type, model_.producer_version);
        case onnx::ModelProto::kOpsetImportFieldNumber:
          return message(type, [&] { operator_set(); });
        case onnx::ModelProto::kFunctionsFieldNumber:
          return message(type, [&] { function(); });
        case onnx::ModelProto::kGraphFieldNumber:
          has_graph = has_graph || type == WireFormatLite::WIRETYPE_LENGTH_DELIMITED;
          return message(type, [&] { top_level_graph(); });
        default:
          return false;
      }
    });
    if (!has_graph) throw Error("the file is not an ONNX model").because("it holds no graph");
    std::move(graph_).move_to(model_, kMostEdges);
    for (const auto& [key, count] : operators_) {
      const auto& [place, domain, name] = key;
      model_.operators.push_back({place, domain, name, count});
    }
    return std::move(model_);
  }

 private:
  using WireType = WireFormatLite::WireType;

  [[noreturn]] void broken(const std::string& why) const {
    throw Error("the file is not an ONNX model")
        .because(fmt::format("{} (at byte {})", why, in_->CurrentPosition()));
  }

  void keep(std::size_t bytes) {
    kept_ += bytes + kOverhead;
    if (kept_ > kMostKept) broken("its graph is larger than any graph of a model");
  }

  /// Reads the fields up to the end of the message. `take` reads a field's value, or says that it
  /// did not, and it is skipped.
  template <typename Take>
  void fields(const Take& take) {
    while (const std::uint32_t tag = in_->ReadTag()) {
      const WireType type = WireFormatLite::GetTagWireType(tag);
      const int field = WireFormatLite::GetTagFieldNumber(tag);
      if (field == 0) broken("a field has the number 0");
      if (!take(field, type)) skip(type);
    }
    if (!in_->ConsumedEntireMessage()) broken("a field's beginning is malformed");
  }

  std::uint64_t varint() {
    std::uint64_t value = 0;
    if (!in_->ReadVarint64(&value)) broken("a number is malformed or cut off");
    return value;
  }

  /// The length of what comes, which ends where the message ends or before.
  int length() {
    const std::uint64_t value = varint();
    if (value > static_cast<std::uint64_t>(std::max(in_->BytesUntilLimit(), 0))) {
      broken("a field is longer than what is left");
    }
    return static_cast<int>(value);
  }

  void skip(WireType type) {
    switch (type) {
      case WireFormatLite::WIRETYPE_VARINT:
        static_cast<void>(varint());
        return;
      case WireFormatLite::WIRETYPE_FIXED64:
        return skip_bytes(sizeof(std::uint64_t));
      case WireFormatLite::WIRETYPE_FIXED32:
        return skip_bytes(sizeof(std::uint32_t));
      case WireFormatLite::WIRETYPE_LENGTH_DELIMITED:
        return skip_bytes(length());
      default:
        broken("a field is of a kind that ONNX does not have");
    }
  }

  void skip_bytes(int count) {
    if (!in_->Skip(count)) broken("a field is cut off");
  }

  bool integer(WireType type, std::int64_t& value) {
    if (type != WireFormatLite::WIRETYPE_VARINT) return false;
    value = static_cast<std::int64_t>(varint());
    return true;
  }

  bool text(WireType type, std::string& value) {
    if (type != WireFormatLite::WIRETYPE_LENGTH_DELIMITED) return false;
    const int size = length();
    if (static_cast<std::uint64_t>(size) > kLongestText) broken("a name is longer than any name");
    if (!in_->ReadString(&value, size)) broken("a name is cut off");
    if (!is_utf8(value)) value = replace_broken_utf8(value);
    return true;
  }

  bool kept_text(WireType type, std::string& value) {
    if (!text(type, value)) return false;
    keep(value.size());
    return true;
  }

  template <typename Read>
  bool message(WireType type, const Read& read) {
    if (type != WireFormatLite::WIRETYPE_LENGTH_DELIMITED) return false;
    const CodedInputStream::Limit limit = in_->PushLimit(length());
    read();
    in_->PopLimit(limit);
    return true;
  }

  static std::string domain_name(std::string domain) {
    return domain.empty() ? std::string(data::kDefaultDomain) : std::move(domain);
  }

  void operator_set() {
    std::string domain;
    std::int64_t version = 0;
    fields([&](int field, WireType type) {
      if (field == onnx::OperatorSetIdProto::kDomainFieldNumber) return kept_text(type, domain);
      return field == onnx::OperatorSetIdProto::kVersionFieldNumber && integer(type, version);
    });
    keep(0);
    model_.operator_sets.emplace_back(domain_name(std::move(domain)), version);
  }

  std::string value_name() {
    std::string name;
    fields([&](int field, WireType type) {
      return field == onnx::ValueInfoProto::kNameFieldNumber && kept_text(type, name);
    });
    keep(0);
    return name;
  }

  void top_level_graph() {
    fields([&](int field, WireType type) {
      switch (field) {
        case onnx::GraphProto::kNodeFieldNumber:
          return message(type, [&] { graph_.add_node(node(data::OperatorPlace::kGraph, 0)); });
        case onnx::GraphProto::kNameFieldNumber:
          return kept_text(type, model_.graph_name);
        case onnx::GraphProto::kInputFieldNumber:
          return message(type, [&] { graph_.add_input(value_name()); });
        case onnx::GraphProto::kOutputFieldNumber:
          return message(type, [&] { graph_.add_output(value_name()); });
        default:
          return false;
      }
    });
  }

  void function() {
    data::ModelFunction function;
    fields([&](int field, WireType type) {
      switch (field) {
        case onnx::FunctionProto::kNameFieldNumber:
          return kept_text(type, function.name);
        case onnx::FunctionProto::kDomainFieldNumber:
          return kept_text(type, function.domain);
        case onnx::FunctionProto::kNodeFieldNumber:
          ++function.nodes;
          return message(type, [&] { static_cast<void>(node(data::OperatorPlace::kFunction, 0)); });
        default:
          return false;
      }
    });
    keep(0);
    function.domain = domain_name(std::move(function.domain));
    model_.functions.push_back(std::move(function));
  }

  /// @param depth  how many graphs of attributes it stands in
  GraphNode node(data::OperatorPlace place, int depth) {
    GraphNode node;
    const bool is_kept = place == data::OperatorPlace::kGraph;
    const auto tensor = [&](WireType type, std::vector<std::int32_t>& tensors) {
      if (!is_kept) return false;
      std::string name;
      if (!text(type, name)) return false;
      const std::size_t known = graph_.tensor_count();
      if (const auto number = graph_.tensor(name)) tensors.push_back(*number);
      keep(graph_.tensor_count() > known ? name.size() + kOverhead : 0);
      return true;
    };
    fields([&](int field, WireType type) {
      switch (field) {
        case onnx::NodeProto::kInputFieldNumber:
          return tensor(type, node.inputs);
        case onnx::NodeProto::kOutputFieldNumber:
          return tensor(type, node.outputs);
        case onnx::NodeProto::kNameFieldNumber:
          return is_kept && kept_text(type, node.name);
        case onnx::NodeProto::kOpTypeFieldNumber:
          return kept_text(type, node.operator_name);
        case onnx::NodeProto::kDomainFieldNumber:
          return kept_text(type, node.domain);
        case onnx::NodeProto::kAttributeFieldNumber:
          return message(type, [&] { attribute(place, depth); });
        default:
          return false;
      }
    });
    keep(is_kept ? sizeof(GraphNode) + sizeof(data::ModelVertex) : 0);
    // ONNX asks for an identifier; a comma would run together with those between operators.
    if (node.operator_name.find(',') != std::string::npos) {
      broken("an operator's name holds a comma, which ONNX does not allow");
    }
    node.domain = domain_name(std::move(node.domain));
    ++operators_[{place, node.domain, node.operator_name}];
    return node;
  }

  void attribute(data::OperatorPlace place, int depth) {
    fields([&](int field, WireType type) {
      const bool is_graph = field == onnx::AttributeProto::kGFieldNumber ||
                            field == onnx::AttributeProto::kGraphsFieldNumber;
      return is_graph && message(type, [&] { subgraph(place, depth + 1); });
    });
  }

  void subgraph(data::OperatorPlace place, int depth) {
    if (depth > kDeepest) broken("its graphs are nested too deep");
    ++model_.subgraphs;
    const auto inner =
        place == data::OperatorPlace::kGraph ? data::OperatorPlace::kSubgraph : place;
    fields([&](int field, WireType type) {
      return field == onnx::GraphProto::kNodeFieldNumber &&
             message(type, [&] { static_cast<void>(node(inner, depth)); });
    });
  }

  CodedInputStream* in_;
  data::Model model_;
  ModelGraph graph_;
  std::map<std::tuple<data::OperatorPlace, std::string, std::string>, std::int64_t> operators_;
  std::size_t kept_ = 0;
};

/// A file from which protobuf reads block by block, and in which a skip is a seek.
class FileBytes final : public google::protobuf::io::CopyingInputStream {
 public:
  explicit FileBytes(const std::filesystem::path& path)
      // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): open(2) is declared so
      : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) fail();
    const off_t end = ::lseek(descriptor_, 0, SEEK_END);
    if (end < 0 || ::lseek(descriptor_, 0, SEEK_SET) < 0) fail();
    size_ = end;
  }
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;
  FileBytes(FileBytes&&) = delete;
  FileBytes& operator=(FileBytes&&) = delete;
  ~FileBytes() override {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  [[nodiscard]] std::int64_t size() const { return size_; }

  int Read(void* buffer, int size) override {
    ssize_t count = -1;
    do {
      count = ::read(descriptor_, buffer, static_cast<std::size_t>(size));
    } while (count < 0 && errno == EINTR);
    if (count < 0) fail();
    return static_cast<int>(count);
  }

  int Skip(int count) override {
    if (::lseek(descriptor_, count, SEEK_CUR) < 0) fail();
    return count;
  }

 private:
  [[noreturn]] void fail() const {
    throw Error("the file cannot be read")
        .at(path_.string())
        .because(std::generic_category().message(errno));
  }

  std::filesystem::path path_;
  int descriptor_;
  std::int64_t size_ = 0;
};

}  // namespace

data::Model read_onnx(std::string_view bytes) {
  const std::size_t size = std::min<std::size_t>(bytes.size(), std::numeric_limits<int>::max());
  google::protobuf::io::ArrayInputStream stream(bytes.data(), static_cast<int>(size));
  CodedInputStream in(&stream);
  return OnnxReader(in, static_cast<std::int64_t>(bytes.size())).read();
}

data::Model read_onnx_file(const std::filesystem::path& path) {
  FileBytes file(path);
  google::protobuf::io::CopyingInputStreamAdaptor stream(&file, kBlock);
  CodedInputStream in(&stream);
  return OnnxReader(in, file.size()).read();
}

}  // namespace faultline::collectors
