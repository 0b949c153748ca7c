#include "analyzer/lsp/progress.h"

namespace bulkhead::lsp {
namespace {

constexpr const char* kToken = "bulkhead/first-analysis";

}  // namespace

void Progress::start() {
  if (asked_ || session_.delivered || !session_.client.progress) return;
  asked_ = true;
  session_.connection.call("window/workDoneProgress/create", {{"token", kToken}}, [this](const Json&, bool failed) {
    if (failed || session_.delivered) return;
    shown_ = true;
    session_.connection.notify("$/progress", {{"token", kToken}, {"value", {{"kind", "begin"}, {"title", "bulkhead"},
        {"message", "analysing the workspace"}, {"cancellable", false}}}});
  });
}

void Progress::finish() {
  if (!std::exchange(shown_, false)) return;
  std::size_t files = 0;
  for (const auto& view : session_.views) files += view->analysis.files;
  session_.connection.notify("$/progress", {{"token", kToken}, {"value", {{"kind", "end"}, {"message", std::to_string(files) +
      " files"}}}});
}

}  // namespace bulkhead::lsp
