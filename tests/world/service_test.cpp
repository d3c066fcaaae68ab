// Services by doubles and by hand: results, retries, timeouts, progress.
#include <gmock/gmock.h>

#include <cereal/types/string.hpp>
#include <stdexcept>

#include "puppet.h"

namespace perdure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// As perdurec would make it of `service charge(customer: string) -> string`.
struct Charge {
  static constexpr std::string_view name = "test.A.charge";
  using Result = std::string;
  std::string customer;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(customer);
  }
};
struct Notify {
  static constexpr std::string_view name = "test.A.notify";
  using Result = void;
  template <class Archive>
  void serialize(Archive&) {}
};

InvokeEffect call(std::string service = "test.A.charge") {
  InvokeEffect effect;
  effect.invocation = "charge.0";
  effect.name = std::move(service);
  if (effect.name == Charge::name) effect.arguments = to_bytes(Charge{"ann"});
  return effect;
}

class Services : public ::testing::TestWithParam<Keeping> {
 protected:
  World& invoking(InvokeEffect effect) {
    add(world, "test.A", [effect](Moment& moment) {
      if (moment.event == "go") moment.effects = {effect};
      if (moment.event == "leave") moment.effects = {CancelInvocationEffect{"charge.0"}};
      return Handled::Taken;
    });
    world.start("a", "test.A");
    return world;
  }
  World world{WorldOptions{.keeping = GetParam()}};
};
INSTANTIATE_TEST_SUITE_P(Keepings, Services, ::testing::Values(Keeping::InMemory, Keeping::Stored));

TEST_P(Services, AnswerAtOnce) {
  invoking(call()).serve<Charge>([](const Charge& charge) { return "from " + charge.customer; });
  world.send("a", "go");
  EXPECT_THAT(heard(world, "a"), ElementsAre("go", "done charge.0: from ann"));
}

TEST_P(Services, MayReturnNothing) {
  int calls = 0;
  invoking(call("test.A.notify")).serve<Notify>([&](const Notify&) { ++calls; });
  world.send("a", "go");
  EXPECT_THAT(heard(world, "a"), ElementsAre("go", "done charge.0"));
  EXPECT_EQ(calls, 1);
}

TEST_P(Services, AnswerLaterWithProgressOnTheWay) {
  invoking(call()).serve<Charge>([](const Charge&, Job& job) {
    EXPECT_EQ(job.session(), "a");
    EXPECT_EQ(job.invocation(), "charge.0");
    job.works(2s);
    job.progress(0.5, "half");
    job.works(2s);
    return std::string("paid");
  });
  world.send("a", "go");
  EXPECT_THAT(heard(world, "a"), ElementsAre("go"));
  world.advance(2s);
  EXPECT_THAT(heard(world, "a"), ElementsAre("go", "progress charge.0: half"));
  world.advance(2s);
  EXPECT_THAT(heard(world, "a"),
              ElementsAre("go", "progress charge.0: half", "done charge.0: paid"));
}

TEST_P(Services, AreTriedAgainWithLongerAndLongerPauses) {
  InvokeEffect effect = call();
  effect.retries = 4;
  effect.backoff = 1s;
  effect.backoff_limit = 3s;
  std::vector<std::pair<std::int64_t, Duration>> attempts;
  const Timestamp begin = world.now();
  invoking(effect).serve<Charge>([&](const Charge&, Job& job) -> std::string {
    attempts.emplace_back(job.attempt(), world.now() - begin);
    if (job.attempt() < 5) throw std::runtime_error("declined");
    return "paid";
  });
  world.send("a", "go");
  world.advance(1h);
  EXPECT_THAT(attempts, ElementsAre(std::pair(1, 0s), std::pair(2, 1s), std::pair(3, 3s),
                                    std::pair(4, 6s), std::pair(5, 9s)));
  EXPECT_THAT(heard(world, "a"), ElementsAre("go", "done charge.0: paid"));
}

TEST_P(Services, FailForGoodAfterTheLastAttempt) {
  InvokeEffect effect = call();
  effect.retries = 1;
  invoking(effect).serve<Charge>([](const Charge&, Job& job) -> std::string {
    throw std::runtime_error("declined " + std::to_string(job.attempt()));
  });
  world.send("a", "go");
  EXPECT_THAT(heard(world, "a"), ElementsAre("go", "failed charge.0: declined 2"));
}

TEST_P(Services, AnAttemptThatTakesTooLongHasFailedAndIsHeardNoMore) {
  InvokeEffect effect = call();
  effect.timeout = 3s;
  invoking(effect).serve<Charge>([](const Charge&, Job& job) {
    job.works(4s);
    job.progress(1, "too late");
    return std::string("too late");
  });
  world.send("a", "go");
  world.advance(3s);
  EXPECT_THAT(heard(world, "a"), ElementsAre("go", "failed charge.0: timed out after 3s"));
  world.advance(1h);
  EXPECT_EQ(heard(world, "a").size(), 2U);
}

TEST_P(Services, CancelledOnesAreHeardNoMore) {
  invoking(call()).serve<Charge>([](const Charge&, Job& job) {
    job.works(4s);
    return std::string("paid");
  });
  world.send("a", "go");
  world.send("a", "leave");
  world.advance(1h);
  EXPECT_THAT(heard(world, "a"), ElementsAre("go", "leave"));
}

TEST_P(Services, WithoutADoubleTheTestAnswers) {
  InvokeEffect effect = call();
  effect.retries = 1;
  effect.backoff = 1s;
  invoking(effect);
  world.send("a", "go");
  EXPECT_EQ(world.call<Charge>().customer, "ann");
  world.progress<Charge>(0.1, "begun");
  const Call first = world.calls().at(0);
  world.fail<Charge>("declined");
  EXPECT_THAT(world.calls(), IsEmpty());
  EXPECT_THROW(world.answer(first, {}), Error);
  world.advance(1s);
  EXPECT_EQ(world.calls().at(0).attempt, 2);
  EXPECT_THROW(world.answer(first, {}), Error) << "that attempt is over";
  world.answer<Charge>("paid");
  EXPECT_THAT(heard(world, "a"),
              ElementsAre("go", "progress charge.0: begun", "done charge.0: paid"));
  EXPECT_THROW(world.answer<Charge>("twice"), Error);
}

TEST_P(Services, TheTestsAnswerCanComeTooLate) {
  InvokeEffect effect = call();
  effect.timeout = 1s;
  invoking(effect);
  world.send("a", "go");
  world.advance(1s);
  EXPECT_THROW(world.answer<Charge>("paid"), Error);
  EXPECT_THAT(heard(world, "a"), ElementsAre("go", "failed charge.0: timed out after 1s"));
}

}  // namespace
}  // namespace perdure::testing
