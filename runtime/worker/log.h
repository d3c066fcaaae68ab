// What a runtime says: one line for each thing, on standard error, as key=value pairs or as a JSON object.
//
//     time=2026-03-01T12:00:00.000Z level=info node="worker-1" msg="step failed" session="order-1" …
//
// Values never hold a raw control character.
#pragma once

#include <perdure/effects.h>
#include <perdure/runtime.h>
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

  Log(std::string_view node, LogLevel level, LogForm form = LogForm::KeyValue);
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

// One value of a line: between quotes, with escapes for quotes, backslashes and control characters; in JSON's
// form with U+FFFD for what is not UTF-8.
std::string quoted(std::string_view value, LogForm form);

}  // namespace perdure::worker
