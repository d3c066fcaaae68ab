// Jobs: made and cancelled by steps, claimed, kept, ended; and what becomes of those whose worker is not heard of.
#include <gmock/gmock.h>
#include <perdure/archive.h>

#include <atomic>
#include <limits>
#include <mutex>
#include <set>
#include <thread>

#include "tests/store/contract.h"

namespace perdure::contract {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;

constexpr const char* Service = "test.Chart.charge";
constexpr Duration Minute = 60s;

NewJob new_job(const std::string& session, const std::string& invocation) {
  NewJob job;
  job.id = EventId::random();
  job.session = session;
  job.invocation = invocation;
  job.service = Service;
  job.arguments = bytes("arguments");
  job.cause = EventId::random();
  return job;
}

JobClaims claims(std::size_t limit = 10, Duration lease = Minute) {
  return {{Service}, limit, lease, "me"};
}

// An outcome as a session hears of it.
std::string text(const DueEvent& event) {
  std::string text =
      event.name + " " + event.invocation + " " + std::string(name(event.kind)) + ":";
  if (event.kind == EventKind::Failed) return text + " " + from_bytes<std::string>(event.payload);
  if (event.kind == EventKind::Progress) {
    InArchive in(event.payload);
    double done = 0;
    std::string words;
    in(done, words);
    in.finish();
    return text + " " + std::to_string(static_cast<int>(done * 100)) + " % " + words;
  }
  for (const std::byte b : event.payload) text += static_cast<char>(b);
  return text;
}

}  // namespace

class JobContract : public StoreContract {
 protected:
  Jobs& jobs() { return store().jobs(); }

  // In one commit, as a step of session `id` would.
  void commit(const std::string& id, const std::vector<NewJob>& made,
              const std::vector<JobCancel>& cancelled = {}) {
    send(id, "step");
    const auto batch = claim();
    BatchWrite write = handle_all(*batch);
    write.jobs = made;
    write.job_cancels = cancelled;
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }

  // A job of a new session `a`, claimed.
  ClaimedJob running(NewJob job = new_job("a", "charge.1"), Duration lease = Minute) {
    start("a");
    commit("a", {std::move(job)});
    return claim_one(lease);
  }

  ClaimedJob claim_one(Duration lease = Minute) {
    std::vector<ClaimedJob> claimed = jobs().claim(claims(1, lease));
    if (claimed.empty()) throw std::runtime_error("no job to claim");
    return std::move(claimed.front());
  }

  // What its sessions have heard, consumed.
  std::vector<std::string> heard() {
    std::vector<std::string> all;
    while (const auto batch = store().claim({1000})) {
      for (const DueEvent& event : batch->events()) all.push_back(text(event));
      EXPECT_EQ(batch->commit(handle_all(*batch)), CommitResult::Committed);
    }
    return all;
  }
};

INSTANTIATE_TEST_SUITE_P(Stores, JobContract, ::testing::ValuesIn(stores()),
                         [](const auto& param_info) { return param_info.param.name; });

TEST_P(JobContract, JobsAreCountedByServiceAndState) {
  EXPECT_THAT(jobs().backlog(), IsEmpty());
  start("a");
  NewJob other = new_job("a", "other.1");
  other.service = "test.Chart.another";
  commit("a",
         {new_job("a", "charge.1"), new_job("a", "charge.2"), new_job("a", "charge.3"), other});
  jobs().claim(claims(2));
  commit("a", {}, {{"a", "charge.1"}});
  const std::vector<ServiceBacklog> all = jobs().backlog();
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].service, "test.Chart.another");
  EXPECT_EQ(all[0].waiting, 1);
  EXPECT_EQ(all[0].running, 0);
  EXPECT_GE(all[0].oldest, Duration::zero());
  EXPECT_LT(all[0].oldest, Minute);
  EXPECT_EQ(all[1].service, Service);
  const ServiceBacklog& charges = all[1];
  EXPECT_EQ(charges.waiting + charges.running + charges.cancelled,
            static_cast<std::int64_t>(jobs().list({"", Service, {}, 100}).size()));
  EXPECT_GE(charges.running, 1);
}

