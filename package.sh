#!/usr/bin/env bash
# Installs what is missing, builds Faultline as it is released and makes the Debian package,
# build/package/faultline_VERSION_ARCHITECTURE.deb. The same commit gives the same bytes.
set -euo pipefail
cd "$(dirname "$0")"

./install_packages.sh package
# Files in the package are as old as the commit.
if [[ -z ${SOURCE_DATE_EPOCH:-} ]]; then
  SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)
fi
export SOURCE_DATE_EPOCH
umask 022  # whose rights are in the package

cmake --preset package > /dev/null
cmake --build --preset package
cpack --config build/package/CPackConfig.cmake -B build/package
