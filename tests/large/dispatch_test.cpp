// What a batch loads and writes of values that are kept beside sessions.
#include <gmock/gmock.h>

#include <set>
#include <stdexcept>

#include "tests/large/beside.h"
#include "vault.chart.h"

namespace perdure::turn {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace ::vault::vault;

struct Clerk : Handlers {
  void stamp(const Step&, const std::string& by, std::string& paper) override { paper += by; }
  void refuse(const Step&) override { throw std::runtime_error("no"); }
  void enter(const Step&) override {}
};

class LargeDispatch : public ::testing::Test, protected perdure::testing::SessionBeside {
 protected:
  LargeDispatch() {
    charts.add(chart_of<Machine>(clerk));
    start<Machine>({.owner = "ann", .cover = std::string(5000, 'c')});
  }
  Snapshot snapshot() const { return SessionBeside::snapshot<Snapshot>(); }

  Clerk clerk;
};

const std::string Paper(3000, 'p');
const std::string Other(4000, 'o');

TEST_F(LargeDispatch, WhatASessionIsStartedWithGoesBesideItWithItsFirstStep) {
  EXPECT_THAT(written.large, SizeIs(1));
  EXPECT_EQ(written.large[0].revision, 1);
  EXPECT_LT(stored.state.size(), 200U);
  EXPECT_EQ(snapshot().params().cover.get(), std::string(5000, 'c'));
  EXPECT_EQ(snapshot().data().from.get(), "from ann");
}

TEST_F(LargeDispatch, AStepThatDoesNotTouchOneNeitherLoadsNorWritesIt) {
  send(event::Scan{Paper});
  EXPECT_EQ(loads, 0);
  EXPECT_THAT(written.large, SizeIs(1));
  send(event::Touch{}, event::Touch{});
  EXPECT_EQ(loads, 0);
  EXPECT_THAT(written.large, IsEmpty());
  EXPECT_THAT(written.large_ends, IsEmpty());
  EXPECT_EQ(snapshot().data().touched, 2);
}

TEST_F(LargeDispatch, AStepThatReadsOneLoadsItOnce) {
  send(event::Scan{Paper});
  send(event::Measure{}, event::Measure{});
  EXPECT_EQ(loads, 2);  // The paper and the cover.
  EXPECT_THAT(written.large, IsEmpty());
  EXPECT_EQ(snapshot().data().length, 8000);
}

TEST_F(LargeDispatch, WhatIsSmallStaysWithItsSession) {
  send(event::Scan{"short"}, event::Add{"one"}, event::Mark{0}, event::Mark{0});
  EXPECT_THAT(written.large, IsEmpty());
  EXPECT_EQ(snapshot().data().paper.get(), "short");
  EXPECT_EQ(snapshot().data().pages->at(0).marks, 2);
}

TEST_F(LargeDispatch, WhatIsReplacedGoes) {
  send(event::Scan{Paper});
  const LargeName first = written.large.at(0).name;
  send(event::Scan{Other});
  EXPECT_EQ(loads, 0);
  ASSERT_THAT(written.large_ends, SizeIs(1));
  EXPECT_EQ(written.large_ends[0].name, first);
  EXPECT_EQ(written.large_ends[0].revision, 3);
  EXPECT_THAT(kept, SizeIs(2));
  send(event::Scan{"short"});
  EXPECT_THAT(kept, SizeIs(1));
}

TEST_F(LargeDispatch, OfABatchOnlyWhatIsLeftIsWritten) {
  send(event::Scan{Paper}, event::Scan{Other}, event::Extend{"x"});
  EXPECT_THAT(written.large, SizeIs(1));
  EXPECT_EQ(written.large[0].revision, 4);
  EXPECT_EQ(snapshot().data().paper.get(), Other + "x");
}

TEST_F(LargeDispatch, TheSameValueAgainIsWrittenOnce) {
  send(event::Scan{Paper});
  send(event::Scan{Other}, event::Scan{Paper});
  EXPECT_THAT(written.large, IsEmpty());
  EXPECT_THAT(written.large_ends, IsEmpty());
  EXPECT_EQ(snapshot().data().paper.get(), Paper);
  send(event::Scan{Paper});
  EXPECT_THAT(written.large, IsEmpty());
}

TEST_F(LargeDispatch, TwoPlacesMayHaveTheSameValue) {
  send(event::Scan{std::string(5000, 'c')});
  EXPECT_THAT(written.large, IsEmpty());  // It is that of the cover.
  send(event::Scan{"short"});
  EXPECT_THAT(written.large_ends, IsEmpty());
  EXPECT_EQ(snapshot().params().cover.get(), std::string(5000, 'c'));
}

TEST_F(LargeDispatch, AStepThatFailsLeavesWhatWasThere) {
  send(event::Scan{Paper});
  send(event::Extend{"x"}, event::Spoil{Other}, event::Touch{});
  EXPECT_THAT(written.large, SizeIs(1));
  EXPECT_EQ(snapshot().data().paper.get(), Paper + "x");
  EXPECT_THAT(kept, SizeIs(2));
}

TEST_F(LargeDispatch, ActionsAndStatementsChangeThem) {
  send(event::Scan{Paper}, event::Sign{std::string(2000, 's')});
  EXPECT_EQ(snapshot().data().paper.get(), Paper + std::string(2000, 's'));
  EXPECT_EQ(snapshot().data().seal.get(), std::string(2000, 's'));
  for (int i = 0; i < 50; ++i) send(event::Add{"a page with a title of some length"});
  EXPECT_EQ(snapshot().data().pages->size(), 50U);
  send(event::Mark{49}, event::Note{"a", 1}, event::Note{"b", 2}, event::Walk{});
  EXPECT_EQ(snapshot().data().length, 1);
  EXPECT_EQ(snapshot().data().notes->at("b"), 2);
  send(event::Wipe{});
  EXPECT_THAT(*snapshot().data().pages, IsEmpty());
  EXPECT_EQ(snapshot().data().seal.get(), std::nullopt);
  EXPECT_EQ(snapshot().data().notes->size(), 1U);
  EXPECT_THAT(kept, SizeIs(2));
}

TEST_F(LargeDispatch, WhatIsGoneOrAlteredSuspendsTheStepThatReadsIt) {
  send(event::Scan{Paper});
  const auto before = kept;
  for (auto& [name, bytes] : kept) bytes.back() ^= std::byte{1};
  send(event::Touch{}, event::Measure{}, event::Touch{});
  EXPECT_EQ(stored.status, SessionStatus::Suspended);
  EXPECT_THAT(stored.failure, HasSubstr("the stored state cannot be read: the large value"));
  EXPECT_THAT(stored.failure, HasSubstr("was altered"));
  EXPECT_THAT(written.consumed, ElementsAre(0));
  EXPECT_EQ(snapshot().data().touched, 1);

  stored.status = SessionStatus::Running;
  kept.clear();
  send(event::Measure{});
  EXPECT_THAT(stored.failure, HasSubstr("not in the store any more"));

  stored.status = SessionStatus::Running;
  kept = before;
  send(event::Measure{});
  EXPECT_EQ(snapshot().data().length, 8000);
}

TEST_F(LargeDispatch, ValuesOfHotSessionsStayLoaded) {
  HotLimit limit{.bytes = 1 << 20};
  HotSessions sessions(limit);
  hot = &sessions;
  send(event::Scan{Paper});
  send(event::Measure{});
  EXPECT_EQ(loads, 1);  // The cover.
  EXPECT_GT(limit.used, 8000U);
  send(event::Measure{}, event::Extend{"x"});
  EXPECT_EQ(loads, 0);
  EXPECT_THAT(written.large_ends, SizeIs(1));
  send(event::Measure{});
  EXPECT_EQ(loads, 0);
  EXPECT_EQ(snapshot().data().length, 8001);
}

TEST_F(LargeDispatch, HotSessionsLetGoOfValuesThatAreTooMany) {
  HotLimit limit{.bytes = 2000};
  HotSessions sessions(limit);
  hot = &sessions;
  send(event::Scan{Paper});
  EXPECT_GT(limit.used, 0U);
  EXPECT_LT(limit.used, 1000U);
  send(event::Touch{});
  EXPECT_EQ(loads, 0);
  send(event::Measure{});
  EXPECT_EQ(loads, 2);
  EXPECT_EQ(snapshot().data().length, 8000);
}

TEST_F(LargeDispatch, SnapshotsFindWhatTheyName) {
  charts.snapshot_every = 2;
  send(event::Scan{Paper});                               // 2: a snapshot of the paper.
  send(event::Scan{Other}, event::Scan{"third" + Paper},  // 4: of the third.
       event::Scan{"fourth" + Paper});
  std::set<std::int64_t> revisions;
  for (const BatchWrite::Large& each : written.large) revisions.insert(each.revision);
  EXPECT_THAT(revisions, ElementsAre(4, 5));
  ASSERT_THAT(written.large_ends, SizeIs(1));
  EXPECT_EQ(written.large_ends[0].revision, 3);
}

TEST_F(LargeDispatch, AResultHoldsItsValue) {
  send(event::Scan{Paper});
  send(event::Close{});
  EXPECT_EQ(stored.status, SessionStatus::Done);
  EXPECT_EQ(from_bytes<std::string>(stored.result), Paper);
}

TEST_F(LargeDispatch, NoCutOrAlteredStateIsReadBeyondItsEnd) {
  send(event::Scan{Paper});
  const Bytes whole = stored.state;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    stored.state = Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_THROW(snapshot(), Error) << size;
  }
  for (std::size_t i = 0; i < whole.size(); ++i) {
    stored.state = whole;
    stored.state[i] ^= std::byte{0xff};
    try {
      snapshot().data().paper.get();
    } catch (const Error&) {
    } catch (const std::out_of_range&) {  // From the map of this test.
    }
  }
}

