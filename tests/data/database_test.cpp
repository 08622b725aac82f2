#include "data/database.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>

#include "base/embedded.h"
#include "base/file.h"
#include "data/statement.h"
#include "support/study_fixture.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace faultline {
std::span<const EmbeddedFile> schema_migrations();
}

namespace faultline::data {

namespace {

using test::all_of;
using test::says;
using test::TemporaryFolder;
using test::thrown_error;

std::int64_t number(Database& database, const std::string& sql) {
  Statement query(database, sql);
  query.step();
  return query.integer(0);
}

Error error_of_opening(const std::filesystem::path& path, Database::Access access) {
  return thrown_error([&] { return Database::open(path, access); });
}

}  // namespace

TEST_CASE("a new database is ours, of the newest schema, in write-ahead-log mode, keys checked") {
  const TemporaryFolder folder;

  Database database = Database::create(folder.path() / "study.db");

  CHECK(number(database, "pragma application_id") == 0x464C544C);
  CHECK(number(database, "pragma user_version") == schema_version());
  CHECK(number(database, "pragma foreign_keys") == 1);
  CHECK(number(database, "pragma trusted_schema") == 0);
  Statement mode(database, "pragma journal_mode");
  mode.step();
  CHECK(mode.text(0) == "wal");
}

TEST_CASE("every table is strict") {
  const TemporaryFolder folder;
  Database database = Database::create(folder.path() / "study.db");

  CHECK(number(database, R"sql(
    select count(*)
    from pragma_table_list
    where schema = 'main' and type = 'table' and not strict and name not like 'sqlite_%'
      and name not like 'issue_text%'
  )sql") == 0);
}

TEST_CASE("a database is not made over a file that is there, but over an empty one") {
  const TemporaryFolder folder;
  write_file(folder.path() / "notes.txt", "dear diary");
  write_file(folder.path() / "empty.db", "");

  const Error error = thrown_error([&] { return Database::create(folder.path() / "notes.txt"); });

  CHECK(error.kind() == ErrorKind::kInput);
  CHECK(error.message() == "the file exists already");
  CHECK(read_file(folder.path() / "notes.txt") == "dear diary");
  Database made = Database::create(folder.path() / "empty.db");
  CHECK(number(made, "select count(*) from issue") == 0);
}

TEST_CASE("a database is not made in a folder that does not exist") {
  const TemporaryFolder folder;

  const Error error =
      thrown_error([&] { return Database::create(folder.path() / "no" / "study.db"); });

  CHECK(error.kind() == ErrorKind::kFailure);
  CHECK(error.message() == "the study's database cannot be opened");
  CHECK(error.place()->file == (folder.path() / "no" / "study.db").string());
}

TEST_CASE("what was committed is there when the database is opened again") {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "study.db";
  Database::create(path).run("insert into rater (name) values ('ana')");

  for (const auto access : {Database::Access::kRead, Database::Access::kWrite}) {
    Database database = Database::open(path, access);
    CHECK(number(database, "select count(*) from rater") == 1);
    CHECK(database.path() == path);
  }
}

TEST_CASE("a missing file is not opened, and not made") {
  const TemporaryFolder folder;

  for (const auto access : {Database::Access::kRead, Database::Access::kWrite}) {
    const Error error = error_of_opening(folder.path() / "study.db", access);
    CHECK(error.kind() == ErrorKind::kInput);
    CHECK(error.message() == "the study has no database");
    CHECK(says(error, "faultline init DIR"));
  }
  CHECK_FALSE(std::filesystem::exists(folder.path() / "study.db"));
}

TEST_CASE("what is no study's database is refused and stays as it is") {
  const TemporaryFolder folder;
  const std::filesystem::path other = folder.path() / "other.db";
  {
    SQLite::Database foreign(other.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    foreign.exec("create table song (title text)");
    foreign.exec("pragma application_id = 252006675");
  }
  const std::filesystem::path text = folder.path() / "text.db";
  write_file(text, std::string(5000, 'x'));
  const std::filesystem::path empty = folder.path() / "empty.db";
  write_file(empty, "");

  for (const std::filesystem::path& path : {other, text, empty}) {
    for (const auto access : {Database::Access::kRead, Database::Access::kWrite}) {
      CAPTURE(path.string());
      const std::string before = read_file(path);
      const Error error = error_of_opening(path, access);
      CHECK(error.kind() == ErrorKind::kInput);
      CHECK(error.place()->file == path.string());
      CHECK(says(error, "not a study"));
      CHECK(read_file(path) == before);
    }
  }
}

TEST_CASE("a study of a newer program is refused with both versions, and stays as it is") {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "study.db";
  Database::create(path).run("pragma user_version = 99");
  const std::string before = read_file(path);

  for (const auto access : {Database::Access::kRead, Database::Access::kWrite}) {
    const Error error = error_of_opening(path, access);
    CHECK(error.kind() == ErrorKind::kInput);
    CHECK(error.message() == "the study was made by a newer version of faultline");
    CHECK(says(error, "its schema has version 99, this program knows " +
                          std::to_string(schema_version())));
  }
  CHECK(read_file(path) == before);
}

TEST_CASE("an older database is brought to the newest schema, also when it is opened to be read") {
  for (const auto access : {Database::Access::kRead, Database::Access::kWrite}) {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder.path() / "study.db";
    {
      SQLite::Database unfinished(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
      unfinished.exec("pragma application_id = 1179407436");
    }

    Database database = Database::open(path, access);

    CHECK(number(database, "pragma user_version") == schema_version());
    CHECK(number(database, "select count(*) from label") == 0);
  }
}

TEST_CASE("labels of an older database are kept, and are neither assisted nor withdrawn") {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "study.db";
  {
    SQLite::Database older(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    older.exec("pragma application_id = 1179407436");
    for (const EmbeddedFile& migration : schema_migrations().first(2)) {
      older.exec(std::string(migration.content));
    }
    older.exec(R"sql(
      pragma user_version = 2;
      insert into repository values (1, 'a/b', 'b', 0);
      insert into issue (id, repository_id, number) values (1, 1, 7);
      insert into dimension values (1, 'stage');
      insert into code values (1, 1, 'load'), (2, 1, 'export');
      insert into codebook values (1, 'small', 1, 'Small', '');
      insert into rater values (1, 'ana');
      insert into label values
        (1, 1, 1, '2024-09-16T08:00:00.000Z', 1, 1, 'sure', '', ''),
        (1, 1, 1, '2024-09-16T09:00:00.000Z', 2, 1, 'unsure', 'a memo', 'comment 3');
    )sql");
  }

  Database database = Database::open(path, Database::Access::kWrite);

  CHECK(number(database, "select count(*) from label where not assisted and not withdrawn") == 2);
  CHECK(number(database, R"sql(
    select count(*)
    from current_label
    where issue = 7 and code = 'export' and confidence = 'unsure' and memo = 'a memo'
      and evidence = 'comment 3'
  )sql") == 1);
  CHECK(says(thrown_error([&] {
               database.run("delete from label");
               return 0;
             }),
             "labels are only ever added"));
  CHECK(number(database, "select count(*) from pragma_foreign_key_check") == 0);
}

TEST_CASE("reading changes no byte of the file and refuses to write") {
  test::StudyFixture study;
  study.label("ana", study.kTorch, 1, "stage", "load");
  study.database.run("pragma wal_checkpoint(truncate)");
  const std::string before = read_file(study.path());

  {
    Database database = Database::open(study.path(), Database::Access::kRead);
    CHECK(number(database, "select count(*) from current_label") == 1);
    const Error error = thrown_error([&] {
      database.run("insert into rater (name) values ('ben')");
      return 0;
    });
    CHECK(error.message() == "the study's database cannot be written; nothing was changed");
    CHECK(error.kind() == ErrorKind::kFailure);
  }

  CHECK(read_file(study.path()) == before);
}

TEST_CASE("a change that throws leaves nothing behind, whatever it throws") {
  test::StudyFixture study;
  const auto insert = [&] { study.database.run("insert into rater (name) values ('ana')"); };

  CHECK_THROWS_AS(study.database.transaction([&] {
    insert();
    throw std::runtime_error("stop");
  }),
                  std::runtime_error);
  CHECK_THROWS_AS(study.database.transaction([&] {
    insert();
    study.database.run("no sql");
  }),
                  Error);
  CHECK(study.count("select count(*) from rater") == 0);

  study.database.transaction(insert);
  CHECK(study.count("select count(*) from rater") == 1);
}

TEST_CASE("a row that points to nothing is refused") {
  test::StudyFixture study;

  const Error error = thrown_error([&] {
    study.database.run("insert into issue (repository_id, number) values (999, 1)");
    return 0;
  });

  CHECK(error.kind() == ErrorKind::kFailure);
  CHECK(says(error, "FOREIGN KEY constraint failed"));
  CHECK(error.place()->file == study.path().string());
}

TEST_CASE("a bulk change is undone where a row points to nothing, and keys are checked again") {
  test::StudyFixture study;
  const auto insert_bad = [&] {
    study.database.run("insert into issue (repository_id, number) values (999, 1)");
    return 0;
  };
  const auto insert_good = [&] { study.database.run("insert into rater (name) values ('ana')"); };

  const Error error = thrown_error([&] {
    study.database.bulk_transaction([&] {
      insert_good();
      insert_bad();
    });
    return 0;
  });

  CHECK(error.kind() == ErrorKind::kFailure);
  CHECK(says(error, "a row of the table 'issue' names a row that 'repository' lacks"));
  CHECK(study.count("select count(*) from issue") == 0);
  CHECK(study.count("select count(*) from rater") == 0);
  CHECK(says(thrown_error(insert_bad), "FOREIGN KEY constraint failed"));

  study.database.bulk_transaction(insert_good);

  CHECK(study.count("select count(*) from rater") == 1);
  CHECK(says(thrown_error(insert_bad), "FOREIGN KEY constraint failed"));
}

TEST_CASE("labels are neither changed nor deleted") {
  test::StudyFixture study;
  study.label("ana", study.kTorch, 1, "stage", "load");

  for (const char* sql : {"update label set memo = 'x'", "delete from label",
                          "update or ignore label set memo = 'x'"}) {
    CAPTURE(sql);
    const Error error = thrown_error([&] {
      study.database.run(sql);
      return 0;
    });
    CHECK(says(error, "labels are only ever added"));
  }
  CHECK(study.count("select count(*) from label where memo = ''") == 1);
}

}  // namespace faultline::data
