#include "support/loopback_server.h"

#include <arpa/inet.h>
#include <httplib.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <utility>

namespace faultline::test {

namespace {

/// A key and a certificate for it that nobody but itself has signed.
struct SelfSigned {
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{EVP_EC_gen("P-256"), &EVP_PKEY_free};
  std::unique_ptr<X509, decltype(&X509_free)> certificate{X509_new(), &X509_free};

  SelfSigned() {
    X509* const x509 = certificate.get();
    ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
    X509_set_pubkey(x509, key.get());
    constexpr std::array<unsigned char, 9> kName{'1', '2', '7', '.', '0', '.', '0', '.', '1'};
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_ASC, kName.data(),
                               static_cast<int>(kName.size()), -1, 0);
    X509_set_issuer_name(x509, X509_get_subject_name(x509));
    X509_sign(x509, key.get(), EVP_sha256());
  }
};

std::unique_ptr<httplib::Server> make_server(LoopbackServer::Transport transport) {
  if (transport == LoopbackServer::Transport::kPlain) return std::make_unique<httplib::Server>();
  const SelfSigned identity;
  return std::make_unique<httplib::SSLServer>(identity.certificate.get(), identity.key.get());
}

}  // namespace

class LoopbackServer::Running {
 public:
  Running(Handler handler, Transport transport)
      : handler_(std::move(handler)), server_(make_server(transport)) {
    const auto serve = [this](const httplib::Request& request, httplib::Response& response) {
      handle(request, response);
    };
    server_->Get(".*", serve);
    server_->Post(".*", serve);
    server_->set_tcp_nodelay(true);
    server_->set_keep_alive_max_count(1000);
    server_->set_keep_alive_timeout(1);
    const int port = server_->bind_to_any_port("127.0.0.1");
    url_ = (transport == Transport::kPlain ? "http" : "https") + std::string("://127.0.0.1:") +
           std::to_string(port);
    thread_ = std::thread([this] { server_->listen_after_bind(); });
    while (!server_->is_running()) std::this_thread::yield();
  }

  ~Running() {
    server_->stop();
    thread_.join();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  Running(Running&&) = delete;
  Running& operator=(Running&&) = delete;

  [[nodiscard]] const std::string& url() const { return url_; }
  [[nodiscard]] std::vector<HttpRequest> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  [[nodiscard]] std::size_t connections() const {
    const std::lock_guard lock(mutex_);
    return ports_.size();
  }

 private:
  void handle(const httplib::Request& from, httplib::Response& to) {
    HttpRequest request;
    request.method = from.method;
    request.url = from.target;
    request.body = from.body;
    for (const auto& [name, value] : from.headers) request.headers.emplace_back(name, value);
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
      ports_.insert(from.remote_port);
    }
    const HttpResponse response = handler_(request);
    to.status = response.status;
    for (const auto& [name, value] : response.headers) to.headers.emplace(name, value);
    if (!response.body.empty()) to.set_content(response.body, "application/json");
  }

  Handler handler_;
  std::unique_ptr<httplib::Server> server_;
  std::string url_;
  mutable std::mutex mutex_;
  std::vector<HttpRequest> requests_;
  std::set<int> ports_;
  std::thread thread_;
};

LoopbackServer::LoopbackServer(Handler handler, Transport transport)
    : running_(std::make_unique<Running>(std::move(handler), transport)) {}
LoopbackServer::~LoopbackServer() = default;
const std::string& LoopbackServer::url() const { return running_->url(); }
std::vector<HttpRequest> LoopbackServer::requests() const { return running_->requests(); }
std::size_t LoopbackServer::connections() const { return running_->connections(); }

class RawServer::Running {
 public:
  explicit Running(std::vector<Answer> answers)
      : answers_(std::move(answers)), listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): sockets are declared so
    auto* const general = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, general, size) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, general, &size) != 0) {
      throw std::runtime_error("no port is free");
    }
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    thread_ = std::thread([this] { serve(); });
  }

  ~Running() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
    for (const int connection : stalled_) ::close(connection);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  Running(Running&&) = delete;
  Running& operator=(Running&&) = delete;

  [[nodiscard]] const std::string& url() const { return url_; }

 private:
  void serve() {
    for (std::size_t i = 0;; ++i) {
      const int connection = ::accept(listener_, nullptr, nullptr);
      if (connection < 0) return;
      read_request(connection);
      const Answer& answer = answers_[std::min(i, answers_.size() - 1)];
      ::send(connection, answer.bytes.data(), answer.bytes.size(), MSG_NOSIGNAL);
      if (answer.end == End::kStall) {
        stalled_.push_back(connection);
        continue;
      }
      if (answer.end == End::kReset) {
        const linger at_once{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(connection, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
      }
      ::close(connection);
    }
  }

  static void read_request(int connection) {
    std::string request;
    std::array<char, 4096> buffer{};
    while (request.find("\r\n\r\n") == std::string::npos) {
      const ssize_t count = ::recv(connection, buffer.data(), buffer.size(), 0);
      if (count <= 0) return;
      request.append(buffer.data(), static_cast<std::size_t>(count));
    }
  }

  std::vector<Answer> answers_;
  int listener_;
  std::string url_;
  std::vector<int> stalled_;
  std::thread thread_;
};

RawServer::RawServer(std::vector<Answer> answers)
    : running_(std::make_unique<Running>(std::move(answers))) {}
RawServer::~RawServer() = default;
const std::string& RawServer::url() const { return running_->url(); }

HttpResponse answer(int status, std::string body, HttpHeaders headers) {
  HttpResponse response;
  response.status = status;
  response.headers = std::move(headers);
  response.body = std::move(body);
  return response;
}

}  // namespace faultline::test
