// The editor's end: standard input and output, and a thread that analyses.
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <thread>

#include "analyzer/cli/commands.h"
#include "analyzer/cli/console.h"
#include "analyzer/cli/lsp_estate.h"
#include "analyzer/cli/lsp_watch.h"
#include "analyzer/lsp/server.h"

namespace bulkhead::cli {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kQuiet = std::chrono::milliseconds(1);       // after an edit, before an analysis starts: what a client sends in a row is one
constexpr auto kQuietDisk = std::chrono::milliseconds(25);  // after the start, and when files change on disk: many come at once
constexpr int kOrphanCheck = 3'000;                         // milliseconds between looks at the editor's process
constexpr std::size_t kPipeWrite = 4'096;                   // PIPE_BUF: does not block when poll() says writable

/// One analysis at a time; what changes meanwhile is in the next one.
class Worker {
 public:
  Worker(const ScanOptions& options, int wake) : analyser_(options), wake_(wake) { std::thread([this] { loop(); }).detach(); }
  bool busy() {
    std::lock_guard lock(mutex_);
    return busy_;
  }
  void start(std::vector<lsp::RootRequest> work) {
    std::lock_guard lock(mutex_);
    work_ = std::move(work);
    busy_ = true;
    changed_.notify_one();
  }
  std::vector<std::shared_ptr<const lsp::EstateView>> finish() {
    std::lock_guard lock(mutex_);
    busy_ = false;
    return std::move(done_);
  }

 private:
  [[noreturn]] void loop() {
    while (true) {
      std::vector<lsp::RootRequest> work;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return work_.has_value(); });
        work = std::move(*work_);
        work_.reset();
      }
      std::vector<std::shared_ptr<const lsp::EstateView>> views;
      for (const auto& request : work) views.push_back(analyser_.analyse(request));
      std::lock_guard lock(mutex_);
      done_ = std::move(views);
      while (write(wake_, "x", 1) < 0 && errno == EINTR) {}
    }
  }

  EstateAnalyser analyser_;
  int wake_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<std::vector<lsp::RootRequest>> work_;
  std::vector<std::shared_ptr<const lsp::EstateView>> done_;
  bool busy_ = false;
};

/// Answers requests one after another, beside an analysis.
class Answerer {
 public:
  explicit Answerer(int wake) : wake_(wake) { std::thread([this] { loop(); }).detach(); }
  void ask(std::vector<lsp::Question> questions) {
    if (questions.empty()) return;
    std::lock_guard lock(mutex_);
    for (lsp::Question& one : questions) asked_.push_back(std::move(one));
    changed_.notify_one();
  }
  std::vector<std::pair<std::uint64_t, lsp::Reply>> finish() {
    std::lock_guard lock(mutex_);
    return std::exchange(answered_, {});
  }

 private:
  [[noreturn]] void loop() {
    while (true) {
      lsp::Question question;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !asked_.empty(); });
        question = std::move(asked_.front());
        asked_.pop_front();
      }
      if (*question.cancelled) continue;
      lsp::Reply reply = question.answer();
      std::lock_guard lock(mutex_);
      answered_.emplace_back(question.number, std::move(reply));
      while (write(wake_, "x", 1) < 0 && errno == EINTR) {}
    }
  }

  int wake_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<lsp::Question> asked_;
  std::vector<std::pair<std::uint64_t, lsp::Reply>> answered_;
};

bool gone(long process) { return process > 0 && kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH; }

int serve(lsp::Server& server, Worker& worker, int analysed, Answerer& answerer, int answered) {
  std::string output;
  FolderWatch watch;
  bool relisted = false;   // the analysis under way lists the folders anew
  std::optional<Clock::time_point> changed_at;
  std::vector<char> buffer(1u << 16);
  while (!server.ended()) {
    answerer.ask(server.take_questions());
    output += server.take_output();
    auto now = Clock::now();
    if (!server.wants_analysis()) changed_at.reset();
    else if (!changed_at) changed_at = now;
    bool waiting = changed_at && !worker.busy();
    const auto quiet = server.wants_files() ? kQuietDisk : kQuiet;
    if (waiting && now - *changed_at >= quiet) {
      std::vector<lsp::RootRequest> requests = server.take_request();
      for (const lsp::RootRequest& request : requests) relisted |= request.reload;
      worker.start(std::move(requests));
      continue;
    }
    pollfd ends[5] = {{STDIN_FILENO, POLLIN, 0}, {analysed, POLLIN, 0}, {output.empty() ? -1 : STDOUT_FILENO, POLLOUT, 0}, {answered, POLLIN, 0},
                      {watch.descriptor(), POLLIN, 0}};
    int ready = poll(ends, 5, waiting ? static_cast<int>(quiet.count()) : kOrphanCheck);
    if (ready < 0 && errno != EINTR) return 1;
    if (ready <= 0 && !waiting && gone(server.client_process())) return 1;
    if (ready <= 0) continue;
    if (ends[1].revents) {
      char one;
      if (read(analysed, &one, 1) == 1) {
        server.deliver(worker.finish());
        if (std::exchange(relisted, false))
          if (std::string lost = watch.watch(server.folders_to_watch()); !lost.empty()) server.tell(lost);
      }
    }
    if (ends[4].revents)
      for (const std::string& path : watch.changes()) server.file_changed(path);
    if (ends[3].revents) {
      char some[64];
      if (read(answered, some, sizeof some) > 0)
        for (auto& [question, reply] : answerer.finish()) server.deliver_answer(question, std::move(reply));
    }
    if (ends[2].revents) {
      ssize_t put = write(STDOUT_FILENO, output.data(), std::min(output.size(), kPipeWrite));
      if (put < 0 && errno != EINTR && errno != EAGAIN) return 1;
      if (put > 0) output.erase(0, static_cast<std::size_t>(put));
    }
    if (ends[0].revents) {
      ssize_t got = read(STDIN_FILENO, buffer.data(), buffer.size());
      if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN)) return server.exit_code();   // the editor is gone
      if (got > 0) {
        server.receive({buffer.data(), static_cast<std::size_t>(got)});
        changed_at.reset();   // the newest edit starts the wait anew
      }
    }
  }
  output += server.take_output();
  for (std::size_t at = 0; at < output.size();) {
    ssize_t put = write(STDOUT_FILENO, output.data() + at, output.size() - at);
    if (put < 0 && errno != EINTR) break;
    if (put > 0) at += static_cast<std::size_t>(put);
  }
  return server.exit_code();
}

}  // namespace

int lsp(const ScanOptions& options) {
  signal(SIGPIPE, SIG_IGN);
  int wake[2], answered[2];
  if (pipe(wake) != 0 || pipe(answered) != 0) return fail("no pipe");
  lsp::Server server(BULKHEAD_VERSION);
  auto* worker = new Worker(options, wake[1]);   // never freed: its thread may be in an analysis when the editor leaves
  auto* answerer = new Answerer(answered[1]);
  int code = serve(server, *worker, wake[0], *answerer, answered[0]);
  std::_Exit(code);   // an analysis under way is not waited for
}

}  // namespace bulkhead::cli
