#include "support/github_server/connection.h"

#include <netinet/in.h>
#include <sys/socket.h>

namespace faultline::test {

namespace {

constexpr int kDescriptors = 1024;

/// The port of one side of a connected IPv4 socket; 0 where the descriptor is none.
template <typename Ask>
int port_of(int descriptor, Ask ask) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  // The socket interface takes every kind of address as the generic one.
  auto* generic = reinterpret_cast<sockaddr*>(&address);  // NOLINT
  return ask(descriptor, generic, &size) == 0 && address.sin_family == AF_INET
             ? ntohs(address.sin_port)
             : 0;
}

}  // namespace

void reset_connection(int local_port, int remote_port) {
  for (int descriptor = 0; descriptor < kDescriptors; ++descriptor) {
    if (port_of(descriptor, ::getsockname) != local_port) continue;
    if (port_of(descriptor, ::getpeername) != remote_port) continue;
    // To connect a connected socket to nowhere resets its connection.
    sockaddr nowhere{};
    nowhere.sa_family = AF_UNSPEC;
    ::connect(descriptor, &nowhere, sizeof nowhere);
  }
}

}  // namespace faultline::test
