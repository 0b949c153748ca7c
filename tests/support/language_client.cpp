#include "tests/support/language_client.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>

#include "tests/support/locations.h"

namespace bulkhead::test {
namespace {

using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;
constexpr auto kPatience = std::chrono::seconds(10);

}  // namespace

LanguageClient::LanguageClient(const std::vector<std::string>& arguments) {
  signal(SIGPIPE, SIG_IGN);
  int input[2], output[2];
  if (pipe(input) != 0 || pipe(output) != 0) return;
  std::string program = bulkhead_binary();
  child_ = fork();
  if (child_ == 0) {
    dup2(input[0], 0);
    dup2(output[1], 1);
    for (int fd : {input[0], input[1], output[0], output[1]}) close(fd);
    std::vector<char*> argv{program.data(), const_cast<char*>("lsp")};
    for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    execv(program.c_str(), argv.data());
    _exit(127);
  }
  close(input[0]);
  close(output[1]);
  in_ = input[1];
  out_ = output[0];
}

LanguageClient::~LanguageClient() {
  close_input();
  if (child_ > 0) {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
  }
  close(out_);
}

void LanguageClient::send_bytes(const std::string& bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    ssize_t put = write(in_, bytes.data() + at, bytes.size() - at);
    if (put <= 0) return;
    at += static_cast<std::size_t>(put);
  }
}

void LanguageClient::send(const Json& message) {
  std::string body = message.dump();
  send_bytes("Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

void LanguageClient::notify(const std::string& method, Json params) {
  if (method == "textDocument/didOpen" || method == "textDocument/didChange") {
    const Json& document = params["textDocument"];
    if (document.is_object() && document.contains("uri") && document["uri"].is_string() && document.contains("version") && document["version"].is_number_integer())
      versions_[document["uri"].get<std::string>()] = document["version"].get<int>();
  }
  if (method == "textDocument/didClose") versions_.erase(params["textDocument"].value("uri", ""));
  send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

int LanguageClient::ask(const std::string& method, Json params) {
  int id = ++next_id_;
  send({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}});
  return id;
}

Json LanguageClient::response(int id) {
  auto is_ours = [&](const Json& got) { return got.is_object() && !got.contains("method") && got.value("id", Json()) == id; };
  for (auto kept = kept_.begin(); kept != kept_.end(); ++kept) {
    if (!is_ours(*kept)) continue;
    Json out = *kept;
    kept_.erase(kept);
    return out;
  }
  while (true) {
    Json got = receive();
    if (got.is_null() || is_ours(got)) return got;
    if (got.value("method", "") != "textDocument/publishDiagnostics") kept_.push_back(std::move(got));
  }
}

Json LanguageClient::expect(const std::string& method) {
  for (auto kept = kept_.begin(); kept != kept_.end(); ++kept) {
    if (kept->value("method", "") != method) continue;
    Json out = *kept;
    kept_.erase(kept);
    return out;
  }
  while (true) {
    Json got = receive();
    if (got.is_null() || got.value("method", "") == method) return got;
    kept_.push_back(std::move(got));
  }
}

Json LanguageClient::receive() {
  auto until = Clock::now() + kPatience;
  while (true) {
    auto end = buffer_.find("\r\n\r\n");
    if (end != std::string::npos) {
      std::size_t size = std::stoul(buffer_.substr(16, end - 16));
      if (buffer_.size() >= end + 4 + size) {
        Json out = Json::parse(buffer_.substr(end + 4, size), nullptr, false);
        buffer_.erase(0, end + 4 + size);
        return out;
      }
    }
    auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd ready{out_, POLLIN, 0};
    if (left <= 0 || poll(&ready, 1, static_cast<int>(left)) <= 0) return nullptr;
    char chunk[65536];
    ssize_t got = read(out_, chunk, sizeof chunk);
    if (got <= 0) return nullptr;
    buffer_.append(chunk, static_cast<std::size_t>(got));
  }
}

Json LanguageClient::diagnostics(const std::string& uri) {
  while (true) {
    Json got = receive();
    if (got.is_null()) return got;
    auto open = versions_.find(uri);
    bool published = got.value("method", "") == "textDocument/publishDiagnostics" && got["params"]["uri"] == uri;
    if (published && (open == versions_.end() || got["params"].value("version", -1) == open->second)) return got["params"]["diagnostics"];
    if (got.value("method", "") != "textDocument/publishDiagnostics") kept_.push_back(std::move(got));
  }
}

Json LanguageClient::initialise(const std::string& folder, Json capabilities) {
  Json answer = request("initialize", {{"processId", nullptr}, {"rootUri", "file://" + folder}, {"capabilities", std::move(capabilities)}});
  notify("initialized", Json::object());
  return answer;
}

void LanguageClient::open(const std::string& uri, const std::string& text) {
  notify("textDocument/didOpen", {{"textDocument", {{"uri", uri}, {"languageId", "terraform"}, {"version", 1}, {"text", text}}}});
}

void LanguageClient::close_input() {
  if (in_ >= 0) close(in_);
  in_ = -1;
}

int LanguageClient::wait() {
  for (int i = 0; i < 1000; ++i) {
    int status = 0;
    if (waitpid(child_, &status, WNOHANG) == child_) {
      child_ = -1;
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    usleep(10'000);
  }
  return -1;
}

}  // namespace bulkhead::test