TEST_P(JobContract, WhatPausesHasNotWaited) {
  NewJob job = new_job("a", "charge.1");
  job.attempts = 2;
  job.backoff = std::chrono::hours(1);
  const ClaimedJob claimed = running(job);
  ASSERT_EQ(jobs().fail(claimed.lease, "no"), JobHold::Yours);
  const std::vector<ServiceBacklog> all = jobs().backlog();
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].waiting, 1);
  EXPECT_EQ(all[0].oldest, Duration::zero());
}

TEST_P(JobContract, AJobIsClaimedAsItWasMade) {
  start("a");
  NewJob job = new_job("a", "charge.1");
  job.attempts = 3;
  job.timeout = 50s;
  commit("a", {job});
  reopen();
  const ClaimedJob claimed = claim_one();
  EXPECT_EQ(claimed.lease.session, "a");
  EXPECT_EQ(claimed.lease.invocation, "charge.1");
  EXPECT_GT(claimed.lease.fence, 0);
  EXPECT_EQ(claimed.id, job.id);
  EXPECT_EQ(claimed.service, Service);
  EXPECT_EQ(claimed.arguments, job.arguments);
  EXPECT_EQ(claimed.attempt, 1);
  EXPECT_EQ(claimed.attempts, 3);
  EXPECT_THAT(claimed.checkpoint, IsEmpty());
  EXPECT_EQ(claimed.timeout, job.timeout);
  ASSERT_TRUE(claimed.deadline);
  EXPECT_EQ(claimed.leased_until, *claimed.deadline)
      << "a lease is no longer than the attempt may take";
  EXPECT_THAT(jobs().claim(claims()), IsEmpty());

  const std::vector<StoredJob> stored = jobs().list({});
  ASSERT_THAT(stored, SizeIs(1));
  EXPECT_EQ(stored[0].job.cause, job.cause);
  EXPECT_EQ(stored[0].job.timeout, job.timeout);
  EXPECT_EQ(stored[0].state, JobState::Running);
  EXPECT_EQ(stored[0].worker, "me");
  EXPECT_EQ(stored[0].fence, claimed.lease.fence);
}

TEST_P(JobContract, JobsAreClaimedByServiceAndLimit) {
  start("a");
  NewJob other = new_job("a", "other.4");
  other.service = "test.Chart.other";
  commit("a",
         {new_job("a", "charge.1"), new_job("a", "charge.2"), new_job("a", "charge.3"), other});
  EXPECT_THAT(jobs().claim({{"test.Chart.none"}, 10, Minute, ""}), IsEmpty());
  EXPECT_THAT(jobs().claim({{}, 10, Minute, ""}), IsEmpty());
  EXPECT_THAT(jobs().claim(claims(0)), IsEmpty());
  EXPECT_THAT(jobs().claim(claims(2)), SizeIs(2));
  EXPECT_THAT(jobs().claim({{Service, "test.Chart.other"}, 10, Minute, ""}), SizeIs(2));
}

TEST_P(JobContract, NothingOfAStepThatIsNotCommittedIsLeft) {
  start("a");
  send("a", "step");
  {
    const auto batch = claim();
    if (!database().interfere(store(), "a")) GTEST_SKIP() << "nobody can interfere";
    BatchWrite write = handle_all(*batch);
    write.jobs = {new_job("a", "charge.1")};
    EXPECT_EQ(batch->commit(write), CommitResult::Lost);
  }
  EXPECT_THAT(jobs().claim(claims()), IsEmpty());
}

TEST_P(JobContract, TheResultComesWithTheEndOfTheJob) {
  const ClaimedJob job = running();
  EXPECT_EQ(jobs().complete(job.lease, bytes("paid")), JobHold::Yours);
  EXPECT_THAT(jobs().list({}), IsEmpty());
  reopen();
  EXPECT_THAT(heard(), ElementsAre("charge.done charge.1 done:paid"));
  EXPECT_EQ(jobs().complete(job.lease, bytes("again")), JobHold::Lost);
  EXPECT_EQ(jobs().fail(job.lease, "again"), JobHold::Lost);
  EXPECT_EQ(jobs().heartbeat(job.lease, Minute), JobHold::Lost);
  EXPECT_EQ(jobs().release(job.lease), JobHold::Lost);
  EXPECT_THAT(heard(), IsEmpty());
}

