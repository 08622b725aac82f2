#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/issue_name.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "base/text.h"
#include "collectors/screening/evidence.h"
#include "data/collection_store.h"

namespace faultline::app {

namespace {

using Json = nlohmann::ordered_json;

template <typename Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

std::vector<std::string> evidence_of(const std::string& repository,
                                     const data::CollectedIssue& issue) {
  std::vector<std::string> ids;
  for (const data::EvidencePredicate predicate :
       collectors::evidence_of_repair(repository, issue.timeline)) {
    for (const data::EvidencePredicateName& name : data::kEvidencePredicates) {
      if (name.predicate == predicate) ids.emplace_back(name.id);
    }
  }
  return ids;
}

Json comments_json(const data::CollectedIssue& issue) {
  Json list = Json::array();
  for (const data::CollectedComment& comment : issue.comments) {
    list.push_back({{"author", or_null(comment.author)},
                    {"created_at", comment.created_at},
                    {"body", comment.body}});
  }
  return list;
}

Json timeline_json(const data::CollectedIssue& issue) {
  Json list = Json::array();
  for (const data::TimelineEvent& event : issue.timeline) {
    list.push_back({{"event", event.event},
                    {"created_at", or_null(event.created_at)},
                    {"commit", or_null(event.commit_sha)},
                    {"source_repository", or_null(event.source_repository)},
                    {"source_number", or_null(event.source_number)},
                    {"source_state", or_null(event.source_state)}});
  }
  return list;
}

Json fixes_json(const data::CollectedIssue& issue) {
  Json list = Json::array();
  for (const data::Fix& fix : issue.fixes) {
    Json files = Json::array();
    for (const data::ChangedFile& file : fix.files) {
      files.push_back({{"path", file.path},
                       {"additions", or_null(file.additions)},
                       {"deletions", or_null(file.deletions)}});
    }
    list.push_back({{"kind", fix.kind},
                    {"ref", fix.ref},
                    {"title", or_null(fix.title)},
                    {"merged_at", or_null(fix.merged_at)},
                    {"files", std::move(files)}});
  }
  return list;
}

Json to_json(const std::string& repository, const data::CollectedIssue& issue) {
  return {{"repository", repository},
          {"number", issue.number},
          {"title", issue.title},
          {"state", issue.state},
          {"author", or_null(issue.author)},
          {"created_at", issue.created_at},
          {"closed_at", or_null(issue.closed_at)},
          {"labels", issue.labels},
          {"url", issue.url},
          {"body", or_null(issue.body)},
          {"comments", comments_json(issue)},
          {"timeline", timeline_json(issue)},
          {"fixes", fixes_json(issue)},
          {"evidence", evidence_of(repository, issue)}};
}

void print_lines(World& world, const std::string& text) {
  for (const std::string& line : split(text, '\n')) world.out << "  " << printable(line) << "\n";
}

std::string name_or_nobody(const std::optional<std::string>& author) {
  return author ? printable(*author) : "an account that is gone";
}

/// What an event names: a commit, a label, an issue or pull request.
std::string object_of(const data::TimelineEvent& event) {
  std::string text;
  if (event.label) text += " " + *event.label;
  if (event.commit_sha) text += " " + event.commit_sha->substr(0, 12);
  if (event.source_number) {
    text += fmt::format(" {}#{} ({})", event.source_repository.value_or(""), *event.source_number,
                        event.source_state.value_or("?"));
  }
  return text;
}

void print_head(World& world, const std::string& repository, const data::CollectedIssue& issue) {
  world.out << printable(issue.title) << "\n"
            << printable(issue.url) << "\n"
            << fmt::format("{} by {} on {}", printable(issue.state), name_or_nobody(issue.author),
                           printable(issue.created_at));
  if (issue.closed_at) world.out << ", closed on " << printable(*issue.closed_at);
  world.out << "\n";
  if (!issue.labels.empty()) world.out << "labels: " << printable(join(issue.labels, ", ")) << "\n";
  const std::vector<std::string> evidence = evidence_of(repository, issue);
  world.out << "evidence of repair: " << (evidence.empty() ? "none" : join(evidence, ", ")) << "\n";
  if (issue.body) {
    world.out << "\n";
    print_lines(world, *issue.body);
  }
}

void print_issue(World& world, const std::string& repository, const data::CollectedIssue& issue) {
  print_head(world, repository, issue);
  for (const data::CollectedComment& comment : issue.comments) {
    world.out << fmt::format("\n{} on {}:\n", name_or_nobody(comment.author),
                             printable(comment.created_at));
    print_lines(world, comment.body);
  }
  if (!issue.timeline.empty()) world.out << "\nTimeline\n";
  for (const data::TimelineEvent& event : issue.timeline) {
    world.out << fmt::format("  {:<20}  {}\n", printable(event.created_at.value_or("")),
                             printable(event.event + object_of(event)));
  }
  if (!issue.fixes.empty()) world.out << "\nFixes\n";
  for (const data::Fix& fix : issue.fixes) {
    const bool is_commit = fix.kind == "commit";
    world.out << fmt::format("  {} {}{}{}  {}\n", fix.kind, printable(fix.repository),
                             is_commit ? "@" : "#", printable(fix.ref.substr(0, 12)),
                             printable(fix.title.value_or("")));
    for (const data::ChangedFile& file : fix.files) {
      world.out << fmt::format("    {} +{} -{}\n", printable(file.path), file.additions.value_or(0),
                               file.deletions.value_or(0));
    }
  }
}

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  const IssueName name = parse_issue_name(arguments.positional().front(), study);
  const auto issue = data::read_collected_issue(study.database, name.repository, name.number);
  if (!issue) {
    throw Error(fmt::format("the study has no issue {}#{}", name.repository, name.number))
        .help("`faultline issues` lists the issues that it has");
  }
  if (arguments.has("json")) {
    world.out << to_json(name.repository, *issue)
                     .dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
              << "\n";
  } else {
    print_issue(world, name.repository, *issue);
  }
  return ExitCode::kDone;
}

}  // namespace

Command show_issue_command() {
  return {.name = "show issue",
          .arguments = "ISSUE",
          .least_arguments = 1,
          .most_arguments = 1,
          .about = "print one issue whole: text, comments, timeline, fixes, evidence",
          .details = "",
          .example = "faultline show issue onnx/tensorflow-onnx#1044 --json",
          .options = {kJsonOption},
          .run = run};
}

}  // namespace faultline::app
