#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace faultline::reports {

/// A part of the page that shows tables.
struct Section {
  std::string_view id;  ///< its anchor
  std::string_view title;
  std::string_view about;                ///< what a reader should know first; may be empty
  std::vector<std::string_view> tables;  ///< by id, in their order; those of other ids stand last
  std::vector<std::string_view> figures = {};  ///< those that belong to no table, by id
};

/// In the order of the page.
[[nodiscard]] std::span<const Section> sections();

/// The anchor of the section that a table stands in; tables that no section names stand in the
/// section "more".
[[nodiscard]] std::string_view section_of(std::string_view table);

/// The same for a figure that belongs to no table.
[[nodiscard]] std::string_view section_of_figure(std::string_view figure);

}  // namespace faultline::reports
