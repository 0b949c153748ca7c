# One place for compiler flags. Warnings are errors for our own code only.
add_library(bulkhead_options INTERFACE)
target_compile_options(bulkhead_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wswitch -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # gcc 12 reports false positives in its own std::string and std::variant at -O2 (GCC PR 105651, 105562).
  target_compile_options(bulkhead_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds)
endif()
# The defaulted members of an aggregate are meant to be left out (-Wextra would ask for each).
target_compile_options(bulkhead_options INTERFACE -Wno-missing-field-initializers)
