#include <doctest/doctest.h>

#include <algorithm>

#include "support/thrown_error.h"
#include "support/workbook_builder.h"
#include "survey_study.h"

using faultline::survey::RowKind;
using faultline::test::says;
using faultline::test::SurveyStudy;
using faultline::test::thrown_error;

namespace {

/// As Qualtrics writes it: ids, texts, import ids, responses.
std::string qualtrics(const std::string& responses) {
  return "StartDate,Status,IPAddress,Progress,Finished,ResponseId,RecipientEmail,Q1,Q2,Q3,Q4,"
         "Q4_23_TEXT,Q5,Q6,Q7,Q5_DO\n"
         "Start Date,Response Type,IP Address,Progress,Finished,Response ID,Recipient Email,"
         "Do you take part?,Are you an engineer?,How large is your team?,"
         "Which tools do you use? - Selected Choice,Which tools do you use? - Other - Text,"
         "Which problems do you meet?,How many models did you convert?,What do you do then?,"
         "Display Order\n"
         "\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"status\"\"}\",,,,,,"
         "\"{\"\"ImportId\"\":\"\"QID1\"\"}\",,,,,,,,\n" +
         responses;
}

std::string response(const std::string& id, const std::string& answers,
                     const std::string& status = "IP Address",
                     const std::string& finished = "True") {
  return "2024-01-02," + status + ",10.0.0.1,100," + finished + "," + id + ",a@b.example," +
         answers + ",\n";
}

constexpr const char* kAnna =
    "Yes,I am,1 - 5,\"ONNX,Other\",TVM,\"Crashes (e.g., model does not convert),Slow models\",12,"
    "\"Ask, then\nwait\"";

}  // namespace

TEST_CASE("an export of Qualtrics is read with its rows of texts and import ids left out") {
  SurveyStudy study;

  const auto done = study.import(qualtrics(response("R_1", kAnna)));

  CHECK(done.rows == 3);
  CHECK(done.count(RowKind::kText) == 1);
  CHECK(done.count(RowKind::kMetadata) == 1);
  CHECK(done.count(RowKind::kRespondent) == 1);
  CHECK(study.chose("tools", "onnx") == 1);
  CHECK(study.chose("problems", "crash") == 1);
  CHECK(study.chose("problems", "slow") == 1);
  CHECK(study.text("select text from survey_answer where option = 'other'") == "TVM");
  CHECK(study.text("select text from survey_answer where question = 'remedies'") ==
        "Ask, then\nwait");
  CHECK(study.count("select number from survey_answer where question = 'models'") == 12);
}

TEST_CASE("choice codes mean the same as choice texts") {
  SurveyStudy study;

  static_cast<void>(
      study.import(qualtrics(response("R_1", "1,1,12,\"21,22\",,32,\"3,5\",", "0", "1"))));

  CHECK(study.chose("size", "large") == 1);
  CHECK(study.chose("tools", "onnx") == 1);
  CHECK(study.chose("tools", "nnef") == 1);
  CHECK(study.chose("problems", "crash") == 1);
  CHECK(study.text("select number from survey_answer where question = 'models'") == "3.5");
}

TEST_CASE("personal data is dropped, and the import says which columns") {
  SurveyStudy study;

  const auto done = study.import(qualtrics(response("R_1", kAnna)));

  CHECK(done.personal_columns == std::vector<std::string>{"IPAddress", "RecipientEmail"});
  CHECK(study.count("select count(*) from personal_detail") == 0);
  faultline::data::Database::open(study.database.path(), faultline::data::Database::Access::kWrite)
      .run("pragma wal_checkpoint(truncate)");
  CHECK(faultline::read_file(study.database.path()).find("a@b.example") == std::string::npos);
}

TEST_CASE("personal data is kept where it is asked for") {
  SurveyStudy study;

  static_cast<void>(study.import(qualtrics(response("R_1", kAnna)), {.keep_personal = true}));

  CHECK(study.text("select value from personal_detail where name = 'RecipientEmail'") ==
        "a@b.example");
}

TEST_CASE("an export of LimeSurvey is read with a column for each option and codes") {
  SurveyStudy study;

  const auto done = study.import(
      "id,submitdate,lastpage,Q1,Q3,Q4[21],Q4[22],Q4[other],Q5[31],Q5[32],Q5[33],Q6,Q7\n"
      "1,2024-01-02 10:00:00,3,1,11,Y,,,,Y,,2,\n"
      "2,2024-01-02 10:00:00,3,1,12,Y,Y,TVM,Y,N,,,updated\n"
      "3,,1,1,12,,,,,,,,\n");

  CHECK(done.count(RowKind::kRespondent) == 3);
  CHECK(done.unfinished_kept == 1);
  CHECK(study.chose("tools", "onnx") == 2);
  CHECK(study.chose("tools", "other") == 1);
  CHECK(study.text("select text from survey_answer where option = 'other'") == "TVM");
  CHECK(study.chose("problems", "crash") == 1);
  CHECK(study.chose("problems", "none") == 1);
  CHECK(study.chose("size", "large") == 2);
}

