// What goes wrong and cannot be handled on the spot.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace perdure {

enum class ErrorKind {
  InvalidArgument,  // A URI, an id or an option that cannot be meant.
  SessionExists,    // A session of that id was started before.
  UnknownSession,   // No session has that id.
  UnknownChart,     // This program did not add() the chart that the session was started with.
  VersionMismatch,  // The session was stored by another version of its chart; a chart is registered with other states
                    // or data than the program's, under the same version.
  CorruptData,       // Stored bytes that are truncated, altered, or of another format.
  NotMigrated,       // The store has no schema, an older or a newer one: `perdure db migrate`.
  StoreUnavailable,  // The store cannot be reached, or went away; what was asked did not happen, unless
                     // the method says otherwise.
  StoreFailure,      // The store refused: disk full, permission denied, a broken file.
};

// "session_exists" and so on, for logs and JSON.
std::string_view name(ErrorKind kind);

class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& what) : std::runtime_error(what), kind_(kind) {}
  ErrorKind kind() const { return kind_; }

 private:
  ErrorKind kind_;
};

// What a function or an action throws to raise `error.execution` in the chart: the block of actions that
// it happened in ends, a guard counts as false, and the chart goes on (SCXML 3.12.2, 4.9). Any other
// exception that leaves a handler undoes the whole step.
class ExecutionError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace perdure
