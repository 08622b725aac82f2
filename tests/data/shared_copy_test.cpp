#include "data/shared_copy.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/text.h"
#include "data/foreign_database.h"
#include "data/pseudonyms.h"
#include "support/collected_study.h"
#include "support/thrown_error.h"

namespace faultline::data {

namespace {

using test::CollectedStudy;
using test::TemporaryFolder;
using test::thrown_error;

/// A study in which people are named wherever they can be.
class PeopledStudy {
 public:
  PeopledStudy() {
    const std::int64_t issue = study.add(CollectedStudy::kTorch, 1,
                                         {.title = "Crash seen by @Octo-Cat",
                                          .body = "mail me: hubot@users.example.com",
                                          .comments = {"see hubot/fork#12 and @octo-cat"}});
    run("update issue set author = 'octo-cat'");
    run("update comment set author = 'hubot'");
    run("insert into timeline_event (issue_id, position, event, actor, source_repository, "
        "source_number) values (1, 0, 'cross-referenced', 'stale[bot]', 'stranger/pytorch', 3)");
    run("insert into fix (issue_id, kind, repository, ref, title) values (1, 'commit', "
        "'hubot/pytorch', 'c0ffee', 'Repair it (@octo-cat)')");
    run("insert into response (method, url, status, received_at, body) values ('GET', "
        "'https://api.github.com/users/octo-cat', 200, '2024-01-01T00:00:00Z', x'00')");
    run("insert into pending (repository_id, api, kind, subject) values (1, 'rest', 'fix', "
        "'commit hubot/pytorch c0ffee')");
    run("insert into codebook (name, version, title, content) values ('c', 1, 'C', '')");
    run("insert into dimension (name) values ('stage')");
    run("insert into code (dimension_id, name) values (1, 'export')");
    const std::int64_t rater = study.rater("Ana Lovelace");
    study.database.transaction([&] {
      Statement(study.database, R"sql(
        insert into label (dimension_id, issue_id, rater_id, labelled_at, code_id, codebook_id, memo)
        values (1, ?, ?, '2024-02-03T04:05:06.000Z', 1, 1, 'Ana Lovelace said so, as @hubot')
      )sql")
          .bind(issue, rater)
          .run();
    });
    static_cast<void>(study.rater("consensus"));
  }

  void run(const std::string& sql) { study.database.run(sql); }

