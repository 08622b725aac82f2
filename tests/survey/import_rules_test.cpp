#include <doctest/doctest.h>

#include "support/thrown_error.h"
#include "survey_study.h"

using faultline::survey::RowKind;
using faultline::test::says;
using faultline::test::SurveyStudy;
using faultline::test::thrown_error;

namespace {

constexpr const char* kHeadings = "ResponseId,Status,Finished,Q1,Q2,Q3,Q4,Q5,Q6,Q7\n";

}  // namespace

TEST_CASE("each row is left out by the first rule that holds, and the rules are counted") {
  SurveyStudy study;

  const auto done = study.import(std::string(kHeadings) +
                                 "R_1,IP Address,True,Yes,I am,1 - 5,ONNX,None,1,\n"
                                 "R_2,Survey Preview,True,Yes,I am,1 - 5,ONNX,None,1,\n"
                                 "R_3,Spam,True,Yes,I am,1 - 5,ONNX,None,1,\n"
                                 "R_4,IP Address,True,No,,,,,,\n"
                                 "R_5,IP Address,False,,,,ONNX,,,\n"
                                 "R_6,IP Address,True,Yes,I am not,1 - 5,ONNX,None,1,\n"
                                 "R_7,IP Address,True,Yes,I am,,,,,\n"
                                 "R_1,IP Address,True,Yes,I am,1 - 5,ONNX,None,1,\n"
                                 "R_8,IP Address,False,Yes,I am,,ONNX,,,\n");

  CHECK(done.rows == 9);
  CHECK(done.count(RowKind::kTest) == 1);
  CHECK(done.count(RowKind::kSpam) == 1);
  CHECK(done.count(RowKind::kNoConsent) == 2);
  CHECK(done.count(RowKind::kScreenedOut) == 1);
  CHECK(done.count(RowKind::kEmpty) == 1);
  CHECK(done.count(RowKind::kDuplicate) == 1);
  CHECK(done.count(RowKind::kRespondent) == 2);
  CHECK(done.unfinished_kept == 1);
  CHECK(study.text("select reason from left_out_row where line = 5") == "no consent");
  CHECK(study.count("select count(*) from left_out_row") == 7);
}

TEST_CASE("what people said who did not consent is not kept") {
  SurveyStudy study;

  static_cast<void>(study.import(std::string(kHeadings) +
                                 "R_1,0,1,Yes,I am,1 - 5,ONNX,None,1,\n"
                                 "R_2,0,1,No,I am,1 - 5,NNEF,None,1,my secret\n"));

  CHECK(study.count("select count(distinct respondent_id) from answer") == 1);
  CHECK(study.count("select count(*) from answer where text = 'my secret'") == 0);
}

TEST_CASE("an instrument can ask for finished responses only") {
  SurveyStudy study;
  std::string instrument = faultline::test::kTools;
  instrument.replace(instrument.find("title ="), 0, "finished_only = true\n");

  const auto done = study.import(std::string(kHeadings) +
                                     "R_1,0,True,Yes,I am,1 - 5,ONNX,None,1,\n"
                                     "R_2,0,False,Yes,I am,1 - 5,ONNX,None,1,\n",
                                 {}, "r.csv", instrument);

  CHECK(done.count(RowKind::kUnfinished) == 1);
  CHECK(done.count(RowKind::kRespondent) == 1);
}

TEST_CASE("people who answer alike are no duplicates where the export has neither id nor time") {
  SurveyStudy study;

  const auto done =
      study.import("Q1,Q3,Q4,Q5,Q6,Q7\nYes,1 - 5,ONNX,None,1,\nYes,1 - 5,ONNX,None,1,\n");

  CHECK(done.count(RowKind::kDuplicate) == 0);
  CHECK(done.count(RowKind::kRespondent) == 2);
}

TEST_CASE("a row of display orders is metadata, and what it would say is told apart") {
  SurveyStudy study;

  const auto done = study.import(
      "Q1,Q3,Q4,Q5,Q6,Q7\n"
      ",1 - 5,ONNX,AnswerDisplayOrder,,\n"
      "Yes,1 - 5,ONNX,\"None,AnswerDisplayOrder\",1,\n"
      "Yes,1 - 5,ONNX,AnswerDisplayOrder,1,\n");

  CHECK(done.count(RowKind::kMetadata) == 1);
  CHECK(done.count(RowKind::kRespondent) == 2);
  CHECK(done.artefacts == 2);
  CHECK(study.count("select count(*) from answer "
                    "join question on question.id = question_id where name = 'problems'") == 1);
  CHECK(study.count("select count(*) from metadata_answer") == 2);
  CHECK(study.count("select filled_cells from wave_question "
                    "join question on question.id = question_id where name = 'problems'") == 3);
}

