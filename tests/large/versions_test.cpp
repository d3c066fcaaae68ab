// Sessions whose values were not kept beside them in another version, or are not any more.
#include <gmock/gmock.h>

#include "first.chart.h"
#include "second.chart.h"
#include "tests/large/beside.h"
#include "third.chart.h"

namespace perdure::turn {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string Text(3000, 'p');

class LargeVersions : public ::testing::Test {
 protected:
  LargeVersions() { later.charts.add(chart_of<third::Papers>(third_handlers)); }

  // The session as the newest program finds it.
  void hand_over(const perdure::testing::SessionBeside& before) {
    later.stored = before.stored;
    later.stored.chart = third::Papers::chart_name;
    later.kept = before.kept;
  }
  third::papers::Snapshot snapshot() const { return later.snapshot<third::papers::Snapshot>(); }

  first::papers::Handlers first_handlers;
  second::papers::Handlers second_handlers;
  third::papers::Handlers third_handlers;
  perdure::testing::SessionBeside earlier;
  perdure::testing::SessionBeside later;
};

TEST_F(LargeVersions, WhatWasInTheSessionGoesBesideIt) {
  earlier.charts.add(chart_of<first::Papers>(first_handlers));
  earlier.start<first::Papers>({.owner = "ann"});
  earlier.send(first::papers::event::Put{Text});
  EXPECT_THAT(earlier.kept, IsEmpty());
  hand_over(earlier);
  later.send(third::papers::event::Look{});
  EXPECT_EQ(later.stored.version, 3U);
  EXPECT_THAT(later.written.large, SizeIs(2));  // The text and the note.
  EXPECT_LT(later.stored.state.size(), 400U);
  EXPECT_EQ(snapshot().data().text.get(), Text);
  EXPECT_EQ(snapshot().data().note.get(), Text + "ann");
  EXPECT_EQ(snapshot().data().marks, std::vector<double>{3000});
  EXPECT_EQ(snapshot().data().seen, 6004);
  EXPECT_EQ(snapshot().data().length, 9004);
}

TEST_F(LargeVersions, WhatWasBesideItIsMovedOrTakenIn) {
  earlier.charts.add(chart_of<second::Papers>(second_handlers));
  earlier.start<second::Papers>({.owner = "ann"});
  for (int i = 0; i < 200; ++i) earlier.send(second::papers::event::Put{Text});
  ASSERT_THAT(earlier.kept, SizeIs(2));  // The paper and the marks.
  hand_over(earlier);
  later.send(third::papers::event::Look{});
  EXPECT_EQ(later.stored.version, 3U);
  EXPECT_THAT(later.written.large, SizeIs(1));       // The note: the paper is there.
  EXPECT_THAT(later.written.large_ends, SizeIs(1));  // The marks.
  EXPECT_EQ(snapshot().data().text.get(), Text);
  EXPECT_EQ(snapshot().data().marks.size(), 200U);
  EXPECT_EQ(snapshot().data().length, 3000 + 6203);
  later.send(third::papers::event::Put{"short"});
  EXPECT_THAT(later.kept, IsEmpty());
}

TEST_F(LargeVersions, WhatAMigrationCannotFindSuspendsTheSession) {
  earlier.charts.add(chart_of<second::Papers>(second_handlers));
  earlier.start<second::Papers>({.owner = "ann"});
  earlier.send(second::papers::event::Put{Text});
  earlier.send(second::papers::event::Look{});
  EXPECT_EQ(earlier.loads, 1);
  hand_over(earlier);
  later.kept.clear();
  later.send(third::papers::event::Look{});
  EXPECT_EQ(later.stored.status, SessionStatus::Suspended);
  EXPECT_EQ(later.stored.version, 2U);
}

TEST_F(LargeVersions, ParametersOfSessionsThatWereNotStartedYet) {
  later.stored.id = "v";
  later.stored.chart = third::Papers::chart_name;
  later.stored.version = 1;
  later.stored.state = to_bytes(first::papers::Params{.owner = std::string(2000, 'a')});
  later.run({{EventKind::Start, "start", {}}});
  EXPECT_EQ(snapshot().params().owner.get(), std::string(2000, 'a'));
  EXPECT_THAT(later.kept, SizeIs(1));
}

}  // namespace
}  // namespace perdure::turn
