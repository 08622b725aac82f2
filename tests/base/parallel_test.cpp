#include "base/parallel.h"

#include <doctest/doctest.h>

#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/sha256.h"

namespace faultline {

TEST_CASE("all the work is done once, by any number of threads") {
  for (const std::size_t threads : {1U, 2U, 7U}) {
    std::vector<int> done(1000);

    parallel_for(
        done.size(), [&](std::size_t i) { ++done[i]; }, threads);

    CHECK(done == std::vector<int>(1000, 1));
  }
  parallel_for(0, [](std::size_t) { throw std::runtime_error("never called"); });
}

TEST_CASE("what a call throws comes out, of several the first one's") {
  const auto fail = [](std::size_t i) { throw std::runtime_error(std::to_string(i)); };

  CHECK_THROWS_WITH(parallel_for(1, fail), "0");
  CHECK_THROWS_WITH(parallel_for(100, fail, 1), "0");
  CHECK_THROWS_AS(parallel_for(100, fail, 4), std::runtime_error);
}

TEST_CASE("a checksum is that of FIPS 180-4, whatever pieces the text comes in") {
  Sha256 empty;
  Sha256 pieces;
  pieces.add("a");
  pieces.add("bc");

  CHECK(empty.finish() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(pieces.finish() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace faultline
