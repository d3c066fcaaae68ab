// A worker that knows JSON alone does the work of a service of a chart.
#include "runtime/foreign/jobs.h"

#include <gmock/gmock.h>
#include <perdure/runtime.h>
#include <perdure/testing_store.h>

#include <functional>

#include "journey.chart.h"

namespace perdure::foreign {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using travel::Journey;
using travel::journey::event::Start;
using namespace std::chrono_literals;

constexpr const char* Book = "travel.Journey.book";

class ForeignJobs : public ::testing::Test {
 protected:
  ForeignJobs() {
    runtime.add<Journey>(handlers);
    runtime.start<Journey>("j-1", {"Ada", travel::Class::first});
    runtime.send("j-1", Start{{{"Oslo", travel::Class::first, {12}, 90min}}, {}});
    runtime.drain();
  }

  Json ask(std::string_view name, const std::string& request) {
    return jobs.call(name, Json::parse(request));
  }
  Json call(std::string_view name, const Json& lease, Json more = Json::object()) {
    more["lease"] = lease;
    return jobs.call(name, more);
  }
  Json claim_one() {
    const Json all = ask("claim", R"({"services": ["travel.Journey.book"], "worker": "python"})");
    EXPECT_EQ(all["jobs"].size(), 1U);
    return all["jobs"].empty() ? Json() : all["jobs"][0];
  }
  std::vector<std::string> active() {
    runtime.drain();
    return runtime.store().read("j-1")->active;
  }

  testing::Clock clock;
  Journey::Handlers handlers;
  Runtime runtime{testing::memory_store(clock), {.log = LogLevel::Error}};
  Jobs jobs{runtime.store()};
};

std::string refusal(const std::function<void()>& what) {
  try {
    what();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::InvalidArgument) << error.what();
    return error.what();
  }
  return "";
}

TEST_F(ForeignJobs, AWorkerIsToldOfItsJob) {
  const Json job = claim_one();
  EXPECT_EQ(job["service"], Book);
  EXPECT_EQ(job["arguments"], Json::parse(R"({"leg": {"from": "Oslo", "class": "first", "price": 12,
                                                      "took": "90m"}, "again": false})"));
  EXPECT_EQ(job["lease"]["session"], "j-1");
  EXPECT_EQ(job["lease"]["invocation"], "booking.1");
  EXPECT_EQ(job["attempt"], 1);
  EXPECT_EQ(job["checkpoint"], nullptr);
  EXPECT_EQ(job["leased_until"], "2020-01-02T12:00:30.000000Z");
  EXPECT_EQ(runtime.store().jobs().list({})[0].worker, "python");
  EXPECT_THAT(ask("claim", R"({"services": ["travel.Journey.book"]})")["jobs"], IsEmpty());
}

TEST_F(ForeignJobs, ItsResultIsTheSessionsEvent) {
  const Json lease = claim_one()["lease"];
  EXPECT_EQ(call("complete", lease, {{"result", "booked"}}), Json({{"hold", "yours"}}));
  EXPECT_THAT(active(), ElementsAre("Sitting", "Reading"));
  EXPECT_EQ(runtime.read<Journey>("j-1")->snapshot.get<travel::journey::state::Travelling>().noted,
            std::vector<std::string>{"booked"});
  EXPECT_EQ(call("complete", lease, {{"result", "twice"}}), Json({{"hold", "lost"}}));
}

TEST_F(ForeignJobs, AResultOfAnotherTypeIsRefusedAndTheLeaseStaysGood) {
  const Json lease = claim_one()["lease"];
  for (const char* wrong : {"7", "null", "[]", "{\"result\": \"x\"}"}) {
    EXPECT_THAT(refusal([&] {
                  call("complete", lease, {{"result", Json::parse(wrong)}});
                }),
                HasSubstr("result of `travel.Journey.book`: want a text"));
  }
  EXPECT_THAT(refusal([&] { call("complete", lease); }), HasSubstr("want a text, not null"));
  EXPECT_EQ(call("heartbeat", lease)["hold"], "yours");
  EXPECT_EQ(call("complete", lease, {{"result", "at last"}})["hold"], "yours");
}

