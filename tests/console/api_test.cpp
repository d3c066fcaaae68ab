// What operators ask of a console, on each store.
#include <gmock/gmock.h>
#include <httplib.h>
#include <openssl/sha.h>

#include <thread>

#include "tests/console/bed.h"

namespace perdure::console {
namespace {

using ::testing::HasSubstr;

class Api : public ConsoleBed {};

std::vector<std::string> ids(const Json& sessions) {
  std::vector<std::string> ids;
  for (const Json& each : sessions) ids.push_back(each.at("id"));
  return ids;
}
using Ids = std::vector<std::string>;

TEST_P(Api, FindsSessions) {
  for (const char* id : {"a", "b/1", "c"}) start(id, std::string("owner of ") + id);
  Answer all = get("/api/sessions");
  ASSERT_EQ(all.status, 200);
  EXPECT_EQ(ids(all.json["sessions"]), (Ids{"a", "b/1", "c"}));
  EXPECT_EQ(all.json["next"], nullptr);
  EXPECT_EQ(all.json["sessions"][0]["active"], Json::array({"Home"}));
  Answer some = get("/api/sessions?limit=2");
  EXPECT_EQ(some.json["next"], "b/1");
  EXPECT_EQ(ids(get("/api/sessions?after=b%2F1").json["sessions"]), Ids{"c"});
  EXPECT_EQ(ids(get("/api/sessions?prefix=b").json["sessions"]), Ids{"b/1"});
  EXPECT_EQ(
      ids(get("/api/sessions?chart=desk.Errand&state=Home&status=running").json["sessions"]).size(),
      3U);
  EXPECT_EQ(ids(get("/api/sessions?state=Away").json["sessions"]), Ids{});
  EXPECT_EQ(ids(get("/api/sessions?created_until=2000-01-01").json["sessions"]), Ids{});
  const std::string where = "/api/sessions?chart=desk.Errand&where=";
  EXPECT_EQ(ids(get(where + encoded("owner=owner of b/1")).json["sessions"]), Ids{"b/1"});
  EXPECT_EQ(ids(get(where + encoded("weight>=1") + "&state=Home").json["sessions"]).size(), 3U);
  EXPECT_EQ(ids(get(where + encoded("weight>1")).json["sessions"]), Ids{});
  EXPECT_EQ(get(where + "stops%3D1").status, 400);
  EXPECT_EQ(get(where + "weight%3Dmuch").status, 400);
  EXPECT_EQ(get("/api/sessions?where=weight%3D1").status, 400);
}

TEST_P(Api, ShowsASession) {
  start("a");
  ASSERT_EQ(post("/api/sessions/a/events", {{"event", "go"}, {"fields", stops()}}).status, 202);
  runtime->drain();
  const Answer shown = get("/api/sessions/a");
  ASSERT_EQ(shown.status, 200);
  EXPECT_EQ(shown.json["active"], Json::array({"Away"}));
  EXPECT_EQ(shown.json["decoded"]["data"]["stops"][0]["place"], "Oslo");
  EXPECT_EQ(shown.json["decoded"]["params"]["owner"], "Ada");
  const Answer pending = get("/api/sessions/a/pending");
  ASSERT_EQ(pending.json["pending"].size(), 1U);
  EXPECT_EQ(pending.json["pending"][0]["kind"], "timer");
  const Answer moment = get("/api/sessions/a/moment");
  EXPECT_EQ(moment.json["left"], Json::array({"Home"}));
  EXPECT_EQ(moment.json["entered"], Json::array({"Away"}));
  EXPECT_EQ(moment.json["timer"], pending.json["pending"][0]["name"]);
  EXPECT_EQ(get("/api/sessions/a/tokens").json["tokens"][0]["accepts"], Json::array({"finish"}));
  EXPECT_EQ(get("/api/sessions/a/jobs").json["jobs"][0]["arguments"]["place"], "Ada");
  EXPECT_EQ(get("/api/sessions/a/tree").json["tree"].size(), 1U);
  const Answer picture = get("/api/sessions/a/diagram?theme=dark");
  EXPECT_EQ(picture.type, "image/svg+xml");
  EXPECT_THAT(picture.body, HasSubstr("<svg"));
  EXPECT_EQ(get("/api/sessions/nobody").status, 404);
  EXPECT_EQ(get("/api/sessions/nobody/diagram").status, 404);
}

TEST_P(Api, TellsWhatHappenedAndWhoDidIt) {
  start("a");
  const Answer sent = post("/api/sessions/a/events", {{"event", "go"}, {"fields", stops()}});
  runtime->drain();
  const Answer journal = get("/api/sessions/a/journal");
  const Json& entries = journal.json["entries"];  // Latest first.
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0]["name"], "go");
  EXPECT_EQ(entries[0]["event"], sent.json["event"]);
  EXPECT_EQ(entries[1]["name"], "send");
  EXPECT_EQ(entries[1]["outcome"], "operated");
  EXPECT_EQ(entries[1]["done_by"], "alice");
  EXPECT_EQ(entries[0]["cause"], entries[1]["event"]);
  EXPECT_EQ(entries[2]["name"], "start");
  const std::string id = entries[0]["event"];
  const Answer causes = get("/api/events/" + id + "/causes");
  EXPECT_EQ(causes.json["root"], entries[1]["event"]);
  EXPECT_EQ(causes.json["events"][0]["done_by"], "alice");
  EXPECT_EQ(get("/api/events?id=" + id).json["events"].size(), 1U);
  EXPECT_EQ(get("/api/journal?outcome=operated").json["entries"].size(), 1U);
  EXPECT_EQ(get("/api/journal?session=a&limit=1").json["entries"][0]["name"], "start");
  const Answer first = get("/api/sessions/a/journal?limit=1");
  EXPECT_NE(first.json["next"], nullptr);
  const Answer second =
      get("/api/sessions/a/journal?limit=1&after=" + first.json["next"].get<std::string>());
  EXPECT_NE(second.json["entries"].back()["event"], entries[0]["event"]);
}

