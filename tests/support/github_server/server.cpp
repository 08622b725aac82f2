#include "support/github_server/server.h"

#include <fmt/format.h>
#include <httplib.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/error.h"
#include "support/github_server/connection.h"
#include "support/github_server/github.h"

namespace faultline::test {

namespace {

constexpr std::size_t kRequestsPerConnection = 1'000'000'000;

std::optional<std::string> header(const httplib::Request& request, const char* name) {
  if (!request.has_header(name)) return std::nullopt;
  return request.get_header_value(name);
}

Question question_of(const httplib::Request& request, const std::string& base_url) {
  constexpr std::string_view kEnterprise = "/api/v3";
  Question question;
  question.graphql =
      request.method == "POST" && (request.path == "/graphql" || request.path == "/api/graphql");
  question.root = base_url;
  question.path = request.path;
  if (question.path.starts_with(kEnterprise)) {
    question.root += kEnterprise;
    question.path = question.path.substr(kEnterprise.size());
    if (question.path.empty()) question.path = "/";
  }
  question.query = {request.params.begin(), request.params.end()};
  question.body = request.body;
  question.authorization = header(request, "Authorization");
  question.user_agent = header(request, "User-Agent");
  question.if_none_match = header(request, "If-None-Match");
  return question;
}

}  // namespace

class GithubServer::Listener {
 public:
  Listener(World world, ServerOptions options)
      : options_(std::move(options)),
        github_(std::move(world), options_),
        faults_(options_.faults) {
    const auto handler = [this](const httplib::Request& request, httplib::Response& response) {
      handle(request, response);
    };
    server_.Get(".*", handler);
    server_.Post(".*", handler);
    server_.set_tcp_nodelay(true);
    server_.set_keep_alive_max_count(kRequestsPerConnection);
    port_ = listen();
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }

  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  ~Listener() {
    {
      const std::scoped_lock lock(mutex_);
      stopping_ = true;
    }
    stopped_.notify_all();
    server_.stop();
    thread_.join();
  }

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::string base_url() const { return fmt::format("http://127.0.0.1:{}", port_); }
  [[nodiscard]] const World& world() const { return github_.world(); }

  void change(const std::function<void(World&)>& change) {
    const std::scoped_lock lock(mutex_);
    change(github_.world());
  }

  void plan_faults(FaultPlan plan) {
    const std::scoped_lock lock(mutex_);
    faults_ = FaultSequence(std::move(plan));
  }

  [[nodiscard]] ServerCounters counters() const {
    const std::scoped_lock lock(mutex_);
    ServerCounters counters = counters_;
    counters.points = github_.points();
    return counters;
  }

  [[nodiscard]] std::vector<LoggedRequest> log() const {
    const std::scoped_lock lock(mutex_);
    return log_;
  }

  void reset_log() {
    const std::scoped_lock lock(mutex_);
    log_.clear();
    counters_ = {};
    github_.reset_points();
  }

 private:
  int listen() {
    if (options_.port == 0) {
      const int port = server_.bind_to_any_port("127.0.0.1");
      if (port > 0) return port;
    } else if (server_.bind_to_port("127.0.0.1", options_.port)) {
      return options_.port;
    }
    throw Error("the local GitHub cannot listen on 127.0.0.1", ErrorKind::kFailure)
        .help("another program may use the port; port 0 takes one that is free");
  }

  void handle(const httplib::Request& request, httplib::Response& response) {
    begin();
    if (options_.delay.count() > 0) std::this_thread::sleep_for(options_.delay);
    const auto [answer, fault] = answer_to(request);
    for (const auto& [name, value] : answer.headers) response.set_header(name, value);
    response.status = answer.status;
    if (fault == Fault::kReset) {
      reset_connection(port_, request.remote_port);
    } else if (fault == Fault::kTruncated || fault == Fault::kStall) {
      break_off(answer, fault == Fault::kStall, response);
    } else {
      response.set_content(answer.body, answer.type);
    }
    const std::scoped_lock lock(mutex_);
    --under_way_;
  }

  void begin() {
    const std::scoped_lock lock(mutex_);
    ++under_way_;
    counters_.most_at_once = std::max(counters_.most_at_once, under_way_);
  }

  std::pair<Answer, std::optional<Fault>> answer_to(const httplib::Request& request) {
    const std::scoped_lock lock(mutex_);
    const Question question = question_of(request, base_url());
    const std::optional<Fault> fault = faults_.next(question.graphql);
    Answer answer = fault ? github_.faulty_answer(*fault, question) : github_.answer(question);
    ++counters_.requests;
    ++(question.graphql ? counters_.graphql : counters_.rest);
    if (answer.status == 304) ++counters_.not_modified;
    if (fault) ++counters_.faults;
    log_.push_back({request.method, request.target, request.body, answer.status, fault});
    return {std::move(answer), fault};
  }

  /// Sends the first half of the body under a header that announces the whole.
  void break_off(const Answer& answer, bool stall, httplib::Response& response) {
    // A body must be there to be cut.
    const std::string whole = answer.body.empty() ? "{ }" : answer.body;
    response.status = answer.status == 304 ? 200 : answer.status;
    response.set_content_provider(
        whole.size(), answer.type,
        [this, whole, stall](std::size_t offset, std::size_t /*length*/, httplib::DataSink& sink) {
          const std::size_t half = whole.size() / 2;
          if (offset == 0 && half > 0) return sink.write(whole.data(), half);
          if (stall) wait_until_stopped(options_.stall);
          return false;
        });
  }

  void wait_until_stopped(std::chrono::milliseconds most) {
    std::unique_lock lock(mutex_);
    stopped_.wait_for(lock, most, [this] { return stopping_; });
  }

  ServerOptions options_;
  mutable std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  Github github_;
  FaultSequence faults_;
  ServerCounters counters_;
  std::vector<LoggedRequest> log_;
  std::int64_t under_way_ = 0;
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

GithubServer::GithubServer(World world, ServerOptions options)
    : listener_(std::make_unique<Listener>(std::move(world), std::move(options))) {}

GithubServer::~GithubServer() = default;

std::string GithubServer::base_url() const { return listener_->base_url(); }
int GithubServer::port() const { return listener_->port(); }
const World& GithubServer::world() const { return listener_->world(); }
void GithubServer::change(const std::function<void(World&)>& change) { listener_->change(change); }
void GithubServer::plan_faults(FaultPlan plan) { listener_->plan_faults(std::move(plan)); }
ServerCounters GithubServer::counters() const { return listener_->counters(); }
std::vector<LoggedRequest> GithubServer::log() const { return listener_->log(); }
void GithubServer::reset_log() { listener_->reset_log(); }

}  // namespace faultline::test
