// What a batch loads and writes of values that are kept beside sessions, for a chart by hand.
#include <gmock/gmock.h>

#include <stdexcept>

#include "tests/turn/beside.h"

namespace perdure::turn {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A paper that is put, looked at, added to; a cover that it is started with.
class Papers : public LiveSession {
 public:
  explicit Papers(Large<std::string> cover) : cover_(std::move(cover)) {}
  explicit Papers(InArchive& in) { in(cover_, paper_, length_, touched_); }

  void start(const Step&) override {}
  Handled handle(const Delivery& delivery, const Step&) override {
    if (delivery.event == "put") {
      paper_ = from_bytes<std::string>(delivery.payload);
    } else if (delivery.event == "add") {
      paper_.edit() += from_bytes<std::string>(delivery.payload);
    } else if (delivery.event == "look") {
      length_ = static_cast<std::int64_t>(paper_->size() + cover_->size());
    } else if (delivery.event == "spoil") {
      paper_ = from_bytes<std::string>(delivery.payload);
      throw std::runtime_error("no");
    } else {
      ++touched_;
    }
    return Handled::Taken;
  }
  void cancel(const Step&) override {}
  Effects& effects() override { return effects_; }
  const Trace& trace() const override { return trace_; }
  bool done() const override { return false; }
  Bytes result() const override { return {}; }
  std::vector<std::string_view> active() const override { return {"Open"}; }
  std::vector<LargeValue*> large() override { return {&cover_, &paper_}; }
  void save(Bytes& out) const override {
    OutArchive archive(out);
    archive(cover_, paper_, length_, touched_);
  }
  void save_apart(Bytes& out) const override {
    OutArchive archive = OutArchive::naming_large(out);
    archive(cover_, paper_, length_, touched_);
  }

  Large<std::string> cover_;
  Large<std::string> paper_;
  std::int64_t length_ = 0;
  std::int64_t touched_ = 0;

 private:
  Effects effects_;
  Trace trace_;
};

class PapersChart : public Chart {
 public:
  std::string_view name() const override { return "test.Papers"; }
  std::uint32_t version() const override { return 1; }
  std::string_view shape() const override { return "0"; }
  bool keeps_apart() const override { return true; }
  std::unique_ptr<LiveSession> create(std::span<const std::byte> params) const override {
    return std::make_unique<Papers>(from_bytes<std::string>(params));
  }
  std::unique_ptr<LiveSession> load(std::span<const std::byte> state) const override {
    return load_apart(state, nullptr);
  }
  std::unique_ptr<LiveSession> load_apart(
      std::span<const std::byte> state, const std::shared_ptr<LargeSource>& large) const override {
    InArchive in(state, large);
    auto live = std::make_unique<Papers>(in);
    in.finish();
    return live;
  }
};

class LargeTurn : public ::testing::Test, protected perdure::testing::SessionBeside {
 protected:
  LargeTurn() {
    charts.add(std::make_unique<PapersChart>());
    stored.id = "v";
    stored.chart = "test.Papers";
    stored.state = to_bytes(std::string(5000, 'c'));
    run({{EventKind::Start, "start", {}}});
  }
  static Told told(std::string name, const std::string& text = "") {
    return {EventKind::Event, std::move(name), to_bytes(text)};
  }
  // As it is stored, its values loaded from where they are kept.
  Papers session() const { return snapshot<Reads>().papers; }

