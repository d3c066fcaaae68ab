// A session while its batch is handled: loaded at its first event, kept for those that follow.
#pragma once

#include <perdure/chart.h>
#include <perdure/store.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/turn/hot.h"
#include "runtime/turn/large.h"

namespace perdure::turn {

class SessionInBatch {
 public:
  // Of a session of the batch. `hot` may have its machine; nullptr: nothing has. Both outlive it.
  SessionInBatch(Batch& batch, std::size_t index, HotSessions* hot);

  const StoredSession& stored() const { return *stored_; }
  bool started() const { return row_.revision > 0; }
  std::size_t index() const { return row_.session; }  // In the batch.
  const Bytes& result() const { return row_.result; }
  SessionStatus status() const { return row_.status; }
  bool has_ended() const { return perdure::has_ended(row_.status); }
  std::int64_t revision() const { return row_.revision; }

  // None of its events may be handled now: they wait until held_until(), or, without one, until the
  // session is resumed.
  bool held() const { return held_; }
  std::optional<Timestamp> held_until() const { return row_.retry_at; }

  // The machine as the last step kept left it. Throws as Chart::load and Chart::create do.
  LiveSession& live(const Chart& chart);
  // Forgets what a step that failed did to the machine: live() makes it again.
  void undo() { live_.reset(); }

  // The step that live() has just run over `event` stands, and with it that the session was migrated. Throws what the
  // user's types throw as they are saved;
  // the session is unchanged then.
  void keep_step(const DueEvent& event, Handled handled);
  // The same after LiveSession::cancel(): the session is cancelled.
  void keep_cancel();
  // The session is cancelled before its first step was run.
  void cancel_unstarted();
  // An event was consumed and changed nothing but the count of steps.
  void keep_ignored();

  // What it invoked, as its row says.
  const std::vector<Invoked>& invoked() const { return row_.invoked; }
  void add_invoked(Invoked invoked) { row_.invoked.push_back(std::move(invoked)); }
  // Nothing if it is not under way.
  std::optional<Invoked> take_invoked(std::string_view invocation);
  std::vector<Invoked> take_all_invoked() { return std::exchange(row_.invoked, {}); }
  // Whether what comes from that invocation is for it: it is under way, or was when the batch was claimed, for what
  // was sent by then is delivered.
  bool hears(std::string_view invocation) const;
  std::vector<DeferredEvent> take_all_deferred() { return std::exchange(row_.deferred, {}); }

  std::int32_t attempts() const { return row_.attempts; }  // That failed, in a row.
  // The step failed. Returns how often that was in a row.
  std::int32_t count_failure() { return ++row_.attempts; }
  // An attempt is about to be made: should nothing more be heard of it, then for this reason.
  void count_attempt(std::string_view failure);
  // It is being made, and something is heard of it.
  void uncount_attempt();
  // Its events wait until `until`; whoever claims them before then has to postpone them as well.
  void hold(Timestamp until, std::string why);
  // Its events wait until an operator resumes it.
  void suspend(std::string why);

  // Its machine goes to `hot`, once the row is committed.
  void keep_live(HotSessions& hot);

  // As the last step that was kept left it, or its parameters. To be written with the batch.
  StoredSnapshot snapshot(Timestamp at) {
    if (large_) large_->pin();
    return {row_.revision, row_.version, stepped_ ? row_.state : stored_->state, at};
  }

  // What the commit has to write of it; nothing if it is as it was.
  std::optional<BatchWrite::Session> take_row();
  // And of what is kept beside it.
  void take_large(BatchWrite& write) {
    if (large_) large_->write_to(write);
  }

 private:
  void succeed();
  void keep_state();
  void keep_deferred(const DueEvent& event, Handled handled);

  void make_live(const Chart& chart);

  Batch* batch_;
  const StoredSession* stored_;
  HotSessions* hot_;
  bool asks_hot_;  // It may still have the machine.
  std::size_t state_size_;
  BatchWrite::Session
      row_;  // `state`, `active` and `result` stand in stored_ until a step is kept.
  std::unique_ptr<LiveSession> live_;
  std::shared_ptr<LargeInBatch> large_;  // Where its chart keeps anything apart.
  std::uint32_t live_version_ = 0;
  std::vector<IndexedAttribute> indexed_;  // As they are stored, if is_indexed_.
  bool is_indexed_ = false;
  bool stepped_ = false;
  bool changed_ = false;
  bool held_ = false;
};

}  // namespace perdure::turn
