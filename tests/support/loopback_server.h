#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/http.h"

namespace faultline::test {

/// A web server of this machine, on a free port, while the object lives.
class LoopbackServer {
 public:
  /// Makes the answer to a request, whose URL is the target as it came: "/issues?page=2".
  using Handler = std::function<HttpResponse(const HttpRequest&)>;
  enum class Transport { kPlain, kSelfSigned };

  explicit LoopbackServer(Handler handler, Transport transport = Transport::kPlain);
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;
  LoopbackServer(LoopbackServer&&) = delete;
  LoopbackServer& operator=(LoopbackServer&&) = delete;
  ~LoopbackServer();

  /// "http://127.0.0.1:4711", or https.
  [[nodiscard]] const std::string& url() const;
  /// All that came so far.
  [[nodiscard]] std::vector<HttpRequest> requests() const;
  /// How many connections they came over.
  [[nodiscard]] std::size_t connections() const;

 private:
  class Running;
  std::unique_ptr<Running> running_;
};

/// A server that sends bytes as they are, right or wrong: for each connection in turn one answer,
/// the last one for all that follow.
class RawServer {
 public:
  enum class End { kClose, kReset, kStall };
  struct Answer {
    std::string bytes;
    End end = End::kClose;
  };

  explicit RawServer(std::vector<Answer> answers);
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;
  RawServer(RawServer&&) = delete;
  RawServer& operator=(RawServer&&) = delete;
  ~RawServer();

  [[nodiscard]] const std::string& url() const;

 private:
  class Running;
  std::unique_ptr<Running> running_;
};

/// An answer, made in one line.
[[nodiscard]] HttpResponse answer(int status, std::string body, HttpHeaders headers = {});

}  // namespace faultline::test
