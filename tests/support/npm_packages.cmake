# install_npm_packages(<source> <work> FILES <file>...)
#
# Copies package.json, package-lock.json and the files into the folder <work> and installs the packages
# that the lock file pins there, unless they are there already. Sets NODE; where node, npm or the
# packages cannot be had, says "skipped: ", which CTest reads, and leaves NODE empty.
function(install_npm_packages source work)
  cmake_parse_arguments(NPM_PACKAGES "" "" "FILES" ${ARGN})
  find_program(FOUND_NODE node)
  find_program(FOUND_NPM npm)
  set(NODE "" PARENT_SCOPE)
  if(NOT FOUND_NODE OR NOT FOUND_NPM)
    message("skipped: node and npm are needed")
    return()
  endif()

  foreach(name package.json package-lock.json ${NPM_PACKAGES_FILES})
    file(COPY ${source}/${name} DESTINATION ${work})
  endforeach()
  file(SHA256 ${source}/package-lock.json wanted)
  set(stamp ${work}/installed.txt)
  set(installed "")
  if(EXISTS ${stamp})
    file(READ ${stamp} installed)
  endif()
  if(NOT installed STREQUAL wanted)
    execute_process(
      COMMAND ${FOUND_NPM} ci --ignore-scripts --no-audit --no-fund
      WORKING_DIRECTORY ${work}
      RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output TIMEOUT 200)
    if(NOT result EQUAL 0)
      message("skipped: the packages cannot be installed: ${result}\n${output}")
      return()
    endif()
    file(WRITE ${stamp} ${wanted})
  endif()
  set(NODE ${FOUND_NODE} PARENT_SCOPE)
endfunction()
