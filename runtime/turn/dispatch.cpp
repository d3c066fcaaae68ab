#include "runtime/turn/dispatch.h"

#include <perdure/answers.h>
#include <perdure/error.h>

#include <cstddef>
#include <exception>
#include <map>
#include <string_view>
#include <utility>
#include <variant>

#include "runtime/turn/effects.h"
#include "runtime/turn/family.h"
#include "runtime/turn/jobs.h"
#include "runtime/turn/surroundings.h"
#include "runtime/turn/tally.h"
#include "runtime/turn/tokens.h"

namespace perdure::turn {
namespace {

constexpr std::string_view EndedTheProcess = "the process ended while it was handled";

// What came of trying to run one event.
struct Attempt {
  enum class Result {
    Taken,
    Deferred,
    Ignored,
    Unknown,
    Malformed,
    CorruptState,
    OtherVersion,
    Failed
  };
  Result result;
  std::string why;  // Of the last four.
};

// The one place where what handlers, and types of the user's, throw is caught.
Attempt attempt(SessionInBatch& session, const Chart& chart, const DueEvent& event, Timestamp now,
                Surroundings& surroundings, StepTransaction* transaction, Answers* answers) {
  using Result = Attempt::Result;
  enum { Loading, Handling, Keeping } phase = Loading;
  const auto undo = [&] {
    session.undo();
    if (transaction != nullptr) transaction->undo();
  };
  if (transaction != nullptr) transaction->next_step();
  try {
    LiveSession& live = session.live(chart);
    phase = Handling;
    Step step;
    step.session = event.session;
    step.parent = session.stored().parent;
    step.invocation = session.stored().invocation;
    step.event = event.name;
    step.now = now;
    step.surroundings = &surroundings;
    std::optional<AnsweringSurroundings> answering;
    if (answers != nullptr) {
      step.answers = answers;
      step.surroundings = &answering.emplace(&surroundings, *answers);
    }
    Handled handled = Handled::Taken;
    if (event.kind == EventKind::Start) {
      live.start(step);
    } else if (event.kind == EventKind::Cancel) {
      live.cancel(step);
    } else {
      handled = live.handle({event.kind, event.name, event.invocation, event.payload}, step);
    }
    if (handled == Handled::Ignored || handled == Handled::Unknown) {
      if (transaction != nullptr) transaction->undo();
      return {handled == Handled::Ignored ? Result::Ignored : Result::Unknown, {}};
    }
    phase = Keeping;
    check_effects(live.effects());
    if (transaction != nullptr) transaction->require_sound();
    if (event.kind == EventKind::Cancel) {
      session.keep_cancel();
    } else {
      session.keep_step(event, handled);
    }
    return {handled == Handled::Deferred ? Result::Deferred : Result::Taken, {}};
  } catch (const CorruptLargeValue& error) {
    undo();
    return {Result::CorruptState, error.what()};
  } catch (const Error& error) {
    undo();
    const bool corrupt = error.kind() == ErrorKind::CorruptData;
    if (phase == Loading && corrupt) return {Result::CorruptState, error.what()};
    if (phase == Loading && error.kind() == ErrorKind::VersionMismatch) {
      return {Result::OtherVersion, error.what()};
    }
    if (phase == Handling && corrupt && event.kind == EventKind::Event) {
      return {Result::Malformed, error.what()};
    }
    return {Result::Failed, error.what()};
  } catch (const std::exception& error) {
    undo();
    return {Result::Failed, error.what()};
  } catch (...) {
    undo();
    return {Result::Failed, "an exception that is no std::exception"};
  }
}

std::string in_seconds(Duration wait) {
  std::string text = std::to_string(std::chrono::duration<double>(wait).count());
  text.resize(text.find('.') + 3);
  return text + " s";
}

std::string describe(const StoredSession& session) {
  return session.chart + " version " + std::to_string(session.version);
}

class Dispatch {
 public:
  Dispatch(Batch& batch, const Charts& charts, const Retries& retries, Counting counting,
           const FindSession& beyond_batch, HotSessions* hot)
      : batch_(batch),
        charts_(charts),
        retries_(retries),
        counting_(counting),
        find_session_(beyond_batch),
        outbox_(batch),
        surroundings_([this](std::string_view id) { return has_session(id); }, transaction_) {
    sessions_.reserve(batch.sessions().size());
    for (std::size_t i = 0; i < batch.sessions().size(); ++i) {
      sessions_.emplace_back(batch, i, hot);
    }
    fates_.resize(batch.events().size());
    out_.write.journal.reserve(batch.events().size());
  }

