// What a chart sends to nobody becomes what its options say, through each store.
#include <gmock/gmock.h>
#include <perdure/runtime.h>

#include "tests/faults/stores.h"
#include "tests/turn/fakes.h"

namespace perdure {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

// In another lane than whom it is sent to, in all likelihood.
constexpr int Senders = 8;

class Nobody : public ::testing::TestWithParam<faults::SharedStore> {
 protected:
  Nobody() : place_(GetParam().make()) {}

  // Each of some sessions sends to one that there is not.
  std::unique_ptr<Runtime> ran(ChartOptions options) {
    auto runtime = std::make_unique<Runtime>(
        open(place_->uri()), RuntimeOptions{.threads = 2, .migrate = true, .log = LogLevel::Error});
    runtime->add(std::make_unique<testing::FakeChart>(
                     [](std::string_view event, std::string& state, Effects& effects) {
                       state = "going";
                       if (event == "start") {
                         SendEffect send;
                         send.to = "nobody";
                         send.event = "lost";
                         effects.push_back(send);
                       }
                       return Handled::Taken;
                     }),
                 options);
    for (int i = 0; i < Senders; ++i) {
      NewSession session;
      session.id = "s" + std::to_string(i);
      session.chart = "test.Fake";
      session.start = EventId::random();
      runtime->store().start(session);
    }
    runtime->drain();
    return runtime;
  }

 private:
  std::unique_ptr<faults::TemporaryStore> place_;
};

TEST_P(Nobody, ItIsDeadUnlessTheOptionsSayOtherwise) {
  const auto runtime = ran({});
  const auto dead = runtime->store().records().dead({});
  ASSERT_THAT(dead, SizeIs(Senders));
  EXPECT_EQ(dead[0].reason, "there is no session `nobody`");
  EXPECT_THAT(runtime->store().history().journal("nobody", -1, 100), IsEmpty());
}

TEST_P(Nobody, ItIsDiscardedWithARow) {
  const auto runtime = ran({.nobody = IfNobody::Discard});
  EXPECT_THAT(runtime->store().records().dead({}), IsEmpty());
  const auto journal = runtime->store().history().journal("nobody", -1, 100);
  ASSERT_THAT(journal, SizeIs(Senders));
  for (const JournalEntry& entry : journal) {
    EXPECT_EQ(entry.outcome, JournalOutcome::Discarded);
    EXPECT_EQ(entry.name, "lost");
    EXPECT_TRUE(entry.cause) << "the step that sent it";
  }
}

INSTANTIATE_TEST_SUITE_P(Stores, Nobody, ::testing::ValuesIn(faults::shared_stores()),
                         [](const auto& param_info) { return param_info.param.name; });

}  // namespace
}  // namespace perdure
