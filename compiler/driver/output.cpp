// Writing results. See output.h.
#include "compiler/driver/output.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace perdure::driver {

namespace {

namespace fs = std::filesystem;

std::string reason(int error) { return std::generic_category().message(error); }

bool holds(const std::string& path, std::string_view text) {
  std::error_code error;
  if (!fs::is_regular_file(path, error) || fs::file_size(path, error) != text.size()) return false;
  std::ifstream in(path, std::ios::binary);
  const std::string found{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  return in && found == text;
}

// As make and ninja read them.
std::string escaped(const std::string& path) {
  std::string out;
  for (const char c : path) {
    if (c == ' ' || c == '#' || c == '\\') out += '\\';
    if (c == '$') out += '$';
    out += c;
  }
  return out;
}

}  // namespace

Trouble write(const Output& output) {
  if (holds(output.path, output.text)) return {};
  const fs::path path(output.path);
  std::error_code error;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
  if (error) return {"cannot make `" + path.parent_path().string() + "`: " + error.message()};

  // What is no plain file (a pipe, /dev/null) is written to, and not replaced.
  const bool is_special = fs::exists(path, error) && !fs::is_regular_file(path, error);
  const std::string target =
      is_special ? output.path : output.path + ".new-" + std::to_string(::getpid());
  errno = 0;
  std::ofstream out(target, std::ios::binary);
  out << output.text;
  out.close();
  if (!out) {
    const std::string why = reason(errno);
    if (!is_special) fs::remove(target, error);
    return {"cannot write `" + output.path + "`: " + why};
  }
  if (is_special) return {};
  fs::rename(target, path, error);
  if (!error) return {};
  const std::string why = error.message();
  fs::remove(target, error);
  return {"cannot write `" + output.path + "`: " + why};
}

Trouble rewrite(const std::string& path, std::string_view text) {
  const auto trouble = [&](const std::string& why) {
    return Trouble{"cannot write `" + path + "`: " + why};
  };
  std::error_code error;
  const fs::path target = fs::canonical(path, error);
  struct stat status {};
  if (error || ::stat(target.c_str(), &status) != 0) return trouble(reason(errno));
  if (!S_ISREG(status.st_mode)) return trouble("it is no plain file");
  // Renaming would get around it.
  if (::access(target.c_str(), W_OK) != 0) return trouble(reason(errno));

  const std::string beside = target.string() + ".new-" + std::to_string(::getpid());
  errno = 0;
  std::ofstream out(beside, std::ios::binary);
  out << text;
  out.close();
  int failed = out ? 0 : errno;
  // Only root can give files away; for all others it is theirs already, or the directory's.
  if (failed == 0 && ::chown(beside.c_str(), status.st_uid, status.st_gid) != 0) errno = 0;
  if (failed == 0 && ::chmod(beside.c_str(), status.st_mode & 07777) != 0) failed = errno;
  if (failed == 0 && std::rename(beside.c_str(), target.c_str()) != 0) failed = errno;
  if (failed == 0) return {};
  fs::remove(beside, error);
  return trouble(reason(failed));
}

bool is_directory(const std::string& path) {
  std::error_code ignored;
  return !path.empty() && (!std::filesystem::path(path).has_extension() ||
                           std::filesystem::is_directory(path, ignored));
}

Trouble write_depfile(const std::string& path, const std::vector<Output>& outputs,
                      const source::Files& files) {
  std::string text;
  for (const Output& each : outputs) text += escaped(each.path) + " ";
  text.replace(text.size() - 1, 1, ":");
  for (std::uint32_t file = 0; file < files.size(); ++file) {
    text += " \\\n  " + escaped(files.name({file}));
  }
  return write({path, text + "\n"});
}

Trouble print(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (written && std::fflush(stdout) == 0) return {};
  return {"cannot write to standard output: " + reason(errno)};
}

std::vector<std::string> stale(const std::vector<Output>& outputs) {
  std::vector<std::string> paths;
  for (const Output& each : outputs) {
    if (!holds(each.path, each.text)) paths.push_back(each.path);
  }
  return paths;
}

}  // namespace perdure::driver