TEST_P(JobContract, WhatIsToldOfAJobHasTheCauseOfTheJob) {
  const NewJob made = new_job("a", "charge.1");
  const ClaimedJob job = running(made);
  jobs().complete(job.lease, {});
  const auto batch = claim();
  EXPECT_EQ(batch->events().at(0).cause, made.cause);
  EXPECT_EQ(batch->events().at(0).payload, Bytes{});
}

TEST_P(JobContract, AFailedAttemptIsFollowedByAnotherUntilTheLast) {
  NewJob made = new_job("a", "charge.1");
  made.attempts = 2;
  const ClaimedJob first = running(made);
  EXPECT_EQ(jobs().fail(first.lease, "no money"), JobHold::Yours);
  EXPECT_THAT(heard(), IsEmpty());
  EXPECT_EQ(jobs().list({}).at(0).failure, "no money");
  reopen();
  const ClaimedJob second = claim_one();
  EXPECT_EQ(second.attempt, 2);
  EXPECT_EQ(second.id, first.id);
  EXPECT_GT(second.lease.fence, first.lease.fence);
  EXPECT_EQ(jobs().fail(second.lease, "still none"), JobHold::Yours);
  EXPECT_THAT(heard(), ElementsAre("charge.failed charge.1 failed: still none"));
  EXPECT_THAT(jobs().list({}), IsEmpty());
}

TEST_P(JobContract, AnAttemptMayFailForGood) {
  NewJob made = new_job("a", "charge.1");
  made.attempts = 5;
  const ClaimedJob job = running(made);
  EXPECT_EQ(jobs().fail(job.lease, std::string("never \xff", 7), true), JobHold::Yours);
  EXPECT_THAT(heard(), ElementsAre("charge.failed charge.1 failed: never \xef\xbf\xbd"));
}

TEST_P(JobContract, ThePauseDoublesAndIsHalfOfItAtLeast) {
  NewJob made = new_job("a", "charge.1");
  made.attempts = 4;
  made.backoff = 20ms;
  ClaimedJob job = running(made);
  for (const Duration pause : {20ms, 40ms, 80ms}) {
    EXPECT_EQ(jobs().fail(job.lease, "no"), JobHold::Yours);
    const Timestamp failed_after = job.leased_until - Minute;  // When it was claimed.
    EXPECT_GE(jobs().list({}).at(0).due - failed_after, pause / 2);
    const auto end = std::chrono::steady_clock::now() + Patience;
    std::vector<ClaimedJob> next;
    while (next.empty() && std::chrono::steady_clock::now() < end) {
      jobs().wait({Service}, Patience, {});
      next = jobs().claim(claims());
    }
    ASSERT_THAT(next, SizeIs(1));
    job = next[0];
  }
  EXPECT_EQ(job.attempt, 4);
}

TEST_P(JobContract, ThePauseHasALimit) {
  NewJob made = new_job("a", "charge.1");
  made.attempts = 2;
  made.backoff = Minute * 1000;
  made.backoff_limit = Minute;
  const ClaimedJob job = running(made);
  EXPECT_EQ(jobs().fail(job.lease, "no"), JobHold::Yours);
  const StoredJob waiting = jobs().list({}).at(0);
  EXPECT_EQ(waiting.state, JobState::Waiting);
  EXPECT_GE(waiting.due, job.leased_until - Minute / 2);
  EXPECT_LE(waiting.due, job.leased_until + Minute / 2);
  EXPECT_THAT(jobs().claim(claims()), IsEmpty());
}

