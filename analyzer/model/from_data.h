// Parsed YAML and JSON as values.
#pragma once
#include "analyzer/model/value.h"
#include "parsers/data/tree.h"

namespace bulkhead {

/// Who reads the plain words y, yes, on, n, no and off: go-yaml v3 keeps them as strings (Compose, Terraform); Kubernetes and Helm
/// (sigs.k8s.io/yaml) read them as booleans.
enum class YamlBooleans : unsigned char { core, kubernetes };

/// Converts a node. Every value's origin is `written` at its own span of `file` (a mapping under a key: from the key on), with `via` behind it where given. Shared nodes
/// (aliases) are converted once. `sort_keys`: entries sorted by key and duplicates reduced to the last, as Terraform's decoders do;
/// otherwise source order. Numbers keep integers exact. String text points into the stream's arena or file text, which must outlive the value.
/// A null pointer (empty document) gives a missing value.
Value value_from(const data::Node* node, FileId file, Arena& arena, bool sort_keys = false, const Origin* via = nullptr,
                 YamlBooleans booleans = YamlBooleans::core);

}  // namespace bulkhead
