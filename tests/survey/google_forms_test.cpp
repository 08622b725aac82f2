#include <doctest/doctest.h>

#include "data/csv.h"
#include "reports/study_tables.h"
#include "survey_study.h"

using faultline::reports::build_table;
using faultline::survey::RowKind;
using faultline::test::count_in;
using faultline::test::has_note;
using faultline::test::SurveyStudy;

namespace {

/// An instrument of somebody's own, in two languages; "other" stands in the answer itself.
constexpr const char* kInstrument = R"toml(
name = "own"
title = "Own survey"

[[question]]
id = "agree"
text = "Do you agree, yes or no?"
kind = "single"
purpose = "consent"
[[question.option]]
id = "yes"
text = "Yes, \"gladly\""
aliases = ["نعم"]
passes = true
[[question.option]]
id = "no"
text = "No"
aliases = ["لا"]

[[question]]
id = "tools"
text = "Which tools do you use,\nif any?"
table = "tool-usage"
kind = "multiple"
[[question.option]]
id = "onnx"
text = "ONNX (Open Neural Network Exchange, the format)"
aliases = ["تنسيق ONNX"]
[[question.option]]
id = "tvm"
text = "TVM 🔥"
[[question.option]]
id = "other"
text = "Other:"
other = true

[[question]]
id = "models"
text = "How many models?"
table = "use-cases"
kind = "number"

[[question]]
id = "why"
text = "Why? / لماذا؟"
table = "considerations"
kind = "open"
)toml";

/// 200 rows, of a pattern that repeats every 20, so that each expectation is a number of rows in
/// twenty, times ten.
std::string export_text() {
  std::string text;
  const auto add = [&](const std::vector<std::string>& fields) {
    faultline::data::append_csv_row(text, fields);
  };
  add({"Timestamp", "Email Address", "Do you agree, yes or no?", "Which tools do you use,\nif any?",
       "How many models?", "Why? / لماذا؟"});
  for (int i = 0; i < 200; ++i) {
    const int place = i % 20;
    const std::string onnx = "ONNX (Open Neural Network Exchange, the format)";
    std::string agree = place < 10 ? "Yes, \"gladly\"" : "نعم";
    if (place == 19) agree = "لا";
    std::string tools;
    if (place < 6) tools = onnx;
    if (place >= 6 && place < 9) tools = onnx + ";TVM 🔥";
    if (place == 9 || place == 10) tools = "TVM 🔥, home-made, in C++";
    if (place >= 11 && place < 15) tools = "تنسيق ONNX";
    std::string why;
    if (place % 2 == 0) why = "Because \"it works\",\nmostly 🙂";
    if (place == 1) why = "لأنه سريع";
    add({"2024/01/02 10:" + std::to_string(i), "someone@mail.example", agree, tools,
         place < 4 ? std::to_string(place + 1) : "", why});
  }
  return text;
}

}  // namespace

TEST_CASE("an export of Google Forms in two languages gives the tables that one counts by hand") {
  SurveyStudy study;

  const auto done = study.import(export_text(), {}, "forms.csv", kInstrument);
  const auto tools = build_table("tool-usage", study.request());
  const auto models = build_table("use-cases", study.request());
  const auto why = build_table("considerations", study.request());

  CHECK(done.rows == 200);
  CHECK(done.count(RowKind::kNoConsent) == 10);  // place 19
  CHECK(done.count(RowKind::kEmpty) == 20);      // places 15 and 17
  CHECK(done.count(RowKind::kRespondent) == 170);
  CHECK(done.personal_columns == std::vector<std::string>{"Email Address"});
  CHECK(count_in(tools, "tools", "count") == 150);  // places 0 to 14
  CHECK(count_in(tools, "tools", "of") == 170);
  CHECK(count_in(tools, "tools=onnx", "count") == 130);  // places 0 to 8 and 11 to 14
  CHECK(count_in(tools, "tools=tvm", "count") == 50);    // places 6 to 10
  CHECK(count_in(tools, "tools=other", "count") == 20);  // places 9 and 10
  CHECK(count_in(tools, "tools=other", "of") == 150);
  CHECK(count_in(models, "models", "count") == 40);  // places 0 to 3
  CHECK(has_note(models, "models: median 2.5 (quartiles 1.75 and 3.25), mean 2.50, from 1 to 4"));
  CHECK(count_in(why, "why", "count") == 110);  // places 0, 2, ..., 18 and 1
  CHECK(study.count("select count(*) from survey_answer where text = 'home-made, in C++'") == 20);
  CHECK(study.count("select count(*) from survey_answer where text = 'لأنه سريع'") == 10);
  CHECK(study.count("select count(*) from survey_answer "
                    "where text = 'Because \"it works\",' || char(10) || 'mostly 🙂'") == 100);
}

TEST_CASE("the same time and answers twice in Google Forms are one response") {
  SurveyStudy study;
  const std::string row = "2024/01/02,a@b.example,\"Yes, \"\"gladly\"\"\",TVM 🔥,1,why not\n";

  const auto done = study.import(
      "Timestamp,Email Address,\"Do you agree, yes or no?\",\"Which tools do you use,\nif any?\","
      "How many models?,Why? / لماذا؟\n" +
          row + row,
      {}, "forms.csv", kInstrument);

  CHECK(done.count(RowKind::kRespondent) == 1);
  CHECK(done.count(RowKind::kDuplicate) == 1);
}
