// What steps have services do, and take back, in one batch.
#include <gmock/gmock.h>

#include <limits>

#include "runtime/turn/dispatch.h"
#include "tests/turn/fakes.h"

namespace perdure::turn {
namespace {

using perdure::testing::FakeBatch;
using perdure::testing::FakeChart;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Events are `invoke charge.1`, `cancel charge.1`, `finish`, and `service`, by the id of the invocation.
class DispatchJobs : public ::testing::Test {
 protected:
  DispatchJobs() {
    charts.add(std::make_unique<FakeChart>(
        [this](std::string_view event, std::string& state, Effects& effects) {
          const std::size_t space = event.find(' ');
          const std::string what(event.substr(0, space));
          const std::string which(space == std::string_view::npos ? "" : event.substr(space + 1));
          if (what == "invoke") {
            InvokeEffect effect = call;
            effect.invocation = which;
            effects.push_back(effect);
          }
          if (what == "cancel") effects.push_back(CancelInvocationEffect{which});
          if (what == "finish") state = "done";
          return Handled::Taken;
        }));
    call.name = "test.Fake.charge";
    call.arguments = perdure::testing::bytes("arguments");
    batch.session("a");
  }
  Dispatched run() { return dispatch(batch, charts, retries); }

  InvokeEffect call;
  FakeBatch batch;
  Charts charts;
  Retries retries;
};

TEST_F(DispatchJobs, AnInvocationMakesAJob) {
  call.retries = 4;
  call.timeout = std::chrono::seconds(30);
  call.backoff = std::chrono::seconds(1);
  call.backoff_limit = std::chrono::minutes(1);
  const EventId cause = batch.event("a", "invoke charge.1").id;
  const BatchWrite write = run().write;
  ASSERT_THAT(write.jobs, SizeIs(1));
  const NewJob& job = write.jobs[0];
  EXPECT_EQ(job.session, "a");
  EXPECT_EQ(job.invocation, "charge.1");
  EXPECT_EQ(job.service, "test.Fake.charge");
  EXPECT_EQ(job.arguments, call.arguments);
  EXPECT_EQ(job.cause, cause);
  EXPECT_EQ(job.attempts, 5);
  EXPECT_EQ(job.timeout, call.timeout);
  EXPECT_EQ(job.backoff, call.backoff);
  EXPECT_EQ(job.backoff_limit, call.backoff_limit);
  EXPECT_NE(job.id, EventId{});
  EXPECT_THAT(write.job_cancels, IsEmpty());
}

TEST_F(DispatchJobs, NumbersThatNoJobCanHaveAreBroughtIntoRange) {
  call.retries = std::numeric_limits<std::int64_t>::max();
  call.timeout = call.backoff = call.backoff_limit = Duration::min();
  batch.event("a", "invoke charge.1");
  const NewJob job = run().write.jobs.at(0);
  EXPECT_EQ(job.attempts, std::numeric_limits<std::int32_t>::max());
  EXPECT_EQ(job.timeout, Duration::zero());
  EXPECT_EQ(job.backoff, Duration::zero());
  EXPECT_EQ(job.backoff_limit, Duration::zero());
}

TEST_F(DispatchJobs, ACancelTakesBackWhatWasMadeBefore) {
  batch.event("a", "cancel charge.1");
  const BatchWrite write = run().write;
  ASSERT_THAT(write.job_cancels, SizeIs(1));
  EXPECT_EQ(write.job_cancels[0].session, "a");
  EXPECT_EQ(write.job_cancels[0].invocation, "charge.1");
}

TEST_F(DispatchJobs, ACancelTakesBackWhatThisBatchMakes) {
  batch.session("b");
  batch.event("a", "invoke charge.1");
  batch.event("b", "invoke charge.1");
  batch.event("a", "cancel charge.1");
  batch.event("a", "invoke charge.2");
  const BatchWrite write = run().write;
  ASSERT_THAT(write.jobs, SizeIs(2));
  EXPECT_EQ(write.jobs[0].session, "b");
  EXPECT_EQ(write.jobs[1].invocation, "charge.2");
  EXPECT_THAT(write.job_cancels, IsEmpty());
}

TEST_F(DispatchJobs, TheEndOfASessionEndsAllOfItsJobs) {
  batch.event("a", "invoke charge.1");
  batch.event("a", "finish");
  const BatchWrite write = run().write;
  EXPECT_THAT(write.jobs, IsEmpty());
  ASSERT_THAT(write.job_cancels, SizeIs(1));
  EXPECT_EQ(write.job_cancels[0].session, "a");
  EXPECT_EQ(write.job_cancels[0].invocation, "");
}

TEST_F(DispatchJobs, WhatNoStoreCanKeepFailsTheStep) {
  for (const std::string bad : {"", "line\nbreak", "\xff"}) {
    FakeBatch other;
    other.session("a");
    other.event("a", "invoke " + bad);
    const BatchWrite write = dispatch(other, charts, retries).write;
    EXPECT_THAT(write.jobs, IsEmpty());
    EXPECT_THAT(write.postponed, SizeIs(1));
  }
}

}  // namespace
}  // namespace perdure::turn
