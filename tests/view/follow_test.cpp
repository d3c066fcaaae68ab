#include "runtime/view/follow.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <random>

namespace perdure::view {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A journal whose writers draw numbers and commit, or not, in any order, as PostgreSQL's do.
class FakeHistory : public History {
 public:
  using Writer = std::int64_t;

  Writer begin() {
    running_[++last_writer_];
    return last_writer_;
  }
  std::int64_t draw(Writer writer) {
    running_.at(writer).push_back(++last_number_);
    return last_number_;
  }
  // By a writer that has not begun.
  std::int64_t draw_ahead() { return ++last_number_; }
  void take(Writer writer, std::int64_t number) { running_.at(writer).push_back(number); }
  void commit(Writer writer) {
    for (const std::int64_t number : running_.at(writer)) {
      JournalEntry entry;
      entry.number = number;
      entry.session = number % 3 == 0 ? "three" : "other";
      entries_[number] = entry;
    }
    running_.erase(writer);
  }
  void roll_back(Writer writer) { running_.erase(writer); }
  void write() {
    const Writer writer = begin();
    draw(writer);
    commit(writer);
  }

  JournalHead head() override {
    return {last_number_, last_writer_ + 1,
            running_.empty() ? last_writer_ + 1 : running_.begin()->first};
  }
  std::vector<JournalEntry> journal(const JournalFilter& filter) override {
    std::vector<JournalEntry> found;
    for (auto at = entries_.upper_bound(filter.after); at != entries_.end(); ++at) {
      if (found.size() == filter.limit) break;
      ++read;
      if (filter.session.empty() || at->second.session == filter.session) {
        found.push_back(at->second);
      }
    }
    return found;
  }
  std::vector<TracedEvent> find(std::span<const EventId>, std::span<const EventId>,
                                std::size_t) override {
    return {};
  }

  std::vector<Writer> running() const {
    std::vector<Writer> all;
    for (const auto& [writer, numbers] : running_) all.push_back(writer);
    return all;
  }
  const std::map<std::int64_t, JournalEntry>& entries() const { return entries_; }

  std::size_t read = 0;

 private:
  std::int64_t last_number_ = 0;
  Writer last_writer_ = 0;
  std::map<Writer, std::vector<std::int64_t>> running_;
  std::map<std::int64_t, JournalEntry> entries_;
};

std::vector<std::int64_t> next(Follower& follower) {
  std::vector<std::int64_t> numbers;
  for (const JournalEntry& entry : follower.next().entries) numbers.push_back(entry.number);
  return numbers;
}

TEST(Follower, BeginsBehindWhatIsThere) {
  FakeHistory history;
  history.write();
  Follower follower(history, {});
  EXPECT_THAT(next(follower), IsEmpty());
  history.write();
  history.write();
  EXPECT_THAT(next(follower), ElementsAre(2, 3));
  EXPECT_THAT(next(follower), IsEmpty());
}

TEST(Follower, SeesWhatIsCommittedLate) {
  FakeHistory history;
  const auto before = history.begin();
  history.draw(before);
  Follower follower(history, {});
  const auto slow = history.begin();
  history.draw(slow);
  for (int i = 0; i < 5; ++i) {
    history.write();
    EXPECT_THAT(next(follower), ElementsAre(3 + i));
  }
  history.commit(slow);
  EXPECT_THAT(next(follower), ElementsAre(2));
  history.commit(before);
  EXPECT_THAT(next(follower), ElementsAre(1));
  EXPECT_THAT(next(follower), IsEmpty());
}

TEST(Follower, ReadsNoMoreThanItMust) {
  FakeHistory history;
  Follower follower(history, {});
  for (int i = 0; i < 5000; ++i) history.write();
  EXPECT_EQ(next(follower).size(), 5000U);
  next(follower);
  next(follower);
  history.read = 0;
  history.write();
  EXPECT_EQ(next(follower).size(), 1U);
  EXPECT_LE(history.read, 3U);
}

TEST(Follower, PassesOverWhatIsTooMuch) {
  FakeHistory history;
  Follower follower(history, {});
  for (int i = 0; i < 5; ++i) history.write();
  const Follower::Fresh all = follower.next(5);
  EXPECT_EQ(all.entries.size(), 5U);
  EXPECT_FALSE(all.passed_over);
  for (int i = 0; i < 6; ++i) history.write();
  const Follower::Fresh some = follower.next(5);
  EXPECT_EQ(some.entries.size(), 5U);
  EXPECT_TRUE(some.passed_over);
  history.write();
  EXPECT_THAT(next(follower), ElementsAre(12));
}

TEST(Follower, ReadsNoMoreWhileSomebodyIsAtWorkForEver) {
  FakeHistory history;
  Follower follower(history, {});
  history.draw(history.begin());
  for (int i = 0; i < 50'000; ++i) {
    history.write();
    if (i % 1000 == 0) next(follower);
  }
  history.read = 0;
  EXPECT_FALSE(next(follower).empty());
  EXPECT_LE(history.read, 12'000U);
}

TEST(Follower, SeesWhoseNumberWasDrawnBeforeItWasKnownToBeAtWork) {
  FakeHistory history;
  Follower follower(history, {});
  const std::int64_t number = history.draw_ahead();
  history.write();
  EXPECT_THAT(next(follower), ElementsAre(2));
  const auto late = history.begin();
  history.take(late, number);
  for (int i = 0; i < 5; ++i) next(follower);
  history.commit(late);
  EXPECT_THAT(next(follower), ElementsAre(1));
}

TEST(Follower, AfterAnySchedule) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937 random(seed);
    FakeHistory history;
    JournalFilter filter;
    if (seed % 2 == 0) filter.session = "three";
    Follower follower(history, filter);
    std::vector<std::int64_t> told;
    const auto tell = [&] {
      for (const std::int64_t number : next(follower)) told.push_back(number);
    };
    for (int i = 0; i < 400; ++i) {
      const std::vector<FakeHistory::Writer> running = history.running();
      const auto what = random() % 10;
      if (what < 3 || running.empty()) {
        history.begin();
      } else if (what < 6) {
        history.draw(running[random() % running.size()]);
      } else if (what < 8) {
        history.commit(running[random() % running.size()]);
      } else if (what == 8) {
        history.roll_back(running[random() % running.size()]);
      } else {
        tell();
      }
    }
    for (const auto writer : history.running()) history.commit(writer);
    tell();
    std::sort(told.begin(), told.end());
    std::vector<std::int64_t> wanted;
    for (const auto& [number, entry] : history.entries()) {
      if (filter.session.empty() || entry.session == filter.session) wanted.push_back(number);
    }
    ASSERT_EQ(told, wanted) << "seed " << seed;
  }
}

}  // namespace
}  // namespace perdure::view
