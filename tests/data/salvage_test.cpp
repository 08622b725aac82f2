#include "data/salvage.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "base/random.h"
#include "data/compression.h"
#include "data/responses.h"
#include "data/soundness.h"
#include "support/study_fixture.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

/// What is found of a damaged database, and what is saved of it.

namespace faultline::data {

namespace {

using test::TemporaryFolder;

constexpr int kIssues = 400;

/// A study with so many issues and labels that their tables have interior pages.
class LargeStudy {
 public:
  LargeStudy() {
    test::StudyFixture study;
    study.label("ana", study.kTorch, 1, "stage", "load");
    study.label("ben", study.kTorch, 1, "cause", "typo");
    study.database.transaction([&] {
      study.database.run(fmt::format(R"sql(
        insert into issue (repository_id, number, title, body, state)
        with recursive n (i) as (select 2 union all select i + 1 from n where i < {})
        select 1, i, 'An issue ' || i, printf('%.300c', 'b'), 'closed' from n
      )sql",
                                     kIssues));
      study.database.run(R"sql(
        insert into label
        select 1, id, 1, '2024-09-16T08:00:00.000Z', 1, 1, 'sure', printf('%.80c', 'm'), '', 0, 0
        from issue
        where number > 1
      )sql");
      study.database.run("insert into issue_text (issue_text) values ('rebuild')");
      store_response(study.database, {.method = "GET",
                                      .url = "https://api.github.com/x",
                                      .request = "",
                                      .status = 200,
                                      .received_at = "2024-01-01T00:00:00Z",
                                      .body = std::string(20'000, 'x')});
    });
    study.database.run("pragma wal_checkpoint(truncate)");
    write_file(path(), read_file(study.path()));
  }

  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "study.db"; }
  [[nodiscard]] std::filesystem::path saved() const { return folder_.path() / "saved.db"; }

  /// The pages of a table or index: 'leaf', 'internal' or 'overflow'.
  [[nodiscard]] std::vector<int> pages(const std::string& name, const std::string& type) const {
    SQLite::Database database(path().string());
    SQLite::Statement query(
        database, "select pageno from dbstat where name = ? and pagetype = ? order by pageno");
    query.bind(1, name);
    query.bind(2, type);
    std::vector<int> pages;
    while (query.executeStep()) pages.push_back(query.getColumn(0).getInt());
    return pages;
  }

  void destroy(int page) const {
    constexpr std::size_t kPage = 4096;
    std::string bytes = read_file(path());
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(kPage) * (page - 1), kPage, '\x5A');
    write_file(path(), bytes);
  }

  void change(const std::string& sql) const {
    SQLite::Database(path().string(), SQLite::OPEN_READWRITE).exec(sql);
  }

  [[nodiscard]] std::string sorted_rows(const std::filesystem::path& file,
                                        const std::string& table) const {
    SQLite::Database database(file.string());
    SQLite::Statement query(database, "select * from " + table + " order by 1, 2");
    std::string rows;
    while (query.executeStep()) {
      for (int i = 0; i < query.getColumnCount(); ++i) rows += query.getColumn(i).getString() + "|";
      rows += "\n";
    }
    return rows;
  }

  [[nodiscard]] Salvage save() const { return salvage(path(), nullptr, saved()); }

