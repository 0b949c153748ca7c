// Resource names of the three clouds.
#include "analyzer/facts/recognise_text.h"

namespace bulkhead {

std::optional<Arn> parse_arn(std::string_view text) {
  if (!text.starts_with("arn:")) return std::nullopt;
  std::string_view parts[5];
  std::size_t at = 4;
  for (int i = 0; i < 4; ++i) {
    std::size_t start = at;
    while (at < text.size() && text[at] != ':') {
      auto skip = recognisers::unknown_part_length(text.substr(at));
      at += skip ? skip : 1;
    }
    if (at >= text.size()) return std::nullopt;
    parts[i] = text.substr(start, at - start);
    ++at;
  }
  if (!parts[0].starts_with("aws") && !recognisers::has_unknown(parts[0])) return std::nullopt;
  return Arn{parts[0], parts[1], parts[2], parts[3], text.substr(at)};
}

namespace recognisers {
namespace {

bool only_wildcards(std::string_view text) { return text.find_first_not_of("*/:") == std::string_view::npos; }

/// `${data.aws_caller_identity.current.account_id}`: the account that is deployed to.
bool is_own_account(std::string_view account) { return account.find("aws_caller_identity") != std::string_view::npos || account.find("AWS::AccountId") != std::string_view::npos; }

void recognise_resource(const Arn& arn, std::string_view text, Found& found) {
  std::string_view resource = arn.resource;
  if (arn.service == "s3") {
    std::string_view bucket = resource.substr(0, resource.find('/'));
    if (!only_wildcards(bucket)) found.add(IdentifierKind::bucket, std::string(bucket));
  } else if (arn.service == "rds" && (resource.starts_with("snapshot:") || resource.starts_with("cluster-snapshot:"))) {
    found.add(IdentifierKind::snapshot, std::string(text));
  } else if (arn.service == "rds" && (resource.starts_with("db:") || resource.starts_with("cluster:"))) {
    std::string_view name = resource.substr(resource.find(':') + 1);
    // By its name alone a database is one per account; with the account of whoever deploys it, it is the own one.
    if (!only_wildcards(name) && !is_own_account(arn.account)) found.add(IdentifierKind::database, std::string(name));
  } else if (arn.service == "secretsmanager" && resource.starts_with("secret:")) {
    if (!only_wildcards(resource.substr(7))) found.add(IdentifierKind::secret, std::string(resource.substr(7)));
  } else if (arn.service == "ssm" && resource.starts_with("parameter")) {
    if (!only_wildcards(resource.substr(9))) found.add(IdentifierKind::secret, std::string(resource.substr(9)));
  } else if (arn.service == "sso" && resource.starts_with("instance/")) {
    if (!only_wildcards(resource.substr(9))) found.add(IdentifierKind::realm, "identity-center:" + std::string(resource.substr(9)));
  } else if (arn.service == "cognito-idp" && resource.starts_with("userpool/")) {
    if (!only_wildcards(resource.substr(9))) found.add(IdentifierKind::realm, "cognito:" + std::string(resource.substr(9)));
  } else if (arn.service == "iam" || arn.service == "sts") {
    found.add(IdentifierKind::principal, std::string(text));
  } else if (!only_wildcards(resource)) {
    found.add(IdentifierKind::arn, std::string(text));
  }
}

}  // namespace

void recognise_arn(const Word& word, std::vector<Recognised>& out) {
  auto arn = parse_arn(word.text);
  if (!arn || arn->account == "aws") return;                 // managed by AWS, the same for everybody
  Found found(out, word, Recognised::Form::arn);
  recognise_resource(*arn, word.text, found);
  if (arn->account.size() == 12 && all_digits(arn->account)) found.add(IdentifierKind::account, std::string(arn->account));
  else if (has_unknown(arn->account)) found.add(IdentifierKind::account, std::string(arn->account));
}

bool recognise_cloud_path(const Word& word, std::vector<Recognised>& out) {
  Found found(out, word, Recognised::Form::arn);
  std::string text = lower(word.text);
  if (text.starts_with("/subscriptions/")) {
    std::string_view rest = std::string_view(text).substr(15);
    std::string_view subscription = rest.substr(0, rest.find('/'));
    if (is_uuid(subscription)) found.add(IdentifierKind::account, std::string(subscription));
    if (rest.find('/') != std::string_view::npos) found.add(IdentifierKind::arn, text);
    return true;
  }
  auto service_account = text.find(".iam.gserviceaccount.com");
  if (service_account != std::string::npos) {
    std::string_view mail = std::string_view(text).substr(0, service_account + 24);
    if (auto colon = mail.rfind(':'); colon != std::string_view::npos) mail.remove_prefix(colon + 1);
    auto at = mail.find('@');
    if (at == std::string_view::npos) return true;
    found.add(IdentifierKind::principal, std::string(mail));
    found.add(IdentifierKind::account, std::string(mail.substr(at + 1, mail.size() - at - 25)));
    return true;
  }
  if (text.starts_with("projects/") || text.find("googleapis.com/compute/v1/projects/") != std::string::npos) {
    std::string_view rest = std::string_view(text).substr(text.find("projects/") + 9);
    auto slash = rest.find('/');
    std::string_view project = rest.substr(0, slash);
    if (project.empty() || project == "-") return false;
    found.add(IdentifierKind::account, std::string(project));
    if (slash != std::string_view::npos) found.add(IdentifierKind::arn, text.substr(text.find("projects/")));
    return true;
  }
  return false;
}

}  // namespace recognisers
}  // namespace bulkhead
