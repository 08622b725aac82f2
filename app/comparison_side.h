#pragma once

#include <optional>
#include <string>

#include "app/command.h"
#include "app/study.h"
#include "reports/comparison/side.h"

namespace faultline::app {

/// What may stand for a side, for --help.
inline constexpr std::string_view kSidesHelp =
    "A side is one of\n"
    "  published          the published study's 200 failures\n"
    "  dl-compilers       failures of deep-learning compilers, from its tables 9 and 14\n"
    "  DIR                a study: a folder with a study.toml\n"
    "  FILE               labels as `label export` writes them (.csv, .jsonl)\n"
    "  PERIOD             issues of this study opened then: 2023, 2023-Q1, 2019-01..2020-12, "
    "2021..\n"
    "  RATER              a rater of this study\n"
    "Where a word can be several of these, say study:DIR, file:FILE, period:PERIOD or rater:RATER.";

/// Finds what a word stands for and reads it.
///
/// @param current  the study that periods and raters are of, if there is one; it also names the
///                 converters and the codebook of label files
/// @throws Error (input) where the word stands for nothing, or for several things, naming them
[[nodiscard]] reports::ComparedSide comparison_side(const World& world, Study* current,
                                                    const Arguments& arguments,
                                                    const std::string& word);

}  // namespace faultline::app
