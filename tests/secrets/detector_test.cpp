// Which literals are secrets, and what only looks like one.
#include "analyzer/secrets/detector.h"

#include "analyzer/secrets/key_names.h"
#include "analyzer/secrets/keywords.h"

using namespace bulkhead;

TEST_CASE("keys that hold secrets and keys about them", "[secrets]") {
  for (std::string_view key : {"password", "db_password", "MYSQL_ROOT_PASSWORD", "masterUserPassword", "SA_PASSWORD", "secret", "client_secret", "apiKey", "api-key",
                               "AUTH_TOKEN", "githubToken", "aws_secret_access_key", "private_key", "administrator_login_password", "dbpassword", "PASSWORD1",
                               "secret_string", "password_wo", "spring.datasource.password"}) {
    INFO(key);
    CHECK(secrets::key_meaning(key).key_class != secrets::KeyClass::none);
  }
  for (std::string_view key : {"password_length", "secret_name", "token_url", "db_secret_arn", "password_file", "secret_id", "key_name", "kms_key_id", "public_key",
                               "ssh_public_key", "publicToken", "enable_token", "manage_master_user_password", "max_tokens", "pass_role", "product", "api_key_source",
                               "POSTGRES_PASSWORD_FILE", "OAUTH_TOKEN_URL", "token_ttl", "secretKeyRef", "bypass", "compass", "partition_key", "csrf_token", "keyVaultToStoreSecrets"}) {
    INFO(key);
    CHECK(secrets::key_meaning(key).key_class == secrets::KeyClass::none);
  }
}

TEST_CASE("literals under a secret key", "[secrets]") {
  auto found = [](std::string_view key, std::string_view value) { return secrets::secret_kind(key, value).has_value(); };
  CHECK(found("password", "hunter2"));
  CHECK(found("MYSQL_ROOT_PASSWORD", "somepress"));
  CHECK(found("password", "root"));
  CHECK(found("token", "k3v9x1qz7Lp0aa"));
  for (std::string_view value : {"", "changeme", "CHANGEME", "replace-me", "placeholder", "${var.x}", "$PASSWORD", "var.password", "arn:aws:secretsmanager:eu-west-1:1:secret:x",
                                 "/app/db/password", "/run/secrets/db", "true", "<password>", "xxxxxxxx", "iam-auth-dummy-password", "{{ .Values.password }}", "ENC[AES256,data:x]",
                                 "vault:secret/db#password", "data.aws_ssm_parameter.p.value"}) {
    INFO(value);
    CHECK_FALSE(found("password", value));
  }
  for (std::string_view value : {"shop-db-credentials", "team/notify/api-key", "/alerts/slack-token", "my-token", "https://login.shop.internal/oauth/token", "Used to rotate keys"}) {
    INFO(value);
    CHECK_FALSE(found("SLACK_TOKEN", value));
  }
}

TEST_CASE("formats inside texts", "[secrets]") {
  // Put together at run time, so that scanners of this repository stay quiet.
  std::string key = std::string("AK") + "IASB2QX5V3YNWJ7KLP";
  auto matches = secrets::find_tokens("x\nexport AWS_ACCESS_KEY_ID=" + key + "\n");
  REQUIRE(matches.size() == 1);
  CHECK(matches[0].kind == "aws-access-key-id");
  CHECK(matches[0].begin == 27);
  CHECK(secrets::find_tokens("AKIAIOSFODNN7EXAMPLE").empty());
  CHECK(secrets::find_tokens("AKIAXXXXXXXXXXXXXXXX").empty());
  CHECK(secrets::find_tokens("postgres://u:${var.p}@db.internal/x").empty());
  CHECK(secrets::find_tokens("postgres://u:k8sAdm1n@db.internal/x").size() == 1);
  CHECK(secrets::find_tokens("-----BEGIN OPENSSH PRIVATE KEY----------END OPENSSH PRIVATE KEY-----").empty());
}

TEST_CASE("keywords overlap", "[secrets]") {
  const std::string_view words[] = {"he", "she", "hers", "his"};
  secrets::KeywordIndex index(words);
  std::string seen;
  index.scan("uSHErs", [&](std::uint32_t k, std::size_t end) { seen += std::string(words[k]) + std::to_string(end) + " "; });
  CHECK(seen == "she4 he4 hers6 ");
}

TEST_CASE("values never leave", "[secrets]") {
  CHECK(secrets::describe("password", "hunter2") == "password of 7 characters");
  CHECK(secrets::digest("a") == secrets::digest("a"));
  CHECK(secrets::digest("a") != secrets::digest("b"));
  CHECK(secrets::digest("hunter2").find("hunter") == std::string::npos);
}
