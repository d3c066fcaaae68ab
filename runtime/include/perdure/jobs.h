// Jobs: what services do for sessions, kept until it is done.
//
// A session that invokes a service leaves a job in the transaction of its step. A worker claims it, which begins an
// attempt and gives a lease; heart-beats keep the lease, and the first word of the one who holds it ends the job: what
// comes of it is queued for the session, and the job gone, in one transaction. An attempt that outlives its lease or
// its time is counted as failed, by whoever looks next; a failed one is followed by another as long as there are any
// left, after a pause.
//
// At least once: a worker may have done its work and not be heard. Hence its two means: the job's id is the same for
// every attempt, so that whom it asks for something can see that it was asked before; and the fence rises with every
// lease, so that a store of its own can refuse what comes from a former one.
#pragma once

#include <perdure/types.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace perdure {

// A job to be made by a step. Its lane is that of the session that invokes.
struct NewJob {
  EventId id;              // The same for every attempt: an idempotency key.
  std::string session;     // The one that invokes.
  std::string invocation;  // InvokeEffect::invocation: unique in its session.
  std::string service;     // "shop.Order.charge_card"
  Bytes arguments;
  std::optional<EventId> cause;  // The event whose step invoked.
  std::int32_t attempts = 1;     // At most, with the first.
  Duration backoff{0};           // Before the second; then twice as long each time,
  Duration backoff_limit{0};     // up to this; 0: without end.
  Duration timeout{0};           // Of each attempt; 0: none.
};

// Ends jobs without a word to their session: its state was left.
struct JobCancel {
  std::string session;
  std::string invocation;  // Empty: all of the session's.
};

// What somebody who works on a job shows for it.
struct JobLease {
  std::string session;
  std::string invocation;
  std::int64_t fence = 0;  // Higher with every lease of the store, never given twice.
};

struct JobClaims {
  std::vector<std::string> services;
  std::size_t limit = 1;
  Duration lease = std::chrono::seconds(30);  // From now; longer than nothing.
  std::string worker = {};                    // For people.
};

// An attempt that has begun.
struct ClaimedJob {
  JobLease lease;
  EventId id;
  std::string service;
  Bytes arguments;
  std::int32_t attempt = 1;           // From 1.
  std::int32_t attempts = 1;          // At most.
  Bytes checkpoint;                   // The last that an attempt before this one left.
  Timestamp leased_until{};           // By the store's clock.
  Duration timeout{0};                // Of the attempt; 0: none.
  std::optional<Timestamp> deadline;  // When its time is out.
};

// Whether a lease is good.
enum class JobHold {
  Yours,
  Lost,       // To nobody or to another: nothing was changed.
  Cancelled,  // Nobody waits for it any more: nothing was changed.
};
std::string_view name(JobHold hold);

// What to note with a heart-beat.
struct JobNews {
  std::optional<Bytes> checkpoint;  // For the next attempt, in place of the last.
  std::optional<double> done;       // 0 to 1: the session is told, with `text`.
  std::string text = {};
};

// Stored by name; never renumbered.
enum class JobState : std::uint8_t {
  Waiting,    // For a worker, or for its pause to end.
  Running,    // Leased.
  Cancelled,  // While it was running: kept until its worker has heard of it, or its lease is over.
};
std::string_view name(JobState state);

// A job as it is stored. One that has ended is not.
struct StoredJob {
  NewJob job;
  JobState state = JobState::Waiting;
  Timestamp due{};           // Waiting: not before. Else: when the lease ends.
  std::int32_t attempt = 0;  // Begun.
  std::int64_t fence = 0;
  std::string worker;                 // The last one.
  std::optional<Timestamp> deadline;  // Of the attempt that runs.
  Bytes checkpoint;
  double done = 0;  // What was last said of its progress.
  std::string text;
  std::string failure;  // Of the last attempt that failed. Words for people.
  Timestamp created{};
};

struct JobFilter {
  std::string session;  // Each empty: any.
  std::string service;
  std::optional<JobState> state;
  std::size_t limit = 100;
  // Only those behind this one in the order of the listing; empty: all. For paging.
  std::string after_session = {};
  std::string after_invocation = {};
  std::string invocation = {};  // Empty: any. With `session` it is one job.
};

// The jobs of a service.
struct ServiceBacklog {
  std::string service;
  std::int64_t waiting = 0;
  std::int64_t running = 0;
  std::int64_t cancelled = 0;
  Duration oldest{0};  // For how long the first of those that wait has been due. 0 where none is.
};

// A store's jobs. Any thread; throws as Store does.
class Jobs {
 public:
  virtual ~Jobs() = default;

  // Begins attempts at jobs of these services that are due, at most `limit`; the fewer, the longer they have waited.
  // First it ends the attempts whose lease or time is over, with `limit` 0 nothing else. An answer that is lost
  // with its connection leaves leases that nobody knows of: attempts that are over when they are.
  virtual std::vector<ClaimedJob> claim(const JobClaims& claims) = 0;

  // Yours: the lease is good for `lease` from now, but no longer than the attempt's deadline, and the news are noted.
  // After the deadline the attempt has failed, and the answer is Lost. Lasting means durable when it returns.
  virtual JobHold heartbeat(const JobLease& job, Duration lease, const JobNews& news = {}) = 0;

  // Yours: the job is done, and the session has its result, both or neither. Also after the deadline, where nobody
  // has taken notice of that.
  virtual JobHold complete(const JobLease& job, std::span<const std::byte> result) = 0;

  // Yours: the attempt has failed, with words for people and for the chart. Where it was the last, or `for_good`, the
  // job has, and the session is told.
  virtual JobHold fail(const JobLease& job, std::string_view why, bool for_good = false) = 0;

  // Yours: the attempt is as if it had never begun, but for its checkpoint: due at once.
  virtual JobHold release(const JobLease& job) = 0;

  // Sleeps until a job of these services may be due, `limit` has passed, or `stop`. Wake-ups can be needless or lost.
  virtual void wait(const std::vector<std::string>& services, Duration limit,
                    std::stop_token stop) = 0;

  // For operators.
  // By session and invocation.
  virtual std::vector<StoredJob> list(const JobFilter& filter) = 0;
  // Every service that has jobs, by name. Counts them all, so it takes time where they are many.
  virtual std::vector<ServiceBacklog> backlog() = 0;
  // A job that waits is due at once and has all of its attempts again. False where there is none.
  virtual bool retry(std::string_view session, std::string_view invocation) = 0;
  // The job has failed for good, with those words. False where there is none.
  virtual bool cancel(std::string_view session, std::string_view invocation,
                      std::string_view why) = 0;
};

}  // namespace perdure
