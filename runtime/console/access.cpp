#include "runtime/console/access.h"

#include <openssl/sha.h>
#include <perdure/error.h>
#include <perdure/utf8.h>
#include <sys/stat.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <sstream>

#include "runtime/console/refusal.h"

namespace perdure::console {
namespace {

bool changes_nothing(const std::string& method) { return method == "GET" || method == "HEAD"; }

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

[[noreturn]] void bad_line(const std::string& path, std::size_t line, const std::string& why) {
  throw Error(ErrorKind::InvalidArgument, path + ":" + std::to_string(line) + ": " + why);
}

// Without the parameters that may stand behind it.
std::string media_type(const std::string& header) {
  std::string type = header.substr(0, header.find(';'));
  while (!type.empty() && type.back() == ' ') type.pop_back();
  std::transform(type.begin(), type.end(), type.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return type;
}

std::string without_port(const std::string& host) {
  const std::size_t colon = host.rfind(':');
  const std::size_t bracket = host.rfind(']');
  const bool has_port =
      colon != std::string::npos && (bracket == std::string::npos || bracket < colon);
  return has_port ? host.substr(0, colon) : host;
}

}  // namespace

TokenHash hash_of_secret(std::string_view token) {
  TokenHash hash;
  SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(), hash.bytes.data());
  return hash;
}

std::string_view name(Role role) { return role == Role::Read ? "read" : "operate"; }

TokenFile TokenFile::parse(std::string_view text, const std::string& path) {
  TokenFile file;
  std::istringstream in{std::string(text)};
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    const std::vector<std::string> words = words_of(line);
    if (words.empty() || words[0][0] == '#') continue;
    if (words.size() != 3) bad_line(path, number, "want a name, `read` or `operate`, and a token");
    if (words[0].size() > 200 || !is_utf8(words[0])) {
      bad_line(path, number, "a name is 1 to 200 bytes of UTF-8");
    }
    if (words[1] != "read" && words[1] != "operate") {
      bad_line(path, number, "the role is `read` or `operate`");
    }
    if (words[2].size() < 16 || words[2].size() > 200) {
      bad_line(path, number, "a token has 16 to 200 characters, so that nobody guesses it");
    }
    const Caller caller = {words[0], words[1] == "read" ? Role::Read : Role::Operate};
    if (!file.callers_.emplace(hash_of_secret(words[2]), caller).second) {
      bad_line(path, number, "another line has the same token");
    }
  }
  if (file.empty()) throw Error(ErrorKind::InvalidArgument, path + ": there is no token in it");
  return file;
}

TokenFile TokenFile::read(const std::string& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) throw Error(ErrorKind::InvalidArgument, path + ": cannot be read");
  struct stat status = {};
  if (stat(path.c_str(), &status) == 0 && (status.st_mode & S_IROTH) != 0) {
    throw Error(ErrorKind::InvalidArgument, path + ": every user can read it: chmod o-r " + path);
  }
  return parse(text.str(), path);
}

std::optional<Caller> TokenFile::find(std::string_view token) const {
  const auto found = callers_.find(hash_of_secret(token));
  if (found == callers_.end()) return std::nullopt;
  return found->second;
}

Caller Access::check(const Request& request) const {
  check_origin(request);
  if (!changes_nothing(request.method) &&
      media_type(request.header("content-type")) != "application/json") {
    // A form of another origin cannot send that without asking first.
    throw Refusal(415, "unsupported_media_type", "send it with `Content-Type: application/json`");
  }
  if (!needs_token()) return options_.anyone;
  constexpr std::string_view Scheme = "Bearer ";
  const std::string& given = request.header("authorization");
  if (given.size() > Scheme.size() + 200 || !given.starts_with(Scheme)) {
    throw Refusal(401, "unauthorized", "send a token: `Authorization: Bearer TOKEN`");
  }
  const std::optional<Caller> caller =
      options_.tokens.find(std::string_view(given).substr(Scheme.size()));
  if (!caller) throw Refusal(401, "unauthorized", "the token is not known");
  return *caller;
}

void Access::check_host(const Request& request) const {
  const auto& hosts = options_.hosts;
  if (needs_token() || hosts.empty()) return;
  if (std::find(hosts.begin(), hosts.end(), without_port(request.header("host"))) == hosts.end()) {
    throw Refusal(421, "misdirected", "this console is not called so: it is " + hosts.front());
  }
}

void Access::check_origin(const Request& request) const {
  check_host(request);
  const std::string& host = request.header("host");
  const std::string& site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none" &&
      !changes_nothing(request.method)) {
    throw Refusal(403, "forbidden", "a page of another site may not do that");
  }
  const std::string& origin = request.header("origin");
  if (!origin.empty() && origin != "http://" + host && origin != "https://" + host) {
    throw Refusal(403, "forbidden", "a page of another origin may not do that");
  }
}

void need(Role role, const Caller& caller) {
  if (role == Role::Operate && caller.role != Role::Operate) {
    throw Refusal(403, "forbidden", "`" + caller.name + "` may read, but not operate");
  }
}

}  // namespace perdure::console
