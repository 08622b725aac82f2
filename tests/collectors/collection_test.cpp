#include <doctest/doctest.h>

#include <map>

#include "base/text.h"
#include "collectors/github/replay.h"
#include "support/collection_fixture.h"
#include "support/github_server/change_world.h"
#include "support/github_server/generate_world.h"
#include "support/thrown_error.h"

namespace faultline::test {

namespace {

constexpr const char* kLater = "2030-01-01T00:00:00Z";

Api api_of(const std::string& name) { return name == "rest" ? Api::kRest : Api::kGraphql; }

/// Checks every relevant issue, whole.
void check_all(CollectionFixture& study, const std::string& api) {
  for (const std::int64_t number : study.relevant()) {
    CAPTURE(number);
    const data::CollectedIssue held = study.held(number);
    const data::CollectedIssue expected = study.expected(number, api_of(api));
    CHECK(held.title == expected.title);
    CHECK(held.comments == expected.comments);
    CHECK(held.timeline == expected.timeline);
    CHECK(held.fixes == expected.fixes);
    CHECK(held == expected);
  }
}

/// The content that an undisturbed collection brings.
std::string undisturbed(const std::string& api) {
  CollectionFixture study(small_world());
  study.collect(api);
  return study.content();
}

}  // namespace

TEST_CASE("each API brings exactly what GitHub holds") {
  for (const std::string api : {"graphql", "rest"}) {
    for (const LinkStyle links : {LinkStyle::kPages, LinkStyle::kCursors}) {
      CAPTURE(api);
      ServerOptions options;
      options.issue_links = links;
      CollectionFixture study(small_world(), options);

      const Collected collected = study.collect(api);

      const auto relevant = static_cast<std::int64_t>(study.relevant().size());
      CHECK(relevant > 20);
      CHECK(collected.tally.added == relevant);
      CHECK(collected.tally.gone == 0);
      CHECK(study.count("select count(*) from issue") == relevant);
      CHECK(study.count("select count(*) from pending") == 0);
      CHECK(study.count("select count(*) from collection where finished_at is not null") == 1);
      check_all(study, api);
    }
  }
}

TEST_CASE("comments are found by their words after they were collected") {
  CollectionFixture study(small_world());

  study.collect("graphql");

  CHECK(study.count("select count(*) from comment") > 100);
  CHECK_NOTHROW(study.database.run(
      "insert into comment_text (comment_text, rank) values ('integrity-check', 1)"));
  CHECK_NOTHROW(study.database.run(
      "insert into issue_text (issue_text, rank) values ('integrity-check', 1)"));
}

TEST_CASE("a second run without a change asks little and writes nothing") {
  for (const std::string api : {"graphql", "rest"}) {
    CAPTURE(api);
    CollectionFixture study(small_world());
    study.collect(api);
    const std::string before = study.whole();
    study.server.reset_log();

    const Collected collected = study.collect(api);

    CHECK(study.server.counters().requests <= 5);
    CHECK(collected.tally.added + collected.tally.changed + collected.tally.gone == 0);
    CHECK(study.whole() == before);
  }
}

TEST_CASE("a second run asks little also where most of a busy repository is not relevant") {
  for (const std::string api : {"graphql", "rest"}) {
    CAPTURE(api);
    WorldSize size;
    size.issues = 900;
    size.relevant = 20;
    CollectionFixture study(generate_world(size));
    study.collect(api);
    study.server.reset_log();

    study.collect(api);

    CHECK(study.server.counters().requests <= 5);
  }
}

TEST_CASE("GraphQL needs few requests for many issues with all that belongs to them") {
  WorldSize size;
  size.issues = 600;
  size.relevant = 300;
  size.pull_requests = 200;
  CollectionFixture study(generate_world(size));

  study.collect("graphql");

  const auto relevant = static_cast<std::int64_t>(study.relevant().size());
  CHECK(relevant > 200);
  CHECK(study.server.counters().requests * 100 <= 8 * relevant);
}

TEST_CASE("REST repeats no request") {
  CollectionFixture study(small_world());

  study.collect("rest");

  std::map<std::string, int> times;
  for (const LoggedRequest& request : study.server.log()) ++times[request.target];
  for (const auto& [target, count] : times) {
    CAPTURE(target);
    CHECK(count == 1);
  }
}

TEST_CASE("an interrupted run is finished by either API, to the rows of an undisturbed one") {
  const std::map<std::string, std::string> whole{{"graphql", undisturbed("graphql")},
                                                 {"rest", undisturbed("rest")}};
  for (const std::string api : {"graphql", "rest"}) {
    for (const std::int64_t requests : {3, 5, 6, 7, 11, 40}) {
      CAPTURE(api);
      CAPTURE(requests);
      CollectionFixture study(small_world());

      for (int i = 0; i < 5; ++i) study.collect_interrupted(api, requests);
      study.collect(api);

      CHECK(study.content() == whole.at(api));
    }
  }
  for (const std::int64_t requests : {4, 6, 20, 60}) {
    CAPTURE(requests);
    CollectionFixture study(small_world());

    study.collect_interrupted("rest", requests);
    study.collect("graphql");

    CHECK(study.count("select count(*) from pending") == 0);
    CHECK(study.count("select count(*) from collection where finished_at is null") == 0);
    CHECK(study.count("select count(*) from issue") ==
          static_cast<std::int64_t>(study.relevant().size()));
    CHECK(study.count("select count(*) from issue where collected_at is null") == 0);
  }
  for (const std::int64_t requests : {4, 5, 6}) {
    CAPTURE(requests);
    CollectionFixture study(small_world());

    study.collect_interrupted("graphql", requests);
    study.collect("rest");

    CHECK(study.count("select count(*) from pending") == 0);
    CHECK(study.count("select count(*) from issue") ==
          static_cast<std::int64_t>(study.relevant().size()));
    CHECK(study.count("select count(*) from fix where read_at is null") == 0);
  }
}

TEST_CASE("faults of every kind change nothing of the result") {
  for (const std::string api : {"graphql", "rest"}) {
    CAPTURE(api);
    const std::string whole = undisturbed(api);
    ServerOptions options;
    options.faults.every = api == "rest" ? 10 : 2;
    options.stall = std::chrono::milliseconds{2500};
    CollectionFixture study(small_world(), options);

    study.collect(api);

    CHECK(study.server.counters().faults > 5);
    CHECK(study.content() == whole);
  }
}

TEST_CASE("pages become smaller where GitHub cannot compute so much at once") {
  const std::string whole = undisturbed("graphql");
  ServerOptions options;
  options.graphql_objects = 1500;
  CollectionFixture study(small_world(), options);

  study.collect("graphql");

  CHECK(study.content() == whole);
}

TEST_CASE("later runs bring what changed, and keep the earlier text") {
  for (const std::string api : {"graphql", "rest"}) {
    CAPTURE(api);
    CollectionFixture study(small_world());
    study.collect(api);
    const std::int64_t edited = study.relevant().front();
    const std::int64_t commented = study.relevant().at(1);
    const std::string before = study.held(edited).title;
    study.server.change([&](World& world) {
      edit_title(world, {CollectionFixture::kRepository, edited}, "A better title", kLater);
      add_comment(world, {CollectionFixture::kRepository, commented}, "ada", "One more.", kLater);
    });

    const Collected collected = study.collect(api);

    CHECK(collected.tally.changed == 2);
    CHECK(collected.tally.added == 0);
    check_all(study, api);
    CHECK(study.count("select count(*) from issue_history") == 1);
    CHECK(study.text("select title from issue_history") == before);
  }
}

TEST_CASE("issues that are deleted, transferred or reopened are noticed by their number") {
  for (const std::string api : {"graphql", "rest"}) {
    CAPTURE(api);
    CollectionFixture study(small_world());
    study.collect(api);
    const std::vector<std::int64_t> relevant = study.relevant();
    study.server.change([&](World& world) {
      delete_issue(world, {CollectionFixture::kRepository, relevant.at(3)});
      transfer_issue(world, {CollectionFixture::kRepository, relevant.at(4)},
                     "microsoft/onnxruntime", kLater);
      Issue& reopened = world.at(Reference{CollectionFixture::kRepository, relevant.at(5)});
      reopened.open = true;
      reopened.updated_at = kLater;
    });

    const Collected collected = study.collect(api);

    CHECK(collected.tally.gone == 2);
    CHECK(study.text("select gone from issue where number = " + std::to_string(relevant.at(3))) ==
          "deleted");
    CHECK(study.text("select gone from issue where number = " + std::to_string(relevant.at(4))) ==
          "transferred");
    CHECK(study.text("select state from issue where number = " + std::to_string(relevant.at(5))) ==
          "open");
    CHECK(study.held(relevant.at(3)).title != "");
    study.server.reset_log();
    study.collect(api);
    CHECK(study.server.counters().requests <= 5);
  }
}

TEST_CASE("a pull request that is merged later is noticed, though its issues are not touched") {
  for (const std::string api : {"graphql", "rest"}) {
    CAPTURE(api);
    CollectionFixture study(small_world());
    study.collect(api);
    const std::int64_t number = study.count(
        "select source_number from timeline_event where event = 'cross-referenced' and "
        "source_kind = 'pull-request' and source_state = 'open' and source_repository = "
        "'pytorch/pytorch' order by source_number limit 1");
    REQUIRE(number > 0);
    study.server.change([&](World& world) {
      merge_pull_request(world, {CollectionFixture::kRepository, number}, kLater);
    });

    const Collected collected = study.collect(api);

    CHECK(collected.tally.changed > 0);
    check_all(study, api);
  }
}

TEST_CASE("a full run asks about every issue and changes nothing where nothing changed") {
  for (const std::string api : {"graphql", "rest"}) {
    CAPTURE(api);
    CollectionFixture study(small_world());
    study.collect(api);
    const std::string before = study.content();

    const Collected collected = study.collect(api, true);

    CHECK(collected.tally.changed == 0);
    CHECK(study.content() == before);
  }
}

TEST_CASE("answers that are kept give the same rows again without network") {
  for (const std::string api : {"graphql", "rest"}) {
    CAPTURE(api);
    CollectionFixture study(small_world());
    study.collect(api);
    const std::int64_t edited = study.relevant().front();
    study.server.change([&](World& world) {
      edit_body(world, {CollectionFixture::kRepository, edited}, "Now with a trace.", kLater);
      delete_issue(world, {CollectionFixture::kRepository, study.relevant().at(3)});
    });
    study.collect(api);
    const std::string before = study.whole();

    const std::int64_t answers = collectors::replay(study.database, [](std::int64_t) {});

    CHECK(answers == study.count("select count(*) from response"));
    CHECK(study.whole() == before);
  }
}

TEST_CASE("without kept answers there is nothing to replay") {
  CollectionFixture study(small_world());
  study.collect("rest", false, false);
  const std::string before = study.content();

  const Error error =
      thrown_error([&] { return collectors::replay(study.database, [](std::int64_t) {}); });

  CHECK(study.count("select count(*) from response") == 0);
  CHECK(says(error, "kept no answers"));
  CHECK(study.content() == before);
}

TEST_CASE("a repository that GitHub does not have is named, and nothing is changed") {
  for (const std::string api : {"graphql", "rest"}) {
    CAPTURE(api);
    CollectionFixture study(World{});
    const std::string before = study.whole();

    const Error error = thrown_error([&] { return study.collect(api); });

    CHECK(error.kind() == ErrorKind::kInput);
    CHECK(says(error, "GitHub has no repository 'pytorch/pytorch'"));
    CHECK(study.whole() == before);
  }
}

TEST_CASE("a label that the repository does not have is named with the nearest one") {
  for (const std::string api : {"graphql", "rest"}) {
    CAPTURE(api);
    CollectionFixture study(small_world());
    study.protocol.labels = {"module: onx"};
    const std::string before = study.whole();

    const Error error = thrown_error([&] { return study.collect(api); });

    CHECK(error.kind() == ErrorKind::kInput);
    CHECK(says(error, "no label 'module: onx'"));
    CHECK(says(error, "the nearest one is 'module: onnx'"));
    CHECK(study.whole() == before);
  }
}

TEST_CASE("archived and renamed repositories are collected and told of") {
  for (const std::string api : {"graphql", "rest"}) {
    CAPTURE(api);
    CollectionFixture study(small_world());
    study.server.change([](World& world) {
      world.at(CollectionFixture::kRepository).archived = true;
      rename_repository(world, CollectionFixture::kRepository, "pytorch/renamed");
    });

    const Collected collected = study.collect(api);

    CHECK(collected.tally.added > 20);
    const std::string notes = join(collected.notes, "\n");
    CHECK(notes.find("is called pytorch/renamed now") != std::string::npos);
    CHECK(notes.find("archived") != std::string::npos);
  }
}

TEST_CASE("a filter that changes after a collection is told of, and all is looked through") {
  CollectionFixture study(small_world());
  study.collect("graphql");
  study.protocol.labels.clear();

  const Collected collected = study.collect("graphql");

  CHECK(join(collected.notes, "\n").find("the protocol has changed") != std::string::npos);
  CHECK(collected.tally.added > 20);
  CHECK(collected.tally.changed == 0);
}

TEST_CASE("patches are read for the drawn issues alone") {
  CollectionFixture study(small_world());
  study.collect("graphql");
  const std::int64_t issue = study.count(
      "select issue_id from fix where kind = 'pull-request' and files_complete order by 1 limit 1");
  study.database.run(
      "insert into sample (id, name, kind, seed, drawn_at) values (1, 'main', 'main', 1, '2024')");
  study.database.run("insert into sample_item values (1, " + std::to_string(issue) + ", 0)");

  const std::int64_t read = study.collect_patches();

  CHECK(read > 0);
  CHECK(study.count("select count(*) from fix where patches is null and issue_id = " +
                    std::to_string(issue)) == 0);
  CHECK(study.count("select count(*) from changed_file where patch is not null") > 0);
  CHECK(study.count("select count(*) from fix where patches is null") > 0);
  CHECK(study.collect_patches() == 0);
  const std::string before = study.whole();
  collectors::replay(study.database, [](std::int64_t) {});
  CHECK(study.whole() == before);
}

}  // namespace faultline::test
