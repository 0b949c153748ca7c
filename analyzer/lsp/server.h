// The language server without its streams and threads: bytes in, bytes out (LSP 3.17).
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/lsp/estate_view.h"

namespace bulkhead::lsp {

/// Not thread safe: one thread feeds it, asks what to analyse, and delivers what another thread made of that.
class Server {
 public:
  explicit Server(std::string version);
  ~Server();

  /// Takes what the client sent, cut anywhere. Never throws.
  void receive(std::string_view bytes);
  /// What is to be sent to the client; empty afterwards.
  std::string take_output();
  /// Whether something changed since take_request().
  bool wants_analysis() const;
  /// The roots to analyse with all unsaved texts, as they are now.
  std::vector<RootRequest> take_request();
  /// Publishes. A document edited since the request keeps its diagnostics: the next analysis has them.
  void deliver(std::vector<std::shared_ptr<const EstateView>> views);

  bool ended() const;
  /// 0 after `shutdown` and `exit`, otherwise 1.
  int exit_code() const;
  /// The editor's process id, 0 when it gave none.
  long client_process() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace bulkhead::lsp
