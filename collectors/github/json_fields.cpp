#include "collectors/github/json_fields.h"

#include <charconv>

#include "base/error.h"

namespace faultline::collectors {

using Json = nlohmann::json;

namespace {

Error missing(const char* member) {
  return Error("an answer is not as GitHub's are; everything collected so far is kept",
               ErrorKind::kFailure)
      .because(std::string("it lacks '") + member + "'");
}

}  // namespace

const Json& member_or_null(const Json& object, const char* member) {
  static const Json kNull;
  if (!object.is_object()) return kNull;
  const auto found = object.find(member);
  return found == object.end() ? kNull : *found;
}

const Json& list_or_empty(const Json& object, const char* member) {
  static const Json kEmpty = Json::array();
  const Json& value = member_or_null(object, member);
  return value.is_array() ? value : kEmpty;
}

std::optional<std::string> optional_text(const Json& object, const char* member) {
  const Json& value = member_or_null(object, member);
  if (!value.is_string()) return std::nullopt;
  return value.get<std::string>();
}

std::optional<std::int64_t> optional_integer(const Json& object, const char* member) {
  const Json& value = member_or_null(object, member);
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (!value.is_string()) return std::nullopt;
  const auto& text = value.get_ref<const std::string&>();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool is_true(const Json& object, const char* member) {
  const Json& value = member_or_null(object, member);
  return value.is_boolean() && value.get<bool>();
}

std::string required_text(const Json& object, const char* member) {
  std::optional<std::string> text = optional_text(object, member);
  if (!text) throw missing(member);
  return *std::move(text);
}

std::int64_t required_integer(const Json& object, const char* member) {
  const std::optional<std::int64_t> number = optional_integer(object, member);
  if (!number) throw missing(member);
  return *number;
}

std::string first_line(std::string_view text) {
  std::string line(text.substr(0, text.find('\n')));
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

}  // namespace faultline::collectors