TEST_P(JobContract, AnOldOwnerChangesNothing) {
  NewJob made = new_job("a", "charge.1");
  made.attempts = 2;
  const ClaimedJob old = running(made, 1ms);
  std::this_thread::sleep_for(5ms);
  jobs().claim(claims(0));
  const ClaimedJob heir = claim_one();
  EXPECT_EQ(jobs().heartbeat(old.lease, Minute, {bytes("late"), 0.5, "late"}), JobHold::Lost);
  EXPECT_EQ(jobs().fail(old.lease, "late", true), JobHold::Lost);
  EXPECT_EQ(jobs().release(old.lease), JobHold::Lost);
  EXPECT_EQ(jobs().complete(old.lease, bytes("late")), JobHold::Lost);
  EXPECT_THAT(jobs().list({}).at(0).checkpoint, IsEmpty());
  EXPECT_EQ(jobs().complete(heir.lease, bytes("paid")), JobHold::Yours);
  EXPECT_THAT(heard(), ElementsAre("charge.done charge.1 done:paid"));
}

TEST_P(JobContract, ALeaseThatIsOverCountsAsAFailedAttempt) {
  NewJob made = new_job("a", "charge.1");
  made.attempts = 2;
  running(made, 1ms);
  std::this_thread::sleep_for(5ms);
  reopen();
  const ClaimedJob second = claim_one(1ms);
  EXPECT_EQ(second.attempt, 2);
  std::this_thread::sleep_for(5ms);
  EXPECT_THAT(jobs().claim(claims(0)), IsEmpty());
  EXPECT_THAT(heard(), ElementsAre("charge.failed charge.1 failed: the worker was lost: me"));
}

TEST_P(JobContract, AnAttemptThatTakesTooLongIsOver) {
  NewJob made = new_job("a", "charge.1");
  made.timeout = 50ms;
  running(made);
  EXPECT_THAT(jobs().claim(claims(0)), IsEmpty());
  EXPECT_THAT(heard(), IsEmpty());
  std::this_thread::sleep_for(60ms);
  EXPECT_THAT(jobs().claim(claims(0)), IsEmpty());
  EXPECT_THAT(heard(), ElementsAre("charge.failed charge.1 failed: timed out"));
}

TEST_P(JobContract, HeartbeatsDoNotOutliveTheTimeOfTheAttempt) {
  NewJob made = new_job("a", "charge.1");
  made.timeout = 50ms;
  const ClaimedJob job = running(made);
  EXPECT_EQ(jobs().heartbeat(job.lease, Minute), JobHold::Yours);
  EXPECT_EQ(jobs().list({}).at(0).due, *job.deadline);
  std::this_thread::sleep_for(60ms);
  EXPECT_EQ(jobs().heartbeat(job.lease, Minute), JobHold::Lost);
  EXPECT_THAT(heard(), ElementsAre("charge.failed charge.1 failed: timed out"));
}

TEST_P(JobContract, HeartbeatsKeepTheLease) {
  const ClaimedJob job = running(new_job("a", "charge.1"), 1ms);
  EXPECT_EQ(jobs().heartbeat(job.lease, Minute), JobHold::Yours);
  std::this_thread::sleep_for(5ms);
  EXPECT_THAT(jobs().claim(claims()), IsEmpty());
  EXPECT_EQ(jobs().complete(job.lease, bytes("paid")), JobHold::Yours);
}

TEST_P(JobContract, ACheckpointIsForTheNextAttempt) {
  NewJob made = new_job("a", "charge.1");
  made.attempts = 3;
  const ClaimedJob first = running(made);
  EXPECT_EQ(jobs().heartbeat(first.lease, Minute, {bytes("page 1"), {}, ""}), JobHold::Yours);
  EXPECT_EQ(jobs().heartbeat(first.lease, Minute, {bytes("page 2"), {}, ""}), JobHold::Yours);
  EXPECT_EQ(jobs().heartbeat(first.lease, Minute), JobHold::Yours);
  reopen();
  jobs().fail(first.lease, "no");
  const ClaimedJob second = claim_one();
  EXPECT_EQ(second.checkpoint, bytes("page 2"));
  EXPECT_EQ(jobs().heartbeat(second.lease, Minute, {Bytes{}, {}, ""}), JobHold::Yours);
  jobs().fail(second.lease, "no");
  EXPECT_THAT(claim_one().checkpoint, IsEmpty());
  EXPECT_THAT(heard(), IsEmpty());
}