TEST(LargeSession, IsWholeWhereNobodyKeepsItsValuesApart) {
  Clerk clerk;
  Machine machine(clerk, {.owner = "ann", .cover = "red"});
  machine.start();
  machine.dispatch(event::Scan{Paper});
  Bytes bytes;
  OutArchive out(bytes);
  machine.save(out);
  InArchive in(bytes);
  const Snapshot read = Snapshot::load(in);
  in.finish();
  EXPECT_EQ(read, machine);
  EXPECT_EQ(*read.data().paper, Paper);
  EXPECT_EQ(read.params().cover->size(), 3U);
}

TEST(LargeValue, IsWholeWhereNobodyKeepsItApart) {
  const Large<std::string> value = Paper;
  const auto read = from_bytes<Large<std::string>>(to_bytes(value));
  EXPECT_EQ(read, value);
  EXPECT_EQ(*read, Paper);
  EXPECT_EQ(to_bytes(value).size(), Paper.size() + 9);
}

TEST(LargeValue, WithoutASourceSaysSo) {
  Large<std::string> value = Paper;
  value.keep_as({.digest = {}, .size = 3008});
  value.release();
  EXPECT_FALSE(value.is_loaded());
  EXPECT_THROW(value.get(), CorruptLargeValue);
  value = "another";
  EXPECT_EQ(*value, "another");
  EXPECT_FALSE(value.name());
}

}  // namespace
}  // namespace perdure::turn