TEST_P(Api, SendsWhatTheChartDeclares) {
  start("a");
  const auto send = [&](const Json& body) { return post("/api/sessions/a/events", body); };
  EXPECT_EQ(send({{"event", "go"}}).status, 422) << "fields are missing";
  EXPECT_EQ(send({{"event", "go"}, {"fields", {{"stops", 1}}}}).status, 422);
  EXPECT_EQ(send({{"event", "nothing of the kind"}}).status, 422);
  EXPECT_EQ(send({{"fields", Json::object()}}).status, 400);
  EXPECT_EQ(send({{"event", "finish"}, {"more", 1}}).status, 400);
  EXPECT_EQ(get("/api/journal?outcome=operated").json["entries"].size(), 0U) << "nothing was done";
  EXPECT_EQ(send({{"event", "finish"}, {"key", "once"}}).status, 202);
  EXPECT_EQ(send({{"event", "finish"}, {"key", "once"}}).json["event"], nullptr);
  EXPECT_EQ(send({{"event", "finish"}, {"delay_ms", 3600000}, {"send_id", "later"}}).status, 202);
  EXPECT_EQ(post("/api/sessions/a/events/cancel", {{"send_id", "later"}}).json["cancelled"], 1);
}

TEST_P(Api, SuspendsResumesAndEnds) {
  start("a");
  EXPECT_EQ(post("/api/sessions/a/resume").status, 409);
  EXPECT_EQ(post("/api/sessions/a/suspend", {{"reason", "wait"}}).status, 200);
  EXPECT_EQ(get("/api/sessions/a").json["failure"], "wait");
  EXPECT_EQ(post("/api/sessions/a/suspend").status, 409);
  EXPECT_EQ(ids(get("/api/sessions?trouble=suspended").json["sessions"]), Ids{"a"});
  EXPECT_EQ(post("/api/sessions/a/resume").status, 200);
  EXPECT_EQ(post("/api/sessions/a/end").status, 202);
  runtime->drain();
  EXPECT_EQ(get("/api/sessions/a").json["status"], "cancelled");
  EXPECT_EQ(post("/api/sessions/a/end").status, 409);
  EXPECT_EQ(post("/api/sessions/a/events", {{"event", "finish"}}).status, 409);
  EXPECT_EQ(post("/api/sessions/nobody/end").status, 404);
}

