cmake_minimum_required(VERSION 3.25)
# Writes the registry: every page's text as a raw string, and the code symbol of the pages that have code.
string(REPLACE "," ";" PAGES "${PAGES}")
set(declarations "")
set(entries "")
set(seen "")
foreach(page IN LISTS PAGES)
  get_filename_component(id ${page} NAME_WE)
  if(id IN_LIST seen)
    message(FATAL_ERROR "rule id ${id} is used by two pages")
  endif()
  list(APPEND seen ${id})
  get_filename_component(folder ${page} DIRECTORY)
  set(code "nullptr")
  if(EXISTS ${ROOT}/${folder}/${id}.cpp)
    string(REPLACE "-" "_" symbol ${id})
    string(APPEND declarations "extern const RuleCode ${symbol};\n")
    set(code "&${symbol}")
  endif()
  file(READ ${ROOT}/${page} text)
  # A raw string may hold at most 65,535 characters portably; pages are far below.
  string(APPEND entries "    {\"${page}\", R\"~page~(${text})~page~\", ${code}},\n")
endforeach()
file(WRITE ${OUTPUT} "// Generated from the rules folder. Do not edit.\n#include \"analyzer/rules/rule.h\"\n\nnamespace bulkhead {\n${declarations}
namespace {
const RulePageSource kPages[] = {
${entries}    {{}, {}, nullptr},
};
}  // namespace
std::span<const RulePageSource> builtin_rule_pages() { return {kPages, std::size(kPages) - 1}; }
}  // namespace bulkhead\n")
