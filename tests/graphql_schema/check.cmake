# Runs check.mjs in WORK_DIR, where its packages are installed first. Called with SOURCE_DIR, WORK_DIR,
# QUERIES and LOCAL_SCHEMA. Where node or the packages cannot be had, it says "skipped: ".
include(${CMAKE_CURRENT_LIST_DIR}/../support/npm_packages.cmake)
install_npm_packages(${SOURCE_DIR} ${WORK_DIR} FILES check.mjs)
if(NOT NODE)
  return()
endif()

execute_process(
  COMMAND ${NODE} check.mjs ${QUERIES} ${LOCAL_SCHEMA}
  WORKING_DIRECTORY ${WORK_DIR}
  RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "a query or the local schema differs from GitHub's schema")
endif()
