#include "collectors/github/collection_session.h"

#include <chrono>
#include <nlohmann/json.hpp>

#include "collectors/github/json_fields.h"
#include "data/parse_json.h"

namespace faultline::collectors {

std::optional<std::string> cursor_time(const std::optional<std::string>& cursor) {
  if (!cursor) return std::nullopt;
  return optional_text(data::parse_json(*cursor), "updated_at");
}

std::string a_second_before(const std::string& time) {
  const auto moment = parse_iso8601(time);
  return moment ? to_iso8601(*moment - std::chrono::seconds{1}) : time;
}

CollectionSession::CollectionSession(data::Database& database, GithubClient& client,
                                     const Clock& clock, data::Repository repository,
                                     data::ConverterProtocol protocol, data::CollectionRun run,
                                     bool keep, bool traced)
    : database_(database),
      client_(client),
      clock_(clock),
      repository_(std::move(repository)),
      protocol_(std::move(protocol)),
      run_(std::move(run)),
      begun_(run_),
      costs_before_(client.costs()),
      keep_(keep),
      traced_(traced),
      name_(repository_.name),
      intake_(database, repository_.id, run_.api) {}

void CollectionSession::update_run() {
  const GithubCosts spent = costs();
  run_.requests = begun_.requests + spent.requests;
  run_.points = begun_.points + spent.points;
  run_.waited_seconds = begun_.waited_seconds + spent.waited_seconds;
  run_.issues_new = begun_.issues_new + intake_.tally().added;
  run_.issues_changed = begun_.issues_changed + intake_.tally().changed;
  run_.issues_gone = begun_.issues_gone + intake_.tally().gone;
  run_.kept = run_.kept && keep_;
}

void CollectionSession::record(const std::vector<data::Response>& responses,
                               const std::function<bool()>& apply) {
  database_.transaction([&] {
    if (!apply()) return;
    for (const data::Response& response : responses) {
      if (!keep_) break;
      data::Response kept = response;
      kept.repository_id = repository_.id;
      data::store_response(database_, kept);
    }
    if (!traced_) return;
    update_run();
    data::store_collection(database_, run_);
  });
}

void CollectionSession::resume_costs() {
  if (!paused_) return;
  const GithubCosts& now = client_.costs();
  costs_before_ = {now.requests - paused_->requests, now.points - paused_->points,
                   now.waited_seconds - paused_->waited_seconds};
  paused_.reset();
}

GithubCosts CollectionSession::costs() const {
  if (paused_) return *paused_;
  const GithubCosts& now = client_.costs();
  return {now.requests - costs_before_.requests, now.points - costs_before_.points,
          now.waited_seconds - costs_before_.waited_seconds};
}

void CollectionSession::finish() {
  if (run_.id == 0) return;
  update_run();
  run_.finished_at = to_iso8601(clock_.now());
  database_.transaction([&] { data::store_collection(database_, run_); });
}

void CollectionSession::set_cursor(const std::string& updated_at) {
  const auto known = cursor();
  if (known && *known >= updated_at) return;
  run_.cursor = nlohmann::json{{"updated_at", updated_at}}.dump();
}

std::optional<std::string> CollectionSession::cursor() const { return cursor_time(run_.cursor); }

}  // namespace faultline::collectors
