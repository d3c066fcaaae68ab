// What notifications say: ours, and what others put on the same channel.
#include <gtest/gtest.h>

#include "runtime/store/postgres/word.h"

namespace perdure::postgres {
namespace {

LanesWithWork lanes(std::initializer_list<std::int32_t> named) {
  LanesWithWork lanes;
  for (const std::int32_t lane : named) lanes.add(lane);
  return lanes;
}

TEST(PostgresWord, NamesSchemaLanesAndOrigin) {
  EXPECT_EQ(text_of({lanes({17, 3, 17}), "5f0c"}, "shop"), "shop:3,17@5f0c");
  EXPECT_EQ(text_of({lanes({0}), ""}, "shop"), "shop:0");
  EXPECT_EQ(text_of({LanesWithWork::any(), "5f0c"}, "shop"), "shop@5f0c");
  EXPECT_EQ(text_of({LanesWithWork::any(), ""}, "shop"), "shop");
  EXPECT_EQ(text_of({lanes({3, 17}), "5f0c", true}, "shop"), "shop?3,17@5f0c");
}

TEST(PostgresWord, IsReadAsItWasWritten) {
  for (const Word& word : {Word{lanes({3, 17, 32767}), "5f0c"}, Word{lanes({0}), ""},
                           Word{lanes({0, 1}), "5f0c", true}}) {
    for (const char* schema : {"shop", "a:1", "x@y", "@", ":"}) {
      const auto read = word_from(text_of(word, schema), schema);
      ASSERT_TRUE(read) << schema;
      EXPECT_EQ(read->lanes.named(), word.lanes.named());
      EXPECT_EQ(read->origin, word.origin);
      EXPECT_EQ(read->is_foretold, word.is_foretold);
    }
  }
}

TEST(PostgresWord, OfAWholeSchemaMeansAnyLane) {
  const auto word = word_from("shop", "shop");
  ASSERT_TRUE(word);
  EXPECT_TRUE(word->lanes.named().empty());
  EXPECT_FALSE(word->lanes.empty());
}

TEST(PostgresWord, NamesNoLanesWhereTheyAreMany) {
  LanesWithWork many;
  for (std::int32_t lane = 0; lane < 100; ++lane) many.add(lane);
  EXPECT_EQ(text_of({many, ""}, "shop"), "shop");
  LanesWithWork more = lanes({1});
  more.add(many);
  EXPECT_TRUE(more.named().empty());
  EXPECT_FALSE(more.empty());
}

TEST(PostgresWord, OfOthersIsNone) {
  for (const char* text :
       {"", "sho", "shopper", "other", "shop:", "shop:,", "shop:1,", "shop:-1", "shop:x",
        "shop:1;2", "shop?", "shop?1?2", "shop:99999", "shop 1", "shop:1 ", "shop:1,@a"}) {
    EXPECT_FALSE(word_from(text, "shop")) << text;
  }
}

}  // namespace
}  // namespace perdure::postgres