  Dispatched run() {
    for (std::size_t i = 0; i < fates_.size(); ++i) {
      if (fates_[i].kind == Fate::Open) handle(i);
    }
    write_fates();
    for (SessionInBatch& session : sessions_) {
      if (auto row = session.take_row()) out_.write.sessions.push_back(*std::move(row));
      session.take_large(out_.write);
    }
    family_.write_to(out_.write);
    outbox_.write_to(out_.write);
    jobs_.write_to(out_.write);
    tokens_.write_to(out_.write);
    out_.counts = tally_.take();
    out_.sessions = std::move(sessions_);
    return std::move(out_);
  }

 private:
  // What becomes of an event of the batch. Its order in the lists is that of the batch.
  struct Fate {
    enum { Open, Consumed, Postponed, Dead } kind = Open;
    std::optional<Timestamp> until;
    std::string reason;
  };

  void handle(std::size_t i) {
    answers_.reset();
    const DueEvent& event = batch_.events()[i];
    if (event.session_index == DueEvent::NoSession) {
      if (if_nobody_hears(event) == IfNobody::Discard) return discard(i);
      return die(i, "there is no session `" + event.session + "`");
    }
    SessionInBatch& session = sessions_[event.session_index];
    const StoredSession& stored = session.stored();
    // A suspended session can be cancelled: its exits are run from where it stood.
    const bool is_cancel = event.kind == EventKind::Cancel;
    const bool is_suspended = session.status() == SessionStatus::Suspended;
    if (session.held() && !(is_cancel && is_suspended)) return postpone(i, session);
    if (session.has_ended()) {
      if (event.kind == EventKind::Event &&
          charts_.options(charts_.find(stored.chart, stored.version)).finished ==
              IfFinished::Bury) {
        return die(i, "the session had ended before it came");
      }
      session.keep_ignored();
      return consume(i, session, JournalOutcome::Finished, {});
    }
    if (!event.chart.empty() && event.chart != stored.chart) {
      return die(i, "session `" + event.session + "` is one of chart `" + stored.chart +
                        "`, not of `" + event.chart + "`");
    }
    if (is_of_invocation(event) && is_from_another(event) && !session.hears(event.invocation)) {
      session.keep_ignored();
      return consume(i, session, JournalOutcome::Ignored, {});
    }
    if (is_cancel && is_from_another(event) &&
        (event.sender != stored.parent || event.invocation != stored.invocation)) {
      return die(i, "session `" + event.session + "` was not invoked by `" + event.sender + "`");
    }
    if (is_cancel && !session.started()) {
      session.cancel_unstarted();
      consume(i, session, JournalOutcome::Taken, {});
      return end(session, event);
    }
    const Chart* chart = charts_.find(stored.chart, stored.version);
    if (chart == nullptr) {
      return wait_for_chart(i, session, "this program has no chart " + describe(stored));
    }
    if (event.kind == EventKind::Start && session.started()) {
      return die(i, "the session has started already");
    }
    if (event.kind != EventKind::Start && !session.started()) {
      return suspend(i, session, "an event came before the session's first step");
    }
    if (counting_ == Counting::Counted) {
      session.uncount_attempt();
    } else if (session.attempts() >= retries_.max_attempts && !is_suspended) {
      return suspend(i, session, stored.failure, attempt_of(session.attempts()) + " failed");
    }
    if (counting_ == Counting::Ahead) {
      session.count_attempt(EndedTheProcess);
      out_.counted_ahead = true;
      return;
    }
    if (charts_.snapshot_every > 0) answers_.emplace();
    settle(i, session, *chart,
           attempt(session, *chart, event, batch_.now(), surroundings_, transaction_,
                   answers_ ? &*answers_ : nullptr));
  }

