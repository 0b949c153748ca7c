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
add_library(bulkhead_grammars STATIC
  ${TREE_SITTER}/src/lib.c
  ${HCL_GRAMMAR}/parser.c ${HCL_GRAMMAR}/scanner.c
  ${BASH_GRAMMAR}/parser.c ${BASH_GRAMMAR}/scanner.c)
set_source_files_properties(${HCL_GRAMMAR}/parser.c ${HCL_GRAMMAR}/scanner.c PROPERTIES INCLUDE_DIRECTORIES ${HCL_GRAMMAR})
set_source_files_properties(${BASH_GRAMMAR}/parser.c ${BASH_GRAMMAR}/scanner.c PROPERTIES INCLUDE_DIRECTORIES ${BASH_GRAMMAR})
target_include_directories(bulkhead_grammars SYSTEM PUBLIC ${TREE_SITTER}/include PRIVATE ${TREE_SITTER}/src)
set_target_properties(bulkhead_grammars PROPERTIES C_STANDARD 11 C_EXTENSIONS OFF)
# -UNDEBUG: the grammars' asserts are their only guard against memory corruption on hostile input.
target_compile_options(bulkhead_grammars PRIVATE -w -O2 -UNDEBUG -D_DEFAULT_SOURCE -D_POSIX_C_SOURCE=200112L)
