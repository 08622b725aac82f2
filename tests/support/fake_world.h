#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/http.h"
#include "collectors/github/waiter.h"

namespace faultline::test {

/// Waits no time, but puts the clock on by it.
class FakeWaiter final : public collectors::Waiter {
 public:
  explicit FakeWaiter(FixedClock& clock) : clock_(clock) {}

  void wait(const collectors::Pause& pause) override {
    pauses.push_back(pause);
    clock_.set(clock_.now() + pause.length);
  }
  void stop_if_interrupted() override {
    if (interrupted) throw Error("interrupted", ErrorKind::kStopped);
  }

  std::vector<collectors::Pause> pauses;
  bool interrupted = false;

 private:
  FixedClock& clock_;
};

/// Answers without a network.
class FakeHttp final : public Http {
 public:
  explicit FakeHttp(std::function<HttpResponse(const HttpRequest&)> handler)
      : handler_(std::move(handler)) {}

  [[nodiscard]] HttpResponse send(const HttpRequest& request) override {
    requests.push_back(request);
    HttpResponse response = handler_(request);
    if (response.url.empty()) response.url = request.url;
    return response;
  }

  std::vector<HttpRequest> requests;

 private:
  std::function<HttpResponse(const HttpRequest&)> handler_;
};

/// What a call throws.
template <typename Call>
Error error_of(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error;
  }
  return Error("nothing was thrown");
}

}  // namespace faultline::test
