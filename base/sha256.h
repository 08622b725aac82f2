#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace faultline {

/// A SHA-256 checksum (FIPS 180-4) of text that comes piece by piece.
class Sha256 {
 public:
  Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  Sha256(Sha256&&) = delete;
  Sha256& operator=(Sha256&&) = delete;
  ~Sha256();

  void add(std::string_view text);
  /// In lower-case hexadecimal digits. Ends the checksum.
  [[nodiscard]] std::string finish();
  /// In base64 (RFC 4648, section 4), as browsers want it. Ends the checksum.
  [[nodiscard]] std::string finish_base64();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace faultline
