# Compiler settings that every target of the project shares.

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # With optimization, GCC 12 sees mistakes inside the standard library that are none: the inactive
  # members of a moved std::variant, overlapping copies in the concatenation of strings.
  add_compile_options(-Wno-maybe-uninitialized -Wno-restrict)
endif()

# A build holds no path of the machine that made it, so that two machines make the same bytes.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)

if(FAULTLINE_SANITIZERS)
  add_compile_options(-fsanitize=${FAULTLINE_SANITIZERS} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${FAULTLINE_SANITIZERS})
else()
  # The program reads what strangers wrote: what a mistake of ours could be used for ends the program
  # instead. As Debian hardens its packages, and with the checks of the standard library.
  add_compile_options(-fPIE -fstack-protector-strong -Wformat -Werror=format-security)
  include(CheckCXXCompilerFlag)
  foreach(option -fstack-clash-protection -fcf-protection)
    string(MAKE_C_IDENTIFIER "has${option}" has_option)
    check_cxx_compiler_flag(${option} ${has_option})
    if(${has_option})
      add_compile_options(${option})
    endif()
  endforeach()
  add_compile_definitions(_GLIBCXX_ASSERTIONS $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
  add_link_options(-pie -Wl,-z,relro -Wl,-z,now)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()
