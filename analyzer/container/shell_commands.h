// Commands that an image build runs or an image starts, as values.
#pragma once
#include <functional>
#include <string_view>

#include "analyzer/container/build_scope.h"
#include "analyzer/container/value_builder.h"
#include "parsers/dockerfile/ast.h"

namespace bulkhead::container {

/// Commands of a RUN, CMD, ENTRYPOINT or HEALTHCHECK instruction: [{name, arguments, join, conditional, environment}], through the shell
/// parser for the shell form and here-documents, and also inside `sh -c "…"`. Variables are substituted from `scope` where they are known and the
/// script itself does not set them. `shell`: the SHELL in force reads POSIX shell.
/// What cannot be read is a warning with its place, and an unknown command at the end of the list.
Value commands_of(const dockerfile::Instruction& instruction, const BuildScope& scope, bool shell, ValueBuilder& build,
                  std::vector<Diagnostic>& diagnostics);

/// Whether a program (base name of a path) reads shell scripts: sh, bash, ash, dash, zsh, ksh.
bool is_shell(std::string_view program);

}  // namespace bulkhead::container
