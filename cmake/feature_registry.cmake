# analyzer/lsp/features/<name>.cpp -> one generated list of the language server's features, as for rules: adding one adds a file.
function(bulkhead_feature_registry out)
  file(GLOB FILES CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/analyzer/lsp/features ${CMAKE_SOURCE_DIR}/analyzer/lsp/features/*.cpp)
  list(SORT FILES)
  list(TRANSFORM FILES REPLACE "\\.cpp$" "")
  list(JOIN FILES "," names)
  set(registry ${CMAKE_BINARY_DIR}/generated/feature_registry.cpp)
  set(text_of_names ${CMAKE_BINARY_DIR}/generated/feature_names.txt)
  file(CONFIGURE OUTPUT ${text_of_names} CONTENT "${names}\n")   # rewritten only when the names change
  add_custom_command(OUTPUT ${registry}
    COMMAND ${CMAKE_COMMAND} "-DNAMES=${names}" -DOUTPUT=${registry} -P ${CMAKE_SOURCE_DIR}/cmake/write_feature_registry.cmake
    DEPENDS ${text_of_names} ${CMAKE_SOURCE_DIR}/cmake/write_feature_registry.cmake
    COMMENT "Writing the list of the language server's features" VERBATIM)
  set(${out} ${registry} PARENT_SCOPE)
endfunction()