 private:
  TemporaryFolder folder_;
};

SalvagedTable find_table(const Salvage& salvage, const std::string& name) {
  return *std::ranges::find(salvage.tables, name, &SalvagedTable::name);
}

std::int64_t count(const std::filesystem::path& file, const std::string& sql) {
  SQLite::Database database(file.string());
  return database.execAndGet(sql).getInt64();
}

bool says(const Soundness& soundness, const std::string& text) {
  return std::ranges::any_of(soundness.damages, [&](const std::string& damage) {
    return damage.find(text) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("a sound database is found sound, and saved with every row") {
  const LargeStudy study;

  const Soundness soundness = examine_database(study.path());
  const Salvage saved = study.save();

  CHECK(soundness.damages == std::vector<std::string>{});
  CHECK(soundness.notes == std::vector<std::string>{});
  CHECK(std::ranges::all_of(saved.tables, &SalvagedTable::is_whole));
  CHECK(saved.has_schema);
  for (const SalvagedTable& table : saved.tables) {
    CAPTURE(table.name);
    CHECK(study.sorted_rows(study.path(), table.name) ==
          study.sorted_rows(study.saved(), table.name));
  }
  CHECK(examine_database(study.saved()).is_sound());
}

TEST_CASE("of a destroyed page of labels only its rows are lost") {
  const LargeStudy study;
  const auto leaves = study.pages("label", "leaf");
  REQUIRE(leaves.size() > 4);
  study.destroy(leaves[2]);

  const Soundness soundness = examine_database(study.path());
  const Salvage saved = study.save();

  CHECK_FALSE(soundness.is_sound());
  REQUIRE(soundness.tables.size() == 1);
  CHECK(soundness.tables[0].name == "label");
  CHECK(soundness.tables[0].damaged_pages == 1);
  const SalvagedTable labels = find_table(saved, "label");
  CHECK(labels.damaged_pages == 1);
  CHECK(labels.saved > kIssues * 3 / 4);
  CHECK(labels.saved < kIssues + 1);
  CHECK(labels.saved == soundness.tables[0].rows);
  CHECK(examine_database(study.saved()).is_sound());
}

TEST_CASE("no row is lost with a page that only leads to others") {
  const LargeStudy study;
  for (const char* table : {"issue", "label"}) {
    const auto interior = study.pages(table, "internal");
    REQUIRE(interior.size() == 1);
    study.destroy(interior[0]);
  }

  const Salvage saved = study.save();

  CHECK(find_table(saved, "issue").saved == kIssues);
  // An inner page of a table without rowids holds rows of its own.
  CHECK(find_table(saved, "label").saved >= kIssues + 1 - 20);
  CHECK(count(study.saved(), "select count(*) from issue where body is null") == 1);  // of ana's
  CHECK(examine_database(study.saved()).is_sound());
}

TEST_CASE("labels keep their raters and issues when these are lost from their tables") {
  const LargeStudy study;
  for (const char* table : {"rater", "repository", "dimension", "code"}) {
    study.destroy(study.pages(table, "leaf")[0]);
  }
  const auto issues = study.pages("issue", "leaf");
  study.destroy(issues[issues.size() / 2]);

  const Salvage saved = study.save();

  CHECK(find_table(saved, "label").saved == kIssues + 1);
  CHECK(find_table(saved, "label").without_parent == 0);
  CHECK(find_table(saved, "rater").in_part == 2);
  CHECK(find_table(saved, "issue").saved == kIssues);
  CHECK(find_table(saved, "issue").in_part > 3);
  CHECK(study.sorted_rows(study.saved(), "rater") == "1|ana|\n2|ben|\n");
  CHECK(count(study.saved(), "select count(*) from current_label") == kIssues + 1);
  CHECK(examine_database(study.saved()).is_sound());
}

TEST_CASE("rows whose parent is lost altogether are left out and counted") {
  const LargeStudy study;
  const auto issues = study.pages("issue", "leaf");
  for (const int page : study.pages("sqlite_autoindex_issue_1", "leaf")) study.destroy(page);
  study.destroy(issues[issues.size() / 2]);

  const Salvage saved = study.save();

  const std::int64_t lost = kIssues - find_table(saved, "issue").saved;
  CHECK(lost > 0);
  CHECK(find_table(saved, "label").without_parent == lost);
  CHECK(find_table(saved, "label").saved == kIssues + 1 - lost);
  CHECK(examine_database(study.saved()).is_sound());
}

TEST_CASE("a database whose first page is lost is saved whole") {
  const LargeStudy study;
  study.destroy(1);

  const Soundness soundness = examine_database(study.path());
  const Salvage saved = study.save();

  CHECK_FALSE(soundness.is_sound());
  CHECK_FALSE(saved.has_schema);
  CHECK(find_table(saved, "issue").saved == kIssues);
  CHECK(find_table(saved, "label").saved == kIssues + 1);
  CHECK(find_table(saved, "response").saved == 1);
  CHECK(examine_database(study.saved()).is_sound());
}

TEST_CASE("what only the write-ahead log has is no damage, and is saved") {
  test::StudyFixture study;
  study.label("ana", study.kTorch, 1, "stage", "load");
  const TemporaryFolder folder;
  for (const char* ending : {"", "-wal"}) {
    write_file(folder.path() / (std::string("study.db") + ending),
               read_file(study.path().string() + ending));
  }

  CHECK(examine_database(folder.path() / "study.db").is_sound());
  // Whoever opens the copy takes the log into the file, so this comes first.
  const TemporaryFolder other;
  for (const char* ending : {"", "-wal"}) {
    write_file(other.path() / (std::string("study.db") + ending),
               read_file(study.path().string() + ending));
  }
  const Salvage saved = salvage(other.path() / "study.db", nullptr, other.path() / "saved.db");

  CHECK(find_table(saved, "label").saved == 1);
  CHECK(std::filesystem::exists(other.path() / "study.db-wal"));
}

TEST_CASE("a cut-off database gives what it still has") {
  const LargeStudy study;
  std::filesystem::resize_file(study.path(), std::filesystem::file_size(study.path()) / 2 + 100);

  CHECK_FALSE(examine_database(study.path()).is_sound());
  const Salvage saved = study.save();

  CHECK(find_table(saved, "rater").saved == 2);
  CHECK(examine_database(study.saved()).is_sound());
}

TEST_CASE("flipped bytes anywhere neither end the reading nor get into a saved database") {
  const LargeStudy study;
  const std::string sound = read_file(study.path());
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    std::string bytes = sound;
    for (std::uint64_t flips = 1 + random.below(400); flips > 0; --flips) {
      bytes[random.below(bytes.size())] ^= static_cast<char>(1 + random.below(255));
    }
    write_file(study.path(), bytes);
    std::filesystem::remove(study.saved());

    static_cast<void>(examine_database(study.path()));
    static_cast<void>(study.save());

    const Soundness saved = examine_database(study.saved());
    CAPTURE(saved.is_sound() ? "" : saved.damages.front());
    CHECK(saved.is_sound());
    CHECK(count(study.saved(), "select count(*) from label") > kIssues / 2);
  }
}

TEST_CASE("a file that exists is never written over by what is saved") {
  const LargeStudy study;
  write_file(study.saved(), "mine");

  const Error error = test::thrown_error([&] { return study.save(); });

  CHECK(error.message() == "the file exists already; nothing was written");
  CHECK(read_file(study.saved()) == "mine");
}

TEST_CASE("each kind of damage is said for what it is") {
  const auto found = [](const std::string& sql) {
    const LargeStudy study;
    study.change(sql);
    return examine_database(study.path());
  };

  CHECK(says(found("update issue set title = 'another' where number = 7"),
             "the full text index issue_text does not have the texts as they are"));
  CHECK(says(found("update response set body = x'0102'"), "1 cannot be uncompressed"));
  CHECK(says(found("pragma foreign_keys = off; delete from rater where name = 'ben'"),
             "1 row of the table label refers to rows that the table rater lacks"));
  CHECK(says(found("drop trigger label_is_never_changed"),
             "the trigger label_is_never_changed is missing"));
  CHECK(says(found("create trigger more after insert on rater begin select 1; end"),
             "the trigger more is none of this program"));
  CHECK(says(found("pragma application_id = 7"), "not marked as a study's database"));
  CHECK(says(found("pragma user_version = 99"), "the schema has version 99"));
  const Soundness own = found("create table mine (a text); create index mine_a on mine (a)");
  CHECK(own.is_sound());
  CHECK(own.notes.size() == 2);
}

TEST_CASE("an answer that would fill the memory is not uncompressed") {
  const std::string bomb = compress(std::string(kLargestAnswer + 1'000'000, 'x'));
  CHECK(bomb.size() < 4'000'000);

  const Error error = test::thrown_error([&] { return decompress(bomb); });

  CHECK(error.message() == "a stored answer is too large to be genuine");
}

}  // namespace faultline::data
