#!/usr/bin/env bash
# Installs what is missing, builds Faultline and recomputes the published study: every published
# figure beside the recomputed one. Arguments go to `faultline reproduce`, for example
#   ./reproduce.sh --replication path/to/the/replication/package
set -euo pipefail
folder=$PWD
cd "$(dirname "$0")"

./install_packages.sh >&2
cmake --preset release -DFAULTLINE_BUILD_TESTS=OFF > /dev/null
cmake --build --preset release >&2
cd "$folder"
exec "$OLDPWD/build/release/app/faultline" reproduce "$@"
