# Compiler settings that every target of the project shares.

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # With optimization, GCC 12 sees mistakes inside the standard library that are none: the inactive
  # members of a moved std::variant, overlapping copies in the concatenation of strings.
  add_compile_options(-Wno-maybe-uninitialized -Wno-restrict)
endif()

if(FAULTLINE_SANITIZERS)
  add_compile_options(-fsanitize=${FAULTLINE_SANITIZERS} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${FAULTLINE_SANITIZERS})
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()
