#include "analyzer/secrets/formats.h"

namespace bulkhead::secrets {

std::span<const Format> cloud_formats() {
  static constexpr Format kFormats[] = {
      {"aws-access-key-id", "akia", R"(\bAKIA[A-Z2-7]{16}\b|\bAKIA[A-Z0-9]{16}\b)"},
      {"aws-access-key-id", "asia", R"(\bASIA[A-Z0-9]{16}\b)"},
      {"aws-access-key-id", "abia", R"(\bABIA[A-Z0-9]{16}\b)"},
      {"aws-access-key-id", "acca", R"(\bACCA[A-Z0-9]{16}\b)"},
      {"aws-bedrock-key", "absk", R"(\bABSK[A-Za-z0-9+/]{90,}={0,2})"},
      {"aws-bedrock-key", "bedrock-api-key-", R"(\bbedrock-api-key-YmVkcm9jay[A-Za-z0-9+/=]{10,})"},
      {"google-api-key", "aiza", R"(\bAIza[0-9A-Za-z_-]{35})"},
      {"google-oauth-token", "ya29.", R"(\bya29\.[0-9A-Za-z_-]{30,})"},
      {"google-oauth-secret", "gocspx-", R"(\bGOCSPX-[0-9A-Za-z_-]{28})"},
      {"azure-client-secret", "q~", R"(\b[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34})", 4.0},
      {"azure-storage-key", "accountkey=", R"(AccountKey=[A-Za-z0-9+/]{86}==)", 4.0},
      {"azure-shared-access-key", "sharedaccesskey=", R"(SharedAccessKey=[A-Za-z0-9+/]{43}=)", 4.0},
      {"azure-sas-token", "sig=", R"([?&]sig=[A-Za-z0-9%]{40,60}(?:%3D|=))", 3.8},
      {"azure-devops-token", "azdo", R"(\b[a-zA-Z0-9]{76}AZDO[a-zA-Z0-9]{4}\b)"},
      {"alibaba-access-key-id", "ltai", R"(\bLTAI[A-Za-z0-9]{17,21}\b)"},
      {"digitalocean-token", "dop_v1_", R"(\bdop_v1_[a-f0-9]{64}\b)"},
      {"digitalocean-token", "doo_v1_", R"(\bdoo_v1_[a-f0-9]{64}\b)"},
      {"digitalocean-token", "dor_v1_", R"(\bdor_v1_[a-f0-9]{64}\b)"},
      {"vault-token", "hvs.", R"(\bhvs\.[A-Za-z0-9_-]{24,})"},
      {"vault-batch-token", "hvb.", R"(\bhvb\.[A-Za-z0-9_-]{60,})"},
      {"vault-token", "s.", R"((?:^|[\s"'=:])s\.[A-Za-z0-9]{24}\b)", 3.8},
      {"terraform-cloud-token", "atlasv1", R"([A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70})"},
      {"doppler-token", "dp.", R"(\bdp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9_.-]{40,60})"},
      {"pulumi-token", "pul-", R"(\bpul-[a-f0-9]{40}\b)"},
      {"databricks-token", "dapi", R"(\bdapi[a-f0-9]{32}(?:-\d)?\b)"},
      {"planetscale-credential", "pscale_", R"(\bpscale_(?:tkn|pw|oauth)_[A-Za-z0-9_=.-]{32,64})"},
      {"openshift-token", "sha256~", R"(\bsha256~[A-Za-z0-9_-]{43})"},
      {"cloudflare-origin-ca-key", "v1.0-", R"(\bv1\.0-[a-f0-9]{24}-[a-f0-9]{146}\b)"},
      {"flyio-token", "fo1_", R"(\bfo1_[A-Za-z0-9_-]{43})"},
      {"flyio-token", "fm1", R"(\bfm1[ar]_[A-Za-z0-9+/]{100,}={0,3})"},
      {"flyio-token", "fm2_", R"(\bfm2_[A-Za-z0-9+/]{100,}={0,3})"},
      {"yandex-token", "t1.", R"(\bt1\.[A-Z0-9a-z_-]+=*\.[A-Za-z0-9_-]{60,}={0,2})"},
      {"yandex-api-key", "aqvn", R"(\bAQVN[A-Za-z0-9_-]{35,38})"},
      {"yandex-access-key", "yc", R"(\bYC[A-Za-z0-9_-]{38}\b)", 3.8},
      {"heroku-key", "hrku-aa", R"(\bHRKU-AA[0-9a-zA-Z_-]{58})"},
      {"age-secret-key", "age-secret-key-1", R"(\bAGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58})"},
      {"private-key", "private key", R"(-----BEGIN[ A-Z0-9]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:\\n|\s|[\w:,. -])*?[A-Za-z0-9+/]{24,})", 0},
      {"private-key", "putty-user-key-file", R"(PuTTY-User-Key-File-[0-9])", 0},
      {"private-key", "proc-type: 4,encrypted", R"(Proc-Type: 4,ENCRYPTED)", 0},
      {"private-key", "b3blbnnzac1rzxktdj", R"(b3BlbnNzaC1rZXktdj[A-Za-z0-9+/]{20,})", 0},
      {"private-key", "ls0tls1crudjti", R"(LS0tLS1CRUdJTi[A-Za-z0-9+/]{6,40}(?:UFJJVkFURS|BSSVZBVEUg|QUklWQVRF)[A-Za-z0-9+/=]{20,})", 0},
      {"json-web-token", "eyj", R"(\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,})", 4.0},
      {"1password-token", "ops_eyj", R"(\bops_eyJ[A-Za-z0-9+/]{250,}={0,3})"},
      {"1password-secret-key", "a3-", R"(\bA3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5})", 3.6},
      {"url-password", "://", R"([A-Za-z][A-Za-z0-9+.-]{1,24}://[^\s/"'`<>@:]{0,64}:[^\s/"'`<>@]{3,100}@[A-Za-z0-9.-]+)", 0},
  };
  return kFormats;
}

}  // namespace bulkhead::secrets
