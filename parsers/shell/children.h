// Walking the children of a syntax node.
#pragma once
#include <tree_sitter/api.h>

namespace bulkhead::shell {

/// Calls `visit` with each child in order. Through a cursor: reaching a child by its number costs as many steps as its number, which is
/// quadratic for the hundred thousand children that a broken script can have.
template <typename Visit>
void each_child(TSNode node, Visit visit) {
  TSTreeCursor cursor = ts_tree_cursor_new(node);
  for (bool more = ts_tree_cursor_goto_first_child(&cursor); more; more = ts_tree_cursor_goto_next_sibling(&cursor))
    visit(ts_tree_cursor_current_node(&cursor));
  ts_tree_cursor_delete(&cursor);
}

template <typename Visit>
void each_named_child(TSNode node, Visit visit) {
  each_child(node, [&](TSNode child) {
    if (ts_node_is_named(child)) visit(child);
  });
}

}  // namespace bulkhead::shell
