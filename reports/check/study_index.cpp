#include "reports/check/study_index.h"

namespace faultline::reports {

StudyIndex::StudyIndex(const StudyNumbers& study) {
  for (const auto& [id, table] : study.tables) {
    Names& names = tables_[id];
    names.table = &table;
    for (const Row& row : table.rows) {
      for (const Value& value : row.values) {
        const auto* text = std::get_if<std::string>(&value);
        if (text == nullptr || text->empty()) continue;
        const auto [known, is_new] = names.rows.emplace(plain(*text), &row);
        if (!is_new && known->second != &row) known->second = nullptr;
      }
    }
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const Column& column = table.columns[i];
      if (column.kind == ColumnKind::kText) continue;
      const auto [known, is_new] = names.columns.emplace(plain(column.label), i);
      if (!is_new) known->second = kSeveral;
    }
    by_title_.emplace(plain(table.title), &names);
  }
}

const StudyIndex::Names* StudyIndex::find(const std::vector<std::string>& names) const {
  for (const std::string& name : names) {
    const std::size_t colon = name.find(':');
    const auto by_id = tables_.find(colon == std::string::npos ? name : name.substr(colon + 1));
    if (by_id != tables_.end()) return &by_id->second;
    const auto by_title = by_title_.find(plain(name));
    if (by_title != by_title_.end()) return by_title->second;
  }
  return nullptr;
}

std::string plain(const std::vector<Token>& tokens, std::size_t first, std::size_t last) {
  std::string text;
  for (std::size_t i = first; i < last; ++i) {
    const Token& token = tokens[i];
    if (token.is(Token::Kind::kSpan) || token.is(Token::Kind::kLabel)) continue;
    if (!text.empty()) text += ' ';
    text += token.is(Token::Kind::kNumber) ? std::to_string(token.units) : token.text;
  }
  return text;
}

std::string plain(std::string_view name) {
  // Behind a word, a first sign is no heading and no table.
  const std::vector<Token> tokens = scan_markdown("x " + std::string(name));
  return plain(tokens, 1, tokens.size());
}

}  // namespace faultline::reports
