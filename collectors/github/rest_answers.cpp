#include "collectors/github/rest_answers.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "collectors/github/json_fields.h"
#include "collectors/github/rest_reader.h"

namespace faultline::collectors {

namespace {

using Json = nlohmann::json;

/// What was asked about first.
const std::string& subject_of(const Question& question) {
  if (!question.subjects.empty()) return question.subjects.front();
  throw Error("an answer of GitHub that the study keeps does not say what it was asked for",
              ErrorKind::kFailure)
      .because("it is about '" + question.about + "'");
}

std::int64_t issue_number(const Question& question) {
  return std::strtoll(subject_of(question).c_str(), nullptr, 10);
}

std::vector<data::ChangedFile> without_patches(std::vector<data::ChangedFile> files) {
  for (data::ChangedFile& file : files) file.patch.reset();
  return files;
}

const Json& files_of(const RestAnswer& answer) {
  return answer.body.is_array() ? answer.body : list_or_empty(answer.body, "files");
}

}  // namespace

RestAnswers::RestAnswers(data::Database& database, IssueIntake& intake, std::int64_t repository_id)
    : database_(database), intake_(intake), repository_id_(repository_id) {}

bool RestAnswers::apply(const RestAnswer& answer) {
  const std::int64_t before = intake_.writes();
  const std::string& about = answer.question.about;
  if (about == "repository") {
    popularity_ = {answer.received_at, required_integer(answer.body, "stargazers_count"),
                   required_integer(answer.body, "forks_count"), 0};
  } else if (about == "closed") {
    popularity_.closed_issues = required_integer(answer.body, "total_count");
    return data::store_popularity(database_, repository_id_, popularity_);
  } else if (about == "issues" || about == "references") {
    apply_issues(answer);
  } else if (about == "issue" || about == "gone") {
    apply_issue(answer);
  } else if (about == "comments" && answer.ok()) {
    intake_.take_comments(issue_number(answer.question), read_rest_comments(answer.body),
                          answer.next, answer.received_at);
  } else if (about == "timeline" && answer.ok()) {
    intake_.take_timeline(issue_number(answer.question), read_rest_timeline(answer.body), {},
                          answer.next, answer.received_at);
  } else if (about == "comments" || about == "timeline") {
    intake_.take_gone(issue_number(answer.question), "deleted");
  } else if (about == "fix" || about == "files" || about == "pulls") {
    apply_fix(answer);
  } else if (about == "patches") {
    apply_patches(answer);
  }
  return intake_.writes() != before;
}

void RestAnswers::note_reference(const std::string& repository, std::int64_t number,
                                 const std::string& state) {
  if (state == "open") return;
  intake_.ask_again(data::issues_referring_to(database_, repository_id_, repository, number));
}

void RestAnswers::apply_issues(const RestAnswer& answer) {
  last_updated_.reset();
  const bool foreign = answer.question.about == "references";
  const std::string& home = foreign ? subject_of(answer.question) : answer.question.repository;
  for (const Json& object : answer.body.is_array() ? answer.body : Json::array()) {
    const RestIssue entry = read_rest_issue(object);
    last_updated_ = std::max(last_updated_.value_or(""), entry.issue.updated_at);
    note_reference(home, entry.issue.number, entry.source_state);
    if (foreign || entry.is_pull_request) continue;
    if (!intake_.wants(entry.issue, answer.question.filter)) continue;
    if (intake_.is_up_to_date(entry.issue)) continue;
    begin_issue(answer, entry.issue, entry.comments);
  }
}

void RestAnswers::begin_issue(const RestAnswer& answer, const data::CollectedIssue& issue,
                              std::int64_t comments) {
  intake_.begin_issue(issue, answer.received_at);
  const std::string path =
      fmt::format("/repos/{}/issues/{}", answer.question.repository, issue.number);
  intake_.expect(issue.number, "timeline", issue.node_id, path + "/timeline?per_page=100");
  if (comments > 0) {
    intake_.expect(issue.number, "comments", issue.node_id, path + "/comments?per_page=100");
  } else {
    intake_.take_comments(issue.number, {}, {}, answer.received_at);
  }
}

void RestAnswers::apply_issue(const RestAnswer& answer) {
  const std::int64_t number = issue_number(answer.question);
  if (!answer.ok()) return intake_.take_gone(number, "deleted");
  const RestIssue entry = read_rest_issue(answer.body);
  // A transferred issue's address leads to where it is now.
  const bool elsewhere = !entry.repository.empty() &&
                         to_lower(entry.repository) != to_lower(answer.question.repository);
  if (elsewhere || entry.issue.number != number) return intake_.take_gone(number, "transferred");
  if (answer.question.about == "gone") return intake_.forget_issue(number);
  begin_issue(answer, entry.issue, entry.comments);
}

void RestAnswers::apply_fix(const RestAnswer& answer) {
  const data::FixName name = parse_fix_subject(subject_of(answer.question));
  const std::string& about = answer.question.about;
  if (about == "pulls") {
    data::Fix facts;
    facts.files_complete = true;
    if (answer.ok()) facts.pull_request = read_rest_pull_request(answer.body, name.repository);
    intake_.take_pull_request(name, facts.pull_request);
    return;
  }
  FilePage page;
  if (answer.ok()) page.files = without_patches(read_rest_files(files_of(answer)));
  if (about == "files") return intake_.take_files(name, page, answer.next, answer.received_at);
  const bool is_commit = name.kind == "commit";
  data::Fix facts;
  if (answer.ok() && is_commit) facts = read_rest_commit(answer.body);
  facts.files = std::move(page.files);
  facts.files_complete = answer.ok() && !answer.next;
  intake_.take_fix(name, facts, {}, answer.next, answer.received_at);
  if (answer.ok() && is_commit) {
    intake_.expect_pull_request(
        name, fmt::format("/repos/{}/commits/{}/pulls?per_page=100", name.repository, name.ref));
  }
}

void RestAnswers::apply_patches(const RestAnswer& answer) {
  const data::FixName name = parse_fix_subject(subject_of(answer.question));
  const bool first = answer.question.subjects.size() < 2;
  if (first) patch_bytes_ = 0;
  if (!answer.ok()) return intake_.store().store_patches(name, {}, "none");
  bool cut = patch_bytes_ > kMostPatchBytes;
  std::vector<data::ChangedFile> files = read_rest_files(files_of(answer));
  for (data::ChangedFile& file : files) {
    if (!file.patch) continue;
    const std::size_t room = kMostPatchBytes - std::min(kMostPatchBytes, patch_bytes_);
    patch_bytes_ += file.patch->size();
    if (file.patch->size() <= room) continue;
    file.patch = replace_broken_utf8(std::string_view(*file.patch).substr(0, room));
    file.patch_cut = true;
    cut = true;
  }
  intake_.store().store_patches(name, files, answer.next ? "" : cut ? "cut" : "whole");
}

}  // namespace faultline::collectors
