#include "data/statement.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "support/study_fixture.h"
#include "support/thrown_error.h"

namespace faultline::data {

TEST_CASE("values of every kind are bound and read back") {
  test::StudyFixture study;
  Statement query(study.database, "select ?, ?, ?, ?, ?, ?, ?");
  const std::string with_nul("a\0b", 3);

  query.bind(std::numeric_limits<std::int64_t>::min(), 0.25, with_nul, true,
             std::optional<std::string>(), std::optional<int>(7), "text");

  REQUIRE(query.step());
  CHECK(query.integer(0) == std::numeric_limits<std::int64_t>::min());
  CHECK(query.number(1) == 0.25);
  CHECK(query.text(2) == with_nul);
  CHECK(query.integer(3) == 1);
  CHECK(query.is_null(4));
  CHECK_FALSE(query.optional_text(4).has_value());
  CHECK(query.integer(5) == 7);
  CHECK(query.optional_text(6) == "text");
  CHECK_FALSE(query.step());
}

TEST_CASE("a statement that ran is made ready again by binding") {
  test::StudyFixture study;
  Statement insert(study.database, "insert into rater (name) values (?)");
  Statement query(study.database, "select id from rater where name = ?");

  CHECK(insert.bind("ana").run() == 1);
  CHECK(insert.bind("ben").run() == 1);

  CHECK(query.bind("ana").step());
  CHECK(query.bind("ben").step());
  CHECK_FALSE(query.bind("cid").step());
}

TEST_CASE("a run tells how many rows it changed") {
  test::StudyFixture study;
  study.database.run("insert into rater (name) values ('ana'), ('ben')");

  CHECK(Statement(study.database, "update rater set name = name || '!'").run() == 2);
  CHECK(Statement(study.database, "insert into rater (name) values ('ana!') on conflict do nothing")
            .run() == 0);
}

TEST_CASE("a statement that failed can be bound and run again") {
  test::StudyFixture study;
  Statement insert(study.database, "insert into rater (name) values (?)");
  insert.bind("ana").run();

  const Error error = test::thrown_error([&] { return insert.bind("ana").run(); });

  CHECK(test::says(error, "UNIQUE constraint failed"));
  CHECK(insert.bind("ben").run() == 1);
}

TEST_CASE("errors of SQLite are of the one family and name the file") {
  test::StudyFixture study;

  const Error syntax = test::thrown_error([&] { return Statement(study.database, "selekt 1"); });
  Statement one(study.database, "select ?");
  const Error too_many = test::thrown_error([&] {
    one.bind(1, 2);
    return 0;
  });

  CHECK(test::says(syntax, "syntax error"));
  CHECK(syntax.place()->file == study.path().string());
  CHECK(too_many.kind() == ErrorKind::kFailure);
}

}  // namespace faultline::data
