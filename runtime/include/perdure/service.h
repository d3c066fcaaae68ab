// Services: what a program does for sessions that invoke it, once for each attempt at a job.
//
//     runtime.serve<shop::order::service::ChargeCard>([&](const auto& call, perdure::Job& job) {
//       return bank.charge(call.customer, call.amount, job.idempotency_key());
//     });
//
// The same function does for perdure::testing::World::serve().
#pragma once

#include <perdure/archive.h>
#include <perdure/types.h>

#include <concepts>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <type_traits>

namespace perdure {

// An attempt at a service's work, as the function that does it is told of it, and tells about it. Only while that
// runs, but by any thread.
class Job {
 public:
  virtual ~Job() = default;

  virtual const std::string& session() const = 0;  // The one that invokes it.
  virtual const std::string& invocation()
      const = 0;                             // As in InvokeEffect: the same for each attempt.
  virtual std::int64_t attempt() const = 0;  // From 1.

  // The same for each attempt at this job, and for no other job: whoever is asked for something with it can see
  // that it was asked for the same before.
  virtual const std::string& idempotency_key() const = 0;
  // Higher than that of any attempt before: whoever keeps the highest one that it saw can refuse what comes late from
  // an attempt that was given up.
  virtual std::int64_t fence() const = 0;

  // Tells the session: `done` from 0 to 1. Throws Error(InvalidArgument) for another.
  virtual void progress(double done, std::string text) = 0;

  // What is kept for the next attempt: durable when this returns.
  virtual void checkpoint(Bytes kept) = 0;
  // What was last kept, by this attempt or one before it. Empty: nothing was.
  virtual const Bytes& checkpoint() const = 0;

  // Nobody waits for the result any more: the state that invoked was left, or the attempt's time is out, or it was
  // given to another since nothing was heard of this one. It is noticed with the heart-beats.
  virtual bool cancelled() const = 0;
  // Requested then, and when the runtime stops. An attempt that throws after that last is none: it will be made again.
  virtual std::stop_token stop_token() const = 0;
};

// Thrown by a service: this has failed for good, however many attempts are left.
class GiveUp : public std::runtime_error {
 public:
  using runtime_error::runtime_error;
};

// A service as perdurec generates it: its name, its arguments as members, and what it returns, maybe void.
template <class T>
concept ServiceType = requires(Bytes& bytes, const T& service) {
  { T::name } -> std::convertible_to<std::string_view>;
  typename T::Result;
  OutArchive(bytes)(service);
};

using ServiceWork = std::function<Bytes(const Bytes& arguments, Job& job)>;

// Calls work(const S&) or work(const S&, job) with the arguments as they are stored; gives its result as that is stored.
template <class S, class Work, class AnyJob>
Bytes do_service(Work& work, const Bytes& arguments, AnyJob& job) {
  const S call = from_bytes<S>(arguments);
  const auto result = [&]() -> decltype(auto) {
    if constexpr (std::is_invocable_v<Work&, const S&, AnyJob&>) {
      return work(call, job);
    } else {
      return work(call);
    }
  };
  if constexpr (std::is_void_v<typename S::Result>) {
    result();
    return {};
  } else {
    const typename S::Result value = result();
    return to_bytes(value);
  }
}

}  // namespace perdure
