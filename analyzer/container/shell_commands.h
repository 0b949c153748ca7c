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
Value commands_of(const dockerfile::Instruction& instruction, const BuildScope& scope, bool shell, ValueBuilder& build);

/// The same for a plain script or an argument list outside Dockerfiles (Compose `command`, `entrypoint`).
Value commands_of_script(std::string_view script, const Origin* origin, ValueBuilder& build);

/// Whether a program (base name of a path) reads shell scripts: sh, bash, ash, dash, zsh, ksh.
bool is_shell(std::string_view program);

}  // namespace bulkhead::container
