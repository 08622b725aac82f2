#include <doctest/doctest.h>

#include <map>
#include <string>

#include "data/codebook.h"
#include "data/statement.h"
#include "support/study_fixture.h"
#include "support/thrown_error.h"

namespace faultline::data {

TEST_CASE("dimensions and codes are found by id") {
  const Codebook codebook = test::small_codebook();

  const Dimension* cause = codebook.find("cause");

  REQUIRE(cause != nullptr);
  CHECK(cause->find("type/node")->parent == "type");
  CHECK(cause->find("node") == nullptr);
  CHECK(codebook.find("symptom") == nullptr);
}

TEST_CASE("a codebook is stored once, with its codes in order and children under their parents") {
  test::StudyFixture study;

  const std::int64_t again = store_codebook(study.database, study.codebook);

  CHECK(codebook_versions(study.database, "small") ==
        std::map<std::int64_t, std::int64_t>{{1, again}});
  CHECK(study.count("select count(*) from codebook_code") == 8);
  Statement query(study.database, R"sql(
    select code.name, parent.name, codebook_code.shown
    from codebook_code
    join code on code.id = codebook_code.code_id
    join dimension on dimension.id = code.dimension_id
    left join code as parent on parent.id = codebook_code.parent_id
    where dimension.name = 'cause'
    order by codebook_code.position
  )sql");
  std::string told;
  while (query.step()) {
    told += query.text(0) + "<" + query.optional_text(1).value_or("-") +
            (query.integer(2) == 1 ? " " : "* ");
  }
  CHECK(told == "type<- type/node<type type/tensor<type shape<- typo<-* other<-* ");
}

TEST_CASE("a changed codebook needs a new version, and the error says which") {
  test::StudyFixture study;
  Codebook changed = study.codebook;
  changed.content = "version = 1 # changed";

  const Error error = test::thrown_error([&] { return store_codebook(study.database, changed); });

  CHECK(error.kind() == ErrorKind::kInput);
  CHECK(error.message() == "the codebook 'small' was changed, but its version is still 1");
  CHECK(test::says(error, "write 'version = 2' in the codebook"));
}

TEST_CASE("a new version shares the codes that it keeps, and old codes stay") {
  test::StudyFixture study;
  Codebook next = study.codebook;
  next.version = 2;
  next.content = "version = 2";
  next.dimensions[0].codes[1].id = "write";

  store_codebook(study.database, next);

  CHECK(codebook_versions(study.database, "small").size() == 2);
  CHECK(study.count("select count(*) from code") == 9);
  CHECK(study.count("select count(*) from dimension") == 2);
  CHECK(codebook_versions(study.database, "another").empty());
}

}  // namespace faultline::data
