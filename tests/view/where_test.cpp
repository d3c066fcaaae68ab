// Conditions as they are typed.
#include "runtime/view/where.h"

#include <gtest/gtest.h>
#include <perdure/error.h>

namespace perdure::view {
namespace {

const Json& definition() {
  static const Json Parsed = Json::parse(R"({
    "params": [{"name": "customer", "type": "string", "indexed": true}],
    "data": [{"name": "amount", "type": "int", "indexed": true},
             {"name": "rate", "type": "float", "indexed": true},
             {"name": "open", "type": "bool", "indexed": true},
             {"name": "due", "type": {"optional": "timestamp"}, "indexed": true},
             {"name": "wait", "type": "duration", "indexed": true},
             {"name": "secret", "type": "string"}],
    "states": [{"name": "C", "kind": "chart", "parent": null},
               {"name": "Outer", "kind": "compound", "parent": "C"},
               {"name": "A", "kind": "atomic", "parent": "Outer"},
               {"name": "B", "kind": "atomic", "parent": "Outer"},
               {"name": "Loop", "kind": "atomic", "parent": "Loop"}]})");
  return Parsed;
}

Condition read(const std::string& text) { return parse_condition(text, definition()); }

TEST(Where, ReadsConditionsByTheTypesOfAttributes) {
  EXPECT_EQ(read("customer=c=42").value, IndexedValue(std::string("c=42")));
  EXPECT_EQ(read("amount>=-7").kind, Condition::Kind::AtLeast);
  EXPECT_EQ(read("amount>=-7").value, IndexedValue(std::int64_t{-7}));
  EXPECT_EQ(read("rate<1.5").value, IndexedValue(1.5));
  EXPECT_EQ(read("open=true").value, IndexedValue(true));
  EXPECT_EQ(read("due=null").value, IndexedValue());
  EXPECT_EQ(read("due>1970-01-01").value, IndexedValue(Timestamp{}));
  EXPECT_EQ(read("wait<=90m").value, IndexedValue(Duration(std::chrono::minutes(90))));
}

TEST(Where, RefusesWhatCannotBeMeant) {
  for (const char* text : {"", "=", "amount", "amount=", "amount=1x", "amount=99999999999999999999",
                           "secret=x", "nothing=1", "open=yes", "due=soon", "wait=5",
                           "wait=9999999999999999d", "rate=one", "customer\x01=x"}) {
    EXPECT_THROW(read(text), Error) << text;
  }
}

TEST(Where, KnowsWhichAtomicStatesAreInAState) {
  using States = std::vector<std::string>;
  EXPECT_EQ(in_state("Outer", definition()).states, (States{"A", "B"}));
  EXPECT_EQ(in_state("A", definition()).states, States{"A"});
  EXPECT_THROW(in_state("Nothing", definition()), Error);
}

}  // namespace
}  // namespace perdure::view
