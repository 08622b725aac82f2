#pragma once

#include <toml++/toml.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace faultline::data {

/// Parses a TOML file that a user wrote.
/// @param name  what the file is called in errors
/// @throws Error (input) with the line and column of the first mistake, or of a key of very many
///         parts
[[nodiscard]] toml::table parse_toml(std::string_view content, const std::string& name);

/// Reads one table of a TOML file by the keys that it may have, and is strict about it: a key of
/// the wrong kind, a key that is missing and a key that nobody asked for are errors with their
/// line.
///
/// Ask for every key that the table may have, then call finish(). The reader refers to the parsed
/// table, which must live longer.
class TomlReader {
 public:
  /// @param where  how the table is called in errors, for example "[study]"
  TomlReader(const toml::table& table, std::string file, std::string where);

  [[nodiscard]] std::optional<std::string> text(const std::string& key);
  [[nodiscard]] std::string required_text(const std::string& key);
  [[nodiscard]] std::optional<std::int64_t> integer(const std::string& key);
  [[nodiscard]] std::optional<bool> boolean(const std::string& key);
  /// A number, whole or not.
  [[nodiscard]] std::optional<double> number(const std::string& key);
  /// An array of texts; empty where the key is absent.
  [[nodiscard]] std::vector<std::string> texts(const std::string& key);
  [[nodiscard]] std::optional<TomlReader> table(const std::string& key);
  /// An array of tables ([[key]]); empty where the key is absent.
  [[nodiscard]] std::vector<TomlReader> tables(const std::string& key);

  /// @throws Error (input) for the first key that was not asked for, with the nearest one that was
  void finish() const;

  /// An error at a key's line, or at the table's where it has no such key.
  [[nodiscard]] Error error(const std::string& message, const std::string& key = {}) const;
  /// The line of a key, or of the table where it has no such key.
  [[nodiscard]] std::size_t line(const std::string& key = {}) const;

 private:
  const toml::node* find(const std::string& key);
  [[nodiscard]] Error wrong_kind(const std::string& key, const std::string& expected) const;

  const toml::table* table_;
  std::string file_;
  std::string where_;
  std::set<std::string> asked_;
};

}  // namespace faultline::data
