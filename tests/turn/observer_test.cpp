// What a runtime tells of its work.
#include <gmock/gmock.h>
#include <perdure/runtime.h>

#include <map>
#include <mutex>

#include "tests/turn/tally.h"

namespace perdure {
namespace {

using namespace std::chrono_literals;
using Tally = ::perdure::testing::Tally;

class Notes : public Observer {
 public:
  void opened(Store& store) override { open_ = &store; }
  void closed(Store& store) override { EXPECT_EQ(std::exchange(open_, nullptr), &store); }
  void failed(const Error&) override { ++failures; }
  void handled(const BatchReport& batch) override {
    const std::lock_guard lock(mutex_);
    EXPECT_FALSE(batch.lost);
    EXPECT_GE(batch.claiming, Duration::zero());
    EXPECT_GE(batch.waited, Duration::zero());
    events += batch.events;
    sends += batch.sends;
    for (const ChartCounts& counts : batch.charts) {
      ChartCounts& all = charts[std::string(counts.chart)];
      all.taken += counts.taken;
      all.ignored += counts.ignored;
      all.finished += counts.finished;
      all.dead += counts.dead;
      all.failed += counts.failed;
      all.suspended += counts.suspended;
      all.put_off += counts.put_off;
    }
  }

  void sent(const Sent& more) override {
    const std::lock_guard lock(mutex_);
    all_sent.queued += more.queued;
    all_sent.repeated += more.repeated;
    all_sent.buried += more.buried;
    all_sent.discarded += more.discarded;
  }

  bool is_open() const { return open_ != nullptr; }

  std::map<std::string, ChartCounts> charts;
  std::size_t events = 0;
  std::size_t sends = 0;
  Sent all_sent;
  int failures = 0;

 private:
  std::mutex mutex_;
  Store* open_ = nullptr;
};

TEST(Observer, IsToldWhatBecameOfEachEvent) {
  Notes notes;
  testing::TallyHandlers handlers;
  {
    Runtime runtime(
        open("memory:"),
        {.max_attempts = 2, .retry_first = 1ms, .log = LogLevel::Error, .observer = &notes});
    EXPECT_TRUE(notes.is_open());
    runtime.add<Tally>(handlers);
    runtime.start<Tally>("t");
    runtime.send("t", Tally::Add{1});
    runtime.send("t", Tally::Finish{});
    runtime.send("t", Tally::Add{2});
    runtime.drain();
  }
  EXPECT_FALSE(notes.is_open());
  ASSERT_EQ(notes.charts.size(), 1U);
  const ChartCounts& counts = notes.charts.begin()->second;
  EXPECT_EQ(notes.charts.begin()->first, Tally::chart_name);
  EXPECT_EQ(counts.taken, 3U);
  EXPECT_EQ(counts.finished, 1U);
  EXPECT_EQ(notes.events, 4U);
  EXPECT_EQ(counts.dead + counts.failed + counts.suspended + counts.put_off, 0U);
}

TEST(Observer, IsToldWhatBecameOfWhatIsSent) {
  Notes notes;
  Runtime runtime(open("memory:"), {.log = LogLevel::Error, .observer = &notes});
  runtime.start<Tally>("t");
  runtime.send("t", Tally::Add{1}, {.key = "k"});
  runtime.send("t", Tally::Add{1}, {.key = "k"});
  runtime.send({message("nobody", Tally::Add{1}, {.if_unknown = IfUnknown::Bury}),
                message("nobody", Tally::Add{2}, {.if_unknown = IfUnknown::Bury}),
                message("nobody", Tally::Add{3}, {.if_unknown = IfUnknown::Discard})});
  EXPECT_THROW(runtime.send("nobody", Tally::Add{1}), Error);
  runtime.start<Tally>("t", {}, {.if_exists = IfExists::Join}, Tally::Add{2});
  EXPECT_EQ(notes.all_sent.queued, 2U);
  EXPECT_EQ(notes.all_sent.repeated, 1U);
  EXPECT_EQ(notes.all_sent.buried, 2U);
  EXPECT_EQ(notes.all_sent.discarded, 1U);
}

}  // namespace
}  // namespace perdure
