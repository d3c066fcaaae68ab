// What scrapes and health checks get, and requests that mean no good.
#include <gmock/gmock.h>
#include <httplib.h>
#include <perdure/metrics.h>
#include <perdure/store.h>
#include <perdure/testing_store.h>

namespace perdure {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class MetricsTest : public ::testing::Test {
 protected:
  std::string get(const std::string& path, int status = 200) {
    httplib::Client client(metrics.url());
    const auto result = client.Get(path);
    if (!result) return "no answer";
    EXPECT_EQ(result->status, status) << result->body;
    return result->body;
  }

  Metrics metrics{{.port = 0, .refresh = Duration::zero()}};
};

TEST_F(MetricsTest, BatchesAreCounted) {
  ChartCounts counts[2];
  counts[0].chart = "shop.Order";
  counts[0].taken = 2;
  counts[0].failed = 1;
  counts[1].dead = 1;
  BatchReport report;
  report.claiming = std::chrono::milliseconds(2);
  report.events = 4;
  report.sends = 3;
  report.charts = counts;
  metrics.handled(report);
  metrics.handled(report);
  report.lost = true;
  metrics.handled(report);
  metrics.failed(Error(ErrorKind::StoreUnavailable, "gone"));

  const std::string page = get("/metrics");
  EXPECT_THAT(page, HasSubstr("perdure_events_total{chart=\"shop.Order\",outcome=\"taken\"} 4"));
  EXPECT_THAT(page, HasSubstr("perdure_events_total{chart=\"shop.Order\",outcome=\"failed\"} 2"));
  EXPECT_THAT(page, HasSubstr("perdure_events_total{chart=\"\",outcome=\"dead\"} 2"));
  EXPECT_THAT(page, HasSubstr("perdure_sends_total 6"));
  EXPECT_THAT(page, HasSubstr("perdure_batches_total 2"));
  EXPECT_THAT(page, HasSubstr("perdure_batches_lost_total 1"));
  EXPECT_THAT(page, HasSubstr("perdure_batch_seconds_count{phase=\"claim\"} 3"));
  EXPECT_THAT(page, HasSubstr("perdure_batch_seconds_bucket{phase=\"claim\",le=\"0.001\"} 0"));
  EXPECT_THAT(page, HasSubstr("perdure_batch_events_sum 8"));
  EXPECT_THAT(page, HasSubstr("perdure_store_errors_total{kind=\"store_unavailable\"} 1"));
}

TEST_F(MetricsTest, WhatIsSentIsCounted) {
  EXPECT_THAT(get("/metrics"), HasSubstr("perdure_sent_total{outcome=\"discarded\"} 0"));
  metrics.sent({.queued = 5, .repeated = 1, .buried = 2, .discarded = 3});
  metrics.sent({.queued = 1});
  const std::string page = get("/metrics");
  EXPECT_THAT(page, HasSubstr("perdure_sent_total{outcome=\"queued\"} 6"));
  EXPECT_THAT(page, HasSubstr("perdure_sent_total{outcome=\"repeated\"} 1"));
  EXPECT_THAT(page, HasSubstr("perdure_sent_total{outcome=\"buried\"} 2"));
  EXPECT_THAT(page, HasSubstr("perdure_sent_total{outcome=\"discarded\"} 3"));
}

TEST_F(MetricsTest, AttemptsAtJobsAreCountedAndTimed) {
  using namespace std::chrono_literals;
  metrics.attempted({"shop.Order.charge", 1, AttemptOutcome::Failed, 2ms});
  metrics.attempted({"shop.Order.charge", 2, AttemptOutcome::Done, 2s});
  const std::string page = get("/metrics");
  EXPECT_THAT(
      page,
      HasSubstr("perdure_job_attempts_total{outcome=\"failed\",service=\"shop.Order.charge\"} 1"));
  EXPECT_THAT(
      page,
      HasSubstr("perdure_job_attempts_total{outcome=\"done\",service=\"shop.Order.charge\"} 1"));
  EXPECT_THAT(page,
              HasSubstr("perdure_job_attempt_seconds_count{service=\"shop.Order.charge\"} 2"));
  EXPECT_THAT(
      page,
      HasSubstr("perdure_job_attempt_seconds_bucket{service=\"shop.Order.charge\",le=\"1\"} 1"));
}

TEST_F(MetricsTest, JobsAreShownByServiceAndStateUntilThereAreNone) {
  const auto store = open("memory:");
  metrics.opened(*store);
  store->start({"a", "test.Chart", 1, {}, EventId::random()});
  {
    const auto batch = store->claim({});
    BatchWrite write;
    write.consumed = {0};
    NewJob job;
    job.id = EventId::random();
    job.session = "a";
    job.invocation = "charge.1";
    job.service = "test.Chart.charge";
    write.jobs = {job};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  const std::string waiting = "perdure_jobs{service=\"test.Chart.charge\",state=\"waiting\"} ";
  const std::string running = "perdure_jobs{service=\"test.Chart.charge\",state=\"running\"} ";
  EXPECT_THAT(get("/metrics"), HasSubstr(waiting + "1"));
  const auto claimed = store->jobs().claim({{"test.Chart.charge"}});
  ASSERT_EQ(claimed.size(), 1U);
  std::string page = get("/metrics");
  EXPECT_THAT(page, HasSubstr(waiting + "0"));
  EXPECT_THAT(page, HasSubstr(running + "1"));
  EXPECT_EQ(store->jobs().complete(claimed[0].lease, {}), JobHold::Yours);
  page = get("/metrics");
  EXPECT_THAT(page, HasSubstr(waiting + "0"));
  EXPECT_THAT(page, HasSubstr(running + "0"));
  metrics.closed(*store);
}

// A store whose connections the test makes up.
class Connected : public testing::StoreOver {
 public:
  Connected() : StoreOver(open("memory:")) {}
  StoreConnections now;
  StoreConnections connections() const override { return now; }
};

TEST_F(MetricsTest, ConnectionsOfAllStoresAreShownAndLostOnesStayCounted) {
  Connected one;
  Connected other;
  one.now = {.in_use = 2, .idle = 1, .made = 5, .lost = 2};
  other.now = {.in_use = 1, .idle = 0, .made = 1, .lost = 0};
  metrics.opened(one);
  metrics.opened(other);
  std::string page = get("/metrics");
  EXPECT_THAT(page, HasSubstr("perdure_store_connections{state=\"in_use\"} 3"));
  EXPECT_THAT(page, HasSubstr("perdure_store_connections{state=\"idle\"} 1"));
  EXPECT_THAT(page, HasSubstr("perdure_store_connections_made_total 6"));
  EXPECT_THAT(page, HasSubstr("perdure_store_connections_lost_total 2"));
  metrics.closed(one);
  other.now.lost = 4;
  page = get("/metrics");
  EXPECT_THAT(page, HasSubstr("perdure_store_connections{state=\"in_use\"} 1"));
  EXPECT_THAT(page, HasSubstr("perdure_store_connections_lost_total 6"));
  metrics.closed(other);
}

TEST_F(MetricsTest, StoresAreAskedWhatWaits) {
  const auto store = open("memory:");
  metrics.opened(*store);
  store->start({"a", "test.Chart", 1, {}, EventId::random()});
  const std::string page = get("/metrics");
  EXPECT_THAT(page, HasSubstr("perdure_queue_events{lane=\"0\"} "));
  EXPECT_THAT(page, HasSubstr("perdure_waiting_events 0"));
  EXPECT_THAT(page, HasSubstr("perdure_dead_events 0"));
  EXPECT_THAT(page, Not(HasSubstr("perdure_queue_oldest_seconds 0\n")));
  metrics.closed(*store);
  get("/metrics");
}

TEST_F(MetricsTest, AStoreThatFailsIsNoHealth) {
  EXPECT_EQ(get("/health"), "{\"healthy\":true}\n");
  const auto store = open("memory:");
  metrics.opened(*store);
  EXPECT_EQ(get("/health"), "{\"healthy\":true}\n");
  store->schema().drop();
  EXPECT_THAT(get("/health", 503), HasSubstr("{\"healthy\":false,\"trouble\":\"the memory store"));
  get("/metrics");
  store->schema().migrate();
  EXPECT_EQ(get("/health"), "{\"healthy\":true}\n");
  metrics.closed(*store);
}

TEST_F(MetricsTest, OtherRequestsAreRefused) {
  get("/", 404);
  get("/metrics/../../etc/passwd", 404);
  get("/" + std::string(9000, 'x'), 414);
  httplib::Client client(metrics.url());
  EXPECT_EQ(client.Post("/metrics", "x", "text/plain")->status, 405);
  EXPECT_EQ(client.Post("/metrics", std::string(100000, 'x'), "text/plain")->status, 413);
  EXPECT_EQ(client.Delete("/health")->status, 405);
  get("/health");
}

TEST(Metrics, RefuseAnAddressThatIsNoneOrTaken) {
  const auto kind_of = [](const MetricsOptions& options) {
    try {
      const Metrics metrics(options);
    } catch (const Error& error) {
      return error.kind();
    }
    throw std::logic_error("no error");
  };
  EXPECT_EQ(kind_of({.host = "no such host"}), ErrorKind::InvalidArgument);
  EXPECT_EQ(kind_of({.port = 70000}), ErrorKind::InvalidArgument);
  EXPECT_EQ(kind_of({.port = -1}), ErrorKind::InvalidArgument);
  const Metrics first({.port = 0});
  const int port = std::stoi(first.url().substr(first.url().rfind(':') + 1));
  EXPECT_EQ(kind_of({.port = port}), ErrorKind::InvalidArgument);
}

}  // namespace
}  // namespace perdure
