// What strings name, as configuration writes it.
#include "analyzer/facts/recognise.h"

namespace {

using namespace bulkhead;

std::string shown(std::string_view text, std::string_view key = {}) {
  std::string out;
  for (const Recognised& found : recognise(text, key)) {
    if (!out.empty()) out += " ";
    out += std::string(to_string(found.kind)) + "=" + found.identifier + (found.partial ? "?" : "");
  }
  return out;
}

}  // namespace

TEST_CASE("resource names of the clouds", "[recognise]") {
  CHECK(shown("arn:aws:s3:::prod-backup*/*") == "bucket=prod-backup*");
  CHECK(shown("arn:aws:iam::123456789012:role/ci") == "principal=arn:aws:iam::123456789012:role/ci account=123456789012");
  CHECK(shown("arn:aws:iam::aws:policy/ReadOnlyAccess") == "");
  CHECK(shown("arn:aws:s3:::*") == "");
  CHECK(shown("arn:aws:rds:eu-west-2:123456789012:snapshot:x") == "snapshot=arn:aws:rds:eu-west-2:123456789012:snapshot:x account=123456789012");
  CHECK(shown("arn:aws:sso:::instance/ssoins-1") == "realm=identity-center:ssoins-1");
  CHECK(shown("arn:aws:iam::${local.m.account_ids[\"shop-production\"]}:role/x") ==
        "principal=arn:aws:iam::${local.m.account_ids[\"shop-production\"]}:role/x? account=${local.m.account_ids[\"shop-production\"]}?");
  CHECK(shown("/subscriptions/0F8FAD5B-D9CB-469F-A165-70867728950E/resourceGroups/rg") ==
        "account=0f8fad5b-d9cb-469f-a165-70867728950e arn=/subscriptions/0f8fad5b-d9cb-469f-a165-70867728950e/resourcegroups/rg");
  CHECK(shown("serviceAccount:api@shop-dev.iam.gserviceaccount.com") == "principal=api@shop-dev.iam.gserviceaccount.com account=shop-dev");
}

TEST_CASE("addresses", "[recognise]") {
  CHECK(shown("https://api.shop.example.org:8443/v1?x=1") == "hostname=api.shop.example.org");
  CHECK(shown("jdbc:postgresql://db.prod.internal:5432/app") == "hostname=db.prod.internal");
  CHECK(shown("jdbc:oracle:thin:@//ora.prod.internal:1521/app") == "hostname=ora.prod.internal");
  CHECK(shown("amqp://u:p@mq.shop.internal:5672") == "hostname=mq.shop.internal");
  CHECK(shown("Server=tcp:sql1.database.windows.net,1433;Database=x") == "hostname=sql1.database.windows.net");
  CHECK(shown("b1.kafka.internal:9092,b2.kafka.internal:9092") == "hostname=b1.kafka.internal hostname=b2.kafka.internal");
  CHECK(shown("http://api.shop-dev:8080") == "namespace=shop-dev");
  CHECK(shown("http://api.shop-dev.svc.cluster.local") == "namespace=shop-dev");
  CHECK(shown("s3://logs-prod/a") == "bucket=logs-prod");
  CHECK(shown("https://logs-prod.s3.eu-west-1.amazonaws.com/a") == "bucket=logs-prod");
  CHECK(shown("https://sqs.eu-west-1.amazonaws.com/123456789012/jobs") == "arn=arn:aws:sqs:eu-west-1:123456789012:jobs account=123456789012");
  CHECK(shown("10.1.2.3/16") == "cidr=10.1.0.0/16");
  CHECK(shown("1.2.3.4") == "");
  CHECK(shown("10.1.2.3", "db_host") == "cidr=10.1.2.3/32");
  CHECK(shown("123456789012", "owner") == "account=123456789012");
  CHECK(shown("123456789012", "size") == "");
}

TEST_CASE("what only looks like an address", "[recognise]") {
  for (std::string_view text : {"ecs-tasks.amazonaws.com", "logs.eu-west-2.amazonaws.com", "main.tf", "application.json", "org.springframework.boot",
                                "com.amazonaws.eu-west-2.s3", "python3.12", "v1.2.3", "/dev/sda1", "a.b", "user@example.com", "index.handler",
                                "${var.host}", "${var.a}.${var.b}"})
    CHECK(shown(text) == "");
}

TEST_CASE("login realms", "[recognise]") {
  CHECK(shown("https://shop.auth.eu-west-2.amazoncognito.com/oauth2/token") == "realm=cognito:shop");
  CHECK(shown("https://cognito-idp.eu-west-2.amazonaws.com/eu-west-2_Ab1") == "realm=cognito:eu-west-2_Ab1");
  CHECK(shown("https://sso.example.org/auth/realms/shop/protocol") == "realm=keycloak:sso.example.org/shop");
  CHECK(shown("https://login.microsoftonline.com/common/oauth2/logout") == "");
  CHECK(shown("https://login.microsoftonline.com/0f8fad5b-d9cb-469f-a165-70867728950e/v2.0") == "realm=entra:0f8fad5b-d9cb-469f-a165-70867728950e");
  CHECK(shown("0f8fad5b-d9cb-469f-a165-70867728950e", "TenantId") == "realm=entra:0f8fad5b-d9cb-469f-a165-70867728950e");
  CHECK(shown("0f8fad5b-d9cb-469f-a165-70867728950e", "client_id") == "");
  CHECK(shown("https://shop-dev.eu.auth0.com/") == "realm=auth0:shop-dev.eu.auth0.com");
  CHECK(shown("https://acme.okta.com/oauth2/aus1/v1/token") == "realm=okta:acme.okta.com/aus1");
  CHECK(shown("ou=Users,dc=moj,dc=com") == "realm=ldap:dc=moj,dc=com");
  CHECK(shown("corp.example.root", "ad_trust_domain_name") == "realm=ad:corp.example.root");
  CHECK(shown("corp.example.root", "domain-name") == "realm=ad:corp.example.root");
  CHECK(shown("www.example.org", "domain_name") == "hostname=www.example.org");
}

TEST_CASE("hostile text stays bounded", "[recognise]") {
  recognise(std::string(200000, '.'));
  recognise(std::string(60000, '$') + "{");
  std::string nested;
  for (int i = 0; i < 20000; ++i) nested += "${";
  recognise(nested + ".x");
  CHECK(shown(std::string("\xff\xfe\x00 a.b", 7)) == "");
}