// A handler that throws is found and mended.
TEST_P(Api, MendsWhatFailed) {
  start("a");
  post("/api/sessions/a/events", {{"event", "trip"}});
  runtime->drain();
  const Answer troubled = get("/api/sessions?trouble=suspended");
  ASSERT_EQ(ids(troubled.json["sessions"]), Ids{"a"});
  EXPECT_THAT(troubled.json["sessions"][0]["failure"].get<std::string>(),
              HasSubstr("<b>stone</b>"));
  EXPECT_EQ(get("/api/sessions/a/pending").json["pending"][0]["name"], "trip") << "it is not lost";
  clumsy.mended = true;
  EXPECT_EQ(post("/api/sessions/a/resume").status, 200);
  runtime->drain();
  const Answer mended = get("/api/sessions/a");
  EXPECT_EQ(mended.json["status"], "running");
  EXPECT_EQ(mended.json["failure"], "");
  EXPECT_EQ(get("/api/journal?session=a&event=trip").json["entries"].size(), 1U);
}

TEST_P(Api, SettlesWhatIsDead) {
  start("a");
  bury("a", {"finish", "finish"});
  const Answer dead = get("/api/dead?session=a");
  ASSERT_EQ(dead.json["dead"].size(), 2U);
  EXPECT_EQ(ids(get("/api/sessions?trouble=dead").json["sessions"]), Ids{"a"});
  const Json event = dead.json["dead"][0]["id"];
  EXPECT_EQ(post("/api/dead/retry").status, 400) << "which?";
  EXPECT_EQ(post("/api/dead/retry", {{"event", event}}).json["retried"], 1);
  EXPECT_EQ(post("/api/dead/retry", {{"event", event}}).status, 404);
  EXPECT_EQ(post("/api/dead/discard", {{"session", "a"}}).json["discarded"], 1);
  runtime->drain();
  const Answer operated = get("/api/journal?session=a&outcome=operated");
  std::vector<std::string> names;
  for (const Json& each : operated.json["entries"]) names.push_back(each["name"]);
  EXPECT_EQ(names, (std::vector<std::string>{"retry", "discard"}));
}

TEST_P(Api, RetriesAllThatIsDeadInAsManyRequestsAsItTakes) {
  start("a");
  const std::vector<EventId> events = bury("a", std::vector<std::string>(1050, "finish"));
  Json body = {{"chart", "desk.Errand"}};
  std::int64_t count = 0;
  int requests = 0;
  while (requests < 1000) {
    ++requests;
    const Answer answer = post("/api/dead/retry", body);
    ASSERT_EQ(answer.status, 200) << answer.body;
    count += answer.json["retried"].get<std::int64_t>();
    if (answer.json["before"].is_null()) break;
    body["before"] = answer.json["before"];
  }
  EXPECT_EQ(count, 1050);
  EXPECT_GE(requests, 2);
  EXPECT_EQ(get("/api/dead").json["dead"].size(), 0U);
  const auto batch = runtime->store().claim({});
  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->events().front().id, events.front()) << "oldest first";
}