  void settle(std::size_t i, SessionInBatch& session, const Chart& chart, Attempt tried) {
    const DueEvent& event = batch_.events()[i];
    switch (tried.result) {
      case Attempt::Result::Taken: {
        LiveSession& live = session.live(chart);
        carry_out(live.effects(), session, event);
        consume(i, session, JournalOutcome::Taken, live.trace());
        hear_out(session, event);
        if (session.has_ended()) end(session, event);
        return;
      }
      case Attempt::Result::Deferred:
        carry_out(session.live(chart).effects(), session, event);
        consume(i, session, JournalOutcome::Deferred, {});
        return hear_out(session, event);
      case Attempt::Result::Ignored:
        if (event.kind == EventKind::Event &&
            charts_.options(&chart).unhandled == IfUnhandled::Bury) {
          return die(i, "no active state takes it");
        }
        session.keep_ignored();
        consume(i, session, JournalOutcome::Ignored, {});
        return hear_out(session, event);
      case Attempt::Result::Unknown:
        return die(i, "chart " + describe(session.stored()) + " has no event `" + event.name + "`");
      case Attempt::Result::Malformed:
        return die(i, "not a payload of `" + event.name + "`: " + tried.why);
      case Attempt::Result::CorruptState:
        return suspend(i, session, "the stored state cannot be read: " + tried.why);
      case Attempt::Result::OtherVersion:
        return wait_for_chart(i, session, std::move(tried.why));
      case Attempt::Result::Failed:
        return retry(i, session, std::move(tried.why));
    }
  }

  // An invocation that has told its outcome is over.
  static void hear_out(SessionInBatch& session, const DueEvent& event) {
    if (event.kind == EventKind::Done || event.kind == EventKind::Failed) {
      session.take_invoked(event.invocation);
    }
  }

  void end(SessionInBatch& session, const DueEvent& event) {
    for (const DeferredEvent& left : session.take_all_deferred()) {
      ++tally_.of(session.stored().chart).finished;
      out_.write.journal.push_back({event.session,
                                    session.revision(),
                                    left.id,
                                    std::nullopt,
                                    EventKind::Event,
                                    left.name,
                                    JournalOutcome::Finished,
                                    {},
                                    {},
                                    batch_.now()});
    }
    family_.end(session, event, out_.write);
    jobs_.cancel_all_of(event.session);
  }

  bool has_session(std::string_view id) const {
    if (family_.has_started(id)) return true;
    for (const SessionInBatch& session : sessions_) {
      if (session.stored().id == id) return !session.has_ended();
    }
    if (!find_session_) return true;
    try {
      const std::optional<StoredSession> found = find_session_(id);
      return found && !perdure::has_ended(found->status);
    } catch (const Error&) {
      return true;  // If it is not there, what is sent to it becomes what its sender's chart says.
    }
  }

  // As the options of the sender's chart say, if it is one of a session.
  IfNobody if_nobody_hears(const DueEvent& event) {
    if (event.kind != EventKind::Event || !is_from_another(event)) return IfNobody::Bury;
    const auto [known, is_new] = if_nobody_.try_emplace(event.sender, IfNobody::Bury);
    if (!is_new) return known->second;
    for (const SessionInBatch& session : sessions_) {
      if (session.stored().id != event.sender) continue;
      return known->second = if_nobody_hears(session.stored());
    }
    if (!find_session_) return known->second;
    try {
      if (const auto sender = find_session_(event.sender)) known->second = if_nobody_hears(*sender);
    } catch (const Error&) {
      // Dead events can be discarded later, but not the other way round.
    }
    return known->second;
  }
  IfNobody if_nobody_hears(const StoredSession& sender) const {
    return charts_.options(charts_.find(sender.chart, sender.version)).nobody;
  }