TEST_F(ForeignJobs, AResultMayBeBytes) {
  const Json lease = claim_one()["lease"];
  EXPECT_NE(refusal([&] { call("complete", lease, {{"result_bytes", "0g"}}); }), "");
  EXPECT_EQ(call("complete", lease,
                 {{"result_bytes",
                   "0200000000000000"
                   "6f6b"}})["hold"],
            "yours");
  EXPECT_THAT(active(), ElementsAre("Sitting", "Reading"));
}

TEST_F(ForeignJobs, AFailureIsTheSessionsToo) {
  EXPECT_EQ(call("fail", claim_one()["lease"], {{"why", "no seats"}, {"for_good", true}})["hold"],
            "yours");
  EXPECT_THAT(active(), ElementsAre("Home"));
}

TEST_F(ForeignJobs, ProgressIsHeardAndCheckpointsAreForTheNextAttempt) {
  const Json lease = claim_one()["lease"];
  EXPECT_EQ(call("progress", lease, {{"done", 0.5}, {"text", "half"}})["hold"], "yours");
  EXPECT_EQ(call("checkpoint", lease, {{"checkpoint", {{"page", 7}}}})["hold"], "yours");
  runtime.drain();
  EXPECT_EQ(runtime.read<Journey>("j-1")->snapshot.data().count, 1)
      << "what the chart does of progress";
  EXPECT_EQ(call("release", lease)["hold"], "yours");
  const Json again = claim_one();
  EXPECT_EQ(again["checkpoint"], Json({{"page", 7}}));
  EXPECT_EQ(again["attempt"], 1) << "one that was given back was none";
}

TEST_F(ForeignJobs, ACheckpointOfAnotherKindOfWorkerIsBytes) {
  const Json lease = claim_one()["lease"];
  const JobLease same{"j-1", "booking.1", lease["fence"].get<std::int64_t>()};
  JobNews news;
  news.checkpoint = Bytes{std::byte{255}};
  runtime.store().jobs().heartbeat(same, 1min, news);
  call("release", lease);
  const Json job = claim_one();
  EXPECT_EQ(job["checkpoint"], nullptr);
  EXPECT_EQ(job["checkpoint_bytes"], "ff");
}

TEST_F(ForeignJobs, ALeaseIsKeptByHeartbeatsAndLostWithoutThem) {
  const Json lease = claim_one()["lease"];
  clock.advance(20s);
  EXPECT_EQ(call("heartbeat", lease, {{"for", "1m"}})["hold"], "yours");
  clock.advance(50s);
  EXPECT_EQ(call("heartbeat", lease, {{"for", "1m"}})["hold"], "yours");
  clock.advance(61s);
  runtime.store().jobs().claim({{Book}, 0});  // Somebody looks.
  for (const char* name : {"heartbeat", "release"}) EXPECT_EQ(call(name, lease)["hold"], "lost");
  EXPECT_EQ(call("fail", lease, {{"why", "x"}})["hold"], "lost");
  EXPECT_EQ(call("complete", lease, {{"result", "x"}})["hold"], "lost");
  EXPECT_THAT(active(), ElementsAre("Home")) << "there was one attempt";
}

TEST_F(ForeignJobs, ALeaseOfAnotherFenceIsLost) {
  Json lease = claim_one()["lease"];
  lease["fence"] = lease["fence"].get<std::int64_t>() - 1;
  EXPECT_EQ(call("complete", lease, {{"result", "x"}})["hold"], "lost");
  lease["session"] = "nobody";
  EXPECT_EQ(call("complete", lease, {{"result", "x"}})["hold"], "lost");
  EXPECT_EQ(call("heartbeat", lease)["hold"], "lost");
}

TEST_F(ForeignJobs, AJobWhoseStateWasLeftIsCancelled) {
  const Json lease = claim_one()["lease"];
  runtime.send("j-1", travel::journey::event::Pause{});
  runtime.drain();
  EXPECT_EQ(call("heartbeat", lease)["hold"], "cancelled");
}

