#pragma once

#include <string_view>

namespace faultline::test {

/// The readers of what strangers wrote, each for any bytes: they read them, or refuse them with an
/// Error. Anything else (a crash, a hang, another exception) is a fault of theirs. Where the
/// program also writes what they read, what was written is read again and must be the same.
///
/// An input is a file as users have it, except where the first byte or the lines say otherwise.

// read_sheets.cpp
void read_csv(std::string_view bytes);
/// A workbook; or, behind a digit, one XML part of an otherwise sound one: '0' the sheet, '1' the
/// shared strings, '2' the styles, '3' the workbook, '4' its links, '5' the package's links.
void read_spreadsheet(std::string_view bytes);

// read_protocol.cpp
void read_study_file(std::string_view bytes);
void read_codebook(std::string_view bytes);
void read_qda_codebook(std::string_view bytes);
void read_instrument(std::string_view bytes);
/// What is typed behind commands and options: issues and their addresses, periods, dates, cells,
/// codes, conditions, words to search for, addresses of servers.
void read_typed(std::string_view bytes);

// read_labels.cpp
void read_label_sheet(std::string_view bytes);
void read_label_log(std::string_view bytes);
void read_label_studio(std::string_view bytes);
void read_doccano(std::string_view bytes);
void read_judgements(std::string_view bytes);

// read_survey.cpp
/// An export of Qualtrics, Google Forms or LimeSurvey.
void read_survey(std::string_view bytes);
void read_themes(std::string_view bytes);

// read_github.cpp
/// GitHub's answers in the order in which a collection asks: a line each, of the status, the header
/// `Link` and the body, with tabs between.
void read_github_rest(std::string_view bytes);
void read_github_graphql(std::string_view bytes);
/// Likewise what `opsets collect` asks for.
void read_opsets_collect(std::string_view bytes);
/// Answers as a study keeps them: a line each, of the method, the question, the status, the header
/// `Link` and the body.
void read_replay(std::string_view bytes);
/// A header `Link`, and the addresses in it.
void read_links(std::string_view bytes);
/// A timeline as REST or GraphQL tells it, or as the study stores it: a line an event, its fields
/// with tabs between.
void read_timeline(std::string_view bytes);

// read_collected.cpp
void read_changelog(std::string_view bytes);
void read_onnx(std::string_view bytes);
void read_operators(std::string_view bytes);
void read_operator_history(std::string_view bytes);
void read_releases(std::string_view bytes);
/// Both forms of the results. Also makes signatures of the errors, and judges the results.
void read_results(std::string_view bytes);

// read_texts.cpp
/// Markdown as an issue's body, on a terminal.
void read_markdown(std::string_view bytes);
/// A paper as `check` reads it: LaTeX and Markdown.
void read_paper(std::string_view bytes);

// read_program.cpp
/// A replication package; or, behind a digit, what is in an otherwise sound one: '0' its checksums,
/// '1' the names of its files, a line each.
void read_package(std::string_view bytes);
/// The inputs of a statistic, as JSON behind a line with its name.
void read_statistics(std::string_view bytes);

}  // namespace faultline::test
