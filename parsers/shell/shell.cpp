#include "parsers/shell/shell.h"

#include <tree_sitter/api.h>

#include <memory>
#include <string>
#include <vector>

#include "parsers/shell/children.h"
#include "parsers/shell/words.h"

extern "C" const TSLanguage* tree_sitter_bash();

namespace bulkhead::shell {
namespace {

struct ParserDelete {
  void operator()(TSParser* parser) const { ts_parser_delete(parser); }
};
struct TreeDelete {
  void operator()(TSTree* tree) const { ts_tree_delete(tree); }
};
using TreePointer = std::unique_ptr<TSTree, TreeDelete>;

struct StepBudget {
  std::uint64_t left;
};

TreePointer parse(std::string_view text) {
  thread_local std::unique_ptr<TSParser, ParserDelete> parser([] {
    TSParser* fresh = ts_parser_new();
    ts_parser_set_language(fresh, tree_sitter_bash());
    return fresh;
  }());
  ts_parser_reset(parser.get());
  StepBudget budget{2'000 + text.size()};   // one step is about a hundred parser operations
  TSInput input{};
  input.payload = &text;
  input.encoding = TSInputEncodingUTF8;
  input.read = [](void* payload, std::uint32_t at, TSPoint, std::uint32_t* size) {
    const auto& source = *static_cast<std::string_view*>(payload);
    *size = at < source.size() ? static_cast<std::uint32_t>(source.size() - at) : 0;
    return *size > 0 ? source.data() + at : "";
  };
  TSParseOptions options{};
  options.payload = &budget;
  options.progress_callback = [](TSParseState* state) {
    auto& steps = *static_cast<StepBudget*>(state->payload);
    return steps.left == 0 || --steps.left == 0;
  };
  return TreePointer(ts_parser_parse_with_options(parser.get(), nullptr, input, options));
}

/// The first error, or the first word that the parser made up to get on. `node` has one.
TSNode first_error(TSNode node) {
  for (;;) {
    if (ts_node_is_error(node) || ts_node_is_missing(node)) return node;
    TSNode inner = node;
    bool found = false;
    each_child(node, [&](TSNode child) {
      if (found || !(ts_node_has_error(child) || ts_node_is_missing(child))) return;
      inner = child;
      found = true;
    });
    if (!found) return node;
    node = inner;
  }
}

class Collector {
 public:
  Collector(std::string_view text, Script& script) : script_(script), words_(text, script.arena) {}

  void run(TSNode root) {
    // Errors, and words that the parser made up to get on.
    if (ts_node_has_error(root)) lose(first_error(root));
    visit(root, {}, 0);
    script_.commands = script_.arena.copy(commands_);
  }

 private:
  void lose(TSNode node) {
    if (!script_.complete) return;
    script_.complete = false;
    script_.lost_begin = ts_node_start_byte(node);
    script_.lost_end = ts_node_end_byte(node);
  }

  std::string_view type(TSNode node) const { return ts_node_type(node); }
  void children(TSNode node, const Nesting& nesting, int depth) {
    each_child(node, [&](TSNode child) { visit(child, nesting, depth + 1); });
  }

  void visit(TSNode node, Nesting nesting, int depth) {
    if (depth > kMaxNesting) return lose(node);
    std::string_view kind = type(node);
    if (!ts_node_is_named(node)) {
      if (kind == "&&") join_ = Join::and_then;
      if (kind == "||") join_ = Join::or_else;
      if (kind == "|" || kind == "|&") join_ = Join::pipe;
      return;
    }
    if (kind == "comment") return;
    if (kind == "command") return command(node, nesting, depth);
    if (kind == "declaration_command") return declaration(node, nesting, depth);
    if (kind == "variable_assignment") return lone_assignment(node, nesting, depth);
    if (kind == "redirected_statement") return redirected(node, nesting, depth);
    if (kind == "subshell") nesting.subshell = true;
    if (kind == "if_statement" || kind == "case_statement") nesting.conditional = true;
    if (kind == "while_statement" || kind == "for_statement" || kind == "c_style_for_statement") nesting.loop = true;
    if (kind == "function_definition") nesting.function = true;
    if (kind == "command_substitution" || kind == "process_substitution") nesting.substitution = true;
    children(node, nesting, depth);
  }

  Command start(TSNode node, const Nesting& nesting) {
    Command out;
    out.begin = ts_node_start_byte(node);
    out.end = ts_node_end_byte(node);
    out.join = commands_.empty() ? Join::first : join_;
    out.nesting = nesting;
    join_ = Join::sequence;
    return out;
  }

  /// Commands inside an argument run before the command itself.
  void substitutions(TSNode node, const Nesting& nesting, int depth) {
    if (depth > kMaxNesting) return;
    each_named_child(node, [&](TSNode child) {
      std::string_view kind = type(child);
      if (kind == "command_substitution" || kind == "process_substitution") {
        Join outer = join_;
        join_ = Join::sequence;
        visit(child, nesting, depth + 1);
        join_ = outer;
      } else {
        substitutions(child, nesting, depth + 1);
      }
    });
  }

  void command(TSNode node, const Nesting& nesting, int depth) {
    substitutions(node, nesting, depth);
    Command out = start(node, nesting);
    std::vector<Word> arguments;
    std::vector<Assignment> assignments;
    std::vector<Redirect> redirects;
    each_named_child(node, [&](TSNode child) {
      std::string_view kind = type(child);
      if (kind == "command_name") {
        out.name = words_.read(child);
      } else if (kind == "variable_assignment") {
        assignments.push_back(assignment(child));
      } else if (kind == "file_redirect") {
        redirects.push_back(redirect(child));
      } else if (!kind.starts_with("heredoc") && !kind.starts_with("herestring") && kind != "comment") {
        arguments.push_back(words_.read(child));
      }
    });
    finish(out, arguments, assignments, redirects);
  }

  /// `export A=1 B`, `local`, `declare`, `readonly`.
  void declaration(TSNode node, const Nesting& nesting, int depth) {
    substitutions(node, nesting, depth);
    Command out = start(node, nesting);
    std::vector<Word> arguments;
    std::vector<Assignment> assignments;
    bool first = true;
    each_child(node, [&](TSNode child) {
      if (first) {
        out.name = words_.read(child);
      } else if (type(child) == "variable_assignment") {
        assignments.push_back(assignment(child));
      } else {
        arguments.push_back(words_.read(child));
      }
      first = false;
    });
    finish(out, arguments, assignments, {});
  }

  void lone_assignment(TSNode node, const Nesting& nesting, int depth) {
    substitutions(node, nesting, depth);
    Command out = start(node, nesting);
    finish(out, {}, {assignment(node)}, {});
  }

  void redirected(TSNode node, const Nesting& nesting, int depth) {
    std::vector<Redirect> own;
    each_named_child(node, [&](TSNode child) {
      if (type(child) == "file_redirect") own.push_back(redirect(child));
    });
    std::size_t before = commands_.size();
    each_named_child(node, [&](TSNode child) {
      if (type(child) != "file_redirect") visit(child, nesting, depth + 1);
    });
    if (commands_.size() == before || own.empty()) return;
    Command& last = commands_.back();
    std::vector<Redirect> all(last.redirects.begin(), last.redirects.end());
    all.insert(all.end(), own.begin(), own.end());
    last.redirects = script_.arena.copy(all);
  }

  Redirect redirect(TSNode node) {
    Redirect out;
    each_child(node, [&](TSNode child) {
      if (!ts_node_is_named(child)) out.sign = words_.source(child);
      else if (type(child) != "file_descriptor") out.target = words_.read(child);
    });
    return out;
  }

  Assignment assignment(TSNode node) {
    Assignment out;
    TSNode name = ts_node_child_by_field_name(node, "name", 4), value = ts_node_child_by_field_name(node, "value", 5);
    if (!ts_node_is_null(name)) out.name = words_.source(name);
    out.value.begin = out.value.end = ts_node_end_byte(node);   // `X=`: the empty word after it
    if (!ts_node_is_null(value)) out.value = words_.read(value);
    return out;
  }

  void finish(Command& command, const std::vector<Word>& arguments, const std::vector<Assignment>& assignments,
              const std::vector<Redirect>& redirects) {
    if (command.begin == command.end) return;   // made up by the parser
    command.arguments = script_.arena.copy(arguments);
    command.assignments = script_.arena.copy(assignments);
    command.redirects = script_.arena.copy(redirects);
    commands_.push_back(command);
  }

  Script& script_;
  WordReader words_;
  std::vector<Command> commands_;
  Join join_ = Join::sequence;
};

}  // namespace

Script parse_shell(std::string_view text) {
  Script script;
  TreePointer tree = text.size() > kMaxScriptBytes ? nullptr : parse(text);
  if (!tree) {
    script.complete = false;
    script.lost_end = static_cast<std::uint32_t>(text.size());
    return script;
  }
  Collector(text, script).run(ts_tree_root_node(tree.get()));
  return script;
}

}  // namespace bulkhead::shell
