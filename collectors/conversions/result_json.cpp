#include <fmt/format.h>

#include <array>
#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text.h"
#include "collectors/conversions/python_json.h"
#include "collectors/conversions/result_file.h"
#include "data/parse_json.h"

namespace faultline::collectors {

namespace {

using nlohmann::json;

struct NamedConverter {
  std::string_view prefix;
  std::string_view converter;
};

/// How the published study's files begin.
constexpr std::array kConverters{NamedConverter{"torch_", "torch.onnx"},
                                 NamedConverter{"tensorflow_", "tf2onnx"}};

std::string_view file_name(std::string_view path) {
  return path.substr(path.find_last_of('/') + 1);
}

std::optional<std::string> converter_of(std::string_view path) {
  for (const NamedConverter& known : kConverters) {
    if (file_name(path).starts_with(known.prefix)) return std::string(known.converter);
  }
  return std::nullopt;
}

/// "torch_symbolic-cinit_opset_16_15.json" has models of 15 nodes.
std::optional<std::int64_t> size_of(std::string_view path) {
  std::string_view name = file_name(path);
  name = name.substr(0, name.find_last_of('.'));
  const std::size_t underscore = name.find_last_of('_');
  if (underscore == std::string_view::npos) return std::nullopt;
  const std::string_view digits = name.substr(underscore + 1);
  std::int64_t size = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  const bool is_size = error == std::errc{} && end == digits.data() + digits.size() && size > 0;
  return is_size ? std::optional(size) : std::nullopt;
}

/// A number, or the word that quote_python_numbers made of one.
std::optional<double> number_of(const json& value) {
  if (value.is_number()) return value.get<double>();
  if (!value.is_string()) return std::nullopt;
  const auto& word = value.get_ref<const std::string&>();
  if (word == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (word == "Infinity") return std::numeric_limits<double>::infinity();
  return std::nullopt;
}

/// Reads one member of the array; a sentence where it is wrong.
class RecordReader {
 public:
  RecordReader(const json& record, data::Conversion& conversion)
      : record_(record), conversion_(conversion) {}

  /// @return what is wrong; nothing where it is sound
  std::optional<std::string> read() {
    if (!record_.is_object()) return "it is not an object";
    const json* model = member("model");
    if (model == nullptr || !model->is_string() || model->get_ref<const std::string&>().empty()) {
      return "it has no \"model\"";
    }
    conversion_.model = model->get<std::string>();
    const json* result = member("result");
    const std::int64_t number =
        result != nullptr && result->is_number_integer() ? result->get<std::int64_t>() : -1;
    if (number != 0 && number != 1) return R"(its "result" is neither 0 nor 1)";
    return number == 1 ? read_failure() : read_comparison();
  }

 private:
  /// A member that is there and not null.
  [[nodiscard]] const json* member(const char* key) const {
    const auto found = record_.find(key);
    return found == record_.end() || found->is_null() ? nullptr : &*found;
  }

  std::optional<std::string> read_failure() {
    const json* error = member("error");
    if (error != nullptr && !error->is_string()) return "its \"error\" is not a text";
    conversion_.error = error == nullptr ? "" : error->get<std::string>();
    return std::nullopt;
  }

  std::optional<std::string> read_comparison() {
    if (const json* mad = member("mad")) {
      conversion_.max_abs_diff = number_of(*mad);
      const bool is_difference = conversion_.max_abs_diff && !(*conversion_.max_abs_diff < 0);
      if (!is_difference) return "its \"mad\" is not a number of at least 0";
      return std::nullopt;
    }
    const json* mismatch = member("mismatch");
    if (mismatch == nullptr || !mismatch->is_boolean()) {
      return "it has neither a \"mad\" nor a \"mismatch\"";
    }
    conversion_.differs = mismatch->get<bool>();
    return std::nullopt;
  }

  const json& record_;
  data::Conversion& conversion_;
};

}  // namespace

ResultFile read_result_json(std::string_view content, const std::string& name,
                            const ResultDefaults& defaults) {
  const json root = data::parse_json(quote_python_numbers(content));
  if (!root.is_array()) throw Error("the file is not a JSON array of results").at(name);
  const auto converter = defaults.converter ? defaults.converter : converter_of(name);
  if (!converter) {
    throw Error("the file does not say of which converter its results are")
        .at(name)
        .help("name it: --converter torch.onnx");
  }
  ResultFile file;
  std::size_t position = 0;
  for (const json& record : root) {
    ++position;
    data::Conversion conversion{.converter = *converter,
                                .kind = defaults.kind.value_or("synthetic"),
                                .model = {},
                                .size = size_of(name),
                                .tolerance = defaults.tolerance,
                                .source = name};
    if (const auto mistake = RecordReader(record, conversion).read()) {
      file.mistakes.push_back(fmt::format("result {}: {}", position, *mistake));
      continue;
    }
    file.conversions.push_back(std::move(conversion));
  }
  return file;
}

bool is_json_name(std::string_view name) { return to_lower(name).ends_with(".json"); }

}  // namespace faultline::collectors
