// Wakes the threads that wait for work: those of this process, and by LISTEN and NOTIFY those of others.
//
// Nothing depends on a notification, for whoever waits looks again after a while anyway. It goes out after the commit
// it tells of, in a transaction of its own, which does not wait for the disk: in the same transaction it would hold a
// lock of the whole server's during commit (PostgreSQL's src/backend/commands/async.c). Who commits can send it in the
// same breath; what it is too early for goes out on a connection of this.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "runtime/store/postgres/address.h"
#include "runtime/store/postgres/connection.h"
#include "runtime/store/postgres/due_lanes.h"
#include "runtime/store/postgres/foretold.h"
#include "runtime/store/postgres/idle.h"
#include "runtime/store/postgres/word.h"

namespace perdure::postgres {

// Where it is told that events were queued.
inline constexpr std::string_view EventChannel = "perdure";

// Any thread.
class Notifier {
 public:
  // `events` and `jobs` are where those wait who are to be woken, `lanes` and `foretold` where they find where to go;
  // they outlive it.
  Notifier(Address address, DueLanes& lanes, Foretold& foretold, Idle& events, Idle& jobs);
  // Sends what it still has to, if the server can be reached.
  ~Notifier();
  Notifier(const Notifier&) = delete;
  Notifier& operator=(const Notifier&) = delete;

  // Work was committed: wakes this process at once, and others within milliseconds. Never waits.
  void announce(const LanesWithWork& lanes = LanesWithWork::any());
  // The same of jobs.
  void announce_jobs();

  // For who is about to commit work: what he is to tell others behind it (notify_at_once.sql, on EventChannel).
  // Nothing if that is too early: then he announces it.
  std::optional<std::string> word(const LanesWithWork& lanes);
  // For who begins to commit work: wakes those of this process who are idle, so that they make ready. What he is to
  // tell others ahead of it, in the same way. Nothing if that is too early, of no use, or not
  // possible.
  std::optional<std::string> foretell(const LanesWithWork& lanes);
  // Wakes this process, once the others were told so.
  void wake(const LanesWithWork& lanes);

  // From now on the process is woken by others. Never waits.
  void listen();

 private:
  void start();
  void run();
  void connect();
  void converse();
  // What is to be said now. How long to wait for the next time, in milliseconds, if there is something to be said then.
  struct ToSay {
    LanesWithWork lanes;
    bool jobs = false;
    int wait = -1;
  };
  ToSay what_to_say(bool is_last);
  void notify(std::string_view channel, const Word& word);
  void hear();
  void wake_idle(const LanesWithWork& lanes);
  bool has_unsent() const { return !unsent_.empty() || unsent_jobs_; }
  bool stopping() const { return stopping_; }
  void nudge() const;
  void await_nudge(int milliseconds) const;

  const Address address_;
  const std::string origin_;
  DueLanes& lanes_;
  Foretold& foretold_;
  Idle& events_;
  Idle& jobs_;
  const int wake_up_;  // An eventfd: the thread has something to do.
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;  // Guards what is unsent, and when something was sent.
  LanesWithWork unsent_;
  bool unsent_jobs_ = false;
  std::chrono::steady_clock::time_point next_{};           // Not before it another notification.
  std::chrono::steady_clock::time_point next_foretold_{};  // Not before it one of what is to come.
  std::unique_ptr<Connection> connection_;                 // The thread's.
  std::once_flag started_;
  std::thread thread_;
};

}  // namespace perdure::postgres
