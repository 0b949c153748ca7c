// What goes to the client: notifications, responses, and requests of our own.
#pragma once
#include <functional>
#include <map>

#include "analyzer/lsp/json.h"

namespace bulkhead::lsp {

class Connection {
 public:
  using Answered = std::function<void(const Json& result, bool failed)>;

  void notify(const char* method, Json params);
  void answer(const Json& id, Json result);
  void refuse(const Json& id, int code, const std::string& why, Json data = nullptr);
  /// Asks the client; `answered` is called with its response. Responses that never come cost a map entry.
  void call(const char* method, Json params, Answered answered = {});
  /// Takes a response of the client; false when nobody asked for it.
  bool take_response(const Json& message);
  /// `window/logMessage`, type 1 (error) to 4 (log).
  void log(int type, const std::string& text);
  /// `$/logTrace`, when the client asked for it.
  void trace(const std::string& text);
  void set_trace(std::string level) { trace_ = std::move(level); }

  std::string take_output() { return std::exchange(output_, {}); }

 private:
  void send(const Json& message);

  std::string output_, trace_ = "off";
  std::map<std::int64_t, Answered> asked_;
  std::int64_t next_ = 0;
};

}  // namespace bulkhead::lsp
