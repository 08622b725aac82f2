// The drawing of the house in docs/architecture.md is the house.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "base/file.h"
#include "documents/markdown_page.h"
#include "support/golden.h"
#include "support/program.h"
#include "support/temporary_folder.h"

using faultline::test::Block;
using faultline::test::Page;
using faultline::test::ProgramResult;
namespace test = faultline::test;

namespace {

constexpr const char* kPage = "docs/architecture.md";

ProgramResult include_graph(const std::filesystem::path& project,
                            const std::vector<std::string>& arguments) {
  return test::run_program((project / "docs/include_graph").string(), arguments);
}

}  // namespace

TEST_CASE("the drawing of the house is that of its includes") {
  const Page page = test::read_page(kPage);
  const auto drawing = std::ranges::find(page.blocks, "mermaid", &Block::language);
  REQUIRE(drawing != page.blocks.end());

  const ProgramResult drawn = include_graph(test::project_folder(), {});

  REQUIRE(drawn.exit_code == 0);
  if (drawn.out == drawing->text) return;
  const char* const renew = std::getenv("FAULTLINE_RENEW_GOLDEN");
  if (renew != nullptr && std::string_view(renew) == "1") {
    std::string text = page.text;
    faultline::write_file(test::project_folder() / kPage,
                          text.replace(drawing->begin, drawing->text.size(), drawn.out));
    return;
  }
  FAIL_CHECK("docs/architecture.md draws another house; FAULTLINE_RENEW_GOLDEN=1 renews it\n"
             << faultline::first_difference(drawing->text, drawn.out));
}

TEST_CASE("no folders and no headers include each other in a circle") {
  const ProgramResult circles = include_graph(test::project_folder(), {"--circles"});

  CHECK_MESSAGE(circles.exit_code == 0, circles.out << circles.err);
}

TEST_CASE("a circle of folders or headers is told with their names") {
  const test::TemporaryFolder house;
  for (const char* folder :
       {"docs", "base", "data", "analysis", "taxonomy", "survey", "collectors", "reports", "app"}) {
    std::filesystem::create_directories(house.path() / folder);
  }
  std::filesystem::copy(test::project_folder() / "docs/include_graph", house.path() / "docs");
  faultline::write_file(house.path() / "base/a.h", "#include \"base/b.h\"\n");
  faultline::write_file(house.path() / "base/b.h", "#include \"base/a.h\"\n");
  faultline::write_file(house.path() / "base/a.cpp", "#include \"data/c.h\"\n");
  faultline::write_file(house.path() / "data/c.h", "#include \"base/a.h\"\n");

  const ProgramResult circles = include_graph(house.path(), {"--circles"});

  CHECK(circles.exit_code == 1);
  CHECK(circles.out.find("folders include each other in a circle:\nbase\ndata\n") !=
        std::string::npos);
  CHECK(circles.out.find("headers include each other in a circle:\nbase/a\nbase/b\n") !=
        std::string::npos);
  CHECK(include_graph(house.path(), {"base"}).out == "graph LR\n  a --> b\n  b --> a\n");
}
