// What statements and expressions of the language do in generated code, what goes wrong in them, and what is
// read back from stored bytes, hostile ones included.
#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "words.chart.h"

namespace {

using ::words::Colour;
using ::words::Point;
using namespace ::words::words;
using namespace std::chrono_literals;

class Doubler : public Handlers {
 public:
  std::int64_t double_(std::int64_t value) const override { return twice(value); }
  void swap(const perdure::Step&, std::int64_t& a, double& b) override {
    const std::int64_t old = a;
    a = static_cast<std::int64_t>(b);
    b = static_cast<double>(old);
  }

 private:
  static std::int64_t twice(std::int64_t value) {
    if (value > 1000) throw perdure::ExecutionError("too much to double");
    return 2 * value;
  }
};

class WordsTest : public ::testing::Test {
 protected:
  WordsTest() { machine.start(); }

  perdure::Bytes stored() const {
    perdure::Bytes bytes;
    perdure::OutArchive out(bytes);
    machine.save(out);
    return bytes;
  }
  static Snapshot read(const perdure::Bytes& bytes) {
    perdure::InArchive in(bytes);
    Snapshot snapshot = Snapshot::load(in);
    in.finish();
    return snapshot;
  }

  Doubler handlers;
  Machine machine{handlers, {.limit = 50, .title = "a title"}};
};

TEST_F(WordsTest, Arithmetic) {
  EXPECT_TRUE(machine.dispatch(event::Numbers{9, 4}));
  EXPECT_EQ(machine.data().n, 9 * 4 + 9 % 7 + 4);
  EXPECT_TRUE(machine.data().yes);
  EXPECT_EQ(machine.data().maybe, 9);
  EXPECT_EQ(machine.data().text, "4 and 9");
  machine.dispatch(event::Numbers{101, 1});
  EXPECT_EQ(machine.data().maybe, std::nullopt);
  machine.dispatch(event::Reals{3.0, 2});
  EXPECT_DOUBLE_EQ(machine.data().r, 7.0);
}

TEST_F(WordsTest, OverflowIsAnErrorInTheChart) {
  machine.dispatch(event::Numbers{std::numeric_limits<std::int64_t>::max(), 2});
  EXPECT_EQ(machine.data().n, 0) << "the assignment did not happen";
  EXPECT_EQ(machine.data().text, "") << "nor what came after it";
  EXPECT_NE(machine.data().error, "");
}

TEST_F(WordsTest, AGuardThatFailsIsFalseAndRaisesAnError) {
  machine.dispatch(event::Divide{0});
  EXPECT_EQ(machine.data().text, "other divisor");
  EXPECT_NE(machine.data().error, "");
  machine.dispatch(event::Divide{5});
  EXPECT_EQ(machine.data().text, "small divisor");
}

TEST_F(WordsTest, Texts) {
  machine.dispatch(event::Texts{"hay x ", "needle"});
  EXPECT_EQ(machine.data().n, 6);
  EXPECT_TRUE(machine.data().yes);
  EXPECT_EQ(machine.data().text, "hay x needle|needlehay x ");
  machine.dispatch(event::Texts{"a", "b"});
  EXPECT_EQ(machine.data().n, -1);
  const std::string zero("\0", 1);
  machine.dispatch(event::Texts{zero, ""});
  EXPECT_EQ(machine.data().text, zero + "|" + zero);
}

TEST_F(WordsTest, ListsAndLoops) {
  machine.dispatch(event::Items{{20, 0, 3}});
  EXPECT_EQ(machine.data().list, (std::vector<std::int64_t>{20, 0, 3, 23}));
  EXPECT_EQ(machine.data().n, 20 + 1000 - 1 + 23);
  EXPECT_TRUE(machine.data().yes);
  EXPECT_EQ(machine.data().maybe, 20);
  machine.dispatch(event::At{3});
  EXPECT_EQ(machine.data().n, 23);
  EXPECT_EQ(machine.data().text, "after");
  for (const std::int64_t index : {std::int64_t{4}, std::int64_t{-1}, std::numeric_limits<std::int64_t>::min()}) {
    machine.dispatch(event::At{index});
    EXPECT_EQ(machine.data().text, "before") << index;
  }
  machine.dispatch(event::Forget{});
  EXPECT_TRUE(machine.data().list.empty());
}

TEST_F(WordsTest, Maps) {
  machine.dispatch(event::Place{"a", 7});
  machine.dispatch(event::Fetch{"a"});
  EXPECT_EQ(machine.data().n, 7);
  machine.dispatch(event::Fetch{"b"});
  EXPECT_EQ(machine.data().n, 7);
  EXPECT_NE(machine.data().error, "") << "a key that is not there";
  machine.dispatch(event::Forget{});
  EXPECT_TRUE(machine.data().map.empty());
}

TEST_F(WordsTest, EnumsStructsAndTime) {
  machine.dispatch(event::Paint{Colour::blue});
  EXPECT_TRUE(machine.data().yes);
  EXPECT_EQ(machine.data().point, (Point{1, 2, std::nullopt})) << "defaults of fields";
  machine.dispatch(event::Shape{{.x = 5, .y = 6, .label = std::nullopt}});
  EXPECT_EQ(machine.data().point.x, 15);
  EXPECT_EQ(machine.data().n, 8 + 2);
  machine.step().now = perdure::Timestamp(1000s);
  machine.dispatch(event::Wait{10s});
  EXPECT_EQ(machine.data().span, 20s + 90min);
  EXPECT_EQ(machine.data().moment, perdure::Timestamp(1020s + 90min));
}

TEST_F(WordsTest, GuardsAndRaisedEvents) {
  EXPECT_FALSE(machine.dispatch(event::Branch{50}));
  EXPECT_TRUE(machine.dispatch(event::Branch{51}));
  EXPECT_EQ(machine.data().trail, "early ") << "raised, and handled in the same step";
  machine.dispatch(event::Branch{0});
  EXPECT_EQ(machine.data().text, "big");
}

TEST_F(WordsTest, Effects) {
  machine.dispatch(event::Mail{"other"});
  ASSERT_EQ(machine.effects().size(), 3u);
  const auto& to_other = std::get<perdure::SendEffect>(machine.effects()[0]);
  EXPECT_EQ(to_other.to, "other");
  EXPECT_EQ(to_other.event, "echo");
  EXPECT_EQ(perdure::from_bytes<event::Echo>(to_other.payload), event::Echo{"a title"});
  const auto& later = std::get<perdure::SendEffect>(machine.effects()[1]);
  EXPECT_EQ(later.delay, 90s);
  EXPECT_EQ(later.send_id, "note");
  machine.dispatch(event::Forget{});
  ASSERT_EQ(machine.effects().size(), 2u);
  EXPECT_EQ(std::get<perdure::CancelEffect>(machine.effects()[0]).send_id, "note");
  const auto& log = std::get<perdure::LogEffect>(machine.effects()[1]);
  EXPECT_EQ(log.level, perdure::LogLevel::Warning);
  EXPECT_EQ(log.text, "forgotten: 0, red");
}

TEST_F(WordsTest, Calls) {
  machine.dispatch(event::Reals{2.0, 2});
  machine.dispatch(event::Call{21});
  EXPECT_EQ(machine.data().n, 6) << "swapped with the real";
  EXPECT_DOUBLE_EQ(machine.data().r, 42.0);
  machine.dispatch(event::Call{2000});
  EXPECT_EQ(machine.data().error, "too much to double");
}

TEST_F(WordsTest, DataOfAState) {
  machine.dispatch(event::Numbers{1, 2});  // n = 2 + 1 + 2
  machine.step().now = perdure::Timestamp(5s);
  machine.dispatch(event::Deeper{});
  EXPECT_EQ(machine.get<state::Deep>().visits, 11);
  machine.dispatch(event::Echo{"hello"});
  EXPECT_EQ(machine.get<state::Deep>().seen, std::vector<std::string>{"hello"});
  EXPECT_EQ(read(stored()), static_cast<const Snapshot&>(machine));
  machine.dispatch(event::Back{});
  EXPECT_EQ(machine.data().text, "11") << "a transition's actions still read it";
  EXPECT_THROW(machine.get<state::Deep>(), std::logic_error);
  machine.dispatch(event::Deeper{});
  EXPECT_TRUE(machine.get<state::Deep>().seen.empty()) << "made afresh";
}

TEST_F(WordsTest, Timers) {
  machine.dispatch(event::Wait{0s});
  machine.dispatch(event::Deeper{});
  const auto& armed = std::get<perdure::SendEffect>(machine.effects().back());
  EXPECT_EQ(armed.kind, perdure::EventKind::Timer);
  EXPECT_EQ(armed.event, "Deep.after.0");
  EXPECT_EQ(armed.delay, 90min);
  EXPECT_FALSE(machine.fire("Working.after.0")) << "there is none";
  EXPECT_FALSE(machine.fire("Deep.after.1"));
  EXPECT_TRUE(machine.fire("Deep.after.0"));
  EXPECT_TRUE(machine.in<state::Working>());
  EXPECT_EQ(std::get<perdure::CancelEffect>(machine.effects().front()).send_id, "Deep.after.0");
  EXPECT_FALSE(machine.fire("Deep.after.0")) << "not active any more";
}

TEST_F(WordsTest, TheResult) {
  machine.dispatch(event::Finish{});
  EXPECT_TRUE(machine.done());
  EXPECT_EQ(machine.result(), "a title!");
  EXPECT_EQ(machine.active(), std::vector<std::string_view>{"Finished"});
  EXPECT_FALSE(machine.dispatch(event::Deeper{})) << "a session that is done takes nothing";
}

TEST_F(WordsTest, PayloadsOfOtherEventsAreRefused) {
  EXPECT_FALSE(Machine::decode("nobody", {}));
  EXPECT_THROW(Machine::decode("numbers", {}), perdure::Error);
  perdure::Bytes too_long = perdure::to_bytes(event::Numbers{1, 2});
  too_long.push_back(std::byte{0});
  EXPECT_THROW(Machine::decode("numbers", too_long), perdure::Error);
  perdure::Bytes no_colour = perdure::to_bytes(std::string("mauve"));
  EXPECT_THROW(Machine::decode("paint", no_colour), perdure::Error);
}

TEST_F(WordsTest, StoredBytesThatWereCutOrAlteredNeverDoHarm) {
  machine.dispatch(event::Items{{1, 2, 3}});
  machine.dispatch(event::Place{"key", 1});
  machine.dispatch(event::Deeper{});
  const perdure::Bytes whole = stored();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_THROW(read(perdure::Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))), perdure::Error);
  }
  perdure::Bytes longer = whole;
  longer.push_back(std::byte{1});
  EXPECT_THROW(read(longer), perdure::Error);

  std::mt19937_64 random(1);
  for (int i = 0; i < 20'000; ++i) {
    perdure::Bytes altered = whole;
    for (int flips = 1 + i % 3; flips > 0; --flips) {
      altered[random() % altered.size()] ^= static_cast<std::byte>(1 + random() % 255);
    }
    try {
      Machine loaded(handlers, read(altered));
      loaded.dispatch(event::Echo{"still a machine"});
    } catch (const perdure::Error&) {  // Refused: as good.
    }
  }
}

TEST_F(WordsTest, AnotherVersionIsRefusedByName) {
  perdure::Bytes other = stored();
  other[1] = std::byte{9};
  try {
    read(other);
    FAIL() << "it was read";
  } catch (const perdure::Error& error) {
    EXPECT_EQ(error.kind(), perdure::ErrorKind::VersionMismatch);
    EXPECT_NE(std::string(error.what()).find("words.Words"), std::string::npos);
  }
}

}  // namespace
