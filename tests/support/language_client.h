// A scripted editor that drives the built `bulkhead lsp`.
#pragma once
#include <deque>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <sys/types.h>
#include <vector>

namespace bulkhead::test {

class LanguageClient {
 public:
  explicit LanguageClient(const std::vector<std::string>& arguments = {});
  ~LanguageClient();
  LanguageClient(const LanguageClient&) = delete;
  LanguageClient& operator=(const LanguageClient&) = delete;

  void send_bytes(const std::string& bytes);
  void send(const nlohmann::json& message);
  void notify(const std::string& method, nlohmann::json params);
  /// Sends a request and gives its id.
  int ask(const std::string& method, nlohmann::json params);
  /// Its response; null when none comes in ten seconds. Other messages are kept for expect(), but for published diagnostics.
  nlohmann::json response(int id);
  nlohmann::json request(const std::string& method, nlohmann::json params) { return response(ask(method, std::move(params))); }
  /// The next request or notification of the server with this method, kept or to come; null after ten seconds without one.
  nlohmann::json expect(const std::string& method);
  /// Answers a request of the server.
  void answer(const nlohmann::json& request, nlohmann::json result) { send({{"jsonrpc", "2.0"}, {"id", request["id"]}, {"result", std::move(result)}}); }
  /// The next message; null after ten seconds without one or at the end.
  nlohmann::json receive();
  /// Reads until the diagnostics of `uri` are published, of an open document those of the version last sent; null when they are not.
  nlohmann::json diagnostics(const std::string& uri);
  nlohmann::json initialise(const std::string& folder, nlohmann::json capabilities = nlohmann::json::object());
  void open(const std::string& uri, const std::string& text);
  void close_input();
  /// Exit code; -1 when it does not end in ten seconds.
  int wait();
  pid_t process() const { return child_; }

 private:
  pid_t child_ = -1;
  int in_ = -1, out_ = -1, next_id_ = 0;
  std::string buffer_;
  std::deque<nlohmann::json> kept_;
  std::map<std::string, int> versions_;   // of open documents, by URI
};

}  // namespace bulkhead::test
