# Runs check.mjs in WORK_DIR, where its packages are installed first. Called with SOURCE_DIR, WORK_DIR,
# QUERIES and LOCAL_SCHEMA. Where node or the packages cannot be had, it says "skipped: ".
find_program(NODE node)
find_program(NPM npm)
if(NOT NODE OR NOT NPM)
  message("skipped: node and npm are needed to read the schema that GitHub publishes")
  return()
endif()

foreach(name check.mjs package.json package-lock.json)
  file(COPY ${SOURCE_DIR}/${name} DESTINATION ${WORK_DIR})
endforeach()

file(SHA256 ${SOURCE_DIR}/package-lock.json wanted)
set(stamp ${WORK_DIR}/installed.txt)
set(installed "")
if(EXISTS ${stamp})
  file(READ ${stamp} installed)
endif()
if(NOT installed STREQUAL wanted)
  execute_process(
    COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund
    WORKING_DIRECTORY ${WORK_DIR}
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output TIMEOUT 200)
  if(NOT result EQUAL 0)
    message("skipped: the packages cannot be installed: ${result}\n${output}")
    return()
  endif()
  file(WRITE ${stamp} ${wanted})
endif()

execute_process(
  COMMAND ${NODE} check.mjs ${QUERIES} ${LOCAL_SCHEMA}
  WORKING_DIRECTORY ${WORK_DIR}
  RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "a query or the local schema differs from GitHub's schema")
endif()
