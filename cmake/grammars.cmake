# tree-sitter's core and grammars: C sources brought by `npm ci` (package-lock.json), compiled here.
set(GRAMMARS ${CMAKE_SOURCE_DIR}/node_modules)
if(NOT EXISTS ${GRAMMARS}/tree-sitter-bash/src/parser.c)
  execute_process(COMMAND npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} RESULT_VARIABLE NPM_RESULT)
  if(NOT NPM_RESULT EQUAL 0)
    message(FATAL_ERROR "npm ci could not bring the tree-sitter grammars named in package-lock.json")
  endif()
endif()
set(TREE_SITTER ${GRAMMARS}/tree-sitter/vendor/tree-sitter/lib)
set(HCL_GRAMMAR ${GRAMMARS}/@tree-sitter-grammars/tree-sitter-hcl/src)
set(BASH_GRAMMAR ${GRAMMARS}/tree-sitter-bash/src)
# One archive for each package, so that the linker's map tells which of them a program holds.
add_library(bulkhead_tree_sitter STATIC ${TREE_SITTER}/src/lib.c)
add_library(bulkhead_hcl_grammar STATIC ${HCL_GRAMMAR}/parser.c ${HCL_GRAMMAR}/scanner.c)
add_library(bulkhead_bash_grammar STATIC ${BASH_GRAMMAR}/parser.c ${BASH_GRAMMAR}/scanner.c)
target_include_directories(bulkhead_tree_sitter SYSTEM PUBLIC ${TREE_SITTER}/include PRIVATE ${TREE_SITTER}/src)
target_include_directories(bulkhead_hcl_grammar PRIVATE ${HCL_GRAMMAR})
target_include_directories(bulkhead_bash_grammar PRIVATE ${BASH_GRAMMAR})
add_library(bulkhead_grammars INTERFACE)
target_link_libraries(bulkhead_grammars INTERFACE bulkhead_hcl_grammar bulkhead_bash_grammar bulkhead_tree_sitter)
# -UNDEBUG: the grammars' asserts are their only guard against memory corruption on hostile input. The prefix: they hold the names of their files, which
# must not make the program another one in another folder (./dev reproduce); the second is how a compiler cache names them.
foreach(library bulkhead_tree_sitter bulkhead_hcl_grammar bulkhead_bash_grammar)
  set_target_properties(${library} PROPERTIES C_STANDARD 11 C_EXTENSIONS OFF)
  target_compile_options(${library} PRIVATE -w -O2 -UNDEBUG -ffile-prefix-map=${CMAKE_SOURCE_DIR}/= -ffile-prefix-map=../../= -D_DEFAULT_SOURCE
    -D_POSIX_C_SOURCE=200112L)
endforeach()
