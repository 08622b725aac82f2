#include "data/schema_comments.h"

#include <algorithm>
#include <regex>

#include "base/text.h"

namespace faultline::data {

namespace {

struct SqlLine {
  std::string code;     ///< without white space behind it
  std::string comment;  ///< without the dashes
};

SqlLine split_comment(const std::string& line) {
  bool in_text = false;
  std::size_t dashes = line.size();
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    if (line[i] == '\'') in_text = !in_text;
    if (!in_text && line.compare(i, 2, "--") == 0) {
      dashes = i;
      break;
    }
  }
  SqlLine parts{.code = line.substr(0, dashes), .comment = {}};
  parts.code.resize(parts.code.find_last_not_of(' ') + 1);
  if (dashes < line.size()) parts.comment = trim(std::string_view(line).substr(dashes + 2));
  return parts;
}

/// "('a', 'b')" of `check (column in ('a', 'b'))`.
std::vector<std::string> allowed_values(const std::string& definition) {
  static const std::regex kIn(R"(check \(\w+ in \(([^)]*)\)\))");
  std::smatch match;
  std::vector<std::string> values;
  if (!std::regex_search(definition, match, kIn)) return values;
  for (const std::string& part : split(match.str(1), ',')) {
    std::string value(trim(part));
    std::erase(value, '\'');
    values.push_back(std::move(value));
  }
  return values;
}

void add_sentence(std::string& text, const std::string& more) {
  if (!text.empty() && !more.empty()) text += ' ';
  text += more;
}

}  // namespace

void SchemaComments::read_migration(std::string_view sql) {
  above_.clear();
  current_.clear();
  for (const std::string& line : split(sql, '\n')) {
    const SqlLine parts = split_comment(line);
    if (parts.code.empty() && !parts.comment.empty()) {
      add_sentence(above_, parts.comment);
    } else if (parts.code.empty()) {
      above_.clear();
    } else {
      if (current_.empty()) {
        read_statement_line(parts.code, parts.comment);
      } else if (is_view_) {
        read_view_line(parts.code);
      } else {
        read_table_line(parts.code, parts.comment);
      }
      above_.clear();
    }
    if (parts.code.ends_with(';')) current_.clear();
  }
}

void SchemaComments::read_statement_line(const std::string& code, const std::string& comment) {
  static const std::regex kCreate(R"(create (table|virtual table|view) (\w+)\b.*)");
  static const std::regex kAdd(R"(alter table (\w+) add column (\w+) (.*))");
  static const std::regex kRename(R"(alter table (\w+) rename to (\w+);)");
  static const std::regex kDrop(R"(drop (?:table|view) (\w+);)");
  std::smatch match;
  if (std::regex_match(code, match, kCreate)) {
    current_ = match.str(2);
    is_view_ = match.str(1) == "view";
    column_.clear();
    names_.push_back(current_);
    tables_[current_].about = above_;
  } else if (std::regex_match(code, match, kAdd)) {
    tables_[match.str(1)].columns[match.str(2)] = {.about = comment.empty() ? above_ : comment,
                                                   .values = allowed_values(match.str(3)),
                                                   .source = {}};
  } else if (std::regex_match(code, match, kRename)) {
    std::ranges::replace(names_, match.str(1), match.str(2));
    auto renamed = tables_.extract(match.str(1));
    renamed.key() = match.str(2);
    tables_.insert(std::move(renamed));
  } else if (std::regex_match(code, match, kDrop)) {
    std::erase(names_, match.str(1));
    tables_.erase(match.str(1));
  }
}

void SchemaComments::read_table_line(const std::string& code, const std::string& comment) {
  static const std::regex kColumn(R"(  (\w+) (?:integer|real|text|blob)\b.*)");
  std::smatch match;
  if (std::regex_match(code, match, kColumn)) {
    column_ = match.str(1);
    definition_.clear();
    tables_[current_].columns[column_].about = above_;
  } else if (!code.starts_with("   ")) {
    column_.clear();
  }
  if (column_.empty()) return;
  definition_ += code;
  ColumnComment& column = tables_[current_].columns[column_];
  add_sentence(column.about, comment);
  column.values = allowed_values(definition_);
}

void SchemaComments::read_view_line(const std::string& code) {
  static const std::regex kColumn(R"((?:(\w+)\.)?(\w+|\*)(?: as (\w+))?)");
  const std::string columns = code.starts_with("select ") ? code.substr(7) : code;
  if (code.starts_with("from ")) is_past_columns_ = true;
  if (code.starts_with("select")) is_past_columns_ = false;
  if (is_past_columns_) return;
  for (const std::string& part : split(columns, ',')) {
    const std::string column(trim(part));
    std::smatch match;
    if (!std::regex_match(column, match, kColumn)) continue;
    const std::string name = match[3].matched ? match.str(3) : match.str(2);
    tables_[current_].columns[name].source = match.str(1) + "." + match.str(2);
  }
}

}  // namespace faultline::data
