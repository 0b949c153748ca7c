// Secrets in the layers of an image: variables, files, words of commands.
#include <algorithm>
#include <array>
#include <string>

#include "analyzer/rules/reporter.h"
#include "analyzer/rules/rule.h"
#include "analyzer/secrets/detector.h"

namespace bulkhead {
namespace {

constexpr std::array<std::string_view, 9> kSecretFiles{".env",    ".npmrc",     ".pypirc",          ".netrc",          ".git-credentials",
                                                       "kubeconfig", "credentials.json", "id_rsa", "id_ed25519"};
constexpr std::array<std::string_view, 9> kSecretEndings{".key", ".p12", ".pfx", ".jks", ".keystore", ".tfvars", ".kdbx", "/id_ecdsa", "/id_dsa"};

/// A name that would hold a secret whatever stands in it.
bool names_secret(std::string_view key) { return secrets::secret_kind(key, "Zq7-vX2m_Lk9Rt4w").has_value(); }

bool is_secret_file(std::string_view path) {
  if (path.find("://") != std::string_view::npos) return false;
  auto slash = path.rfind('/');
  std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  if (std::find(kSecretFiles.begin(), kSecretFiles.end(), name) != kSecretFiles.end()) return true;
  if (path.find(".aws/credentials") != std::string_view::npos || name == ".aws" || name == ".ssh") return true;
  bool environment_file = name.starts_with(".env.") && !name.ends_with("example") && !name.ends_with("sample") && !name.ends_with("template") && !name.ends_with("dist");
  return environment_file || std::any_of(kSecretEndings.begin(), kSecretEndings.end(), [&](std::string_view ending) { return path.ends_with(ending); });
}

class Check {
 public:
  Check(const Unit& unit, const Resource& resource, Reporter& report) : unit_(unit), resource_(resource), report_(report) {}

  void stage(const Value& stage) {
    in_image_ = stage["in_image"].as_boolean();
    for (const Value& each : stage["instructions"].items()) instruction(each);
  }
  void instruction(const Value& instruction) {
    std::string_view keyword = instruction["keyword"].as_string();
    if (keyword == "ENV" || keyword == "ARG" || keyword == "LABEL") variables(keyword, instruction["env"]);
    if (keyword == "COPY" || keyword == "ADD") files(instruction);
    if (keyword == "RUN") commands(instruction);
    else bodies(instruction);   // a script's words are its commands
    if (keyword == "ONBUILD") this->instruction(instruction["trigger"]);
  }

 private:
  void tell(const Value& at, std::string message, std::string identity, Severity in_image = Severity::critical) {
    FindingExtras extras;
    extras.severity = in_image_ ? in_image : std::min(in_image, Severity::medium);
    extras.identity = std::move(identity);
    report_.report(unit_, resource_, at, std::move(message), extras);
  }

  void variables(std::string_view keyword, const Value& entries) {
    for (const Entry& entry : entries.entries()) {
      std::string name(entry.key), where = std::string(keyword) + "." + name;
      if (entry.value.is_string()) {
        std::string_view text = entry.value.as_string();
        auto kind = secrets::secret_kind(entry.key, text);
        if (!kind)
          if (auto tokens = secrets::find_formats(text); !tokens.empty()) kind = tokens[0].kind;
        if (kind) tell(entry.value, std::string(keyword) + " " + name + " puts a secret into the image's history (" + secrets::describe(*kind, text) + ")", where);
      } else if (entry.value.is_unknown() && keyword == "ARG" && names_secret(entry.key)) {
        tell(entry.value, "The build argument " + name + " stays readable in the image's history", where, Severity::medium);
      } else if (entry.value.is_unknown() && keyword == "ENV" && names_secret(entry.key)) {
        // The reference leads back to the argument, but the line to change is this one.
        Origin here{Origin::Kind::written, entry.key_span, nullptr, {}};
        tell(Value::missing(&here), "ENV " + name + " keeps what the build is given in the image", where, Severity::high);
      }
    }
  }

