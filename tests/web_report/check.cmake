# Makes studies in WORK_DIR, writes their reports and runs check.mjs over them, whose packages are
# installed first. Called with SOURCE_DIR, WORK_DIR, PROGRAM, WEB_STUDY and SHARED_DIR. Where node, the
# packages or Chromium cannot be had, it says "skipped: ".
include(${CMAKE_CURRENT_LIST_DIR}/../support/npm_packages.cmake)
find_program(CHROMIUM NAMES chromium chromium-browser google-chrome)
if(NOT CHROMIUM)
  message("skipped: Chromium is needed to open web reports")
  return()
endif()
install_npm_packages(${SOURCE_DIR} ${WORK_DIR} FILES browser.mjs check.mjs)
if(NOT NODE)
  return()
endif()

function(run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${WORK_DIR}
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGN} ended with ${result}\n${output}")
  endif()
endfunction()

set(ENV{SOURCE_DATE_EPOCH} 1726473600)
file(REMOVE_RECURSE ${WORK_DIR}/plain ${WORK_DIR}/hostile ${WORK_DIR}/reproduced)
foreach(kind plain hostile)
  run(${PROGRAM} init ${kind})
  run(${WEB_STUDY} ${kind}/study.db 200 ${kind})
  run(${PROGRAM} --study ${kind} report)
endforeach()
if(EXISTS ${SHARED_DIR}/replication/FailureAnalysis.xlsx)
  run(${PROGRAM} reproduce --replication ${SHARED_DIR}/replication --out reproduced)
else()
  run(${PROGRAM} reproduce --out reproduced)
endif()

execute_process(
  COMMAND ${NODE} check.mjs ${CHROMIUM} ${PROGRAM}
  WORKING_DIRECTORY ${WORK_DIR}
  RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "a web report does not do what it should")
endif()
