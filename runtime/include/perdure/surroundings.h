// What a step may ask of the world around it, besides the time.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace perdure {

// A way in for events from outside, besides the session's own queue: an entry of `_ioprocessors` (SCXML 5.10).
struct IoProcessor {
  std::string type;      // "http://www.w3.org/TR/scxml/#BasicHTTPEventProcessor"
  std::string name;      // A short form of it: "basichttp".
  std::string location;  // Where this session can be reached.
};

// Given to a step by who runs it, and asked by that step's thread alone.
class Transaction;

class Surroundings {
 public:
  virtual ~Surroundings() = default;

  // Whether a session of that id is there and has not ended.
  virtual bool has_session(std::string_view id) = 0;

  // 256 random bits, in 64 hexadecimal digits: never the same again.
  virtual std::string secret() = 0;

  // The SCXML event I/O processors besides SCXML's own, for this session. They live as long as the step.
  virtual std::span<const IoProcessor> io_processors() = 0;

  // The transaction that the step runs in; null where there is none. See perdure::transaction().
  virtual Transaction* transaction() { return nullptr; }
};

}  // namespace perdure
