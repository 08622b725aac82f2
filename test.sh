#!/usr/bin/env bash
# Installs what is missing, builds Faultline as it is released and runs all its tests;
# `./test.sh sanitizers` does so with the sanitizers for addresses and undefined behaviour.
set -euo pipefail
cd "$(dirname "$0")"

case "${1:-}" in
  "") preset=release ;;
  sanitizers) preset=asan ;;
  *) echo "test.sh: '$1' is not known; it takes nothing, or the word 'sanitizers'" >&2; exit 2 ;;
esac

./install_packages.sh test
./check_format.sh
cmake --preset "$preset" -DFAULTLINE_BUILD_TESTS=ON > /dev/null
cmake --build --preset "$preset"
ctest --preset "$preset" -j "$(nproc)"
