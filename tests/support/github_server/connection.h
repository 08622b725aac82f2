#pragma once

namespace faultline::test {

/// Breaks off the connection that came from this port of the other side, with a TCP reset.
/// @param local_port  the server's
void reset_connection(int local_port, int remote_port);

}  // namespace faultline::test
