// Sessions that are found by what is indexed of them, and by their active states.
#include "tests/store/contract.h"

namespace perdure::contract {
namespace {

using Attributes = std::vector<IndexedAttribute>;
using Kind = Condition::Kind;

Condition is(std::string attribute, IndexedValue value, Kind kind = Kind::Is) {
  return {kind, std::move(attribute), std::move(value), {}};
}
Condition in(std::vector<std::string> states) { return {Kind::In, {}, {}, std::move(states)}; }

class Indexed : public StoreContract {
 protected:
  // Runs a step of the session, after which it is indexed so.
  void index(const std::string& id, std::optional<Attributes> attributes,
             std::vector<std::string> active = {"Active"}) {
    const auto batch = claim();
    ASSERT_TRUE(batch);
    BatchWrite write = handle_all(*batch);
    ASSERT_EQ(batch->sessions()[0].id, id);
    write.sessions[0].indexed = std::move(attributes);
    write.sessions[0].active = std::move(active);
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  void start(const std::string& id, std::optional<Attributes> attributes,
             std::vector<std::string> active = {"Active"}) {
    store().start(new_session(id));
    index(id, std::move(attributes), std::move(active));
  }
  // By search, and by the listing of operators, which are of one mind.
  std::string found(const std::vector<Condition>& all, const std::string& after = "",
                    std::size_t limit = 100) {
    SessionFilter filter;
    filter.chart = new_session("").chart;
    filter.conditions = all;
    filter.after = after;
    filter.limit = limit;
    std::string ids;
    for (const FoundSession& session : store().records().find({filter.chart, all, after, limit})) {
      ids += (ids.empty() ? "" : " ") + session.id;
    }
    std::string listed;
    for (const SessionSummary& summary : store().records().sessions(filter)) {
      listed += (listed.empty() ? "" : " ") + summary.session.id;
    }
    EXPECT_EQ(listed, ids);
    return ids;
  }
};

}  // namespace

TEST_P(Indexed, AreFoundByValuesOfEveryType) {
  const Timestamp moment(Duration(1'700'000'000'123'456));
  start("a", Attributes{{"text", std::string("x\"\\\n\xc3\xa9")},
                        {"count", std::int64_t{9'007'199'254'740'993}},
                        {"ratio", 0.1},
                        {"open", true},
                        {"none", IndexedValue()},
                        {"wait", Duration(90'000'000)},
                        {"since", moment}});
  start("b", Attributes{{"text", std::string("y")},
                        {"count", std::int64_t{-1}},
                        {"ratio", 2.0},
                        {"open", false},
                        {"none", std::int64_t{3}},
                        {"wait", Duration(0)},
                        {"since", moment + Duration(1)}});
  start("c", std::nullopt);
  EXPECT_EQ(found({is("text", std::string("x\"\\\n\xc3\xa9"))}), "a");
  EXPECT_EQ(found({is("text", std::string("z"))}), "");
  EXPECT_EQ(found({is("count", std::int64_t{9'007'199'254'740'993})}), "a");
  EXPECT_EQ(found({is("count", std::int64_t{9'007'199'254'740'992})}), "");
  EXPECT_EQ(found({is("count", std::int64_t{0}, Kind::Less)}), "b");
  EXPECT_EQ(found({is("count", std::int64_t{-1}, Kind::AtMost)}), "b");
  EXPECT_EQ(found({is("count", std::int64_t{-1}, Kind::More)}), "a");
  EXPECT_EQ(found({is("count", std::int64_t{-1}, Kind::AtLeast)}), "a b");
  EXPECT_EQ(found({is("ratio", 0.1)}), "a");
  EXPECT_EQ(found({is("open", false)}), "b");
  EXPECT_EQ(found({is("none", IndexedValue())}), "a");
  EXPECT_EQ(found({is("none", std::int64_t{3})}), "b");
  EXPECT_EQ(found({is("wait", Duration(90'000'000))}), "a");
  EXPECT_EQ(found({is("since", moment, Kind::More)}), "b");
  EXPECT_EQ(found({is("unheard", std::int64_t{3})}), "");
  EXPECT_EQ(found({}), "a b c");
  EXPECT_EQ(found({is("text", std::string("y")), is("open", true)}), "");
  EXPECT_EQ(found({is("text", std::string("y")), is("open", false)}), "b");
}

TEST_P(Indexed, AreFoundAsTheyWereWrittenLast) {
  start("a", Attributes{{"text", std::string("x")}});
  send("a", "e");
  index("a", std::nullopt);
  EXPECT_EQ(found({is("text", std::string("x"))}), "a");
  send("a", "e");
  index("a", Attributes{{"text", std::string("y")}});
  EXPECT_EQ(found({is("text", std::string("x"))}), "");
  EXPECT_EQ(found({is("text", std::string("y"))}), "a");
}

TEST_P(Indexed, AreFoundByActiveStates) {
  start("a", Attributes{{"text", std::string("x")}}, {"Left", "Up"});
  start("b", Attributes{{"text", std::string("x")}}, {"Left", "Down"});
  start("c", Attributes{{"text", std::string("y")}}, {"Le"});
  EXPECT_EQ(found({in({"Left"})}), "a b");
  EXPECT_EQ(found({in({"Le", "Up"})}), "a c");
  EXPECT_EQ(found({in({"Left"}), in({"Down", "Nowhere"})}), "b");
  EXPECT_EQ(found({in({})}), "");
  EXPECT_EQ(found({is("text", std::string("x")), in({"Up", "Le"})}), "a");
  const auto all = store().records().find({new_session("").chart, {in({"Up"})}, "", 1});
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0], (FoundSession{"a", 1, SessionStatus::Running, {"Left", "Up"}, 1}));
}

TEST_P(Indexed, AreFoundPageByPage) {
  for (const char* id : {"a", "b", "c", "d", "e"}) {
    start(id, Attributes{{"even", id[0] % 2 == 0}});
  }
  EXPECT_EQ(found({is("even", false)}, "", 2), "a c");
  EXPECT_EQ(found({is("even", false)}, "c", 2), "e");
  EXPECT_EQ(found({}, "b", 2), "c d");
  EXPECT_EQ(found({in({"Active"})}, "d", 2), "e");
  EXPECT_TRUE(store().records().find({"test.Other", {}, "", 10}).empty());
}

TEST_P(Indexed, AreListedWithWhateverElseIsAskedOfThem) {
  start("a", Attributes{{"text", std::string("x")}});
  start("b", Attributes{{"text", std::string("x")}});
  start("c", Attributes{{"text", std::string("y")}});
  ASSERT_TRUE(store().repairs().suspend("b", "why"));
  ASSERT_TRUE(store().repairs().suspend("c", "why"));
  SessionFilter filter;
  filter.chart = new_session("").chart;
  filter.conditions = {is("text", std::string("x"))};
  filter.trouble = Trouble::Suspended;
  const auto suspended = store().records().sessions(filter);
  ASSERT_EQ(suspended.size(), 1U);
  EXPECT_EQ(suspended[0].session.id, "b");
  filter.trouble.reset();
  filter.prefix = "a";
  EXPECT_EQ(store().records().sessions(filter).size(), 1U);
  filter.chart = "test.Other";
  EXPECT_TRUE(store().records().sessions(filter).empty());
  filter.chart = "";
  expect_error(ErrorKind::InvalidArgument, [&] { store().records().sessions(filter); });
}

TEST_P(Indexed, AreAskedForInWordsThatNobodyCanMeanOtherwise) {
  start("a", Attributes{{"text", std::string("x")}});
  EXPECT_EQ(found({is("text", std::string("\" || true || \"\" == \""))}), "");
  EXPECT_EQ(found({is("te\"xt", std::string("x"))}), "");
  EXPECT_EQ(found({is("text", std::string("\0x", 2))}), "");
  EXPECT_EQ(found({is("text", std::string("\xff"))}), "");
  expect_error(ErrorKind::InvalidArgument, [&] { found({is("\xff", true)}); });
  expect_error(ErrorKind::InvalidArgument, [&] { found({in({"\n"})}); });
  expect_error(ErrorKind::InvalidArgument, [&] { found({}, std::string("\0", 1)); });
}

INSTANTIATE_TEST_SUITE_P(Stores, Indexed, ::testing::ValuesIn(stores()),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace perdure::contract
