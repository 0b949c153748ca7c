// Requests that wait for an analysis or are being answered by another thread.
#pragma once
#include <atomic>
#include <functional>
#include <list>

#include "analyzer/lsp/feature.h"
#include "analyzer/lsp/session.h"

namespace bulkhead::lsp {

/// A request to be answered on any thread.
struct Question {
  std::uint64_t number = 0;
  std::shared_ptr<const std::atomic<bool>> cancelled;   // nobody waits any more
  std::function<Reply()> answer;                        // never throws
};

/// Every request gets exactly one response: an answer, or an error when it was cancelled or its text changed.
class Questions {
 public:
  explicit Questions(Session& session) : session_(session) {}

  void ask(const Json& id, const Handler& handler, const Json& params);
  bool cancel(const Json& id);
  /// The text changed: what was asked about the old one is given up with ContentModified.
  void edited(const std::string& uri);
  void cancel_all();
  bool holds(const Json& id) const;
  /// What can be answered now.
  std::vector<Question> take();
  /// Sends the answer unless the question was given up.
  void answer(std::uint64_t number, Reply reply);

 private:
  struct Pending {
    std::uint64_t number = 0;
    Json id, params;
    const Handler* handler = nullptr;
    std::string uri;
    bool taken = false;
    std::shared_ptr<std::atomic<bool>> cancelled = std::make_shared<std::atomic<bool>>(false);
  };
  std::list<Pending>::iterator drop(std::list<Pending>::iterator at, int code, const char* why);
  Snapshot snapshot(const Pending& pending) const;

  Session& session_;
  std::list<Pending> pending_;
  std::uint64_t next_ = 0;
};

}  // namespace bulkhead::lsp
