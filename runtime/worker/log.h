// What a runtime says: one line of key=value pairs for each thing, on standard error.
//
//     time=2026-03-01T12:00:00.000Z level=info node=worker-1 msg="step failed" session="order-1" …
//
// Values never hold a raw control character.
#pragma once

#include <perdure/effects.h>
#include <perdure/types.h>

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace perdure::worker {

// Any thread.
class Log {
 public:
  using Field = std::pair<std::string_view, std::string_view>;

  Log(std::string_view node, LogLevel level);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  // Fields with an empty value are left out.
  void write(LogLevel level, std::string_view message, std::initializer_list<Field> fields = {});

  // As write(), but the same message at most once a minute.
  void write_now_and_then(LogLevel level, std::string_view message,
                          std::initializer_list<Field> fields = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// `value` between quotes, with escapes for quotes, backslashes and control characters.
std::string quoted(std::string_view value);

}  // namespace perdure::worker
