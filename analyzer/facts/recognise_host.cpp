// DNS names: shape, provider endpoints that stand for a resource, and in-cluster service names.
#include <cctype>

#include "analyzer/facts/recognise_text.h"

namespace bulkhead {
namespace recognisers {
namespace {

/// Last labels that make a bare dotted word a host name. Country codes that are also file endings or attribute names are left out.
constexpr std::string_view kTopLevel[] = {
    "com", "net", "org", "uk", "eu", "de", "fr", "nl", "be", "at", "ch", "it", "es", "pl", "se", "no", "dk", "fi", "ie", "us", "ca", "au",
    "nz", "jp", "in", "br", "za", "gov", "edu", "mil", "int", "info", "biz", "cloud", "dev", "app", "io", "co", "tech", "systems",
    "services", "internal", "local", "localdomain", "intranet", "intra", "lan", "corp", "root", "private", "ad", "home", "test", "svc"};
/// Of these, two labels alone ("github.io", "terraform.io", "file.in") prove nothing.
constexpr std::string_view kNeedThree[] = {"io", "co", "in", "app", "dev", "int", "no", "it", "at", "be", "us", "test", "svc", "ad", "home"};

std::vector<std::string_view> labels_of(std::string_view host) {
  std::vector<std::string_view> labels;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= host.size();) {
    if (i == host.size() || host[i] == '.') { labels.push_back(host.substr(start, i - start)); start = ++i; continue; }
    auto skip = unknown_part_length(host.substr(i));
    i += skip ? skip : 1;
  }
  return labels;
}

bool in(std::string_view word, std::span<const std::string_view> list) {
  for (std::string_view item : list)
    if (item == word) return true;
  return false;
}

bool amazon_host(const Word& word, const std::string& host, std::string_view path, Recognised::Form form, Found& found) {
  (void)word;
  std::string_view base = host;
  if (base.ends_with(".amazonaws.com.cn")) base.remove_suffix(17);
  else if (base.ends_with(".amazonaws.com")) base.remove_suffix(14);
  else return false;
  auto labels = labels_of(base);
  auto path_part = [&](std::size_t index) {
    std::string_view rest = path;
    for (std::size_t i = 0;; ++i) {
      if (rest.starts_with('/')) rest.remove_prefix(1);
      auto slash = rest.find('/');
      if (i == index) return rest.substr(0, slash);
      if (slash == std::string_view::npos) return std::string_view();
      rest.remove_prefix(slash);
    }
  };
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] != "s3" && !labels[i].starts_with("s3-")) continue;
    if (i > 0) found.add(IdentifierKind::bucket, std::string(base.substr(0, static_cast<std::size_t>(labels[i].data() - base.data()) - 1)));
    else if (!path_part(0).empty()) found.add(IdentifierKind::bucket, std::string(path_part(0)));
    return true;
  }
  if (labels.size() == 2 && labels[0] == "sqs" && all_digits(path_part(0)) && !path_part(1).empty()) {
    found.add(IdentifierKind::arn, "arn:aws:sqs:" + std::string(labels[1]) + ":" + std::string(path_part(0)) + ":" + std::string(path_part(1)));
    found.add(IdentifierKind::account, std::string(path_part(0)));
    return true;
  }
  if (labels.size() >= 3 && labels[1] == "dkr" && all_digits(labels[0])) {
    found.add(IdentifierKind::account, std::string(labels[0]), Recognised::Form::registry);
    return true;
  }
  if (labels.size() >= 3) found.add(IdentifierKind::hostname, host, form);
  return true;
}

bool cloud_host(const std::string& host, std::string_view path, Found& found) {
  std::string_view name = std::string_view(host).substr(0, host.find('.'));
  std::string_view rest = std::string_view(host).substr(name.size());
  for (std::string_view suffix : {".blob.core.windows.net", ".dfs.core.windows.net", ".file.core.windows.net", ".queue.core.windows.net", ".table.core.windows.net"})
    if (rest == suffix) { found.add(IdentifierKind::bucket, std::string(name)); return true; }
  if (rest == ".vault.azure.net") { found.add(IdentifierKind::secret_store, "keyvault:" + std::string(name)); return true; }
  if (host == "storage.googleapis.com") {
    if (path.starts_with('/')) path.remove_prefix(1);
    if (auto bucket = path.substr(0, path.find('/')); !bucket.empty()) found.add(IdentifierKind::bucket, std::string(bucket));
    return true;
  }
  // Public interfaces of the clouds: the same for everybody.
  return host.ends_with(".googleapis.com") || host.ends_with("management.azure.com") || host == "graph.microsoft.com";
}

bool in_cluster(const std::vector<std::string_view>& labels, std::string_view port, Recognised::Form form, Found& found) {
  if (labels.size() >= 3 && labels[2] == "svc") {
    found.add(IdentifierKind::kubernetes_namespace, std::string(labels[1]), Recognised::Form::service);
    return true;
  }
  bool addressed = form != Recognised::Form::bare || !port.empty();
  if (labels.size() == 2 && addressed && !in(labels[1], kTopLevel) && !has_unknown(labels[1])) {
    found.add(IdentifierKind::kubernetes_namespace, std::string(labels[1]), Recognised::Form::service);
    return true;
  }
  return false;
}

bool bare_name_accepted(const Word& word, const std::vector<std::string_view>& labels, std::string_view port) {
  std::string_view last = labels.back();
  if (labels[0] == "com" || labels[0] == "org" || labels[0] == "io" || labels[0] == "net") return false;   // Java packages, service names
  if (!in(last, kTopLevel)) {
    auto words = key_words(word.key);
    bool typed = contains_word(words, "host") || contains_word(words, "hostname") || contains_word(words, "fqdn") || contains_word(words, "server");
    return (typed || !port.empty()) && labels.size() >= 3;
  }
  return labels.size() >= 3 || !in(last, kNeedThree);
}

}  // namespace

void recognise_host(const Word& word, std::string_view raw, std::string_view port, std::string_view path, Recognised::Form form,
                    std::vector<Recognised>& out) {
  Found found(out, word, form);
  if (auto address = normalise_cidr(raw)) {
    if (form != Recognised::Form::bare || !port.empty()) found.add(IdentifierKind::cidr, *address);
    return;
  }
  std::string host = normalise_hostname(raw);
  if (host.empty()) return;
  if (recognise_login(word, host, path, form, out)) return;
  if (amazon_host(word, host, path, form, found) || cloud_host(host, path, found)) return;
  auto labels = labels_of(host);
  if (in_cluster(labels, port, form, found)) return;
  if (labels.size() < 2) return;
  if (form == Recognised::Form::bare && !bare_name_accepted(word, labels, port)) return;
  found.add(IdentifierKind::hostname, host);
}

}  // namespace recognisers

std::string normalise_hostname(std::string_view text) {
  while (text.ends_with('.')) text.remove_suffix(1);
  if (text.starts_with("*.")) text.remove_prefix(2);
  std::string host;
  std::size_t label = 0;
  bool letters = false;
  for (std::size_t i = 0; i < text.size();) {
    if (auto skip = recognisers::unknown_part_length(text.substr(i))) {
      host += text.substr(i, skip);
      i += skip;
      ++label;
      letters = true;
      continue;
    }
    char c = text[i++];
    if (c == '.') {
      if (label == 0) return {};
      label = 0;
      letters = false;
    } else if (std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_') {
      if (++label > 63) return {};
      letters = letters || std::isalpha(static_cast<unsigned char>(c));
      c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else {
      return {};
    }
    host += c;
  }
  return label > 0 && letters && host.size() <= 1024 ? host : std::string();
}

}  // namespace bulkhead
