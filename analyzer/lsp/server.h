// The language server without its streams and threads: bytes in, bytes out (LSP 3.17).
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/lsp/estate_view.h"
#include "analyzer/lsp/questions.h"

namespace bulkhead::lsp {

/// Not thread safe: one thread feeds it, asks what to analyse and to answer, and delivers what other threads made of that.
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
  /// Whether the next analysis lists the files anew.
  bool wants_files() const;
  /// The roots to analyse with all unsaved texts, as they are now.
  std::vector<RootRequest> take_request();
  /// Publishes, and lets what waited for it be answered.
  void deliver(Views views);

  /// Requests of the client that can be answered now, on any thread.
  std::vector<Question> take_questions();
  void deliver_answer(std::uint64_t question, Reply reply);

  /// Folders to watch for changes on disk, absolute; none where the client tells of them.
  std::vector<std::string> folders_to_watch() const;
  /// A file there, or a folder (with a slash behind it), was made, changed or removed; an empty path stands for anything.
  void file_changed(const std::string& path);
  /// Something that the person at the editor should know; goes to the client's log.
  void tell(const std::string& text);

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
