#include "survey/export_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "survey/wording.h"

namespace faultline::survey {

namespace {

using data::SurveyQuestion;

/// Texts are quoted up to so many columns in an error.
constexpr std::size_t kQuotedWidth = 100;

constexpr std::array<std::string_view, 23> kPersonal{"ipaddress",
                                                     "ip address",
                                                     "ipaddr",
                                                     "recipientlastname",
                                                     "recipientfirstname",
                                                     "recipientemail",
                                                     "externalreference",
                                                     "externaldatareference",
                                                     "locationlatitude",
                                                     "locationlongitude",
                                                     "email address",
                                                     "e-mail address",
                                                     "email",
                                                     "e-mail",
                                                     "username",
                                                     "first name",
                                                     "last name",
                                                     "firstname",
                                                     "lastname",
                                                     "name",
                                                     "token",
                                                     "refurl",
                                                     "referrer url"};

constexpr std::array<std::string_view, 22> kPlatform{"startdate",
                                                     "enddate",
                                                     "start date",
                                                     "end date",
                                                     "status",
                                                     "response type",
                                                     "progress",
                                                     "duration (in seconds)",
                                                     "finished",
                                                     "recordeddate",
                                                     "recorded date",
                                                     "responseid",
                                                     "response id",
                                                     "distributionchannel",
                                                     "distribution channel",
                                                     "userlanguage",
                                                     "user language",
                                                     "timestamp",
                                                     "submitdate",
                                                     "lastpage",
                                                     "startlanguage",
                                                     "seed"};

template <std::size_t Count>
bool is_one_of(const std::array<std::string_view, Count>& known, std::string_view text) {
  return std::find(known.begin(), known.end(), text) != known.end();
}

/// A question's text without what Qualtrics adds to it.
std::string question_text(std::string_view text) {
  std::string wording = comparable(text);
  constexpr std::string_view kSuffix = " - selected choice";
  if (wording.ends_with(kSuffix)) wording.resize(wording.size() - kSuffix.size());
  return wording;
}

/// The wordings of a question.
std::vector<std::string> texts_of(const SurveyQuestion& question) {
  std::vector<std::string> texts{comparable(question.text)};
  for (const std::string& alias : question.aliases) texts.push_back(comparable(alias));
  return texts;
}

/// What its columns may be called: by id or by wording.
std::vector<std::string> names_of(const SurveyQuestion& question) {
  std::vector<std::string> names;
  for (const std::string& column : question.columns) names.push_back(comparable(column));
  for (std::string& text : texts_of(question)) names.push_back(std::move(text));
  return names;
}

/// Whether a text is a question's with a third of its characters changed at most.
bool resembles(std::string_view wording, const std::vector<std::string>& texts) {
  return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
    return edit_distance(wording, text) * 3 <= std::max(wording.size(), text.size());
  });
}

bool is_heading_of(const SurveyQuestion& question, std::string_view heading) {
  const std::string wording = question_text(heading);
  const std::vector<std::string> names = names_of(question);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    // LimeSurvey can write both: "G1Q2. What do you use?"
    return wording == name || wording.starts_with(name + ". ");
  });
}

/// Whether a heading is that of an option of a question, or of its text.
bool is_part_of(const SurveyQuestion& question, std::string_view wording) {
  const std::vector<std::string> names = names_of(question);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return wording.starts_with(name + "[") || wording.starts_with(name + " [") ||
           wording.starts_with(name + "_");
  });
}

/// Headings under which a platform puts one option, or the text of "other".
std::vector<std::string> option_headings(const SurveyQuestion& question,
                                         const std::vector<std::string>& options) {
  std::vector<std::string> headings;
  for (const std::string& name : names_of(question)) {
    for (const std::string& option : options) {
      const std::string wording = comparable(option);
      headings.push_back(fmt::format("{}[{}]", name, wording));
      headings.push_back(fmt::format("{} [{}]", name, wording));
      headings.push_back(fmt::format("{}_{}", name, wording));
    }
  }
  return headings;
}