  CollectedStudy study;
};

std::string copy_of(Database& study, Names names = Names::kPseudonyms) {
  const TemporaryFolder folder;
  write_shared_copy(study, folder.path() / "study.db", names);
  return read_file(folder.path() / "study.db");
}

std::string text(Database& database, const std::string& sql) {
  Statement query(database, sql);
  return query.step() ? query.text(0) : "";
}

}  // namespace

TEST_CASE("a shared copy names nobody, not even in pages that are not used") {
  PeopledStudy peopled;

  const std::string bytes = to_lower(copy_of(peopled.study.database));

  for (const std::string name : {"octo-cat", "hubot", "stranger", "lovelace", "example.com"}) {
    CAPTURE(name);
    CHECK(bytes.find(name) == std::string::npos);
  }
  CHECK(to_lower(copy_of(peopled.study.database, Names::kAsTheyAre)).find("octo-cat") !=
        std::string::npos);
}

TEST_CASE("people have one pseudonym in all places, and bots and the consensus keep their names") {
  PeopledStudy peopled;
  const TemporaryFolder folder;

  write_shared_copy(peopled.study.database, folder.path() / "study.db", Names::kPseudonyms);

  Database copy = Database::open(folder.path() / "study.db", Database::Access::kRead);
  CHECK(text(copy, "select author from issue") == "person-1");
  CHECK(text(copy, "select title from issue") == "Crash seen by @person-1");
  CHECK(text(copy, "select body from issue") == "mail me: [address]");
  CHECK(text(copy, "select author from comment") == "person-2");
  CHECK(text(copy, "select body from comment") == "see person-2/fork#12 and @person-1");
  CHECK(text(copy, "select actor from timeline_event") == "stale[bot]");
  CHECK(text(copy, "select source_repository from timeline_event") == "person-3/pytorch");
  CHECK(text(copy, "select repository from fix") == "person-2/pytorch");
  CHECK(text(copy, "select group_concat(name, ', ') from rater") == "rater-1, consensus");
  CHECK(text(copy, "select memo from label") == "rater-1 said so, as @person-2");
  CHECK(text(copy, "select count(*) from response") == "0");
  CHECK(text(copy, "select count(*) from pending") == "0");
  CHECK(text(copy, "select rowid from comment_text where comment_text match 'fork'") == "1");
}

TEST_CASE("words that only look like logins stay as they are") {
  PeopledStudy peopled;
  peopled.run(
      "insert into comment (id, issue_id, author, created_at, body) values (77, 1, 'test', "
      "'2024-01-03T00:00:00Z', '')");
  const Pseudonyms pseudonyms(peopled.study.database);

  CHECK(pseudonyms.text("the test fails in src/test/run.py") ==
        "the test fails in src/test/run.py");
  CHECK(pseudonyms.text("@tester, x@self.weight, git@github.com:a/b") ==
        "@tester, x@self.weight, git@github.com:a/b");
  CHECK(pseudonyms.text("https://github.com/pytorch/pytorch/issues/1") ==
        "https://github.com/pytorch/pytorch/issues/1");
  CHECK(pseudonyms.text("https://github.com/test/x, /home/TEST/y, @test.") ==
        "https://github.com/person-3/x, /home/person-3/y, @person-3.");
}

TEST_CASE("the same study gives the same copy, whatever its own file went through") {
  PeopledStudy peopled;
  Database& database = peopled.study.database;
  const std::string first = copy_of(database);

  peopled.run("create table scratch (x)");
  peopled.run("insert into scratch select zeroblob(100000)");
  peopled.run("drop table scratch");
  peopled.run("insert into issue_text (issue_text) values ('rebuild')");
  CHECK((copy_of(database) == first));
  peopled.run("pragma wal_checkpoint(truncate)");
  CHECK((copy_of(database) == first));
  peopled.run("vacuum");
  CHECK((copy_of(database) == first));

  peopled.run("update issue set body = 'another'");
  CHECK_FALSE((copy_of(database) == first));
}

TEST_CASE("a copy is one file, sound, and a study that opens") {
  PeopledStudy peopled;
  const TemporaryFolder folder;

  write_shared_copy(peopled.study.database, folder.path() / "study.db", Names::kPseudonyms);

  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
  CHECK_NOTHROW(check_foreign_database(folder.path() / "study.db"));
  CHECK(newest_change(peopled.study.database) == "2024-02-03T04:05:06.000Z");
}

TEST_CASE("every column of text is one that is treated, left out, or known to name nobody") {
  // A new column belongs into kNamingColumns of shared_copy.cpp if it may hold a person's name, and
  // here if not.
  const std::set<std::string> harmless{"changed_file.path",
                                       "code.name",
                                       "codebook.content",
                                       "codebook.name",
                                       "codebook.title",
                                       "codebook_code.definition",
                                       "codebook_code.title",
                                       "coding.coded_at",
                                       "collection.api",
                                       "collection.cursor",
                                       "collection.finished_at",
                                       "collection.protocol",
                                       "collection.since",
                                       "collection.started_at",
                                       "comment.created_at",
                                       "comment.updated_at",
                                       "conversion.converter",
                                       "conversion.kind",
                                       "conversion.model",
                                       "conversion.stated",
                                       "dimension.name",
                                       "fix.kind",
                                       "fix.merged_at",
                                       "fix.patches",
                                       "fix.read_at",
                                       "fix.ref",
                                       "fix.state",
                                       "function_operator.domain",
                                       "function_operator.operator",
                                       "instrument.content",
                                       "instrument.name",
                                       "instrument.title",
                                       "issue.closed_at",
                                       "issue.collected_at",
                                       "issue.created_at",
                                       "issue.gone",
                                       "issue.latest_onnx_release",
                                       "issue.node_id",
                                       "issue.state",
                                       "issue.state_reason",
                                       "issue.updated_at",
                                       "issue.url",
                                       "issue_history.replaced_at",
                                       "issue_history.state",
                                       "issue_label.name",
                                       "label.confidence",
                                       "label.labelled_at",
                                       "left_out_row.reason",
                                       "model.graph_name",
                                       "model.name",
                                       "model.problem",
                                       "model.producer",
                                       "model.producer_version",
                                       "model_function.domain",
                                       "model_function.name",
                                       "model_operator.domain",
                                       "model_operator.operator",
                                       "model_operator.place",
                                       "model_operator_set.domain",
                                       "model_set.name",
                                       "model_vertex.domain",
                                       "model_vertex.kind",
                                       "model_vertex.name",
                                       "model_vertex.operator",
                                       "operator_change.change",
                                       "operator_change.history",
                                       "operator_change.operator",
                                       "operator_set.domain",
                                       "operator_set.onnx_version",
                                       "operator_set.released",
                                       "popularity.read_at",
                                       "question.feeds",
                                       "question.kind",
                                       "question.name",
                                       "question.purpose",
                                       "question.text",
                                       "question.topic",
                                       "question_option.name",
                                       "question_option.text",
                                       "repository.converter",
                                       "repository.name",
                                       "sample.drawn_at",
                                       "sample.kind",
                                       "screening.reason",
                                       "screening.step",
                                       "screening_judgement.judged_at",
                                       "survey_wave.fingerprint",
                                       "survey_wave.imported_at",
                                       "theme.definition",
                                       "theme.name",
                                       "theme.title",
                                       "timeline_event.commit_sha",
                                       "timeline_event.created_at",
                                       "timeline_event.event",
                                       "timeline_event.label",
                                       "timeline_event.source_kind",
                                       "timeline_event.source_state"};
  const CollectedStudy study;
  Database database = Database::in_memory(schema_version());
  Statement columns(database, R"sql(
    select tables.name || '.' || columns.name
    from sqlite_schema as tables, pragma_table_info(tables.name) as columns
    where tables.type = 'table' and columns.type in ('TEXT', 'BLOB', 'ANY')
      and tables.name not like '%\_text%' escape '\'
    order by 1
  )sql");
  std::vector<std::string> untreated;
  while (columns.step()) {
    const std::string column = columns.text(0);
    if (!harmless.contains(column) && !may_hold_names(column)) untreated.push_back(column);
  }

  CHECK(join(untreated, ", ") == "");
}

TEST_CASE("a database that is not as the program makes one is refused, and only looked at") {
  PeopledStudy peopled;
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "study.db";
  const auto refused = [&](const std::string& sql) {
    std::filesystem::remove(path);
    write_shared_copy(peopled.study.database, path, Names::kPseudonyms);
    Database::open(path, Database::Access::kWrite).run(sql);
    const std::string before = read_file(path);
    const Error error = thrown_error([&] { check_foreign_database(path); });
    CHECK((read_file(path) == before));
    CHECK(error.kind() == ErrorKind::kInput);
    return test::all_of(error);
  };

  CHECK(refused("create trigger evil after insert on rater begin delete from rater; end")
            .find("it has the trigger evil") != std::string::npos);
  CHECK(refused("create view evil as select load_extension('x')").find("view evil") !=
        std::string::npos);
  CHECK(refused("create table evil (x)").find("table evil") != std::string::npos);
  CHECK(refused("drop trigger label_is_never_changed").find("it lacks the trigger") !=
        std::string::npos);
  CHECK(refused("drop view current_label; create view current_label as select 1")
            .find("view current_label") != std::string::npos);
  CHECK(refused("pragma user_version = -1").find("it has no schema") != std::string::npos);
  CHECK(refused("pragma user_version = 999").find("newer version") != std::string::npos);
  CHECK(refused("pragma application_id = 1").find("another program") != std::string::npos);

  write_file(path, "no database at all, but long enough to be taken for one");
  CHECK(thrown_error([&] { check_foreign_database(path); }).kind() == ErrorKind::kInput);
}

TEST_CASE("comments of another version of the schema are no reason to refuse, hidden SQL is") {
  PeopledStudy peopled;
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "study.db";
  const auto with_rater_table = [&](const std::string& sql) {
    std::filesystem::remove(path);
    write_shared_copy(peopled.study.database, path, Names::kPseudonyms);
    // Whoever writes such a schema does it with another program: ours would not let him.
    SQLite::Database database(path, SQLite::OPEN_READWRITE);
    database.exec("pragma writable_schema = on");
    SQLite::Statement change(database, "update sqlite_schema set sql = ? where name = 'rater'");
    change.bind(1, sql);
    change.exec();
  };
  const std::string columns = "id integer primary key,\n  name text not null unique";

  with_rater_table("CREATE TABLE rater (\n  " + columns + "\n) strict");
  CHECK_NOTHROW(check_foreign_database(path));

  with_rater_table("CREATE TABLE rater ( -- who's who\n" + columns + "-- 'a name\n) strict");
  CHECK_NOTHROW(check_foreign_database(path));

  for (const std::string hidden :
       {" default (1)", " -- a comment\n default (1)", " /* a comment */", " check (name <> '--')",
        " check (name <> '--\n')", " \"--\"", " -- '\n default (1) -- '"}) {
    CAPTURE(hidden);
    with_rater_table("CREATE TABLE rater (" + columns + hidden + ") strict");
    CHECK(thrown_error([&] { check_foreign_database(path); }).kind() == ErrorKind::kInput);
  }
}

TEST_CASE("a database with a damaged page is refused") {
  PeopledStudy peopled;
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "study.db";
  write_shared_copy(peopled.study.database, path, Names::kPseudonyms);
  std::string bytes = read_file(path);
  constexpr std::size_t kPage = 4096;
  // The last page holds rows, no schema.
  bytes.replace(bytes.size() - kPage, 64, std::string(64, '\xFF'));
  write_file(path, bytes);

  CHECK(thrown_error([&] { check_foreign_database(path); }).kind() == ErrorKind::kInput);
}

}  // namespace faultline::data