  void files(const Value& instruction) {
    if (!instruction["flags"]["from"].is_missing()) return;
    auto words = instruction["arguments"].items();
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
      if (is_secret_file(words[i].as_string()))
        tell(words[i], "The file " + std::string(words[i].as_string()) + " is copied into the image", "COPY." + std::string(words[i].as_string()), Severity::high);
  }

  /// Files written inside the Dockerfile: `COPY <<EOF /etc/app.conf`.
  void bodies(const Value& instruction) {
    for (const Value& body : instruction["heredocs"].items()) {
      SourceSpan whole = decisive_span(body.origin());
      for (const secrets::Match& match : secrets::find_tokens(body.as_string())) {
        Origin here{Origin::Kind::written, {whole.file, whole.begin + match.begin, whole.begin + match.end}, nullptr, {}};
        std::string shown = secrets::describe(match.kind, body.as_string().substr(match.begin, match.end - match.begin));
        tell(Value::missing(&here), "A file written into the image holds a secret (" + shown + ")", "heredoc." + match.kind);
      }
    }
  }

  void commands(const Value& instruction) {
    auto list = instruction["commands"].items();
    for (std::size_t i = 0; i < list.size(); ++i) {
      auto words = list[i]["arguments"].items();
      bool feeds_passwords = i + 1 < list.size() && list[i + 1]["name"].as_string() == "chpasswd" && list[i + 1]["join"].as_string() == "pipe";
      for (const Value& word : words) {
        if (!word.is_string()) continue;
        std::string_view text = word.as_string();
        auto colon = text.find(':');
        auto tokens = secrets::find_tokens(text);
        if (feeds_passwords && colon != std::string_view::npos && colon > 0 && colon + 1 < text.size()) {
          tell(word, "A build step sets the password of " + std::string(text.substr(0, colon)) + " to a literal", "RUN.chpasswd");
        } else if (!tokens.empty()) {
          tell(word, "A build step carries a secret in its command (" + tokens[0].kind + ")", "RUN." + tokens[0].kind);
        } else if (auto kind = option_secret(text)) {
          tell(word, "A build step carries a secret in its command (" + *kind + ")", "RUN." + *kind);
        }
      }
      for (const Entry& entry : list[i]["environment"].entries())
        if (entry.value.is_string())
          if (auto kind = secrets::secret_kind(entry.key, entry.value.as_string()))
            tell(entry.value, "A build step carries a secret in " + std::string(entry.key), "RUN." + std::string(entry.key));
    }
  }

  /// `--password=x`.
  static std::optional<std::string> option_secret(std::string_view word) {
    auto equals = word.find('=');
    if (!word.starts_with("--") || equals == std::string_view::npos) return std::nullopt;
    return secrets::secret_kind(word.substr(2, equals - 2), word.substr(equals + 1));
  }

  const Unit& unit_;
  const Resource& resource_;
  Reporter& report_;
  bool in_image_ = true;
};

void check_unit(const Unit& unit, const RuleContext&, Reporter& report) {
  for (const Resource& resource : unit.resources) {
    Check check(unit, resource, report);
    if (resource.technology == Technology::dockerfile) {
      for (const Value& argument : resource.attributes["arguments"].items()) check.instruction(argument);
      for (const Value& stage : resource.attributes["stages"].items()) check.stage(stage);
    }
    if (resource.technology != Technology::compose || resource.type != "service") continue;
    for (const Entry& entry : resource.attributes["build"]["args"].entries()) {
      if (!entry.value.is_string()) continue;
      auto kind = secrets::secret_kind(entry.key, entry.value.as_string());
      if (!kind) continue;
      FindingExtras extras;
      extras.identity = "build.args." + std::string(entry.key);
      report.report(unit, resource, entry.value, "The build argument " + std::string(entry.key) + " puts a secret into the image's history", extras);
    }
  }
}

}  // namespace

extern const RuleCode secret_in_image;
const RuleCode secret_in_image{check_unit, nullptr};

}  // namespace bulkhead
