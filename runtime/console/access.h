// Who may do what.
//
//     Request  ->  Caller, or a Refusal
//
// Whoever reaches a console without tokens is trusted as far as its options say: so it listens at loopback alone, and
// takes no request that a page of another origin can have made. With tokens every request shows one, which no page of
// another origin has.
#pragma once

#include <perdure/tokens.h>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/console/message.h"

namespace perdure::console {

enum class Role {
  Read,     // Sees everything.
  Operate,  // Changes things, too.
};
std::string_view name(Role role);

// As tokens are kept, the store's own ones, too.
TokenHash hash_of_secret(std::string_view secret);

struct Caller {
  std::string name;  // What the journal has of who it was.
  Role role = Role::Read;
};

// The callers that a file names, by the SHA-256 of their tokens. A line for each: a name, `read` or `operate`, and a token of
// 16 to 200 characters, with spaces between them; empty lines and those that begin with `#` do not count.
class TokenFile {
 public:
  // Throws Error(InvalidArgument) that says what is wrong with which line, and for a file that all users of the machine can
  // read.
  static TokenFile read(const std::string& path);
  static TokenFile parse(std::string_view text, const std::string& path);

  std::optional<Caller> find(std::string_view token) const;
  bool empty() const { return callers_.empty(); }

 private:
  std::map<TokenHash, Caller> callers_;
};

struct AccessOptions {
  TokenFile tokens;
  Caller anyone;  // Without tokens: who everyone is.
  // What a `Host` may be, its port aside, where there are no tokens: anybody can have a name of theirs lead here (DNS
  // rebinding). None: anything.
  std::vector<std::string> hosts;
};

class Access {
 public:
  explicit Access(AccessOptions options) : options_(std::move(options)) {}

  bool needs_token() const { return !options_.tokens.empty(); }

  // Throws Refusal: 401, 403, 415 or 421.
  Caller check(const Request& request) const;
  // The part of it that a request without a token has to pass.
  void check_host(const Request& request) const;

 private:
  void check_origin(const Request& request) const;

  AccessOptions options_;
};

// Throws Refusal(403) for a caller whose role is less.
void need(Role role, const Caller& caller);

}  // namespace perdure::console
