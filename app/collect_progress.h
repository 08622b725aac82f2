#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "app/world.h"
#include "collectors/github/repository_collection.h"
#include "collectors/github/waiter.h"

namespace faultline::app {

/// Shows on standard error how a collection gets on: on a terminal one line a converter, written
/// over and over; elsewhere a plain line now and then.
class CollectProgress {
 public:
  /// @param quiet  show nothing but pauses
  CollectProgress(World& world, bool quiet) : world_(world), quiet_(quiet) {}
  CollectProgress(const CollectProgress&) = delete;
  CollectProgress& operator=(const CollectProgress&) = delete;
  /// Ends the line that is being written over.
  ~CollectProgress() { end_line(); }

  void show(const collectors::CollectionProgress& progress);
  /// For work that is counted in another unit: "12 of 340 fixes".
  void show(const std::string& converter, std::int64_t done, std::int64_t total,
            const std::string& unit);
  /// A pause that GitHub asks for, with the time of going on.
  void show(const collectors::Pause& pause);
  void end_line();

 private:
  void write(const std::string& line);

  World& world_;
  bool quiet_;
  bool line_is_open_ = false;
  std::optional<Moment> last_;
};

}  // namespace faultline::app
