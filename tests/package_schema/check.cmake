# Packages the published study and runs check.mjs over it in WORK_DIR, where its packages
# are installed first. Called with SOURCE_DIR, WORK_DIR and PROGRAM. Where node or the packages cannot be
# had, it says "skipped: ".
include(${CMAKE_CURRENT_LIST_DIR}/../support/npm_packages.cmake)
install_npm_packages(${SOURCE_DIR} ${WORK_DIR} FILES check.mjs)
if(NOT NODE)
  return()
endif()

function(run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${WORK_DIR} RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "failed: ${ARGN}")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK_DIR}/study ${WORK_DIR}/package)
execute_process(COMMAND ${PROGRAM} reproduce --out study WORKING_DIRECTORY ${WORK_DIR} OUTPUT_QUIET)
run(${PROGRAM} --study study package package.zip --quiet)
file(ARCHIVE_EXTRACT INPUT ${WORK_DIR}/package.zip DESTINATION ${WORK_DIR}/package)
run(${NODE} check.mjs package)
