#include "analyzer/report/leaves.h"

namespace bulkhead::report {
namespace {

constexpr Leaf kLeaves[] = {
    {"1.1", "Production and development live in different environments (in the cloud: different accounts, subscriptions, projects)", Strength::must, Proof::declared, 9},
    {"1.2", "No connection between environments is possible", Strength::must, Proof::declared, 21},
    {"1.3", "Production data is not used on non-production systems", Strength::should, Proof::declared, 4},
    {"1.4", "Users and systems are authorized separately for each environment", Strength::must, Proof::declared, 23},
    {"1.5", "Access servers: a separate instance per environment, at the very least a separate realm", Strength::must, Proof::declared, 8},
    {"2.1", "Hardened operating system, e.g. a hardened base image", Strength::must, Proof::partial, 5},
    {"2.2", "Services, plugins and functions that are not needed are off, above all those reachable remotely", Strength::must, Proof::partial, 6},
    {"2.3", "Hardened TLS stack (protocol versions, ciphers, key sizes)", Strength::must, Proof::declared, 5},
    {"2.4", "HTTP security headers are set (HSTS, CSP, X-Content-Type-Options, frame options, Referrer-Policy, Permissions-Policy ...)", Strength::must, Proof::partial, 1},
    {"2.5", "Samples and other default content are removed", Strength::must, Proof::partial, 3},
    {"2.6", "Network services run with minimal privileges, isolated from other processes (container, VM, host of their own)", Strength::must, Proof::declared, 9},
    {"2.7", "A network service needed only locally is bound to localhost", Strength::must, Proof::partial, 1},
    {"2.8", "Network services are reachable from certain IPs only, where possible", Strength::should, Proof::declared, 5},
    {"2.9", "File handlers that are not needed are off (.php on a Java server)", Strength::must, Proof::partial, 1},
    {"2.10", "Insecure HTTP methods are off (TRACE, TRACK)", Strength::must, Proof::partial, 1},
    {"2.11", "Servers do not disclose software or versions (Server, X-Powered-By removed or filtered)", Strength::must, Proof::partial, 4},
    {"3.1", "Images are built from trusted repositories only", Strength::must, Proof::declared, 6},
    {"3.2", "Only selected (approved) base images are used", Strength::must, Proof::declared, 3},
    {"3.3", "OS packages are updated at build", Strength::must, Proof::declared, 3},
    {"3.4", "Images are scanned for insecure third-party components and configuration", Strength::must, Proof::evidence, 2},
    {"3.5", "No remote shell (SSH, telnet) in an image", Strength::must, Proof::declared, 1},
    {"3.6", "A container has a maximal lifetime, after which it is rebuilt with updated OS dependencies", Strength::must, Proof::evidence, 3},
    {"4.1", "Least privilege for every process: file system, database (\"no root on databases\")", Strength::must, Proof::declared, 16},
    {"4.2", "Access to backend systems is authenticated and authorized", Strength::must, Proof::partial, 7},
    {"4.3", "Dedicated credentials for each system", Strength::must, Proof::declared, 7},
    {"4.4", "Secrets are stored and managed securely", Strength::must, Proof::declared, 12},
    {"5.1", "Applications reachable from the Internet or other untrusted networks sit in an isolated network zone", Strength::must, Proof::declared, 6},
    {"5.2", "All external communication is encrypted (TLS/HTTPS)", Strength::must, Proof::declared, 5},
    {"5.3", "All external access to internal zones is approved", Strength::must, Proof::statement, 4},
    {"5.4", "Egress to the Internet is restricted, through proxies", Strength::must, Proof::declared, 2},
    {"5.5", "Ingress goes through reverse proxies, API or web gateways", Strength::should, Proof::declared, 2},
    {"5.6", "A web application firewall as a further layer", Strength::may, Proof::declared, 1},
    {"6.1", "Required persons only, with dedicated personal accounts where possible", Strength::must, Proof::evidence_and_statement, 8},
    {"6.2", "The user name \"admin\" is not used", Strength::should, Proof::declared, 2},
    {"6.3", "From internal zones or authorized IPs only, where possible", Strength::should, Proof::declared, 4},
    {"6.4", "A mandatory second factor with a strong password", Strength::must, Proof::evidence_and_statement, 4},
    {"6.5", "All of it logged in a tamperproof way", Strength::should, Proof::evidence, 3},
    {"6.6", "Revoked at once when no longer required", Strength::must, Proof::statement, 5},
    {"7.1", "Systems are kept up to date, above all with security patches", Strength::must, Proof::evidence_and_statement, 6},
    {"7.2", "Unused applications are decommissioned", Strength::must, Proof::evidence_and_statement, 4},
    {"8.1", "Insecure configuration", Strength::must, Proof::evidence_and_statement, 3},
    {"8.2", "Missing security patches", Strength::must, Proof::evidence_and_statement, 3},
    {"8.3", "Validity of X.509 certificates", Strength::must, Proof::evidence_and_statement, 2},
    {"8.4", "Exposed development artifacts (.svn, .git, backups, dumps)", Strength::must, Proof::partial, 1},
    {"8.5", "Malware", Strength::must, Proof::evidence_and_statement, 2},
    {"9.1", "Account abuse or system compromise", Strength::must, Proof::evidence_and_statement, 3},
    {"9.2", "Failing security controls or tests", Strength::must, Proof::evidence_and_statement, 1},
    {"9.3", "Use or assignment of critical permissions", Strength::must, Proof::evidence_and_statement, 1},
    {"9.4", "Denial of service and other attacks", Strength::must, Proof::evidence_and_statement, 1},
    {"9.5", "Critical findings of security scans", Strength::must, Proof::evidence_and_statement, 2},
    {"10", "Incident management: one process, with roles, responsibilities and escalation, followed", Strength::must, Proof::statement, 5},
};

}  // namespace

std::span<const Leaf> leaves() { return kLeaves; }

const Leaf* find_leaf(std::string_view id) {
  for (const Leaf& leaf : kLeaves)
    if (leaf.id == id) return &leaf;
  return nullptr;
}

}  // namespace bulkhead::report