std::optional<std::size_t> find_heading(const std::vector<std::string>& headings,
                                        const std::vector<std::string>& wanted) {
  for (std::size_t i = 0; i < headings.size(); ++i) {
    if (std::find(wanted.begin(), wanted.end(), headings[i]) != wanted.end()) return i;
  }
  return std::nullopt;
}

void find_other_text(const SurveyQuestion& question, const data::QuestionOption& option,
                     const std::vector<std::string>& headings, QuestionColumns& columns) {
  std::vector<std::string> wanted;
  if (option.text_column) wanted.push_back(comparable(*option.text_column));
  for (const std::string& name : names_of(question)) {
    for (const std::string& alias : option.aliases) {
      wanted.push_back(fmt::format("{}_{}_text", name, comparable(alias)));
    }
  }
  columns.other_text = find_heading(headings, wanted);
  if (columns.other_text) return;
  columns.other_text = find_heading(headings, option_headings(question, {"other"}));
  columns.other_text_chooses = columns.other_text.has_value();
}

QuestionColumns find_question(const SurveyQuestion& question, const ResponseSheet& sheet,
                              const std::vector<std::string>& headings) {
  QuestionColumns columns;
  for (std::size_t i = 0; i < headings.size() && !columns.column; ++i) {
    if (is_heading_of(question, sheet.headings()[i])) columns.column = i;
  }
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    const data::QuestionOption& option = question.options[i];
    if (option.is_other) find_other_text(question, option, headings, columns);
    if (columns.column || question.kind != data::QuestionKind::kMultiple) continue;
    std::vector<std::string> wordings = option.aliases;
    wordings.insert(wordings.end(), {option.id, option.text});
    const auto found = find_heading(headings, option_headings(question, wordings));
    if (found && found != columns.other_text) columns.option_columns.emplace_back(*found, i);
  }
  return columns;
}

void find_platform_columns(const std::vector<std::string>& headings, ExportColumns& columns) {
  columns.status = find_heading(headings, {"status", "response type"});
  columns.channel = find_heading(headings, {"distributionchannel", "distribution channel"});
  columns.finished = find_heading(headings, {"finished"});
  columns.progress = find_heading(headings, {"progress"});
  columns.submitted = find_heading(headings, {"submitdate", "date submitted"});
  columns.response_id = find_heading(headings, {"responseid", "response id", "id"});
  columns.timestamp = find_heading(headings, {"timestamp", "recordeddate", "recorded date"});
}

bool is_personal(std::string_view heading) {
  constexpr std::array<std::string_view, 6> kSigns{"e-mail",   "email",     "ip address",
                                                   "latitude", "longitude", "phone"};
  return is_one_of(kPersonal, heading) ||
         std::any_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) {
           return heading.find(sign) != std::string_view::npos;
         });
}

void sort_out_the_rest(const std::vector<std::string>& headings, ExportColumns& columns) {
  std::set<std::size_t> read;
  for (const QuestionColumns& question : columns.questions) {
    if (question.column) read.insert(*question.column);
    if (question.other_text) read.insert(*question.other_text);
    for (const auto& [column, option] : question.option_columns) read.insert(column);
  }
  for (std::size_t i = 0; i < headings.size(); ++i) {
    if (read.contains(i)) continue;
    if (is_personal(headings[i])) {
      columns.personal.push_back(i);
    } else if (!is_one_of(kPlatform, headings[i]) && i != columns.response_id) {
      columns.unread.push_back(i);
    }
  }
}

std::string in_quotes(std::string_view text) {
  return fmt::format("'{}'", truncate(printable(tidy(text)), kQuotedWidth));
}

/// What is there in place of a question that is missing.
std::string missing(const SurveyQuestion& question, const ResponseSheet& sheet,
                    const ExportColumns& columns) {
  std::vector<std::string> unread;
  for (const std::size_t column : columns.unread) {
    unread.push_back(question_text(sheet.headings()[column]));
  }
  const std::string called = question.columns.empty()
                                 ? in_quotes(question.text)
                                 : fmt::format("{} ({})", in_quotes(join(question.columns, ", ")),
                                               in_quotes(question.text));
  for (const std::string& name : names_of(question)) {
    if (const auto meant = nearest(name, unread)) {
      const auto place = static_cast<std::size_t>(std::find(unread.begin(), unread.end(), *meant) -
                                                  unread.begin());
      return fmt::format("the question {}, {}, is missing; the nearest heading is {}", question.id,
                         called, in_quotes(sheet.headings()[columns.unread[place]]));
    }
  }
  return fmt::format("the question {}, {}, is missing", question.id, called);
}

}  // namespace