 private:
  struct Reads {
    Papers papers;
    static Reads load(InArchive& in) { return {Papers(in)}; }
  };
};

const std::string Paper(3000, 'p');
const std::string Other(4000, 'o');

TEST_F(LargeTurn, WhatASessionIsStartedWithGoesBesideItWithItsFirstStep) {
  ASSERT_THAT(written.large, SizeIs(1));
  EXPECT_EQ(written.large[0].revision, 1);
  EXPECT_LT(stored.state.size(), 100U);
  EXPECT_EQ(session().cover_.get(), std::string(5000, 'c'));
}

TEST_F(LargeTurn, AStepThatDoesNotTouchOneNeitherLoadsNorWritesIt) {
  run({told("put", Paper)});
  EXPECT_EQ(loads, 0);
  EXPECT_THAT(written.large, SizeIs(1));
  run({told("touch"), told("touch")});
  EXPECT_EQ(loads, 0);
  EXPECT_THAT(written.large, IsEmpty());
  EXPECT_THAT(written.large_ends, IsEmpty());
  EXPECT_EQ(session().touched_, 2);
}

TEST_F(LargeTurn, AStepThatReadsOneLoadsItOnce) {
  run({told("put", Paper)});
  run({told("look"), told("look")});
  EXPECT_EQ(loads, 2);  // The paper and the cover.
  EXPECT_THAT(written.large, IsEmpty());
  EXPECT_EQ(session().length_, 8000);
}

TEST_F(LargeTurn, WhatIsSmallStaysWithItsSession) {
  run({told("put", "short")});
  EXPECT_THAT(written.large, IsEmpty());
  EXPECT_EQ(session().paper_.get(), "short");
}

TEST_F(LargeTurn, WhatIsReplacedGoes) {
  run({told("put", Paper)});
  const LargeName first = written.large.at(0).name;
  run({told("put", Other)});
  EXPECT_EQ(loads, 0);
  ASSERT_THAT(written.large_ends, SizeIs(1));
  EXPECT_EQ(written.large_ends[0].name, first);
  EXPECT_EQ(written.large_ends[0].revision, 3);
  run({told("put", "short")});
  EXPECT_THAT(kept, SizeIs(1));
}

TEST_F(LargeTurn, OfABatchOnlyWhatIsLeftIsWritten) {
  run({told("put", Paper), told("put", Other), told("add", "x")});
  ASSERT_THAT(written.large, SizeIs(1));
  EXPECT_EQ(written.large[0].revision, 4);
  EXPECT_EQ(session().paper_.get(), Other + "x");
}

TEST_F(LargeTurn, TheSameValueAgainIsWrittenOnce) {
  run({told("put", Paper)});
  run({told("put", Other), told("put", Paper)});
  EXPECT_THAT(written.large, IsEmpty());
  EXPECT_THAT(written.large_ends, IsEmpty());
  run({told("put", std::string(5000, 'c'))});  // That of the cover.
  EXPECT_THAT(written.large, IsEmpty());
  run({told("put", "short")});
  EXPECT_THAT(written.large_ends, IsEmpty());
  EXPECT_EQ(session().cover_.get(), std::string(5000, 'c'));
}

TEST_F(LargeTurn, AStepThatFailsLeavesWhatWasThere) {
  run({told("put", Paper)});
  run({told("add", "x"), told("spoil", Other), told("touch")});
  EXPECT_THAT(written.large, SizeIs(1));
  EXPECT_EQ(session().paper_.get(), Paper + "x");
  EXPECT_THAT(kept, SizeIs(2));
}

TEST_F(LargeTurn, WhatIsGoneOrAlteredSuspendsTheStepThatReadsIt) {
  run({told("put", Paper)});
  const auto before = kept;
  for (auto& [name, bytes] : kept) bytes.back() ^= std::byte{1};
  run({told("touch"), told("look"), told("touch")});
  EXPECT_EQ(stored.status, SessionStatus::Suspended);
  EXPECT_THAT(stored.failure, HasSubstr("the stored state cannot be read: the large value"));
  EXPECT_THAT(stored.failure, HasSubstr("was altered"));
  EXPECT_THAT(written.consumed, ElementsAre(0));
  EXPECT_EQ(session().touched_, 1);

  stored.status = SessionStatus::Running;
  kept.clear();
  run({told("look")});
  EXPECT_THAT(stored.failure, HasSubstr("not in the store any more"));

  stored.status = SessionStatus::Running;
  kept = before;
  run({told("look")});
  EXPECT_EQ(session().length_, 8000);
}

TEST_F(LargeTurn, ValuesOfHotSessionsStayLoaded) {
  HotLimit limit{.bytes = 1 << 20};
  HotSessions sessions(limit);
  hot = &sessions;
  run({told("put", Paper)});
  run({told("look")});
  EXPECT_EQ(loads, 1);  // The cover.
  EXPECT_GT(limit.used, 8000U);
  run({told("look"), told("add", "x")});
  EXPECT_EQ(loads, 0);
  EXPECT_THAT(written.large_ends, SizeIs(1));
  run({told("look")});
  EXPECT_EQ(loads, 0);
  EXPECT_EQ(session().length_, 8001);
}

TEST_F(LargeTurn, HotSessionsLetGoOfValuesThatAreTooMany) {
  HotLimit limit{.bytes = 2000};
  HotSessions sessions(limit);
  hot = &sessions;
  run({told("put", Paper)});
  EXPECT_GT(limit.used, 0U);
  EXPECT_LT(limit.used, 1000U);
  run({told("touch")});
  EXPECT_EQ(loads, 0);
  run({told("look")});
  EXPECT_EQ(loads, 2);
  EXPECT_EQ(session().length_, 8000);
}

TEST_F(LargeTurn, SnapshotsFindWhatTheyName) {
  charts.snapshot_every = 2;
  run({told("put", Paper)});  // 2: a snapshot of the paper.
  run({told("put", Other), told("put", "third" + Paper), told("put", "fourth" + Paper)});
  ASSERT_THAT(written.large, SizeIs(2));  // The third, of which 4 is a snapshot, and the last.
  EXPECT_EQ(written.large[0].revision + written.large[1].revision, 4 + 5);
  ASSERT_THAT(written.large_ends, SizeIs(1));
  EXPECT_EQ(written.large_ends[0].revision, 3);
}

TEST_F(LargeTurn, NoCutOrAlteredStateIsReadBeyondItsEnd) {
  run({told("put", Paper)});
  const Bytes whole = stored.state;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    stored.state = Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_THROW(session(), Error) << size;
  }
  for (std::size_t i = 0; i < whole.size(); ++i) {
    stored.state = whole;
    stored.state[i] ^= std::byte{0xff};
    try {
      session().paper_.get();
    } catch (const Error&) {
    } catch (const std::out_of_range&) {  // From the map of this test.
    }
  }
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