  void carry_out(Effects& effects, SessionInBatch& session, const DueEvent& event) {
    const bool is_cancelled_by_parent = event.kind == EventKind::Cancel && is_from_another(event);
    for (Effect& effect : effects) {
      if (auto* send = std::get_if<SendEffect>(&effect)) {
        // The parent hears nothing more of it (SCXML 6.4.3).
        if (is_cancelled_by_parent && send->to == session.stored().parent) continue;
        outbox_.send(std::move(*send), event);
      } else if (auto* invoke = std::get_if<InvokeEffect>(&effect)) {
        if (invoke->kind == InvokeEffect::Kind::Chart) {
          family_.invoke(session, std::move(*invoke), event);
        } else {
          jobs_.make(std::move(*invoke), event);
        }
      } else if (const auto* ended = std::get_if<CancelInvocationEffect>(&effect)) {
        const bool was_child = family_.cancel_invocation(session, ended->invocation, event);
        if (!was_child) jobs_.cancel(event.session, ended->invocation);
      } else if (const auto* cancel = std::get_if<CancelEffect>(&effect)) {
        for (const std::size_t sent : outbox_.cancel(*cancel, event)) take_back(sent, event);
      } else if (const auto* token = std::get_if<TokenEffect>(&effect)) {
        tokens_.issue(event.session, *token, batch_.now());
      } else if (const auto* revoked = std::get_if<RevokeTokenEffect>(&effect)) {
        tokens_.revoke(event.session, revoked->token);
      } else if (auto* log = std::get_if<LogEffect>(&effect)) {
        out_.notes.push_back(
            {log->level, std::move(log->text), event.session, event.id, {}, false});
      }
    }
  }

  // Not what was handled already, nor the event that is being handled.
  void take_back(std::size_t i, const DueEvent& by) {
    Fate& fate = fates_[i];
    const bool is_waiting = fate.kind == Fate::Open || fate.kind == Fate::Postponed;
    if (is_waiting && batch_.events()[i].id != by.id) fate = {Fate::Consumed, {}, {}};
  }

  void consume(std::size_t i, SessionInBatch& session, JournalOutcome outcome, const Trace& trace) {
    const DueEvent& event = batch_.events()[i];
    fates_[i] = {Fate::Consumed, {}, {}};
    count(i, outcome);
    out_.write.journal.push_back({event.session,
                                  session.revision(),
                                  event.id,
                                  event.cause,
                                  event.kind,
                                  event.name,
                                  outcome,
                                  {trace.left.begin(), trace.left.end()},
                                  {trace.entered.begin(), trace.entered.end()},
                                  batch_.now()});
    if (charts_.snapshot_every > 0) keep_history(event, session);
  }

  void discard(std::size_t i) {
    const DueEvent& event = batch_.events()[i];
    fates_[i] = {Fate::Consumed, {}, {}};
    count(i, JournalOutcome::Discarded);
    out_.write.journal.push_back({event.session,
                                  0,
                                  event.id,
                                  event.cause,
                                  event.kind,
                                  event.name,
                                  JournalOutcome::Discarded,
                                  {},
                                  {},
                                  batch_.now()});
  }

  // What doing the step again takes, and now and then where it begins.
  void keep_history(const DueEvent& event, SessionInBatch& session) {
    JournalEntry& entry = out_.write.journal.back();
    entry.payload = event.payload;
    entry.invocation = event.invocation;
    if (answers_) entry.answers = answers_->kept();
    if (event.kind == EventKind::Start) {
      const StoredSession& before = session.stored();
      out_.write.snapshots.push_back(
          {event.session_index, {0, before.version, before.state, batch_.now()}});
    }
    if (session.revision() % charts_.snapshot_every == 0) {
      out_.write.snapshots.push_back({event.session_index, session.snapshot(batch_.now())});
    }
  }

  void die(std::size_t i, std::string reason) {
    say(LogLevel::Warning, "event `" + batch_.events()[i].name + "` is dead", i, reason);
    fates_[i] = {Fate::Dead, {}, std::move(reason)};
    ++counts_of(i).dead;
  }

  ChartCounts& counts_of(std::size_t i) {
    const std::size_t session = batch_.events()[i].session_index;
    const bool is_known = session != DueEvent::NoSession;
    return tally_.of(is_known ? std::string_view(batch_.sessions()[session].chart) : "");
  }

