// Wakes the threads that wait for work: those of this process, and by LISTEN and NOTIFY those of others.
//
// Nothing depends on a notification, for whoever waits looks again after a while anyway. It goes out on a
// connection of its own, after the commit it tells of: in the same transaction it would hold a lock of the
// whole server's during commit (PostgreSQL's src/backend/commands/async.c).
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>

#include "runtime/store/postgres/address.h"
#include "runtime/store/postgres/connection.h"
#include "runtime/store/postgres/idle.h"

namespace perdure::postgres {

// Where it is told that events were queued.
inline constexpr std::string_view EventChannel = "perdure";

// Any thread.
class Notifier {
 public:
  // `events` and `jobs` are where those wait who are to be woken; they outlive it.
  Notifier(Address address, Idle& events, Idle& jobs);
  // Sends what it still has to, if the server can be reached.
  ~Notifier();
  Notifier(const Notifier&) = delete;
  Notifier& operator=(const Notifier&) = delete;

  // Work was committed: wakes this process at once, and others within milliseconds. Never waits.
  void announce();
  // The same of jobs.
  void announce_jobs();

  // From now on the process is woken by others. Never waits.
  void listen();

 private:
  void start();
  void run();
  void connect();
  void converse();
  void announce(Idle& idle, std::atomic<bool>& unsent);
  void notify(std::string_view channel);
  bool has_unsent() const { return unsent_ || unsent_jobs_; }
  bool stopping() const { return stopping_; }
  void nudge() const;
  void await_nudge(int milliseconds) const;

  const Address address_;
  Idle& events_;
  Idle& jobs_;
  const int wake_up_;  // An eventfd: the thread has something to do.
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> unsent_ = false;
  std::atomic<bool> unsent_jobs_ = false;
  std::unique_ptr<Connection> connection_;  // The thread's.
  std::once_flag started_;
  std::thread thread_;
};

}  // namespace perdure::postgres
