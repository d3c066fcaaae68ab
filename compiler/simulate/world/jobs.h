// Invocations of services: attempts, answers, retries, timeouts. Nobody serves them but the user.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/simulate/world/agenda.h"

namespace perdure::simulate {

struct Job {
  std::string session;
  InvokeEffect effect;
  std::int64_t attempt = 0;
  bool waits = false;  // For an answer. Not between two attempts.
};

// Answers `agenda` with what is to come of a job.
class Jobs {
 public:
  using Number = std::uint64_t;

  void start(const std::string& session, const InvokeEffect& effect, Timestamp now, Agenda& agenda);
  // Nothing more is heard of it.
  void cancel(const std::string& session, const std::string& invocation);
  void cancel_all_of(const std::string& session);
  void handle(const JobTick& tick, Timestamp now, Agenda& agenda);

  // The oldest that waits, of the service of this name or the invocation of this name.
  std::optional<Number> waiting(const std::string& name) const;
  const std::map<Number, Job>& all() const { return jobs_; }
  // Of one that waits.
  void succeed(Number number, std::optional<Value> result, Timestamp now, Agenda& agenda);
  void fail(Number number, const std::string& why, Timestamp now, Agenda& agenda);
  void progress(Number number, double fraction, const std::string& text, Timestamp now,
                Agenda& agenda) const;

 private:
  std::map<Number, Job> jobs_;
  Number next_ = 0;
};

}  // namespace perdure::simulate
