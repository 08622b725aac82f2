#!/bin/sh
# Kills the commands that write 200 times, at moments that differ from night to night; what fails is
# repeated with the seed that is printed. From the top folder: tests/end_to_end/nightly_kills.sh
set -eu
FAULTLINE_KILLS="${FAULTLINE_KILLS:-200}"
FAULTLINE_KILL_SEED="${FAULTLINE_KILL_SEED:-$(date +%Y%m%d)}"
export FAULTLINE_KILLS FAULTLINE_KILL_SEED
echo "FAULTLINE_KILLS=$FAULTLINE_KILLS FAULTLINE_KILL_SEED=$FAULTLINE_KILL_SEED"
exec build/release/tests/end_to_end/test_end_to_end --test-case="*killed loses nothing*"
