#pragma once

#include <functional>
#include <memory>

#include "app/command.h"
#include "app/world.h"
#include "base/random.h"
#include "collectors/github/github_client.h"
#include "collectors/github/http_curl.h"
#include "collectors/github/interrupt.h"
#include "collectors/github/waiter.h"

namespace faultline::app {

/// The way to GitHub, as the options --base-url and --token-file and the environment describe it.
class GithubConnection {
 public:
  /// @param show  is told of every pause; outlives the connection
  /// @throws Error (input) as github_endpoint, find_token and GithubClient
  GithubConnection(World& world, const Arguments& arguments,
                   std::function<void(const collectors::Pause&)> show);

  [[nodiscard]] collectors::GithubClient& client() { return *client_; }

 private:
  collectors::SignalInterrupt interrupt_;
  collectors::SleepingWaiter waiter_;
  Random random_;
  collectors::CurlHttp http_;
  std::unique_ptr<collectors::GithubClient> client_;
};

}  // namespace faultline::app