TEST_P(JobContract, ProgressIsTold) {
  const ClaimedJob job = running();
  EXPECT_EQ(jobs().heartbeat(job.lease, Minute, {{}, 0.25, "a quarter"}), JobHold::Yours);
  EXPECT_EQ(jobs().heartbeat(job.lease, Minute), JobHold::Yours);
  EXPECT_EQ(jobs().list({}).at(0).done, 0.25);
  EXPECT_EQ(jobs().list({}).at(0).text, "a quarter");
  EXPECT_EQ(jobs().heartbeat(job.lease, Minute, {{}, 1.0, ""}), JobHold::Yours);
  EXPECT_THAT(heard(), ElementsAre("charge.progress charge.1 progress: 25 % a quarter",
                                   "charge.progress charge.1 progress: 100 % "));
}

TEST_P(JobContract, AReleasedAttemptWasNone) {
  const ClaimedJob first = running();
  jobs().heartbeat(first.lease, Minute, {bytes("page 1"), {}, ""});
  EXPECT_EQ(jobs().release(first.lease), JobHold::Yours);
  const ClaimedJob again = claim_one();
  EXPECT_EQ(again.attempt, 1);
  EXPECT_EQ(again.checkpoint, bytes("page 1"));
  EXPECT_EQ(jobs().complete(first.lease, {}), JobHold::Lost);
}

TEST_P(JobContract, ACancelledJobThatWaitsIsGone) {
  start("a");
  commit("a", {new_job("a", "charge.1"), new_job("a", "charge.2")});
  commit("a", {}, {{"a", "charge.1"}, {"a", "no such.9"}});
  const ClaimedJob left = claim_one();
  EXPECT_EQ(left.lease.invocation, "charge.2");
  EXPECT_THAT(jobs().claim(claims()), IsEmpty());
}

TEST_P(JobContract, AWorkerHearsThatItsJobWasCancelled) {
  const ClaimedJob job = running();
  commit("a", {}, {{"a", "charge.1"}});
  EXPECT_EQ(jobs().list({}).at(0).state, JobState::Cancelled);
  EXPECT_EQ(jobs().heartbeat(job.lease, Minute, {{}, 0.5, "half"}), JobHold::Cancelled);
  EXPECT_THAT(jobs().list({}), IsEmpty());
  EXPECT_EQ(jobs().complete(job.lease, bytes("late")), JobHold::Lost);
  EXPECT_THAT(heard(), IsEmpty());
}

TEST_P(JobContract, TheResultOfACancelledJobChangesNothing) {
  const ClaimedJob job = running();
  commit("a", {}, {{"a", "charge.1"}});
  EXPECT_EQ(jobs().complete(job.lease, bytes("late")), JobHold::Cancelled);
  EXPECT_THAT(heard(), IsEmpty());
  EXPECT_THAT(jobs().list({}), IsEmpty());
}

TEST_P(JobContract, ACancelledJobIsForgottenWithItsLease) {
  running(new_job("a", "charge.1"), 1ms);
  commit("a", {}, {{"a", "charge.1"}});
  std::this_thread::sleep_for(5ms);
  EXPECT_THAT(jobs().claim(claims()), IsEmpty());
  EXPECT_THAT(jobs().list({}), IsEmpty());
  EXPECT_THAT(heard(), IsEmpty());
}

TEST_P(JobContract, AllOfASessionsJobsCanBeCancelledAtOnce) {
  start("a");
  start("b");
  commit("a", {new_job("a", "charge.1"), new_job("a", "charge.2")});
  commit("b", {new_job("b", "charge.1")});
  commit("a", {}, {{"a", ""}});
  EXPECT_EQ(claim_one().lease.session, "b");
  EXPECT_THAT(jobs().claim(claims()), IsEmpty());
}

TEST_P(JobContract, CancelsComeBeforeTheJobsOfTheSameBatch) {
  const ClaimedJob old = running();
  commit("a", {new_job("a", "charge.1")}, {{"a", ""}});
  EXPECT_EQ(jobs().complete(old.lease, bytes("of the first visit")), JobHold::Lost);
  const ClaimedJob second = claim_one();
  EXPECT_EQ(second.attempt, 1);
  EXPECT_GT(second.lease.fence, old.lease.fence);
  EXPECT_EQ(jobs().complete(second.lease, bytes("paid")), JobHold::Yours);
  EXPECT_THAT(heard(), ElementsAre("charge.done charge.1 done:paid"));
}

