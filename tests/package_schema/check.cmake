# Packages the published study and runs check.mjs over it in WORK_DIR, where its packages
# are installed first. Called with SOURCE_DIR, WORK_DIR and PROGRAM. Where node or the packages cannot be
# had, it says "skipped: ".
find_program(NODE node)
find_program(NPM npm)
if(NOT NODE OR NOT NPM)
  message("skipped: node and npm are needed to read the published schemas")
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
