// What a step learned from outside: what its actions answered, and the secrets that it was given. Kept with the
// journal, it lets the step be done again later, purely: no action is called then.
#pragma once

#include <perdure/archive.h>
#include <perdure/effects.h>
#include <perdure/error.h>
#include <perdure/types.h>

#include <cstdint>
#include <string>
#include <utility>

namespace perdure {

// Of one step, by its thread.
class Answers {
 public:
  // Keeps what is answered.
  Answers() : out_(kept_), in_({}) {}
  // Answers as was kept.
  explicit Answers(std::span<const std::byte> kept) : replays_(true), out_(kept_), in_(kept) {}
  Answers(const Answers&) = delete;
  Answers& operator=(const Answers&) = delete;

  bool replays() const { return replays_; }
  const Bytes& kept() const { return kept_; }
  // Throws Error(CorruptData) if answers are left that nobody asked for.
  void finish() const { in_.finish(); }

  // Calls an action, or, where it replays, does what it did to `inout` and throws the ExecutionError that it threw.
  // Throws Error(CorruptData) where no such answer was kept.
  template <class Call, class... Inout>
  void act(const Call& call, Inout&... inout) {
    bool failed = false;
    if (replays_) {
      in_(failed);
      if (failed) throw_kept();
      (in_(inout), ...);
      return;
    }
    try {
      call();
    } catch (const ExecutionError& error) {
      failed = true;
      out_(failed, std::string(error.what()));
      throw;
    }
    out_(failed);
    (out_(inout), ...);
  }

  // A value that `make` gives.
  template <class Make>
  std::string text(const Make& make) {
    std::string value;
    if (replays_) {
      in_(value);
    } else {
      value = make();
      out_(value);
    }
    return value;
  }

 private:
  [[noreturn]] void throw_kept() {
    std::string why;
    in_(why);
    throw ExecutionError(why);
  }

  bool replays_ = false;
  Bytes kept_;
  OutArchive out_;
  InArchive in_;
};

namespace machine {

// An action that a step calls.
template <class Call, class... Inout>
void act(const Step& step, const Call& call, Inout&... inout) {
  if (step.answers == nullptr) {
    call();
  } else {
    step.answers->act(call, inout...);
  }
}

}  // namespace machine
}  // namespace perdure
