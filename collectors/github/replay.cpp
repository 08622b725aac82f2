#include "collectors/github/replay.h"

#include <fmt/format.h>

#include <map>

#include "base/error.h"
#include "collectors/github/graphql_answers.h"
#include "collectors/github/json_fields.h"
#include "collectors/github/link_header.h"
#include "collectors/github/rest_answers.h"
#include "data/parse_json.h"
#include "data/responses.h"

namespace faultline::collectors {

namespace {

using Json = nlohmann::json;

/// Both APIs' answers about one repository, stored as when they came.
struct RepositoryReplay {
  RepositoryReplay(data::Database& database, std::int64_t repository_id)
      : rest_intake(database, repository_id, "rest"),
        graphql_intake(database, repository_id, "graphql"),
        rest(database, rest_intake, repository_id),
        graphql(database, graphql_intake, repository_id) {}

  void apply(const data::Response& response);

  IssueIntake rest_intake;
  IssueIntake graphql_intake;
  RestAnswers rest;
  GraphqlAnswers graphql;
};

void RepositoryReplay::apply(const data::Response& response) {
  const Question question = parse_question(response.request);
  Json body = data::parse_json(response.body);
  if (response.method == "POST") {
    graphql.apply({question, member_or_null(body, "data"), response.received_at});
    return;
  }
  RestAnswer answer{.question = question,
                    .status = response.status,
                    .body = std::move(body),
                    .received_at = response.received_at};
  if (response.link) answer.next = find_link(*response.link, "next");
  rest.apply(answer);
}

}  // namespace

std::int64_t replay(data::Database& database, const std::function<void(std::int64_t)>& show) {
  const std::vector<std::string> without = data::collections_without_answers(database);
  if (!without.empty()) {
    throw Error("the collection cannot be replayed; nothing was changed")
        .because(fmt::format("the run of {} kept no answers", without.front()))
        .help("collect the study anew, without --no-keep");
  }
  std::int64_t done = 0;
  database.transaction([&] {
    data::clear_collected(database);
    std::map<std::int64_t, std::unique_ptr<RepositoryReplay>> repositories;
    data::for_each_response(database, [&](const data::Response& response) {
      if (!response.repository_id) return;
      auto& repository = repositories[*response.repository_id];
      if (!repository) {
        repository = std::make_unique<RepositoryReplay>(database, *response.repository_id);
      }
      repository->apply(response);
      show(++done);
    });
    if (done == 0) {
      throw Error("the study keeps no answers of GitHub; nothing was changed")
          .help("`faultline collect` collects them");
    }
  });
  return done;
}

}  // namespace faultline::collectors
