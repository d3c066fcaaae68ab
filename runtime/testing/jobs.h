// Invocations of services: attempts, answers, retries, timeouts.
#pragma once

#include <perdure/testing.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/testing/agenda.h"

namespace perdure::testing {

class Jobs {
 public:
  explicit Jobs(Agenda& agenda) : agenda_(agenda) {}

  void serve(std::string_view service, World::Serve work);

  void start(const std::string& session, const InvokeEffect& effect, Timestamp now);
  // Nothing more is heard of it.
  void cancel(std::string_view session, std::string_view invocation);
  void cancel_all_of(std::string_view session);

  void handle(JobTick& tick, Timestamp now);

  // Calls that wait for the test. settle() and progress() throw Error(InvalidArgument) for one that does not.
  std::vector<Call> calls() const;
  void settle(const Call& call, JobTick::Result result, Timestamp now);
  void settle(const Call& call, const JobTick::Failure& failure, Timestamp now);
  void progress(const Call& call, Bytes payload, Timestamp now);

 private:
  struct Running {
    std::string session;
    InvokeEffect effect;
    std::int64_t attempt = 0;
    bool waits = false;  // For the test.
    Bytes checkpoint = {};
  };
  using Number = std::uint64_t;

  void begin(Number number, Running& job, Timestamp now);
  void work(Number number, Running& job, const World::Serve& serve, Timestamp now);
  void succeeded(Number number, Bytes result, Timestamp now);
  void failed(Number number, std::string_view why, Timestamp now);
  void tell(const Running& job, EventKind kind, Bytes payload, Timestamp now);
  Number waiting(const Call& call) const;

  Agenda& agenda_;
  std::map<std::string, World::Serve, std::less<>> doubles_;
  std::map<Number, Running> jobs_;
  Number next_number_ = 0;
  std::int64_t last_fence_ = 0;
};

// What Progress carries.
Bytes progress_payload(double done, std::string_view text);

}  // namespace perdure::testing
