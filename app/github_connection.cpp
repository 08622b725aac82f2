#include "app/github_connection.h"

#include <fmt/format.h>

#include "app/version.h"
#include "base/run_program.h"

namespace faultline::app {

namespace {

constexpr std::chrono::seconds kLimitOfGh{5};

}  // namespace

GithubConnection::GithubConnection(World& world, const Arguments& arguments,
                                   std::function<void(const collectors::Pause&)> show)
    : waiter_([] { return collectors::SignalInterrupt::requested(); }, std::move(show)),
      random_(static_cast<std::uint64_t>(world.clock.now().time_since_epoch().count())),
      http_({.user_agent = fmt::format("faultline/{}", kVersion),
             .interrupted = [] { return collectors::SignalInterrupt::requested(); },
             .proxy = world.environment("HTTPS_PROXY")}) {
  const collectors::GithubEndpoint endpoint =
      collectors::github_endpoint(arguments.text("base-url"));
  std::optional<std::filesystem::path> file;
  if (const auto name = arguments.text("token-file")) file = world.current_folder / *name;
  const auto run = [](const std::vector<std::string>& words) {
    return run_program(words, kLimitOfGh);
  };
  std::optional<collectors::Token> token =
      collectors::find_token(file, world.environment, run, endpoint);
  client_ = std::make_unique<collectors::GithubClient>(http_, world.clock, waiter_, random_,
                                                       endpoint, std::move(token));
}

}  // namespace faultline::app
