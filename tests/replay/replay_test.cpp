// A session as it was after each of its steps, without any of its effects.
#include <gtest/gtest.h>

#include <map>

#include "tests/replay/ledger.h"

namespace {

using book::Ledger;
using book::test::Clerk;
using perdure::Error;
using perdure::ErrorKind;
using perdure::Replayed;
namespace event = book::ledger::event;

class Replay : public testing::Test {
 protected:
  void begin(std::int64_t snapshot_every) {
    runtime = book::test::runtime(clerk, snapshot_every);
    runtime->start<Ledger>("l", {"Ada"});
    keep();
  }
  // Runs what is queued, and notes the session as it is then.
  void keep() {
    runtime->drain();
    const auto session = runtime->store().read("l");
    states[session->revision] = session->state;
  }
  template <class Event>
  void send(const Event& event) {
    runtime->send("l", event);
    keep();
  }
  void live() {
    send(event::Add{1});
    send(event::Add{0});  // Nothing takes it.
    send(event::Fail{});
    send(event::Fail{});
    send(event::Noise{});
    send(event::Close{});
    send(event::Reopen{});
    send(event::Add{2});
    send(event::Add{3});
  }
  ErrorKind refusal(std::string_view id, const perdure::ReplayTo& to = {}) {
    try {
      runtime->replay(id, to);
    } catch (const Error& error) {
      return error.kind();
    }
    ADD_FAILURE() << "replayed";
    return ErrorKind::StoreFailure;
  }

  Clerk clerk;
  std::unique_ptr<perdure::Runtime> runtime;
  std::map<std::int64_t, perdure::Bytes> states;  // By revision.
};

TEST_F(Replay, IsWhatWasAfterEveryStepAndCallsNoAction) {
  for (const std::int64_t every : {1, 3, 100}) {
    clerk = Clerk();
    states.clear();
    begin(every);
    live();
    ASSERT_EQ(states.size(), 10U);
    const int calls = clerk.calls;
    for (const auto& [revision, state] : states) {
      const Replayed replayed = runtime->replay("l", {.revision = revision, .at = {}});
      EXPECT_EQ(replayed.difference, "") << every << " " << revision;
      EXPECT_EQ(replayed.state, state) << every << " " << revision;
      EXPECT_EQ(replayed.revision, revision);
      EXPECT_EQ(replayed.began, (revision - 1) / every * every);
      EXPECT_EQ(replayed.version, 2U);
    }
    EXPECT_EQ(clerk.calls, calls);
    EXPECT_EQ(runtime->store().read("l")->state, states.rbegin()->second);
  }
}

TEST_F(Replay, GoesToATime) {
  begin(2);
  live();
  const auto journal = runtime->store().history().journal("l", 0, 100);
  const Replayed replayed = runtime->replay("l", {.revision = {}, .at = journal[6].at});
  EXPECT_EQ(replayed.active, std::vector<std::string>{"Closed"});
  EXPECT_EQ(replayed.revision, 7);
  EXPECT_EQ(replayed.at, journal[6].at);
  EXPECT_EQ(replayed.difference, "");
  EXPECT_EQ(runtime->replay("l").revision, 10);
}

TEST_F(Replay, BeginsWithTheParameters) {
  begin(5);
  const Replayed replayed = runtime->replay("l", {.revision = 0, .at = {}});
  EXPECT_EQ(replayed.state, perdure::to_bytes(book::ledger::Params{"Ada"}));
  EXPECT_TRUE(replayed.active.empty());
}

TEST_F(Replay, SaysWhereItWentAnotherWay) {
  begin(4);
  live();
  clerk.factor = 3;
  EXPECT_EQ(runtime->replay("l").difference, "after step 10: another state than is stored");
  EXPECT_EQ(runtime->replay("l", {.revision = 8, .at = {}}).difference, "");
}

TEST_F(Replay, WantsSomethingToBeginFrom) {
  begin(0);
  live();
  EXPECT_EQ(refusal("l"), ErrorKind::InvalidArgument);
  EXPECT_FALSE(runtime->store().history().journal("l", 0, 1)[0].payload);
}

TEST_F(Replay, WantsASessionAndAStepThatItTook) {
  begin(1);
  EXPECT_EQ(refusal("nobody"), ErrorKind::UnknownSession);
  EXPECT_EQ(refusal("l", {.revision = 2, .at = {}}), ErrorKind::InvalidArgument);
  EXPECT_EQ(refusal("l", {.revision = -1, .at = {}}), ErrorKind::InvalidArgument);
}

}  // namespace
