#pragma once

#include <vector>

#include "app/command.h"

namespace faultline::app {

/// All commands, in the order in which a study goes through them.
[[nodiscard]] const std::vector<Command>& commands();

// One file each, of the same name.
[[nodiscard]] Command adjudicate_command();
[[nodiscard]] Command agree_command();
[[nodiscard]] Command check_command();
[[nodiscard]] Command codebook_apply_command();
[[nodiscard]] Command codebook_diff_command();
[[nodiscard]] Command codebook_export_command();
[[nodiscard]] Command codebook_import_command();
[[nodiscard]] Command collect_command();
[[nodiscard]] Command compare_command();
[[nodiscard]] Command conversions_errors_command();
[[nodiscard]] Command conversions_import_command();
[[nodiscard]] Command conversions_show_command();
[[nodiscard]] Command doctor_command();
[[nodiscard]] Command init_command();
[[nodiscard]] Command issues_command();
[[nodiscard]] Command label_command();
[[nodiscard]] Command label_export_command();
[[nodiscard]] Command label_history_command();
[[nodiscard]] Command label_import_command();
[[nodiscard]] Command label_set_command();
[[nodiscard]] Command label_show_command();
[[nodiscard]] Command label_suggest_command();
[[nodiscard]] Command models_coverage_command();
[[nodiscard]] Command models_find_command();
[[nodiscard]] Command models_scan_command();
[[nodiscard]] Command models_sequences_command();
[[nodiscard]] Command models_show_command();
[[nodiscard]] Command opsets_collect_command();
[[nodiscard]] Command opsets_import_command();
[[nodiscard]] Command opsets_show_command();
[[nodiscard]] Command package_command();
[[nodiscard]] Command package_verify_command();
[[nodiscard]] Command practice_command();
[[nodiscard]] Command rater_add_command();
[[nodiscard]] Command rater_list_command();
[[nodiscard]] Command report_command();
[[nodiscard]] Command reproduce_command();
[[nodiscard]] Command sample_command();
[[nodiscard]] Command sample_extend_command();
[[nodiscard]] Command sample_show_command();
[[nodiscard]] Command sample_size_command();
[[nodiscard]] Command sample_tranche_command();
[[nodiscard]] Command screen_command();
[[nodiscard]] Command screen_validate_command();
[[nodiscard]] Command show_codebook_command();
[[nodiscard]] Command show_completion_command();
[[nodiscard]] Command show_instrument_command();
[[nodiscard]] Command show_issue_command();
[[nodiscard]] Command show_manual_command();
[[nodiscard]] Command show_schema_command();
[[nodiscard]] Command stat_command();
[[nodiscard]] Command status_command();
[[nodiscard]] Command survey_cross_command();
[[nodiscard]] Command survey_import_command();
[[nodiscard]] Command survey_show_command();
[[nodiscard]] Command table_command();

// Together in survey_theme.cpp.
[[nodiscard]] Command survey_theme_adjudicate_command();
[[nodiscard]] Command survey_theme_agree_command();
[[nodiscard]] Command survey_theme_command();
[[nodiscard]] Command survey_theme_import_command();
[[nodiscard]] Command survey_theme_list_command();

}  // namespace faultline::app
