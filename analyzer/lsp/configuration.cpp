#include "analyzer/lsp/configuration.h"

namespace bulkhead::lsp {

void take_settings(Session& session, const Json& given, bool of_all) {
  if (!given.is_object()) return;
  std::vector<std::string> problems;
  bool named = get(given, "bulkhead").is_object();
  Settings settings = read_settings(named ? get(given, "bulkhead") : given, session.initial_settings, problems);
  if (!named && of_all && !problems.empty()) return;   // of other servers
  for (const std::string& problem : problems) session.connection.log(2, "bulkhead: " + problem);
  if (!settings.trace.empty()) session.connection.set_trace(settings.trace);
  if (settings == session.settings) return;
  session.settings = std::move(settings);
  session.change(true);   // another configuration may leave out other files
}

void request_settings(Session& session) {
  if (!session.client.configuration) return;
  session.connection.call("workspace/configuration", {{"items", Json::array({{{"section", "bulkhead"}}})}},
      [&session](const Json& result, bool failed) {
    if (!failed && result.is_array() && !result.empty()) take_settings(session, result[0]);
  });
}

void register_interests(Session& session) {
  Json registrations = Json::array();
  if (session.client.registers_watchers) {
    // What analyses read; what else a file() or templatefile() names is looked at again when something is saved.
    Json watchers = Json::array();
    for (const char* glob : {"**/*.{tf,tofu,tfvars,hcl,json,yaml,yml,tpl,tftpl,tmpl,env,sh}", "**/{Dockerfile,Containerfile}*",
        "**/*.{Dockerfile,dockerfile}",
                             "**/{.env,.env.*,.gitignore,Makefile}"})
      watchers.push_back({{"globPattern", glob}});
    registrations.push_back({{"id", "bulkhead-files"}, {"method", "workspace/didChangeWatchedFiles"}, {"registerOptions",
        {{"watchers", std::move(watchers)}}}});
  }
  if (session.client.registers_configuration)
    registrations.push_back({{"id", "bulkhead-settings"}, {"method", "workspace/didChangeConfiguration"}, {"registerOptions",
        {{"section", "bulkhead"}}}});
  if (!registrations.empty()) session.connection.call("client/registerCapability", {{"registrations", std::move(registrations)}});
}

}  // namespace bulkhead::lsp
