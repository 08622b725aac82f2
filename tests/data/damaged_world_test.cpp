#include <doctest/doctest.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <functional>
#include <future>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "base/file.h"
#include "data/database.h"
#include "data/statement.h"
#include "support/study_fixture.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

/// What the database does where the world fails: other writers, no permission, a full disk, a
/// damaged file.

namespace faultline::data {

namespace {

using test::says;
using test::TemporaryFolder;
using test::thrown_error;

/// Runs a check in a process of its own, without a superuser's rights. @return whether it held
bool holds_without_rights(const std::function<bool()>& check) {
  constexpr uid_t kNobody = 65534;
  const pid_t child = ::fork();
  if (child == 0) {
    const bool without_rights = ::geteuid() != 0 || ::setuid(kNobody) == 0;
    bool held = false;
    try {
      held = without_rights && check();
    } catch (const std::exception& error) {
      std::cerr << error.what() << "\n";
    }
    ::_exit(held ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::int64_t rater_count(Database& database) {
  Statement query(database, "select count(*) from rater");
  query.step();
  return query.integer(0);
}

std::filesystem::path study_with_a_rater(const std::filesystem::path& folder) {
  Database::create(folder / "study.db").run("insert into rater (name) values ('ana')");
  return folder / "study.db";
}

/// Takes the right to write away, and gives it back so that the folder can go.
class WithoutPermission {
 public:
  WithoutPermission(std::filesystem::path path, std::filesystem::perms kept)
      : path_(std::move(path)), before_(std::filesystem::status(path_).permissions()) {
    std::filesystem::permissions(path_, kept);
  }
  WithoutPermission(const WithoutPermission&) = delete;
  WithoutPermission& operator=(const WithoutPermission&) = delete;
  ~WithoutPermission() {
    std::error_code ignored;
    std::filesystem::permissions(path_, before_, ignored);
  }

 private:
  std::filesystem::path path_;
  std::filesystem::perms before_;
};

constexpr auto kReadAndEnter = std::filesystem::perms(0555);
constexpr auto kReadOnly = std::filesystem::perms(0444);
constexpr auto kEverything = std::filesystem::perms(0777);

}  // namespace

TEST_CASE("a study in a folder without write permission can be read") {
  const TemporaryFolder folder;
  const std::filesystem::path path = study_with_a_rater(folder.path());
  const WithoutPermission locked(folder.path(), kReadAndEnter);

  CHECK(holds_without_rights([&] {
    Database database = Database::open(path, Database::Access::kRead);
    return rater_count(database) == 1;
  }));
}

TEST_CASE("names of folders with characters that mean something in addresses can be read") {
  const TemporaryFolder folder;
  const std::filesystem::path odd = folder.path() / "50% of? #1";
  std::filesystem::create_directories(odd);
  const std::filesystem::path path = study_with_a_rater(odd);
  const WithoutPermission locked(odd, kReadAndEnter);

  CHECK(holds_without_rights([&] {
    Database database = Database::open(path, Database::Access::kRead);
    return rater_count(database) == 1;
  }));
}

TEST_CASE("a study that cannot be written is not opened for writing") {
  const TemporaryFolder folder;
  const std::filesystem::path path = study_with_a_rater(folder.path());
  const auto is_refused = [&] {
    const Error error =
        thrown_error([&] { return Database::open(path, Database::Access::kWrite); });
    return error.kind() == ErrorKind::kFailure && says(error, "cannot be written");
  };

  {
    const WithoutPermission file(path, kReadOnly);
    const WithoutPermission locked(folder.path(), kReadAndEnter);
    CHECK(holds_without_rights(is_refused));
  }
  const WithoutPermission file(path, kReadOnly);
  const WithoutPermission open_to_all(folder.path(), kEverything);
  CHECK(holds_without_rights(is_refused));
}

TEST_CASE("a writer waits for another one and then goes on") {
  test::StudyFixture study;
  std::promise<void> is_writing;
  std::promise<void> may_end;
  std::thread other([&] {
    Database database = Database::open(study.path(), Database::Access::kWrite);
    database.transaction([&] {
      database.run("insert into rater (name) values ('first')");
      is_writing.set_value();
      may_end.get_future().wait();
    });
  });
  is_writing.get_future().wait();

  std::thread wakes_the_other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    may_end.set_value();
  });
  std::int64_t seen_by_the_second = 0;
  study.database.transaction([&] {
    seen_by_the_second = rater_count(study.database);
    study.database.run("insert into rater (name) values ('second')");
  });
  other.join();
  wakes_the_other.join();

  CHECK(seen_by_the_second == 1);
  CHECK(rater_count(study.database) == 2);
}

TEST_CASE("a writer that waited in vain says who is in its way and changed nothing") {
  test::StudyFixture study;
  Database other = Database::open(study.path(), Database::Access::kWrite);
  other.handle().setBusyTimeout(20);

  study.database.transaction([&] {
    const Error error = thrown_error([&] {
      other.transaction([&] { other.run("insert into rater (name) values ('ben')"); });
      return 0;
    });
    CHECK(error.kind() == ErrorKind::kFailure);
    CHECK(error.message() == "another program is writing to the study; nothing was changed");
    CHECK(says(error, "run the command again"));
  });

  CHECK(rater_count(study.database) == 0);
}

TEST_CASE("programs that write at once lose none of their changes") {
  constexpr int kWriters = 4;
  constexpr int kChanges = 20;
  test::StudyFixture study;
  study.database.run("create table tally (n integer) strict; insert into tally values (0)");

  std::vector<std::thread> writers;
  writers.reserve(kWriters);
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&] {
      Database database = Database::open(study.path(), Database::Access::kWrite);
      for (int change = 0; change < kChanges; ++change) {
        database.transaction([&] {
          Statement query(database, "select n from tally");
          query.step();
          Statement(database, "update tally set n = ?").bind(query.integer(0) + 1).run();
        });
      }
    });
  }
  for (std::thread& writer : writers) writer.join();

  CHECK(study.count("select n from tally") == kWriters * kChanges);
}

