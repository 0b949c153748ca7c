// Includes, and what a configuration comes to with them ("include" of the Terragrunt reference).
#include <algorithm>

#include "analyzer/terraform/terragrunt/configuration.h"
#include "analyzer/terraform/terragrunt/paths.h"

namespace bulkhead::terraform::terragrunt {

Value Configuration::argument(const hcl::Body& body, std::string_view name) {
  const hcl::Attribute* attribute = body.attribute(name);
  if (attribute == nullptr) return {};
  return attribute->value ? evaluate(*attribute->value) : state_.unknown(UnknownInfo::Cause::error, std::string(name));
}

/// Arguments of a block; nested blocks as a list of maps, `name` their label.
Value Configuration::block_value(const hcl::Block& block) {
  std::vector<Entry> entries;
  for (const hcl::Attribute& attribute : block.body->attributes)
    entries.push_back({attribute.name, argument(*block.body, attribute.name), {file_, attribute.begin, attribute.name_end}});
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  auto same = [](const Entry& a, const Entry& b) { return a.key == b.key; };
  entries.erase(std::unique(entries.begin(), entries.end(), same), entries.end());
  return Value::map(state_.arena().copy(entries), state_.link(Origin::Kind::written, {file_, block.begin, block.header_end}, nullptr, {}));
}

const std::vector<Include>& Configuration::includes() {
  if (includes_progress_ != Progress::untouched) return includes_;
  includes_progress_ = Progress::running;
  for (const hcl::Block* block : body_.blocks) {
    if (block->type != "include" || !block->body) continue;
    SourceSpan header{file_, block->begin, block->header_end};
    if (is_included()) {
      state_.problem(header, "an included configuration cannot include others (Terragrunt allows one level)");
      break;
    }
    Include include;
    if (!block->labels.empty()) include.name = block->labels[0].text;
    const hcl::Attribute* written = block->body->attribute("path");
    include.at = written ? SourceSpan{file_, written->begin, written->end} : header;
    Value path = argument(*block->body, "path");
    Value strategy = argument(*block->body, "merge_strategy");
    if (strategy.equals("no_merge").yes()) include.merge = Merge::none;
    else if (strategy.equals("deep").yes()) include.merge = Merge::deep;
    else if (!strategy.is_absent() && !strategy.equals("shallow").yes()) state_.problem(header, "merge_strategy is none of no_merge, shallow and deep");
    include.exposed = argument(*block->body, "expose").is_true().yes();
    if (path.is_string()) {
      auto there = path_in_root(path.as_string(), config_directory());
      if (there && !there->empty() && *there != path_) {
        include.path = *there;
        include.configuration = session_.read(*there, config_path_, include.at);
      } else {
        state_.problem(include.at, there && *there == path_ ? "this configuration includes itself" : "the included configuration lies outside of what is scanned",
                       there && *there == path_ ? Diagnostic::Severity::error : Diagnostic::Severity::warning);
      }
    } else {
      state_.problem(include.at, path.is_unknown() ? "which configuration is included is not known" : "include needs a path",
                     path.is_unknown() ? Diagnostic::Severity::warning : Diagnostic::Severity::error);
    }
    includes_.push_back(std::move(include));
  }
  includes_progress_ = Progress::done;
  return includes_;
}

void Configuration::add_terraform(const hcl::Block& block, Settings& out) {
  if (Value source = argument(*block.body, "source"); !source.is_absent()) out.source = source;
  for (const hcl::Block* inner : block.body->blocks)
    if (inner->type == "extra_arguments" && inner->body) out.extra_arguments.push_back({inner->labels.empty() ? "" : inner->labels[0].text, block_value(*inner)});
}

void Configuration::own_settings(Settings& out) {
  for (const hcl::Block* block : body_.blocks) {
    if (!block->body) continue;
    if (block->type == "terraform") add_terraform(*block, out);
    if (block->type == "remote_state") out.remote_state = block_value(*block);
    if (block->type == "generate") out.generate.push_back({block->labels.empty() ? "" : block->labels[0].text, block_value(*block), {file_, block->begin, block->header_end}});
  }
  if (out.remote_state.is_missing()) out.remote_state = argument(body_, "remote_state");
  for (const Entry& entry : argument(body_, "generate").entries())
    out.generate.push_back({entry.key, entry.value, entry.key_span});
  for (std::size_t i = 1; i < out.generate.size(); ++i)
    if (std::any_of(out.generate.begin(), out.generate.begin() + static_cast<std::ptrdiff_t>(i), [&](const Generate& one) { return one.name == out.generate[i].name; }))
      state_.problem(out.generate[i].at, "generate \"" + std::string(out.generate[i].name) + "\" is declared twice");
  std::size_t errors = state_.unit().diagnostics.size();
  out.inputs = argument(body_, "inputs");
  drop_errors_of_replaced_inputs(errors);
  out.iam_role = argument(body_, "iam_role");
}

/// An input that `autoinclude` gives need not be there: what went wrong with the unit's own (`values.x` that nobody gives) is no error.
void Configuration::drop_errors_of_replaced_inputs(std::size_t first) {
  Configuration* generated = session_.own() == this ? session_.autoinclude() : nullptr;
  const hcl::Attribute* own = body_.attribute("inputs");
  const hcl::Attribute* other = generated ? generated->body_.attribute("inputs") : nullptr;
  if (own == nullptr || other == nullptr || !own->value || !other->value) return;
  if (own->value->kind != hcl::ExpressionKind::object || other->value->kind != hcl::ExpressionKind::object) return;
  auto gives = [&](std::string_view key) {
    const auto& items = other->value->as<hcl::Object>().items;
    return !key.empty() && std::any_of(items.begin(), items.end(), [&](const hcl::ObjectItem& item) { return literal_text(item.key) == key; });
  };
  std::vector<Diagnostic>& all = state_.unit().diagnostics;
  for (const hcl::ObjectItem& item : own->value->as<hcl::Object>().items) {
    if (!gives(literal_text(item.key)) || item.value == nullptr) continue;
    SourceSpan there = span(*item.value);
    for (std::size_t i = all.size(); i > first; --i)
      if (there.contains(all[i - 1].at)) all.erase(all.begin() + static_cast<std::ptrdiff_t>(i - 1));
  }
}

void Configuration::merge_into(Settings& child, const Settings& parent, Merge merge) {
  child.inputs = merge == Merge::deep ? deep_merge(parent.inputs, child.inputs, state_) : shallow_merge(parent.inputs, child.inputs, state_);
  if (child.remote_state.is_absent()) child.remote_state = parent.remote_state;
  if (child.source.is_absent()) child.source = parent.source;
  if (child.iam_role.is_absent()) child.iam_role = parent.iam_role;
  std::vector<Generate> generate;
  for (const Generate& one : parent.generate) {
    bool replaced = std::any_of(child.generate.begin(), child.generate.end(), [&](const Generate& own) { return own.name == one.name; });
    if (!replaced) generate.push_back(one);
  }
  generate.insert(generate.end(), child.generate.begin(), child.generate.end());
  child.generate = std::move(generate);
  // The child's come last on the command line, or in the place of the parent's of the same name.
  std::vector<ExtraArguments> extra = parent.extra_arguments;
  for (const ExtraArguments& own : child.extra_arguments) {
    auto same = std::find_if(extra.begin(), extra.end(), [&](const ExtraArguments& one) { return one.name == own.name; });
    if (same != extra.end()) *same = own;
    else extra.push_back(own);
  }
  child.extra_arguments = std::move(extra);
}

/// An include that cannot be read may give any input.
Settings Configuration::unread(const Include& include) {
  Settings out;
  out.inputs = state_.unknown(UnknownInfo::Cause::function, include.name.empty() ? "include" : "include." + std::string(include.name));
  return out;
}

const Settings& Configuration::settings() {
  if (settings_progress_ == Progress::running) {
    static const Settings kNone;
    return kNone;
  }
  if (settings_progress_ == Progress::done) return settings_;
  settings_progress_ = Progress::running;
  Settings made;
  own_settings(made);
  // The last include wins over those before it, and this file over all of them.
  const std::vector<Include> all = includes();
  for (auto include = all.rbegin(); include != all.rend(); ++include)
    if (include->merge != Merge::none) merge_into(made, include->configuration ? include->configuration->settings() : unread(*include), include->merge);
  if (Configuration* generated = session_.own() == this ? session_.autoinclude() : nullptr) {
    Settings wins = generated->settings();
    merge_into(wins, made, Merge::shallow);
    made = std::move(wins);
  }
  settings_ = std::move(made);
  settings_progress_ = Progress::done;
  return settings_;
}

Value Configuration::as_value() {
  if (whole_.progress == Progress::done) return whole_.value;
  SourceSpan start{file_, 0, 0};
  if (whole_.progress == Progress::running || settings_progress_ == Progress::running) {
    state_.problem(start, "this configuration reads itself");
    return state_.unknown(UnknownInfo::Cause::error, path_);
  }
  whole_.progress = Progress::running;
  const Settings& all = settings();
  std::vector<Entry> generate, dependency, entries;
  for (const Generate& one : all.generate) generate.push_back({one.name, one.arguments, one.at});
  for (const Dependency& one : dependencies()) {
    if (!dependency.empty() && dependency.back().key == one.name) continue;
    std::string reference = "dependency." + std::string(one.name);
    std::vector<Entry> members{{"config_path", dependency_argument(one, "config_path"), {}},
                               {"outputs", state_.unknown(UnknownInfo::Cause::other, reference + ".outputs"), {}}};
    bool single = one.key.kind == InstanceKey::Kind::single;
    dependency.push_back({one.name, single ? Value::map(state_.arena().copy(members)) : state_.unknown(UnknownInfo::Cause::other, reference), {}});
  }
  auto by_key = [](const Entry& a, const Entry& b) { return a.key < b.key; };
  std::stable_sort(generate.begin(), generate.end(), by_key);
  std::stable_sort(dependency.begin(), dependency.end(), by_key);
  auto add = [&](std::string_view key, const Value& value) {
    if (!value.is_missing()) entries.push_back({key, value, {}});
  };
  for (const hcl::Block* block : body_.blocks)
    if (block->type == "dependencies" && block->body) add("dependencies", block_value(*block));
  if (!dependency.empty()) add("dependency", Value::map(state_.arena().copy(dependency)));
  if (!generate.empty()) add("generate", Value::map(state_.arena().copy(generate)));
  add("iam_role", all.iam_role);
  add("inputs", all.inputs);
  add("locals", locals());
  add("remote_state", all.remote_state);
  if (!all.source.is_missing()) add("terraform", Value::map(state_.arena().copy(std::vector<Entry>{{"source", all.source, {}}})));
  for (const hcl::Attribute& attribute : body_.attributes)   // download_dir, terraform_binary …
    if (std::none_of(entries.begin(), entries.end(), [&](const Entry& one) { return one.key == attribute.name; })) add(attribute.name, argument(body_, attribute.name));
  std::stable_sort(entries.begin(), entries.end(), by_key);
  auto same = [](const Entry& a, const Entry& b) { return a.key == b.key; };
  entries.erase(std::unique(entries.begin(), entries.end(), same), entries.end());
  whole_ = {Progress::done, Value::map(state_.arena().copy(entries), state_.link(Origin::Kind::written, start, nullptr, {}))};
  return whole_.value;
}

}  // namespace bulkhead::terraform::terragrunt
