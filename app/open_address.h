#pragma once

#include <string>

namespace faultline::app {

/// Opens an address of the web by `xdg-open`, without a shell and without waiting for it. Nothing
/// that it writes comes to this terminal.
/// @return whether it was started; not for anything but http and https
[[nodiscard]] bool open_address(const std::string& url);

}  // namespace faultline::app