TEST_P(JobContract, OperatorsSeeRetryAndCancelJobs) {
  start("a");
  NewJob patient = new_job("a", "charge.1");
  patient.attempts = 2;
  patient.backoff = Minute * 60;
  NewJob other = new_job("a", "other.2");
  other.service = "test.Chart.other";
  commit("a", {patient, other});
  const ClaimedJob job = claim_one();
  EXPECT_FALSE(jobs().retry("a", "charge.1")) << "it is running";
  jobs().fail(job.lease, "no");
  EXPECT_THAT(jobs().claim(claims()), IsEmpty());

  EXPECT_THAT(jobs().list({"a", "", {}, 100}), SizeIs(2));
  EXPECT_THAT(jobs().list({"a", "", {}, 1}), SizeIs(1));
  EXPECT_THAT(jobs().list({"b", "", {}, 100}), IsEmpty());
  EXPECT_THAT(jobs().list({"", Service, {}, 100}), SizeIs(1));
  EXPECT_THAT(jobs().list({"", "", JobState::Running, 100}), IsEmpty());
  EXPECT_THAT(jobs().list({"", "", JobState::Waiting, 100}), SizeIs(2));

  const auto named = [](const std::string& session, const std::string& invocation) {
    JobFilter filter;
    filter.session = session;
    filter.invocation = invocation;
    return filter;
  };
  ASSERT_THAT(jobs().list(named("a", "other.2")), SizeIs(1));
  EXPECT_EQ(jobs().list(named("a", "other.2"))[0].job.invocation, "other.2");
  EXPECT_THAT(jobs().list(named("", "charge.1")), SizeIs(1));
  EXPECT_THAT(jobs().list(named("a", "charge")), IsEmpty()) << "the whole of it";
  EXPECT_THAT(jobs().list(named("b", "charge.1")), IsEmpty());
  EXPECT_THAT(jobs().list(named("a", "\xff")), IsEmpty());

  EXPECT_TRUE(jobs().retry("a", "charge.1"));
  EXPECT_FALSE(jobs().retry("a", "charge.9"));
  const ClaimedJob again = claim_one();
  EXPECT_EQ(again.attempt, 1);
  EXPECT_TRUE(jobs().cancel("a", "charge.1", "by hand"));
  EXPECT_FALSE(jobs().cancel("a", "charge.1", "by hand"));
  EXPECT_EQ(jobs().heartbeat(again.lease, Minute), JobHold::Cancelled);
  EXPECT_TRUE(jobs().cancel("a", "other.2", "by hand too"));
  EXPECT_FALSE(jobs().cancel("b", "other.2", "by hand too"));
  EXPECT_THAT(heard(), ElementsAre("charge.failed charge.1 failed: by hand",
                                   "other.failed other.2 failed: by hand too"));
  EXPECT_THAT(jobs().list({}), IsEmpty());
}

TEST_P(JobContract, WaitingEndsWhenAJobIsMade) {
  start("a");
  std::atomic<bool> claimed = false;
  std::thread worker([&] {
    const auto end = std::chrono::steady_clock::now() + Patience;
    while (!claimed && std::chrono::steady_clock::now() < end) {
      jobs().wait({Service}, Patience, {});
      claimed = !jobs().claim(claims()).empty();
    }
  });
  const auto begin = std::chrono::steady_clock::now();
  commit("a", {new_job("a", "charge.1")});
  worker.join();
  EXPECT_TRUE(claimed);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, Patience);
}

TEST_P(JobContract, WaitingEndsWithALeaseAPauseAndAStop) {
  NewJob made = new_job("a", "charge.1");
  made.attempts = 3;
  made.backoff = 20ms;
  running(made, 20ms);
  // A wait until the lease is over, one until the pause is, and as many needless ones as the store likes.
  const auto begin = std::chrono::steady_clock::now();
  int waits = 0;
  do {
    ++waits;
    jobs().wait({Service}, Patience, {});
    std::this_thread::sleep_for(1ms);
  } while (jobs().claim(claims()).empty());
  EXPECT_GE(waits, 2);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, Patience);
  std::stop_source stop;
  stop.request_stop();
  jobs().wait({Service}, Patience, stop.get_token());
  jobs().wait({Service}, 1ms, {});
  jobs().wait({}, 1ms, {});
}