TEST_CASE("a database that may not grow says that the disk is full and keeps what was committed") {
  test::StudyFixture study;
  study.label("ana", study.kTorch, 1, "stage", "load");
  const std::int64_t pages = study.count("pragma page_count");
  study.database.run("pragma max_page_count = " + std::to_string(pages + 2));

  const Error error = thrown_error([&] {
    study.label("ana", study.kTorch, 2, "stage", "load", {.memo = std::string(100'000, 'm')});
    return 0;
  });

  CHECK(error.kind() == ErrorKind::kFailure);
  CHECK(error.message() == "the disk is full; what was committed before is kept");
  CHECK(error.place()->file == study.path().string());
  CHECK(study.count("select count(*) from label") == 1);
  study.database.run("pragma max_page_count = 100000");
  CHECK(study.label("ana", study.kTorch, 3, "stage", "load").added == 1);
}

TEST_CASE("on a full disk the error says so, and what was committed is there afterwards") {
  const TemporaryFolder folder;
  const std::filesystem::path disk = folder.path() / "disk";
  std::filesystem::create_directories(disk);
  if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=768k") != 0) {
    std::cout << "skipped: a small disk cannot be mounted here\n";
    return;
  }
  std::string message;
  std::int64_t committed = 0;
  {
    Database database = Database::create(disk / "study.db");
    const std::string memo(20'000, 'm');
    try {
      for (; committed < 1000; ++committed) {
        database.transaction([&] {
          Statement(database, "insert into rater (name) values (?)")
              .bind(std::to_string(committed) + memo)
              .run();
        });
      }
    } catch (const Error& error) {
      message = error.message();
    }
  }
  std::filesystem::copy(disk / "study.db", folder.path() / "study.db");
  if (std::filesystem::exists(disk / "study.db-wal")) {
    std::filesystem::copy(disk / "study.db-wal", folder.path() / "study.db-wal");
  }
  ::umount(disk.c_str());

  CHECK(message == "the disk is full; what was committed before is kept");
  Database rescued = Database::open(folder.path() / "study.db", Database::Access::kWrite);
  CHECK(committed > 0);
  CHECK(rater_count(rescued) == committed);
}

TEST_CASE("a damaged database says so") {
  test::StudyFixture study;
  for (int issue = 1; issue <= 200; ++issue) {
    study.add_issue(study.kTorch, issue, {.title = std::string(200, 't'), .url = {}});
  }
  study.database.run("pragma wal_checkpoint(truncate)");
  std::string bytes = read_file(study.path());
  constexpr std::size_t kFirstPage = 4096;
  for (std::size_t i = kFirstPage; i < bytes.size(); i += 7) bytes[i] = '\x5A';
  const TemporaryFolder folder;
  write_file(folder.path() / "study.db", bytes);

  const Error error = thrown_error([&] {
    Database database = Database::open(folder.path() / "study.db", Database::Access::kRead);
    Statement query(database, "select max(length(title)) from issue");
    query.step();
    return 0;
  });

  CHECK(error.kind() == ErrorKind::kFailure);
  CHECK(error.message() == "the study's database is damaged");
}

}  // namespace faultline::data