TEST_P(Api, LetsWorkersInAnyLanguageDoJobs) {
  start("a");
  post("/api/sessions/a/events", {{"event", "go"}, {"fields", stops()}});
  runtime->drain();
  const Json services = Json::array({"desk.Errand.fetch"});
  const Answer claimed = post("/api/jobs/claim", {{"services", services}, {"worker", "python"}});
  ASSERT_EQ(claimed.json["jobs"].size(), 1U);
  const Json job = claimed.json["jobs"][0];
  EXPECT_EQ(job["arguments"], Json({{"place", "Ada"}, {"again", false}}));
  const Json lease = job["lease"];
  EXPECT_EQ(post("/api/jobs/heartbeat", {{"lease", lease}}).json["hold"], "yours");
  EXPECT_EQ(post("/api/jobs/progress", {{"lease", lease}, {"done", 0.5}}).status, 200);
  EXPECT_EQ(post("/api/jobs/checkpoint", {{"lease", lease}, {"checkpoint", {{"at", 5}}}}).status,
            200);
  EXPECT_EQ(get("/api/jobs?state=running").json["jobs"][0]["worker"], "python");
  EXPECT_EQ(post("/api/jobs/complete", {{"lease", lease}, {"result", 5}}).status, 422);
  EXPECT_EQ(post("/api/jobs/release", {{"lease", lease}}).status, 200);
  EXPECT_EQ(post("/api/jobs/fail", {{"lease", lease}, {"why", "late"}}).json["hold"], "lost");
  const Answer again = post("/api/jobs/claim", {{"services", services}});
  ASSERT_EQ(again.json["jobs"].size(), 1U);
  EXPECT_EQ(again.json["jobs"][0]["checkpoint"], Json({{"at", 5}}));
  EXPECT_EQ(post("/api/jobs/complete",
                 {{"lease", again.json["jobs"][0]["lease"]}, {"result", "a parcel"}})
                .json["hold"],
            "yours");
  EXPECT_EQ(get("/api/jobs").json["jobs"].size(), 0U);
}

TEST_P(Api, RetriesAndCancelsJobs) {
  start("a");
  post("/api/sessions/a/events", {{"event", "go"}, {"fields", stops()}});
  runtime->drain();
  const Answer jobs = get("/api/jobs?session=a");
  ASSERT_EQ(jobs.json["jobs"].size(), 1U);
  const std::string job =
      "/api/sessions/a/jobs/" + encoded(jobs.json["jobs"][0]["invocation"].get<std::string>());
  EXPECT_EQ(post(job + "/retry").status, 200);
  EXPECT_EQ(post(job + "/cancel", {{"reason", "no more"}}).status, 200);
  EXPECT_EQ(post(job + "/cancel").status, 404);
  EXPECT_EQ(post("/api/sessions/a/jobs/nothing/retry").status, 404);
  Ids operations;
  const Answer operated = get("/api/journal?outcome=operated");
  for (const Json& each : operated.json["entries"]) operations.push_back(each["name"]);
  EXPECT_EQ(operations, (Ids{"send", "retry_job", "cancel_job"})) << "not what could not be done";
}

TEST_P(Api, PagesThroughJobs) {
  for (const char* id : {"a", "b", "c"}) {
    start(id);
    post("/api/sessions/" + std::string(id) + "/events", {{"event", "go"}, {"fields", stops()}});
  }
  runtime->drain();
  Ids seen;
  std::string after;
  for (int i = 0; i < 5; ++i) {
    const Answer page = get("/api/jobs?limit=1&after=" + encoded(after));
    for (const Json& job : page.json["jobs"]) seen.push_back(job["session"]);
    if (page.json["next"].is_null()) break;
    after = page.json["next"];
  }
  EXPECT_EQ(seen, (Ids{"a", "b", "c"}));
}

TEST_P(Api, RedeemsTokens) {
  start("a");
  post("/api/sessions/a/events", {{"event", "go"}, {"fields", stops()}});
  runtime->drain();
  const auto redeem = [&](const std::string& secret, const std::string& event) {
    return post("/api/tokens/redeem",
                {{"token", secret}, {"event", event}, {"chart", "desk.Errand"}});
  };
  EXPECT_EQ(redeem("nobody's", "finish").status, 404);
  EXPECT_EQ(redeem("nobody's", "what").status, 422);
  EXPECT_EQ(redeem(clumsy.secret, "trip").status, 409);
  EXPECT_EQ(get("/api/journal?event=redeem").json["entries"].size(), 0U) << "nothing was done";
  const Answer redeemed = redeem(clumsy.secret, "finish");
  EXPECT_EQ(redeemed.status, 202);
  EXPECT_EQ(redeem(clumsy.secret, "finish").status, 404) << "once";
  runtime->drain();
  EXPECT_EQ(get("/api/sessions/a").json["status"], "done");
  const Answer causes = get("/api/events/" + redeemed.json["event"].get<std::string>() + "/causes");
  EXPECT_EQ(causes.json["events"][0]["name"], "redeem");
  EXPECT_EQ(causes.json["events"][0]["done_by"], "alice");
}

