#include "runtime/turn/dispatch.h"

#include <gmock/gmock.h>

#include "tests/turn/fakes.h"

namespace perdure::turn {
namespace {

using ::perdure::testing::bytes;
using ::perdure::testing::FakeBatch;
using ::perdure::testing::FakeChart;
using ::perdure::testing::Noon;
using ::perdure::testing::text;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Appends each event's name to the state.
Handled append(std::string_view event, std::string& state, Effects&) {
  if (event == "nothing") return Handled::Ignored;
  if (event == "stranger") return Handled::Unknown;
  if (event == "garbled") throw Error(ErrorKind::CorruptData, "truncated");
  state += std::string(" ") + std::string(event);
  return Handled::Taken;
}

class Dispatch : public ::testing::Test {
 protected:
  Dispatch() { charts.add(std::make_unique<FakeChart>(append)); }
  BatchWrite dispatched() {
    Dispatched out = dispatch(batch, charts, {});
    notes = std::move(out.notes);
    return std::move(out.write);
  }

  FakeBatch batch;
  Charts charts;
  std::vector<Note> notes;
};

TEST_F(Dispatch, BuriesWhatNothingTakesWhereTheChartSaysSo) {
  Charts strict;
  strict.add(std::make_unique<FakeChart>(append), {.unhandled = IfUnhandled::Bury});
  batch.session("a");
  batch.event("a", "nothing");
  batch.event("a", "one");
  batch.event("a", "nothing", EventKind::Timer);
  const BatchWrite write = dispatch(batch, strict, {}).write;
  ASSERT_THAT(write.dead, SizeIs(1));
  EXPECT_EQ(write.dead[0].event, 0U);
  EXPECT_EQ(write.dead[0].reason, "no active state takes it");
  EXPECT_THAT(write.consumed, ElementsAre(1, 2));
}

TEST_F(Dispatch, RunsTheEventsOfASessionInOrderInOneMachine) {
  batch.session("a");
  batch.session("b");
  batch.event("a", "one");
  batch.event("b", "other");
  batch.event("a", "two");
  const BatchWrite write = dispatched();

  ASSERT_THAT(write.sessions, SizeIs(2));
  EXPECT_EQ(text(write.sessions[0].state), " one two");
  EXPECT_EQ(write.sessions[0].revision, 9);
  EXPECT_EQ(write.sessions[0].status, SessionStatus::Running);
  EXPECT_THAT(write.sessions[0].active, ElementsAre("Active"));
  EXPECT_EQ(text(write.sessions[1].state), " other");
  EXPECT_THAT(write.consumed, ElementsAre(0, 1, 2));
  EXPECT_THAT(write.postponed, IsEmpty());
  EXPECT_THAT(write.dead, IsEmpty());
}

TEST_F(Dispatch, WritesAJournalRowForEachEvent) {
  batch.session("a");
  DueEvent& one = batch.event("a", "one");
  one.cause = EventId::random();
  batch.event("a", "nothing");
  const BatchWrite write = dispatched();

  ASSERT_THAT(write.journal, SizeIs(2));
  const JournalEntry& entry = write.journal[0];
  EXPECT_EQ(entry.session, "a");
  EXPECT_EQ(entry.revision, 8);
  EXPECT_EQ(entry.event, batch.events()[0].id);
  EXPECT_EQ(entry.cause, batch.events()[0].cause);
  EXPECT_EQ(entry.name, "one");
  EXPECT_EQ(entry.outcome, JournalOutcome::Taken);
  EXPECT_THAT(entry.entered, ElementsAre("Active"));
  EXPECT_EQ(entry.at, Noon);
  EXPECT_EQ(write.journal[1].outcome, JournalOutcome::Ignored);
  EXPECT_EQ(write.journal[1].revision, 9);
}

TEST_F(Dispatch, StartsASessionFromItsParameters) {
  StoredSession& session = batch.session("a", "params");
  session.status = SessionStatus::Starting;
  session.revision = 0;
  batch.event("a", "start", EventKind::Start);
  batch.event("a", "one");
  const BatchWrite write = dispatched();

  ASSERT_THAT(write.sessions, SizeIs(1));
  EXPECT_EQ(text(write.sessions[0].state), "params start one");
  EXPECT_EQ(write.sessions[0].revision, 2);
  EXPECT_EQ(write.journal[0].kind, EventKind::Start);
}

TEST_F(Dispatch, ConsumesWhatComesAfterTheEnd) {
  batch.session("a");
  batch.event("a", "done");
  batch.event("a", "late");
  batch.session("b").status = SessionStatus::Done;
  batch.event("b", "late");
  const BatchWrite write = dispatched();

  ASSERT_THAT(write.sessions, SizeIs(2));
  EXPECT_EQ(write.sessions[0].status, SessionStatus::Done);
  EXPECT_EQ(text(write.sessions[0].state), " done");
  EXPECT_EQ(text(write.sessions[0].result), "result");
  EXPECT_EQ(write.sessions[1].status, SessionStatus::Done);
  EXPECT_THAT(write.sessions[1].active, ElementsAre("Before"));
  EXPECT_THAT(write.consumed, ElementsAre(0, 1, 2));
  EXPECT_EQ(write.journal[1].outcome, JournalOutcome::Finished);
  EXPECT_EQ(write.journal[2].outcome, JournalOutcome::Finished);
}

TEST_F(Dispatch, KeepsWhatNobodyCanTakeAsDeadWithTheReason) {
  batch.session("a");
  batch.event("nobody", "one");
  batch.event("a", "stranger");
  batch.event("a", "garbled");
  batch.event("a", "one");
  const BatchWrite write = dispatched();

  ASSERT_THAT(write.dead, SizeIs(3));
  EXPECT_THAT(write.dead[0].reason, HasSubstr("no session `nobody`"));
  EXPECT_THAT(write.dead[1].reason, HasSubstr("test.Fake version 1 has no event `stranger`"));
  EXPECT_THAT(write.dead[2].reason, HasSubstr("not a payload of `garbled`: truncated"));
  EXPECT_THAT(write.consumed, ElementsAre(3));
  EXPECT_EQ(text(write.sessions[0].state), " one");
  EXPECT_EQ(write.sessions[0].revision, 8);
  EXPECT_THAT(notes, SizeIs(3));
}

TEST_F(Dispatch, LetsTheEventsOfAnUnknownChartWaitForAnotherProgram) {
  StoredSession& session = batch.session("a", "kept");
  session.chart = "test.Other";
  batch.event("a", "one");
  batch.event("a", "two");
  batch.session("b").version = 2;
  batch.event("b", "one");
  batch.session("c", "other version");
  batch.event("c", "one");
  const BatchWrite write = dispatched();

  ASSERT_THAT(write.postponed, SizeIs(4));
  for (const auto& postponed : write.postponed) EXPECT_EQ(postponed.until, Noon + UnknownChartWait);
  ASSERT_THAT(write.sessions, SizeIs(3));
  for (const auto& row : write.sessions) {
    EXPECT_EQ(row.retry_at, Noon + UnknownChartWait);
    EXPECT_EQ(row.status, SessionStatus::Running);
    EXPECT_EQ(row.revision, 7);
    EXPECT_EQ(row.attempts, 0);
  }
  EXPECT_EQ(text(write.sessions[0].state), "kept");
  EXPECT_THAT(write.consumed, IsEmpty());
  ASSERT_THAT(notes, SizeIs(3));
  EXPECT_TRUE(notes[0].is_repeated);
  EXPECT_EQ(notes[0].level, LogLevel::Error);
}

TEST_F(Dispatch, SuspendsASessionWhoseStateCannotBeRead) {
  batch.session("a", "corrupt");
  batch.event("a", "one");
  batch.event("a", "two");
  const BatchWrite write = dispatched();

  ASSERT_THAT(write.sessions, SizeIs(1));
  EXPECT_EQ(write.sessions[0].status, SessionStatus::Suspended);
  EXPECT_EQ(text(write.sessions[0].state), "corrupt");
  EXPECT_THAT(write.sessions[0].failure, HasSubstr("cannot be read: truncated"));
  ASSERT_THAT(write.postponed, SizeIs(2));
  EXPECT_EQ(write.postponed[0].until, std::nullopt);
  EXPECT_EQ(write.postponed[1].until, std::nullopt);
}

TEST_F(Dispatch, LeavesTheEventsOfASuspendedSessionWaiting) {
  batch.session("a").status = SessionStatus::Suspended;
  batch.event("a", "one");
  const BatchWrite write = dispatched();

  EXPECT_THAT(write.sessions, IsEmpty());
  ASSERT_THAT(write.postponed, SizeIs(1));
  EXPECT_EQ(write.postponed[0].until, std::nullopt);
}

TEST(Retries, DoubleUpToTheLongest) {
  const Retries retries{
      .max_attempts = 99, .first = std::chrono::seconds(1), .longest = std::chrono::seconds(5)};
  EXPECT_EQ(retries.wait_after(1), std::chrono::seconds(1));
  EXPECT_EQ(retries.wait_after(2), std::chrono::seconds(2));
  EXPECT_EQ(retries.wait_after(3), std::chrono::seconds(4));
  EXPECT_EQ(retries.wait_after(4), std::chrono::seconds(5));
  EXPECT_EQ(retries.wait_after(2'000'000'000), std::chrono::seconds(5));
  EXPECT_EQ((Retries{1, Duration::zero(), Duration::zero()}.wait_after(3)), Duration::zero());
  EXPECT_EQ((Retries{1, Duration::max(), Duration::max()}.wait_after(3)), Duration::max());
}

}  // namespace
}  // namespace perdure::turn
