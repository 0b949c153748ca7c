# rules/<group>/<rule-id>.md (+ <rule-id>.cpp) -> one generated registry. No static registration, no hand-kept list.
# A page's code, where it has any, defines `extern const bulkhead::RuleCode <rule_id_with_underscores>;`.
function(bulkhead_rule_registry target)
  file(GLOB PAGES CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} rules/*/*.md)
  file(GLOB CODE CONFIGURE_DEPENDS rules/*/*.cpp)
  list(SORT PAGES)
  set(registry ${CMAKE_BINARY_DIR}/generated/rule_registry.cpp)
  set(absolute_pages ${PAGES})
  list(TRANSFORM absolute_pages PREPEND ${CMAKE_SOURCE_DIR}/)
  list(JOIN PAGES "," page_list)
  add_custom_command(OUTPUT ${registry}
    COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR} "-DPAGES=${page_list}" -DOUTPUT=${registry}
            -P ${CMAKE_SOURCE_DIR}/cmake/write_registry.cmake
    DEPENDS ${absolute_pages} ${CMAKE_SOURCE_DIR}/cmake/write_registry.cmake
    COMMENT "Writing the rule registry" VERBATIM)
  add_library(${target} STATIC ${registry} ${CODE})
  target_link_libraries(${target} PUBLIC bulkhead_analyzer)
  target_precompile_headers(${target} PRIVATE cmake/precompiled.h)
endfunction()
