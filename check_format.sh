#!/usr/bin/env bash
# Says which C++ files are not as clang-format 14 writes them.
set -euo pipefail
cd "$(dirname "$0")"
git ls-files --cached --others --exclude-standard '*.h' '*.cpp' | xargs clang-format-14 --dry-run --Werror
