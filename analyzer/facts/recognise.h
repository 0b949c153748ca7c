// What a string names: addresses, identifiers and login realms, recognised by their own syntax.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/fact.h"
#include "analyzer/secrets/key_names.h"

namespace bulkhead {

/// One identifier found in a text.
struct Recognised {
  /// How it was written.
  enum class Form : unsigned char {
    arn,            // Amazon resource name, Azure resource id, GCP resource name
    url,            // scheme://…, s3://, gs://
    connection,     // JDBC, AMQP, Redis, Mongo, "Server=…;" connection strings
    bare,           // host[:port], CIDR, account number, DN, domain name by itself
    service,        // in-cluster service name (name.namespace[.svc…])
    registry,       // container registry of an account
  };
  IdentifierKind kind = IdentifierKind::hostname;
  std::string identifier;                // normalised as fact.h says
  std::size_t begin = 0, end = 0;        // bytes of the text
  Form form = Form::bare;
  /// Holds a `${…}` part: it is shown and searched for words, and is never equal to anything.
  bool partial = false;
};

/// Everything that `text` names. `key` is the name of the attribute, variable, map key or environment variable that holds it ("" when
/// there is none): account numbers, tenant ids, directory domains and bare names are recognised under a key that says so only.
/// Multi-tenant endpoints (`common`, `organizations`, `consumers`), service principals, AWS-managed ARNs and wildcards name nothing.
std::vector<Recognised> recognise(std::string_view text, std::string_view key = {});

/// Parts of an ARN ("arn:partition:service:region:account:resource"); parts may hold `${…}`.
struct Arn {
  std::string_view partition, service, region, account, resource;
};
std::optional<Arn> parse_arn(std::string_view text);

/// "10.0.1.7/16" -> "10.0.0.0/16"; a plain address gets /32. IPv4 only.
std::optional<std::string> normalise_cidr(std::string_view text);

/// A DNS name without port: lower case, final dot removed; empty when it is none. `${…}` labels are kept.
std::string normalise_hostname(std::string_view text);

/// The texts of the `${…}` parts, in order, without the braces.
std::vector<std::string_view> unknown_parts(std::string_view text);

}  // namespace bulkhead