TEST_CASE("unknown options stop the import, with their counts and the nearest option") {
  SurveyStudy study;
  const std::string export_text =
      "Q1,Q3,Q4,Q5,Q6,Q7\n"
      "Yes,1 - 5,\"ONNX,TVM\",Slow modles,1,\n"
      "Yes,1 - 5,TVM,None,many,\n";

  const auto error = thrown_error([&] { return study.import(export_text); });

  CHECK(says(error, "4 answers are no option of the instrument; nothing was imported"));
  CHECK(says(error, "question tools: 'TVM', 2 times"));
  CHECK(
      says(error, "question problems: 'Slow modles', 1 time; the nearest option is 'Slow models'"));
  CHECK(says(error, "question models: 'many', 1 time; a number is needed"));
  CHECK(study.count("select count(*) from survey_wave") == 0);
  CHECK(study.count("select count(*) from question") == 0);
}

TEST_CASE("unknown options become options where that is asked for, and stay known") {
  SurveyStudy study;

  const auto first = study.import("Q1,Q3,Q4,Q5,Q6,Q7\nYes,1 - 5,\"ONNX,Apache TVM\",None,1,\n",
                                  {.accept_new = true});
  const auto second =
      study.import("Q1,Q3,Q4,Q5,Q6,Q7\nYes,1 - 5,Apache TVM,None,1,\n", {}, "second.csv");

  REQUIRE(first.new_options.size() == 1);
  CHECK(first.new_options.front().text == "Apache TVM");
  CHECK(second.new_options.empty());
  CHECK(study.chose("tools", "apache-tvm") == 2);
}

TEST_CASE("an unknown word of consent costs nobody their place unseen") {
  SurveyStudy study;

  const auto error = thrown_error([&] {
    return study.import("Q1,Q3,Q4,Q5,Q6,Q7\nYes,1 - 5,ONNX,None,1,\nSí,1 - 5,ONNX,None,1,\n");
  });

  CHECK(says(error, "question consent: 'Sí', 1 time"));
}

TEST_CASE("a missing column stops the import with the nearest heading") {
  SurveyStudy study;

  const auto error = thrown_error(
      [&] { return study.import("Q1,Q3,Which tool do you use?,Q5,Q7\nYes,1 - 5,ONNX,None,\n"); });

  CHECK(says(error, "2 of the instrument's 7 questions are not in the file"));
  CHECK(says(error,
             "the question tools, 'Q4' ('Which tools do you use?'), is missing; the nearest "
             "heading is 'Which tool do you use?'"));
  CHECK(says(error, "the question models"));
}

TEST_CASE("a changed question text stops the import, with both wordings") {
  SurveyStudy study;

  const auto error = thrown_error([&] {
    return study.import(
        "Q1,Q3,Q4,Q5,Q6,Q7\n"
        "Do you take part?,How large is your company?,Which tools do you use?,"
        "Which problems do you meet?,How many models did you convert?,What do you do then?\n"
        "Yes,1 - 5,ONNX,None,1,\n");
  });

  CHECK(says(error, "1 of the questions has another text in the file"));
  CHECK(says(error,
             "the question size is 'How large is your company?' in the file, and 'How large "
             "is your team?' in the instrument"));
  CHECK(error.place()->line == 2);
}

TEST_CASE("a file without a respondent is refused with what its rows are") {
  SurveyStudy study;

  const auto error =
      thrown_error([&] { return study.import("Q1,Q3,Q4,Q5,Q6,Q7\nNo,,,,,\nNo,,,,,\n"); });

  CHECK(says(error, "no row of the file is a respondent"));
  CHECK(says(error, "2 of 2 rows: no consent"));
}

TEST_CASE("an export of a hundred thousand rows is counted whole") {
  SurveyStudy study;
  std::string content = kHeadings;
  for (int i = 0; i < 100'000; ++i) {
    content += "R_" + std::to_string(i) + ",0,1,Yes,I am,1 - 5,\"ONNX,NNEF\",Slow models,3,text\n";
  }

  const auto done = study.import(content);

  CHECK(done.count(RowKind::kRespondent) == 100'000);
  CHECK(study.count("select count(*) from answer") == 800'000);
}