TEST_CASE("LimeSurvey's headings may hold code and text, or the text with the option") {
  SurveyStudy study;

  static_cast<void>(study.import(
      "id,Q1. Do you take part?,Q3. How large is your team?,Which tools do you use? [ONNX],"
      "Which tools do you use? [NNEF],Q5. Which problems do you meet?,Q6,Q7\n"
      "1,Yes,1 - 5,Yes,No,None,1,x\n"));

  CHECK(study.chose("tools", "onnx") == 1);
  CHECK(study.chose("tools", "nnef") == 0);
  CHECK(study.chose("problems", "none") == 1);
}

TEST_CASE("an export that Excel saved with semicolons or tabs is read the same") {
  const std::string comma =
      "Do you take part?,How large is your team?,Which tools do you use?,"
      "Which problems do you meet?,How many models did you convert?,What do you do then?\n"
      "Yes,1 - 5,\"ONNX,NNEF\",\"Crashes (e.g., model does not convert)\",3,\"a; b\"\n";
  std::string semicolon =
      "Do you take part?;How large is your team?;Which tools do you use?;"
      "Which problems do you meet?;How many models did you convert?;What do you do then?\n"
      "Yes;1 - 5;ONNX,NNEF;Crashes (e.g., model does not convert);3;\"a; b\"\n";
  std::string tab = semicolon;
  std::replace(tab.begin(), tab.end(), ';', '\t');

  for (const std::string& content :
       {comma, semicolon, tab, "sep=;\r\n" + semicolon, "\xEF\xBB\xBF" + semicolon}) {
    SurveyStudy study;
    CAPTURE(content);

    const auto done = study.import(content);

    CHECK(done.count(RowKind::kRespondent) == 1);
    CHECK(study.chose("tools", "nnef") == 1);
    CHECK(study.chose("problems", "crash") == 1);
  }
}

TEST_CASE("semicolons are seen also where a question's text holds commas") {
  SurveyStudy study;
  const std::string instrument =
      "name = \"x\"\n[[question]]\nid = \"a\"\ntext = \"Tools, if any, or none?\"\n"
      "kind = \"open\"\n[[question]]\nid = \"b\"\ntext = \"Why, then?\"\nkind = \"open\"\n";

  static_cast<void>(study.import("Tools, if any, or none?;Why, then?\nONNX;it works, mostly\n", {},
                                 "r.csv", instrument));

  CHECK(study.text("select text from survey_answer where question = 'b'") == "it works, mostly");
}

TEST_CASE("a file of mixed encodings is refused with its line") {
  SurveyStudy study;

  const auto error = thrown_error([&] {
    return study.import(
        "Q1,Q3,Q4,Q5,Q6,Q7\nYes,1 - 5,ONNX,None,1,gut \xC3\xA4\n"
        "Yes,1 - 5,ONNX,None,1,gut \xE4\n");
  });

  CHECK(says(error, "the file is not UTF-8"));
  CHECK(error.place()->line == 3);
}

TEST_CASE("a spreadsheet is read by the results of its formulas") {
  SurveyStudy study;
  const std::string headings =
      "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Q1</t></is></c>"
      "<c r=\"B1\" t=\"inlineStr\"><is><t>Q3</t></is></c>"
      "<c r=\"C1\" t=\"inlineStr\"><is><t>Q4</t></is></c>"
      "<c r=\"D1\" t=\"inlineStr\"><is><t>Q5</t></is></c>"
      "<c r=\"E1\" t=\"inlineStr\"><is><t>Q6</t></is></c>"
      "<c r=\"F1\" t=\"inlineStr\"><is><t>Q7</t></is></c></row>";
  const auto row = [](const std::string& number_cell) {
    return "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Yes</t></is></c>"
           "<c r=\"C2\" t=\"inlineStr\"><is><t>ONNX</t></is></c>" +
           number_cell + "</row>";
  };
  const auto import = [&](const std::string& number_cell, const std::string& file) {
    const auto path = faultline::test::WorkbookBuilder()
                          .rows(headings + row(number_cell))
                          .write(study.folder() / file);
    return faultline::survey::import_responses(
        study.database, faultline::survey::parse_instrument(faultline::test::kTools, "tools.toml"),
        path, file, {}, SurveyStudy::kNow);
  };

  static_cast<void>(import("<c r=\"E2\"><f>6*7</f><v>42</v></c>", "stored.xlsx"));
  const auto without =
      thrown_error([&] { return import("<c r=\"E2\"><f>6*7</f></c>", "without.xlsx"); });
  const auto broken = thrown_error(
      [&] { return import("<c r=\"E2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", "broken.xlsx"); });

  CHECK(study.count("select number from survey_answer where question = 'models'") == 42);
  CHECK(says(without, "the cell E2 holds a formula whose result is not in the file"));
  CHECK(says(broken, "the cell E2 shows the error #DIV/0!"));
  CHECK(study.count("select count(*) from survey_wave") == 1);
}