bool knows_heading(const data::Instrument& instrument, std::string_view heading) {
  const std::string wording = comparable(heading);
  if (is_one_of(kPlatform, wording) || is_one_of(kPersonal, wording)) return true;
  return std::any_of(instrument.questions.begin(), instrument.questions.end(),
                     [&](const SurveyQuestion& question) {
                       return is_heading_of(question, heading) || is_part_of(question, wording);
                     });
}

ExportColumns find_columns(const ResponseSheet& sheet, const data::Instrument& instrument,
                           const std::string& file) {
  std::vector<std::string> headings;
  for (const std::string& heading : sheet.headings()) headings.push_back(comparable(heading));
  ExportColumns columns;
  for (const SurveyQuestion& question : instrument.questions) {
    columns.questions.push_back(find_question(question, sheet, headings));
  }
  find_platform_columns(headings, columns);
  sort_out_the_rest(headings, columns);

  std::vector<std::string> reasons;
  for (std::size_t i = 0; i < instrument.questions.size(); ++i) {
    const SurveyQuestion& question = instrument.questions[i];
    if (columns.questions[i].found() || question.is_optional) continue;
    reasons.push_back(missing(question, sheet, columns));
  }
  if (instrument.finished_only && !columns.finished && !columns.progress && !columns.submitted) {
    reasons.emplace_back(
        "the instrument keeps finished responses only (finished_only), but no column tells which "
        "are");
  }
  if (reasons.empty()) return columns;
  Error error(
      fmt::format("{} of the instrument's {} questions {} not in the file; nothing was "
                  "imported",
                  reasons.size(), instrument.questions.size(), reasons.size() == 1 ? "is" : "are"));
  error.at(file, 1);
  for (std::string& reason : reasons) error.because(std::move(reason));
  throw error.help(
      "where the wording is right, add it to the question's `columns` or `aliases`; where the "
      "export may lack it, say `optional = true`");
}

std::optional<std::size_t> find_text_row(const ResponseSheet& sheet, const ExportColumns& columns,
                                         const data::Instrument& instrument,
                                         const std::string& file) {
  constexpr std::size_t kRowsAboveResponses = 3;
  for (std::size_t row = 0; row < std::min(sheet.row_count(), kRowsAboveResponses); ++row) {
    std::size_t compared = 0;
    std::size_t alike = 0;
    std::vector<std::string> changed;
    for (std::size_t i = 0; i < instrument.questions.size(); ++i) {
      const SurveyQuestion& question = instrument.questions[i];
      if (!columns.questions[i].column) continue;
      const std::string_view cell = sheet.cell(row, *columns.questions[i].column);
      const std::string wording = question_text(cell);
      const std::vector<std::string> texts = texts_of(question);
      ++compared;
      if (std::find(texts.begin(), texts.end(), wording) != texts.end()) {
        ++alike;
        continue;
      }
      if (resembles(wording, texts)) ++alike;
      changed.push_back(fmt::format("the question {} is {} in the file, and {} in the instrument",
                                    question.id, in_quotes(cell), in_quotes(question.text)));
    }
    if (alike == 0 || alike * 2 < compared) continue;
    if (changed.empty()) return row;
    Error error(fmt::format("{} of the questions {} another text in the file; nothing was imported",
                            changed.size(), changed.size() == 1 ? "has" : "have"));
    error.at(file, static_cast<std::size_t>(sheet.line(row)));
    for (std::string& reason : changed) error.because(std::move(reason));
    throw error.help("where it is the same question, add the new wording to its `aliases`");
  }
  return std::nullopt;
}

}  // namespace faultline::survey
