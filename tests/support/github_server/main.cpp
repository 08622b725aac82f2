// A GitHub on this machine for tests of the shell, the tutorial and benchmarks. Prints its address
// once it answers, and serves until SIGINT or SIGTERM.

#include <boost/program_options.hpp>
#include <csignal>
#include <exception>
#include <iostream>
#include <string>

#include "base/error.h"
#include "base/text.h"
#include "support/github_server/generate_world.h"
#include "support/github_server/server.h"

namespace {

namespace options = boost::program_options;
using faultline::test::Fault;
using faultline::test::GithubServer;
using faultline::test::ServerOptions;
using faultline::test::WorldSize;

struct CommandLine {
  WorldSize size;
  ServerOptions server;
};

std::vector<Fault> faults_of(const std::string& names) {
  if (names == "all") return faultline::test::all_faults();
  std::vector<Fault> faults;
  for (const std::string& name : faultline::split(names, ',')) {
    const auto fault = faultline::test::fault_of(name);
    if (!fault) throw faultline::Error("'" + name + "' is no kind of fault");
    faults.push_back(*fault);
  }
  return faults;
}

/// No value where only help was asked for.
std::optional<CommandLine> read_command_line(int count, const char* const* words) {
  CommandLine line;
  std::string repositories;
  std::string kinds = "all";
  std::string token;
  std::int64_t delay = 0;
  options::options_description known("Options");
  auto add = known.add_options();
  add("help", "prints this");
  add("port", options::value(&line.server.port), "0, the default: one that is free");
  add("seed", options::value(&line.size.seed), "of the generated data");
  add("repositories", options::value(&repositories), "owner/name,owner/name");
  add("issues", options::value(&line.size.issues), "per repository");
  add("relevant", options::value(&line.size.relevant), "of these, with the label 'module: onnx'");
  add("pull-requests", options::value(&line.size.pull_requests), "per repository");
  add("comments", options::value(&line.size.comments), "per issue at most");
  add("events", options::value(&line.size.events), "per issue at most");
  add("delay", options::value(&delay), "milliseconds before each answer");
  add("token", options::value(&token), "the token to expect; without: any");
  add("cursor-links", "pages of issues are linked by cursor instead of number");
  add("limit", options::value(&line.server.limits.core), "REST requests an hour with a token");
  add("points", options::value(&line.server.limits.graphql), "GraphQL points an hour");
  add("objects", options::value(&line.server.graphql_objects),
      "GraphQL answers with more objects time out");
  add("fault-every", options::value(&line.server.faults.every), "each so many-th request fails");
  add("faults", options::value(&kinds), "the kinds, in turn: all, or name,name");
  options::variables_map given;
  options::store(options::parse_command_line(count, words, known), given);
  options::notify(given);
  if (given.contains("help")) {
    std::cout << known;
    return std::nullopt;
  }
  if (!repositories.empty()) line.size.repositories = faultline::split(repositories, ',');
  if (!token.empty()) line.server.token = token;
  if (given.contains("cursor-links")) {
    line.server.issue_links = faultline::test::LinkStyle::kCursors;
  }
  line.server.delay = std::chrono::milliseconds{delay};
  line.server.limits.core_without_token = line.server.limits.core;
  line.server.faults.kinds = faults_of(kinds);
  return line;
}

int run(int count, const char* const* words) {
  const std::optional<CommandLine> line = read_command_line(count, words);
  if (!line) return 0;
  // Blocked before the server's threads are made, so that the signals wait for sigwait.
  sigset_t signals{};
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  const GithubServer server(faultline::test::generate_world(line->size), line->server);
  std::cout << server.base_url() << std::endl;
  int signal = 0;
  sigwait(&signals, &signal);
  std::cout << "answered " << server.counters().requests << " requests" << std::endl;
  return 0;
}

}  // namespace

int main(int count, char** words) {
  try {
    return run(count, words);
  } catch (const std::exception& error) {
    std::cerr << "github_server: " << error.what() << "\n";
    return 2;
  }
}
