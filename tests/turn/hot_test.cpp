// Machines that stay decoded between batches, and when they must not.
#include "runtime/turn/hot.h"

#include <gmock/gmock.h>

#include <stdexcept>

#include "runtime/turn/turn.h"
#include "tests/turn/fakes.h"

namespace perdure::turn {
namespace {

using ::perdure::testing::FakeChart;
using ::perdure::testing::text;

// Counts how often a session is decoded. Its state is the names of the events that it was told.
class CountingChart : public FakeChart {
 public:
  explicit CountingChart(int& loads)
      : FakeChart([](std::string_view event, std::string& state, Effects&) {
          if (event == "ignored") return Handled::Ignored;
          if (event == "throw") throw std::runtime_error("not today");
          state += event;
          return Handled::Taken;
        }),
        loads_(loads) {}
  std::unique_ptr<LiveSession> load(std::span<const std::byte> state) const override {
    ++loads_;
    return FakeChart::load(state);
  }

 private:
  int& loads_;
};

class Hot : public ::testing::Test {
 protected:
  Hot() {
    charts.add(std::make_unique<CountingChart>(loads));
    store->schema().drop();
    store->schema().migrate(1);
    start("a");
  }
  void start(const std::string& id) {
    NewSession session;
    session.id = id;
    session.chart = "test.Fake";
    session.start = EventId::random();
    store->start(session);
    work();
  }
  // One event, and all that is due handled in a tenure of this process's.
  void tell(const std::string& id, const std::string& name) {
    queue(id, name);
    work();
  }
  void queue(const std::string& id, const std::string& name) {
    NewEvent event;
    event.id = EventId::random();
    event.session = id;
    event.name = name;
    store->enqueue({&event, 1});
  }
  void work() {
    const auto tenure = store->take({});
    ASSERT_TRUE(tenure);
    HotSessions hot = lanes.take(tenure->lane(), tenure->epoch());
    Turns turns(*tenure, limits, charts, retries, hot);
    while (turns.take(false).result != TurnResult::Over) continue;
    lanes.put_back(tenure->lane(), tenure->epoch(), std::move(hot));
  }
  std::string state(const std::string& id) { return text(store->read(id)->state); }

  int loads = 0;
  Charts charts;
  HotLanes lanes{1 << 20};
  const Retries retries{.max_attempts = 3, .first = Duration(0)};
  const ClaimLimits limits{1};
  const std::unique_ptr<Store> store = open("memory:");
};

TEST_F(Hot, AreNotDecodedAgainBetweenBatchesNorBetweenTenures) {
  queue("a", "1");
  tell("a", "2");
  tell("a", "ignored");
  tell("a", "3");
  EXPECT_EQ(loads, 0) << "it was made here";
  EXPECT_EQ(state("a"), "start123");
}

TEST_F(Hot, AreForgottenWhenSomebodyElseHadTheLane) {
  queue("a", "x");
  store->take({}).reset();
  work();
  EXPECT_EQ(loads, 1);
  EXPECT_EQ(state("a"), "startx");
}

TEST_F(Hot, AreDecodedAgainAfterAStepThatFailed) {
  queue("a", "throw");
  tell("a", "2");
  EXPECT_GT(loads, 0);
  EXPECT_EQ(state("a"), "start");
}

TEST_F(Hot, AreOfTheRevisionThatIsStoredOrOfNoUse) {
  HotLimit limit;
  limit.bytes = 1 << 20;
  HotSessions hot(limit);
  const FakeChart chart([](std::string_view, std::string&, Effects&) { return Handled::Taken; });
  StoredSession stored;
  stored.id = "a";
  stored.revision = 7;
  hot.keep("a", 6, 10, chart.load({}));
  EXPECT_EQ(hot.take_machine(stored), nullptr);
  hot.keep("a", 6, 10, chart.load({}));
  hot.keep("a", 7, 10, chart.load({}));
  EXPECT_NE(hot.take_machine(stored), nullptr);
  EXPECT_EQ(hot.take_machine(stored), nullptr) << "it is the batch's now";
  EXPECT_EQ(limit.used, 0U);
}

TEST_F(Hot, AreForgottenOldestFirstWhereTheyAreTooMany) {
  HotLimit limit;
  limit.bytes = 5000;
  const FakeChart chart([](std::string_view, std::string&, Effects&) { return Handled::Taken; });
  {
    HotSessions hot(limit);
    for (int i = 0; i < 4; ++i) hot.keep(std::to_string(i), 1, 1000, chart.load({}));
    EXPECT_LE(limit.used, 5000U);
    StoredSession stored;
    stored.revision = 1;
    stored.id = "0";
    EXPECT_EQ(hot.take_machine(stored), nullptr);
    stored.id = "3";
    EXPECT_NE(hot.take_machine(stored), nullptr);
  }
  EXPECT_EQ(limit.used, 0U);
}

TEST_F(Hot, KnowTheRowsOfTheirMachinesAndOfNoOthers) {
  HotLimit limit;
  limit.bytes = 5000;
  HotSessions hot(limit);
  const FakeChart chart([](std::string_view, std::string&, Effects&) { return Handled::Taken; });
  const auto row = [](const std::string& id, std::int64_t revision, std::size_t size = 10) {
    StoredSession session;
    session.id = id;
    session.revision = revision;
    session.state.resize(size);
    session.row_version = 1;
    return session;
  };
  hot.keep("a", 7, 10, chart.load({}));
  hot.know(row("a", 7));
  EXPECT_FALSE(hot.take("a")) << "the lane may go elsewhere";
  hot.clear();
  hot.came_back();
  hot.know(row("a", 7));
  EXPECT_FALSE(hot.take("a")) << "it has no machine";
  hot.keep("a", 7, 10, chart.load({}));
  hot.know(row("a", 6));
  EXPECT_FALSE(hot.take("a")) << "it is of another step";
  const std::size_t without = limit.used;
  hot.know(row("a", 7));
  EXPECT_GT(limit.used, without);
  ASSERT_TRUE(hot.take("a"));
  EXPECT_FALSE(hot.take("a")) << "it is the batch's now";
  EXPECT_EQ(limit.used, without);
  EXPECT_NE(hot.take_machine(row("a", 7)), nullptr) << "its machine stays";

  hot.keep("a", 7, 10, chart.load({}));
  hot.know(row("a", 7));
  hot.know(row("a", 7));
  ASSERT_TRUE(hot.take("a"));
  EXPECT_EQ(limit.used, without);
  hot.keep("b", 1, 10, chart.load({}));
  hot.know(row("b", 1, 4000));
  EXPECT_LE(limit.used, 5000U);
  EXPECT_EQ(hot.take_machine(row("a", 7)), nullptr) << "there is no room for it";
  hot.clear();
  EXPECT_EQ(limit.used, 0U);
}

}  // namespace
}  // namespace perdure::turn
