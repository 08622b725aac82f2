#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::test {

/// A fenced block of a page of the documents:
///
///     <!-- not run: why -->        a comment that says what the tests make of the block, or none
///     ```sh
///     faultline status
///     ```
struct Block {
  std::string language;                     ///< "sh", "text", "cpp"; empty where none is said
  std::string text;                         ///< with a line break behind each line
  std::size_t line = 0;                     ///< of its first fence, from 1
  std::size_t begin = 0;                    ///< where its text begins in the page
  std::optional<std::string> not_run = {};  ///< <!-- not run: REASON -->
  std::optional<std::string> from = {};     ///< <!-- from FILE -->: a piece of that file
};

/// One page: a Markdown file below the project's folder.
struct Page {
  std::string name;  ///< "docs/tutorial.md"
  std::string text;
  std::vector<Block> blocks;
};

/// The project's folder.
[[nodiscard]] std::filesystem::path project_folder();

/// @param name  below the project's folder
/// @throws Error (input) for a fence that does not end
[[nodiscard]] Page read_page(const std::string& name);

/// The pages below docs/ and README.md, by name.
[[nodiscard]] std::vector<std::string> all_pages();

/// Targets of the links in the page's text, outside of blocks: "how-to/own-survey.md#waves".
[[nodiscard]] std::vector<std::string> links(const Page& page);

/// The anchors of the page's headings, as GitHub makes them: "a-survey-of-your-own".
[[nodiscard]] std::vector<std::string> anchors(const Page& page);

/// Whether a shown output is what was printed: line by line, where a line "..." stands for any
/// number of lines, and neither white space at the end of lines counts nor what follows the ninth
/// digit of a long decimal.
[[nodiscard]] bool output_fits(std::string_view shown, std::string_view printed);

}  // namespace faultline::test