TEST_F(ForeignJobs, ArgumentsThatCannotBeReadAreBytes) {
  ChartVersion chart;
  chart.name = Journey::chart_name;
  chart.version = Journey::chart_version;
  chart.shape = Journey::chart_shape;
  runtime.store().registry().add(chart);  // As a program does that has no definition.
  const Json job = claim_one();
  EXPECT_EQ(job["arguments"], nullptr);
  EXPECT_THAT(job["unread"].get<std::string>(), HasSubstr("was registered without a definition"));
  EXPECT_EQ(job["arguments_bytes"].get<std::string>().substr(0, 24),
            "0400000000000000"
            "4f736c6f");
}

TEST_F(ForeignJobs, RequestsThatAreNoneAreRefusedAndChangeNothing) {
  const Json lease = claim_one()["lease"];
  EXPECT_EQ(refusal([&] { jobs.call("steal", Json::object()); }), "jobs have no call `steal`");
  const auto said = [&](const char* name, const char* request) {
    return refusal([&] { ask(name, request); });
  };
  for (const std::string_view name : Jobs::calls()) {
    for (const char* none : {"7", "null", "[]", "\"x\""}) {
      EXPECT_THAT(refusal([&] { jobs.call(name, Json::parse(none)); }),
                  HasSubstr("want an object"));
    }
    EXPECT_NE(refusal([&] { jobs.call(name, Json::object()); }), "") << name;
    EXPECT_NE(refusal([&] {
                call(
                    name, lease,
                    {{"why", "x"}, {"result", "x"}, {"done", 0.1}, {"checkpoint", 1}, {"more", 1}});
              }),
              "")
        << name;
  }
  EXPECT_EQ(said("claim", R"({"services": []})"),
            "claim: `services`: want a list of 1 to 1000 texts");
  EXPECT_EQ(said("claim", R"({"services": [1]})"), "claim: `services`: want a list of texts");
  EXPECT_EQ(said("claim", R"({"services": ["a"], "limit": 1001})"),
            "claim: `limit`: want a number from 0 to 1000");
  EXPECT_EQ(said("claim", R"({"services": ["a"], "limit": 18446744073709551615})"),
            "claim: `limit`: want a whole number");
  EXPECT_EQ(said("claim", R"({"services": ["a"], "for": 30})"),
            "claim: `for`: want a duration such as \"30s\"");
  EXPECT_NE(said("claim", R"({"services": ["a"], "for": "-1s"})"), "");
  EXPECT_EQ(said("heartbeat", R"({"lease": {"session": "j-1"}})"),
            "heartbeat: `lease`: `invocation`: want a text");
  EXPECT_EQ(said("heartbeat", R"({"lease": {"session": "j-1", "invocation": "x", "fence": 1.5}})"),
            "heartbeat: `lease`: `fence`: want a whole number");
  EXPECT_EQ(said("heartbeat",
                 R"({"lease": {"session": "j-1", "invocation": "x", "fence": 1, "lane": 0}})"),
            "heartbeat: `lease`: there is no `lane`");
  EXPECT_NE(refusal([&] { call("progress", lease, {{"done", 2}}); }), "");
  EXPECT_NE(refusal([&] { call("progress", lease, {{"done", "half"}}); }), "");
  EXPECT_NE(refusal([&] { call("fail", lease, {{"why", 1}}); }), "");
  const std::string deep = std::string(1'000'000, '[') + std::string(1'000'000, ']');
  // It is put in its place by moving it: to copy it would take more stack than there is.
  Json request = {{"lease", lease}};
  request["checkpoint"] = Json::parse(deep);
  EXPECT_EQ(refusal([&] { jobs.call("checkpoint", request); }), "checkpoint: it nests too deep");
  EXPECT_EQ(call("heartbeat", lease)["hold"], "yours");
}

}  // namespace
}  // namespace perdure::foreign
