// What a request is told that is not answered.
#pragma once

#include <stdexcept>
#include <string>

namespace perdure::console {

// Thrown by whoever finds that a request cannot be answered. `code` is for programs, what() for people.
class Refusal : public std::runtime_error {
 public:
  Refusal(int status, std::string code, const std::string& why)
      : runtime_error(why), status_(status), code_(std::move(code)) {}

  int status() const { return status_; }
  const std::string& code() const { return code_; }

 private:
  int status_;
  std::string code_;
};

[[noreturn]] inline void refuse(const std::string& why) { throw Refusal(400, "bad_request", why); }
[[noreturn]] inline void not_found(const std::string& why) { throw Refusal(404, "not_found", why); }
// It is there, but not so that this can be done to it.
[[noreturn]] inline void conflict(const std::string& why) { throw Refusal(409, "conflict", why); }

}  // namespace perdure::console
