#include "tests/support/command.h"
#include "tests/support/locations.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bulkhead::test {
namespace {

/// Reads both pipes until they close, so that neither can fill up and block the child.
void drain(int output, int errors, CommandResult& result) {
  pollfd ends[2] = {{output, POLLIN, 0}, {errors, POLLIN, 0}};
  int open_ends = 2;
  while (open_ends > 0) {
    if (poll(ends, 2, -1) < 0) break;
    for (pollfd& end : ends) {
      if (end.fd < 0 || end.revents == 0) continue;
      char buffer[65536];
      ssize_t got = read(end.fd, buffer, sizeof buffer);
      if (got <= 0) {
        close(end.fd);
        end.fd = -1;
        --open_ends;
        continue;
      }
      (&end == &ends[0] ? result.output : result.errors).append(buffer, static_cast<std::size_t>(got));
    }
  }
}

}  // namespace

CommandResult run(const std::string& program, const std::vector<std::string>& arguments, const std::string& working_directory) {
  CommandResult result;
  int output[2], errors[2];
  if (pipe(output) != 0 || pipe(errors) != 0) return result;
  pid_t child = fork();
  if (child == 0) {
    if (!working_directory.empty() && chdir(working_directory.c_str()) != 0) _exit(127);
    int nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, 0);
    dup2(output[1], 1);
    dup2(errors[1], 2);
    for (int fd : {output[0], output[1], errors[0], errors[1]}) close(fd);
    std::vector<char*> argv{const_cast<char*>(program.c_str())};
    for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    execv(program.c_str(), argv.data());
    _exit(127);
  }
  close(output[1]);
  close(errors[1]);
  drain(output[0], errors[0], result);
  int status = 0;
  waitpid(child, &status, 0);
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

CommandResult run_bulkhead(const std::vector<std::string>& arguments, const std::string& working_directory) {
  return run(bulkhead::test::bulkhead_binary(), arguments, working_directory);
}

}  // namespace bulkhead::test
