#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/file.h"
#include "data/database.h"
#include "data/soundness.h"
#include "data/statement.h"
#include "support/study_fixture.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

/// What a database that a stranger made can do to whoever opens it: nothing outside of itself.

namespace faultline::data {

namespace {

using test::says;
using test::TemporaryFolder;
using test::thrown_error;

/// A study's database, changed by somebody who is not held back by this program.
class HostileStudy {
 public:
  explicit HostileStudy(const std::string& sql) {
    static_cast<void>(Database::create(path()));
    SQLite::Database(path().string(), SQLite::OPEN_READWRITE).exec(sql);
  }

  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "study.db"; }
  [[nodiscard]] Database open() const { return Database::open(path(), Database::Access::kWrite); }
  [[nodiscard]] Error error_of(const std::string& sql) const {
    return thrown_error([&] {
      Database database = open();
      database.run(sql);
      return 0;
    });
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("a schema cannot load code") {
  const HostileStudy study(
      "create trigger evil after insert on rater begin select load_extension('./evil.so'); end");

  CHECK(says(study.error_of("insert into rater (name) values ('ana')"), "load_extension"));
}

TEST_CASE("a schema cannot call functions with side effects") {
  const HostileStudy study(
      "create trigger evil after insert on rater begin"
      " select fts3_tokenizer('simple', x'4141414141414141'); end;"
      "create view spy as select * from pragma_database_list");

  const Error called = study.error_of("insert into rater (name) values ('ana')");
  const Error looked = thrown_error([&] {
    Database database = study.open();
    Statement query(database, "select * from spy");
    return query.step();
  });

  CHECK(says(called, "fts3_tokenizer"));
  CHECK(says(looked, "unsafe use of virtual table"));
}

TEST_CASE("the schema cannot be written as if it were data, nor what the text index is made of") {
  const HostileStudy study("select 1");
  Database database = study.open();
  database.run("pragma writable_schema = on");

  for (const char* sql :
       {"update sqlite_schema set sql = 'create table x (a)'", "delete from issue_text_data",
        "insert into issue_text_data values (1, 2)"}) {
    const Error error = thrown_error([&] {
      database.run(sql);
      return 0;
    });
    CHECK(says(error, "may not be modified"));
  }
}

TEST_CASE("a value that would fill the memory is refused") {
  const HostileStudy study("select 1");

  CHECK(says(study.error_of("insert into rater (name) values (hex(zeroblob(200000000)))"),
             "too big"));
}

TEST_CASE("a journal that names another file is not played back") {
  const TemporaryFolder elsewhere;
  const std::filesystem::path victim = elsewhere.path() / "victim";
  write_file(victim, "mine");
  const HostileStudy study("pragma journal_mode = delete");
  // A journal of no pages that ends with the name of another file, its length, the sum of its bytes
  // and the journals' mark; see section 3 of https://www.sqlite.org/fileformat.html.
  const auto number = [](std::uint32_t value) {
    std::string bytes;
    for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes += static_cast<char>(value >> shift);
    return bytes;
  };
  const std::string mark = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
  const std::string name = victim.string();
  std::uint32_t sum = 0;
  for (const char c : name) sum += static_cast<std::uint32_t>(static_cast<signed char>(c));
  const auto pages = static_cast<std::uint32_t>(std::filesystem::file_size(study.path()) / 4096);
  std::string journal = mark + number(0) + number(1) + number(pages) + number(512) + number(4096);
  journal.resize(512);
  journal += number(0x40000000 / 4096 + 1) + name +
             number(static_cast<std::uint32_t>(name.size())) + number(sum) + mark;
  write_file(study.path().string() + "-journal", journal);

  const Error error = thrown_error([&] { return study.open(); });

  CHECK(says(error, "names another file"));
  CHECK(std::filesystem::exists(victim));
  CHECK(thrown_error([&] { return examine_database(study.path()); }).message() == error.message());
  // Without the check, SQLite plays it back and deletes the file.
  SQLite::Database(study.path().string(), SQLite::OPEN_READWRITE).tryExec("delete from rater");
  CHECK_FALSE(std::filesystem::exists(victim));
}

}  // namespace faultline::data
