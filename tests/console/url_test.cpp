#include "runtime/console/url.h"

#include <gtest/gtest.h>

#include "runtime/console/refusal.h"

namespace perdure::console {
namespace {

TEST(Url, TakesTargetsApart) {
  const Target target = parse_target("/api/sessions/a%2Fb%20c?where=x%3D1&where=&after=a+b#there");
  EXPECT_EQ(target.path, (std::vector<std::string>{"api", "sessions", "a/b c"}));
  ASSERT_EQ(target.query.size(), 3U);
  EXPECT_EQ(target.query[0].second, "x=1");
  EXPECT_EQ(target.query[2].second, "a b");
}

TEST(Url, RefusesWhatIsNotEncoded) {
  for (const char* target :
       {"", "api", "/%", "/%4", "/%zz", "/%00", "/%ff", "/?a=%c0%af", "/%ed%a0%80"}) {
    EXPECT_THROW(parse_target(target), Refusal) << target;
  }
}

}  // namespace
}  // namespace perdure::console