TEST_P(JobContract, EachJobIsClaimedOnceByManyWorkers) {
  constexpr int Count = 60;
  std::vector<NewJob> made;
  start("a");
  for (int i = 0; i < Count; ++i) made.push_back(new_job("a", "charge." + std::to_string(i)));
  commit("a", made);
  std::mutex mutex;
  std::multiset<std::string> seen;
  std::vector<std::thread> workers;
  for (int i = 0; i < 4; ++i) {
    workers.emplace_back([&] {
      for (;;) {
        const std::vector<ClaimedJob> claimed = jobs().claim(claims(3));
        const std::lock_guard guard(mutex);
        for (const ClaimedJob& job : claimed) seen.insert(job.lease.invocation);
        if (seen.size() >= Count) return;
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  EXPECT_THAT(seen, SizeIs(Count));
  EXPECT_THAT(std::set<std::string>(seen.begin(), seen.end()), SizeIs(Count));
}

TEST_P(JobContract, WhatNoJobCanBeIsRefused) {
  start("a");
  const auto refused = [&](NewJob job) {
    send("a", "step");
    const auto batch = claim();
    BatchWrite write = handle_all(*batch);
    write.jobs = {std::move(job)};
    expect_error(ErrorKind::InvalidArgument, [&] { batch->commit(write); });
  };
  refused(new_job("", "charge.1"));
  refused(new_job("a", ""));
  refused(new_job("a", "line\nbreak"));
  NewJob job = new_job("a", "charge.1");
  job.service = std::string(2000, 's');
  refused(job);
  job = new_job("a", "charge.1");
  job.attempts = 0;
  refused(job);
  job = new_job("a", "charge.1");
  job.timeout = -1s;
  refused(job);
  const JobLease lease{"a", "charge.1", 1};
  expect_error(ErrorKind::InvalidArgument, [&] { jobs().claim({{Service}, 1, 0s, ""}); });
  expect_error(ErrorKind::InvalidArgument, [&] { jobs().claim({{"\xff"}, 1, Minute, ""}); });
  expect_error(ErrorKind::InvalidArgument, [&] { jobs().claim({{Service}, 1, Minute, "\n"}); });
  expect_error(ErrorKind::InvalidArgument, [&] { jobs().heartbeat(lease, 0s); });
  expect_error(ErrorKind::InvalidArgument, [&] { jobs().heartbeat(lease, Minute, {{}, 1.5, ""}); });
  expect_error(ErrorKind::InvalidArgument, [&] { jobs().complete({"", "charge.1", 1}, {}); });
  EXPECT_EQ(jobs().complete(lease, {}), JobHold::Lost);
  EXPECT_FALSE(jobs().retry(std::string("a\0b", 3), "x"));
  EXPECT_FALSE(jobs().cancel("a", "\xff", "x"));
  EXPECT_THAT(jobs().list({"\xff", "", {}, 10}), IsEmpty());
}

TEST_P(JobContract, LargestValuesGoThrough) {
  NewJob made = new_job("a", "charge.1");
  made.attempts = std::numeric_limits<std::int32_t>::max();
  made.backoff = made.backoff_limit = made.timeout = Duration::max();
  made.arguments.assign(3'000'000, std::byte{7});
  const ClaimedJob job = running(made, Duration::max());
  EXPECT_EQ(job.arguments, made.arguments);
  EXPECT_EQ(jobs().heartbeat(job.lease, Duration::max(), {made.arguments, {}, ""}), JobHold::Yours);
  EXPECT_EQ(jobs().fail(job.lease, std::string(10'000, 'w')), JobHold::Yours);
  EXPECT_EQ(jobs().list({}).at(0).checkpoint, made.arguments);
  EXPECT_THAT(jobs().claim(claims()), IsEmpty()) << "its pause is longer than anybody lives";
}

}  // namespace perdure::contract