TEST_P(Api, ListsChartsWithTheirSessions) {
  start("a");
  Answer charts = get("/api/charts");
  for (int i = 0; i < 10'000 && charts.json["counted"].is_null(); ++i) charts = get("/api/charts");
  ASSERT_EQ(charts.json["charts"].size(), 1U);
  EXPECT_EQ(charts.json["charts"][0]["sessions"], Json({{"running", 1}}));
  EXPECT_EQ(get("/api/charts/desk.Errand/1").json["name"], "desk.Errand");
  EXPECT_EQ(get("/api/charts/desk.Errand/0").status, 200) << "the latest";
  EXPECT_EQ(get("/api/charts/desk.Errand/2").status, 404);
  EXPECT_EQ(get("/api/charts/desk.Errand/x").status, 400);
  EXPECT_THAT(get("/api/charts/desk.Errand/1/diagram").body, HasSubstr("Away"));
}

TEST_P(Api, TellsHowTheWorkGoes) {
  for (int i = 0; i < 1000 && get("/api/metrics").json["samples"].empty(); ++i)
    std::this_thread::yield();
  EXPECT_FALSE(get("/api/metrics?minutes=5").json["samples"].empty());
  EXPECT_FALSE(get("/api/lanes").json["lanes"].empty());
  EXPECT_EQ(get("/api/metrics?minutes=0").status, 400);
  EXPECT_EQ(get("/api/me").json["name"], "alice");
  EXPECT_EQ(get("/api/health").json["healthy"], true);
}

// Reads a stream until it has said `text`.
std::string read_until(int port, const std::string& target, const std::string& text,
                       const std::function<void()>& when_it_begins) {
  httplib::Client client("127.0.0.1", port);
  client.set_read_timeout(60);
  std::string all;
  client.Get(target.c_str(), [&](const char* data, std::size_t size) {
    if (all.empty()) when_it_begins();
    all.append(data, size);
    return all.find(text) == std::string::npos;
  });
  return all;
}

TEST_P(Api, TellsThoseWhoWatchWhatChanges) {
  start("a");
  start("b");
  const std::string own = read_until(port, "/api/live?session=a", R"("revision":2)", [&] {
    runtime->send("a", desk::errand::event::Finish{});
    runtime->send("b", desk::errand::event::Finish{});
    runtime->drain();
  });
  EXPECT_THAT(own, HasSubstr("event: session\ndata: {\"id\":\"a\",\"revision\":2"));
  EXPECT_THAT(own, ::testing::Not(HasSubstr("\"id\":\"b\"")));
  EXPECT_EQ(get("/api/live?session=nobody").status, 404);
}

TEST_P(Api, TellsOfAllThatHappensInTheOrderItDoes) {
  start("a");
  std::atomic<bool> ends = false;
  std::thread sender;
  // Whatever comes before the watch has begun is nobody's news, so that there has to be more of it.
  const std::string all = read_until(port, "/api/live", "event: activity", [&] {
    sender = std::thread([&] {
      while (!ends) {
        runtime->send("a", desk::errand::event::Finish{});
        runtime->drain();
      }
    });
  });
  ends = true;
  sender.join();
  EXPECT_THAT(all, HasSubstr("\"name\":\"finish\""));
}

INSTANTIATE_TEST_SUITE_P(Stores, Api, ::testing::ValuesIn(all_stores()),
                         [](const auto& store) { return store.param.name; });

}  // namespace
}  // namespace perdure::console
