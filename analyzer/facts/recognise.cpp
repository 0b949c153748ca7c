#include "analyzer/facts/recognise.h"

#include "analyzer/facts/recognise_text.h"
#include "analyzer/model/memo.h"

namespace bulkhead {
namespace {

using recognisers::Found;
using recognisers::Word;

/// Longer texts are documents: read through their own parsers, not here.
constexpr std::size_t kLongest = 64 * 1024;

/// Cheap test that nearly every string fails: an identifier needs one of these.
bool worth_reading(std::string_view text, std::string_view key) {
  if (text.size() < 3 || text.size() > kLongest) return false;
  if (text.find_first_of(".:/=") != std::string_view::npos) return true;
  return !key.empty() && (text.size() == 12 || text.size() == 36 || text.find('_') != std::string_view::npos);
}

/// Private address in a list of host addresses; versions ("1.2.3.4") are no addresses unless the key says so.
bool address_key(std::string_view key) {
  auto words = key_words(key);
  for (std::string_view hint : {"ip", "ips", "cidr", "cidrs", "subnet", "subnets", "address", "addresses", "host", "hosts", "server", "servers",
                                "network", "ingress", "egress", "source", "ranges", "allowlist", "whitelist", "dns", "gateway", "peer", "range"})
    if (recognisers::contains_word(words, hint)) return true;
  return false;
}

void recognise_url(const Word& word, const recognisers::Url& url, std::vector<Recognised>& out) {
  Found found(out, word, Recognised::Form::url);
  if (url.scheme == "s3" || url.scheme == "s3a" || url.scheme == "s3n" || url.scheme == "gs") {
    if (!url.host.empty()) found.add(IdentifierKind::bucket, std::string(url.host));
    return;
  }
  bool database = true;
  for (std::string_view other : {"http", "https", "ws", "wss", "oci", "docker", "git", "git+ssh", "ssh", "ftp", "ftps", "sftp", "ldap", "ldaps", "tcp", "udp", "tls", "grpc", "file", "unix", "otlp", "syslog", "smtp", "smtps"})
    if (url.scheme == other) database = false;
  auto form = database ? Recognised::Form::connection : Recognised::Form::url;
  // mongodb://a:27017,b:27017 was split at the comma; abfss://container@account…
  recognisers::recognise_host(word, url.host, url.port, url.path, form, out);
}

/// jdbc:oracle:thin:@host:1521:SID, jdbc:oracle:thin:@//host:1521/service
bool recognise_oracle(const Word& word, std::vector<Recognised>& out) {
  if (!word.text.starts_with("jdbc:oracle:")) return false;
  auto at = word.text.find('@');
  if (at == std::string_view::npos) return true;
  std::string_view rest = word.text.substr(at + 1);
  while (rest.starts_with('/')) rest.remove_prefix(1);
  std::size_t stop = 0;
  while (stop < rest.size() && rest[stop] != ':' && rest[stop] != '/') {
    auto skip = recognisers::unknown_part_length(rest.substr(stop));
    stop += skip ? skip : 1;
  }
  recognisers::recognise_host(word, rest.substr(0, stop), "1521", {}, Recognised::Form::connection, out);
  return true;
}

/// host[:port][/path], "tcp:host,1433" (already split at the comma)
void recognise_bare(const Word& word, std::vector<Recognised>& out) {
  std::string_view text = word.text;
  if (text.starts_with("tcp:")) text.remove_prefix(4);
  if (text.starts_with('/') || text.starts_with('.') || text.starts_with('-') || text.starts_with('@')) return;
  std::size_t stop = 0;
  while (stop < text.size() && text[stop] != ':' && text[stop] != '/' && text[stop] != '@') {
    auto skip = recognisers::unknown_part_length(text.substr(stop));
    stop += skip ? skip : 1;
  }
  std::string_view host = text.substr(0, stop);
  std::string_view rest = text.substr(stop);
  if (rest.starts_with('@') || host.find('.') == std::string_view::npos) return;
  if (recognisers::unknown_part_length(host) == host.size()) return;
  std::string_view port;
  if (rest.starts_with(':')) {
    auto end = rest.find('/');
    port = rest.substr(1, end == std::string_view::npos ? end : end - 1);
    if (!recognisers::all_digits(port) && !port.starts_with("${")) return;
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end);
  }
  recognisers::recognise_host(word, host, port, rest, Recognised::Form::bare, out);
}

void recognise_word(const Word& word, std::vector<Recognised>& out) {
  std::string_view text = word.text;
  if (text.starts_with("arn:")) { recognisers::recognise_arn(word, out); return; }
  if (recognisers::recognise_typed(word, out)) return;
  if (recognisers::recognise_cloud_path(word, out)) return;
  if (recognise_oracle(word, out)) return;
  if (auto url = recognisers::parse_url(text)) { recognise_url(word, *url, out); return; }
  if (text.starts_with("arn%3A")) return;
  auto cidr = normalise_cidr(text);
  if (cidr) {
    bool network = text.find('/') != std::string_view::npos;
    if (network || address_key(word.key)) Found(out, word, Recognised::Form::bare).add(IdentifierKind::cidr, *cidr);
    return;
  }
  if (text.find('.') != std::string_view::npos) recognise_bare(word, out);
  else if (auto realms = text.find("/realms/"); realms != std::string_view::npos)
    recognisers::recognise_login(word, text.substr(0, realms).find('$') == 0 ? text.substr(0, realms) : std::string_view("${}"), text.substr(realms),
                                 Recognised::Form::url, out);
}

std::vector<Recognised> read(std::string_view text, std::string_view key) {
  std::vector<Recognised> out;
  if (text.find('=') != std::string_view::npos) recognisers::recognise_directory_names(text, out);
  for (const Word& word : recognisers::split_words(text, key)) recognise_word(word, out);
  return out;
}

}  // namespace

std::vector<Recognised> recognise(std::string_view text, std::string_view key) {
  if (!worth_reading(text, key)) return {};
  // The same text stands under the same key in every environment and instance.
  constexpr std::size_t kLongestRemembered = 256;
  if (text.size() + key.size() > kLongestRemembered) return read(text, key);
  thread_local Memo<std::vector<Recognised>> known(20'000);
  thread_local std::string asked;
  asked.assign(text).append(1, '\0').append(key);
  return known.get(asked, [&](std::string_view) { return read(text, key); });
}

}  // namespace bulkhead
