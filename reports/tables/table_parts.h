#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/codebook.h"
#include "reports/labelled_issues.h"
#include "reports/table.h"

namespace faultline::reports {

/// What the tables over labels have in common.

/// @throws Error (input) where the codebook has no such dimension
[[nodiscard]] const data::Dimension& required_dimension(const data::Codebook& codebook,
                                                        const std::string& id);

/// A share with its 95% Wilson interval; nothing where `of` is 0.
[[nodiscard]] Value share_value(std::int64_t count, std::int64_t of);

/// "p = 0.045", "p < 0.001".
[[nodiscard]] std::string p_text(double p);

/// Adds a column of issues for each converter, and one of all, whose id is "total".
void add_issue_columns(Table& table, const std::vector<std::string>& converters);

/// Notes whose labels were counted, how many issues had none, and an example of opening a cell.
void add_label_notes(Table& table, const LabelledIssues& issues, std::int64_t unlabelled);

/// Notes how to open a cell into its issues, with the table's first count as the example.
void add_example(Table& table);

}  // namespace faultline::reports