  void count(std::size_t i, JournalOutcome outcome) {
    ChartCounts& counts = counts_of(i);
    switch (outcome) {
      case JournalOutcome::Taken:
        ++counts.taken;
        break;
      case JournalOutcome::Ignored:
        ++counts.ignored;
        break;
      case JournalOutcome::Finished:
        ++counts.finished;
        break;
      case JournalOutcome::Deferred:
        ++counts.deferred;
        break;
      case JournalOutcome::Discarded:
        ++counts.discarded;
        break;
      case JournalOutcome::Operated:
        break;  // Of no event.
    }
  }

  void postpone(std::size_t i, const SessionInBatch& session) {
    fates_[i] = {Fate::Postponed, session.held_until(), {}};
    ++counts_of(i).put_off;
  }

  std::string attempt_of(std::int32_t attempts) const {
    return "attempt " + std::to_string(attempts) + " of " + std::to_string(retries_.max_attempts);
  }

  void retry(std::size_t i, SessionInBatch& session, std::string why) {
    ++counts_of(i).failed;
    const std::int32_t attempts = session.count_failure();
    if (attempts >= retries_.max_attempts) {
      return suspend(i, session, std::move(why), attempt_of(attempts) + " failed");
    }
    const Duration wait = retries_.wait_after(attempts);
    say(LogLevel::Warning, attempt_of(attempts) + " failed; the next is in " + in_seconds(wait), i,
        why);
    session.hold(batch_.now() + wait, std::move(why));
    postpone(i, session);
  }

  void suspend(std::size_t i, SessionInBatch& session, std::string why,
               std::string_view after = {}) {
    say(LogLevel::Error,
        std::string(after) + (after.empty() ? "" : "; ") +
            "the session is suspended with its events until it is resumed",
        i, why);
    ++counts_of(i).suspended;
    session.suspend(std::move(why));
    postpone(i, session);
  }

  void wait_for_chart(std::size_t i, SessionInBatch& session, std::string why) {
    say(LogLevel::Error,
        "the events of chart " + describe(session.stored()) + " wait for a program that can run it",
        i, why);
    out_.notes.back().is_repeated = true;
    session.hold(batch_.now() + UnknownChartWait, std::move(why));
    postpone(i, session);
  }

  void say(LogLevel level, std::string text, std::size_t i, std::string cause) {
    const DueEvent& event = batch_.events()[i];
    out_.notes.push_back(
        {level, std::move(text), event.session, event.id, std::move(cause), false});
  }

  void write_fates() {
    out_.write.consumed.reserve(fates_.size());
    for (std::size_t i = 0; i < fates_.size(); ++i) {
      Fate& fate = fates_[i];
      switch (fate.kind) {
        case Fate::Open:
          break;
        case Fate::Consumed:
          out_.write.consumed.push_back(i);
          break;
        case Fate::Postponed:
          out_.write.postponed.push_back({i, fate.until});
          break;
        case Fate::Dead:
          out_.write.dead.push_back({i, std::move(fate.reason)});
          break;
      }
    }
  }

  Batch& batch_;
  StepTransaction* const transaction_ = batch_.transaction();
  const Charts& charts_;
  const Retries& retries_;
  const Counting counting_;
  const FindSession& find_session_;
  std::map<std::string_view, IfNobody> if_nobody_;  // By sender.
  std::vector<SessionInBatch> sessions_;            // As the batch's sessions().
  std::vector<Fate> fates_;                         // As the batch's events().
  std::optional<Answers> answers_;  // Of the event that is handled, where they are kept.
  Outbox outbox_;
  Family family_{charts_, outbox_};
  JobOrders jobs_;
  TokenLedger tokens_;
  StepSurroundings surroundings_;
  Tally tally_;
  Dispatched out_;
};

}  // namespace

Dispatched dispatch(Batch& batch, const Charts& charts, const Retries& retries, Counting counting,
                    const FindSession& find_session, HotSessions* hot) {
  return Dispatch(batch, charts, retries, counting, find_session, hot).run();
}

}  // namespace perdure::turn
