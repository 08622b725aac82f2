#include "support/program.h"

#include <fcntl.h>
#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

#include "base/file.h"
#include "support/temporary_folder.h"

namespace faultline::test {

namespace {

constexpr id_t kNobody = 65534;
constexpr int kCannotStart = 127;

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

void redirect(const std::filesystem::path& path, int flags, int target) {
  const int file = ::open(path.c_str(), flags, 0600);  // NOLINT: open(2) is declared so
  if (file < 0 || ::dup2(file, target) < 0) ::_exit(kCannotStart);
}

}  // namespace

ProgramResult run_program(const std::string& program, const std::vector<std::string>& arguments,
                          const ProgramOptions& options) {
  const TemporaryFolder streams;
  const std::filesystem::path in = streams.path() / "in";
  const std::filesystem::path out = streams.path() / "out";
  const std::filesystem::path err = streams.path() / "err";
  for (const auto& [path, content] : {std::pair(in, options.input), {out, ""}, {err, ""}}) {
    write_file(path, content);
  }
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment = plain_environment();
  for (const auto& [name, value] : options.environment) {
    std::erase_if(environment, [&](const auto& known) { return known.starts_with(name + "="); });
    environment.push_back(name + "=" + value);
  }
  std::vector<char*> argv = pointers(words);
  std::vector<char*> envp = pointers(environment);

  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child == 0) {
    redirect(in, O_RDONLY, STDIN_FILENO);
    redirect(out, O_WRONLY, STDOUT_FILENO);
    redirect(err, O_WRONLY, STDERR_FILENO);
    if (::chdir(options.folder.c_str()) != 0) ::_exit(kCannotStart);
    if (options.as_nobody &&
        (::setgroups(0, nullptr) != 0 || ::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) {
      ::_exit(kCannotStart);
    }
    ::execvpe(argv.front(), argv.data(), envp.data());
    ::_exit(kCannotStart);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  constexpr int kSignalBase = 128;
  return {.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : kSignalBase + WTERMSIG(status),
          .out = read_file(out),
          .err = read_file(err)};
}

std::vector<std::string> plain_environment() {
  return {"PATH=/usr/local/bin:/usr/bin:/bin", "SOURCE_DATE_EPOCH=1700000000",
          "LSAN_OPTIONS=suppressions=" FAULTLINE_TESTS_DIR
          "/support/leaks.txt:print_suppressions=0"};
}

ProgramResult run_faultline(const std::vector<std::string>& arguments,
                            const ProgramOptions& options) {
  return run_program(FAULTLINE_PROGRAM, arguments, options);
}

}  // namespace faultline::test
