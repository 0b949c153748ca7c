// From messages to the parts of the server that take them.
#pragma once
#include "analyzer/lsp/progress.h"
#include "analyzer/lsp/publishing.h"
#include "analyzer/lsp/pulls.h"
#include "analyzer/lsp/questions.h"

namespace bulkhead::lsp {

class Router {
 public:
  Router(Session& session, Questions& questions, Pulls& pulls, Publisher& publisher)
      : session_(session), questions_(questions), pulls_(pulls), publisher_(publisher) {}
  /// One message, or a JSON-RPC batch of them. Every request gets one response, now or later.
  void take(const Json& message);

 private:
  void take_one(const Json& message);
  void request(const Json& id, const std::string& method, const Json& params);
  void notification(const std::string& method, const Json& params);
  void initialise(const Json& id, const Json& params);
  void shut_down(const Json& id);

  Session& session_;
  Questions& questions_;
  Pulls& pulls_;
  Publisher& publisher_;
};

}  // namespace bulkhead::lsp
