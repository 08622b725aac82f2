#!/usr/bin/env bash
# Installs what is missing, builds Faultline and runs all its tests: first as it is released, then with
# the sanitizers for addresses and undefined behaviour.
set -euo pipefail
cd "$(dirname "$0")"

./install_packages.sh test
./check_format.sh
for preset in release asan; do
  cmake --preset "$preset" -DFAULTLINE_BUILD_TESTS=ON > /dev/null
  cmake --build --preset "$preset"
done
ctest --preset release -j "$(nproc)"
ctest --preset asan -j "$(nproc)"
