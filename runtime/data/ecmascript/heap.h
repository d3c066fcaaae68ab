// A Duktape heap within its limits: one for each session.
#pragma once

#include <duktape.h>
#include <perdure/scxml.h>

#include <chrono>
#include <cstdint>
#include <exception>
#include <string>
#include <type_traits>

namespace perdure::ecmascript {

// What Duktape asks for while it runs (duk_config.h): memory, and whether its time is over.
struct Meter {
  unsigned ticks = 0;  // First: PERDURE_TICK counts here.
  bool running = false;
  bool timed_out = false;
  std::chrono::steady_clock::time_point started{};
  Duration time{};
  std::size_t memory = 0;
  std::size_t used = 0;
  double now = 0;            // Milliseconds since 1970: what `Date.now()` says.
  std::uint64_t random = 0;  // What `Math.random()` goes on from.
  void* owner = nullptr;     // For functions of ours that scripts call: their Globals (globals.h).
};

class Heap {
 public:
  // Throws ExecutionError if the limit is too small for a heap at all, std::bad_alloc if the machine is.
  explicit Heap(const scxml::EngineLimits& limits);
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  duk_context* context() const { return context_; }
  Meter& meter() { return meter_; }
  const Meter& meter() const { return meter_; }

  // The time of an evaluation starts. It is read only if the evaluation takes long enough to be asked.
  void begin() {
    meter_.running = false;
    meter_.timed_out = false;
  }

  // Runs `work` where Duktape may throw, with the stack as it is, and leaves the stack as it was. An error of
  // Duktape's becomes an ExecutionError; a C++ exception of `work` itself is passed on.
  template <class Work>
  void protect(Work&& work) {
    Call<std::remove_reference_t<Work>> call{work, {}};
    begin();
    const duk_int_t failed =
        duk_safe_call(context_, Call<std::remove_reference_t<Work>>::run, &call, 0, 1);
    if (call.exception) {
      duk_pop(context_);
      std::rethrow_exception(call.exception);
    }
    if (failed != DUK_EXEC_SUCCESS) fail();
    duk_pop(context_);
  }

  // Throws what Duktape threw, which is on the top of the stack and is taken off it.
  [[noreturn]] void fail();

 private:
  template <class Work>
  struct Call {
    Work& work;
    std::exception_ptr exception;

    static duk_ret_t run(duk_context*, void* self) {
      auto& call = *static_cast<Call*>(self);
      try {
        call.work();
      } catch (const std::exception&) {  // Not Duktape's own, which go on to it.
        call.exception = std::current_exception();
      }
      return 0;
    }
  };

  Meter meter_;
  duk_context* context_ = nullptr;
};

}  // namespace perdure::ecmascript
