// An event whose handler ends its process, and workers that are started again and again.
#include <gmock/gmock.h>

#include <csignal>

#include "tests/faults/bed.h"
#include "tests/faults/stores.h"

namespace perdure::faults {
namespace {

class PoisonedSession : public ::testing::TestWithParam<SharedStore> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(PoisonedSession);

TEST_P(PoisonedSession, IsSuspendedAfterItsAttemptsAndTheOthersGoOn) {
  const std::unique_ptr<TemporaryStore> store = GetParam().make();
  Bed bed(store->uri(), 8);
  const std::string& poisoned = bed.ids()[3];
  for (int i = 0; i < 3; ++i) bed.tick();
  bed.poison(poisoned);
  for (int i = 0; i < 2; ++i) bed.tick();

  const std::string max_attempts = "3";
  const auto worker = [&] { return Process({PERDURE_RELAY, bed.uri(), "50", "0", max_attempts}); };
  // Once with the batch that it came in, which counts for nobody, and then alone.
  for (int deaths = 0; deaths < 1 + 3; ++deaths) {
    SCOPED_TRACE(deaths);
    EXPECT_EQ(bed.store().read(poisoned)->attempts, deaths == 0 ? 0 : deaths - 1);
    ASSERT_EQ(worker().wait(), PoisonedExit);
  }
  Process last = worker();
  ASSERT_TRUE(bed.wait_until_quiet_but(poisoned));
  EXPECT_TRUE(last.wait_until_ready());
  last.signal(SIGTERM);
  EXPECT_EQ(last.wait(), 0);

  const StoredSession session = bed.store().read(poisoned).value();
  EXPECT_EQ(session.attempts, 3);
  EXPECT_EQ(session.failure, "the process ended while it was handled");
  std::size_t parked = 0;
  for (const PendingEvent& event : bed.store().records().pending(poisoned)) {
    if (event.name == Poison::name) ++parked;
  }
  EXPECT_EQ(parked, 1U);
  for (const std::string& id : bed.ids()) {
    EXPECT_EQ(bed.state(id).ticks.size(), id == poisoned ? 3U : 5U) << id;
  }
}

INSTANTIATE_TEST_SUITE_P(Stores, PoisonedSession, ::testing::ValuesIn(shared_stores()),
                         [](const auto& store) { return store.param.name; });

}  // namespace
}  // namespace perdure::faults
