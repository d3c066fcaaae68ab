// perdure send and perdure tail, on a program's own chart.
#include <gmock/gmock.h>
#include <perdure/runtime.h>

#include <atomic>
#include <nlohmann/json.hpp>
#include <sstream>
#include <streambuf>
#include <string>
#include <thread>

#include "errand.chart.h"
#include "runtime/ops/commands.h"

namespace perdure::ops {
namespace {

using ::testing::HasSubstr;

class Handlers : public desk::errand::Handlers {
 public:
  void stumble(const Step&) override {}
  void whisper(const Step&, const std::string&) override {}
};

class Live : public ::testing::Test {
 protected:
  Live() {
    runtime.add<desk::Errand>(handlers);
    runtime.start<desk::Errand>("a", {.owner = "Ada"});
    runtime.drain();
  }
  int send(const SendRequest& request, bool json = false) {
    out.str("");
    error.str("");
    const int code = ops::send(ada, request, {out, error, json});
    runtime.drain();
    return code;
  }

  Handlers handlers;
  Runtime runtime{open("memory:"), {.migrate = true, .log = LogLevel::Error}};
  operate::Operator ada{runtime.store(), "ada"};
  std::ostringstream out;
  std::ostringstream error;
};

TEST_F(Live, SendsWhatTheChartDeclares) {
  const std::string fields =
      R"({"stops": [{"place": "Oslo", "speed": "fast", "note": null}], "within": "90m", "urgent": true})";
  EXPECT_EQ(send({.session = "a", .event = "go", .fields = fields}), 0);
  EXPECT_THAT(out.str(), HasSubstr("sent go to a as "));
  EXPECT_EQ(runtime.store().read("a")->active, std::vector<std::string>{"Away"});
  EXPECT_EQ(send({.session = "a", .event = "finish", .key = "once"}, true), 0);
  EXPECT_THAT(out.str(), HasSubstr("\"queued\": true"));
  EXPECT_EQ(send({.session = "a", .event = "finish"}), 1);
  EXPECT_EQ(error.str(), "perdure: session `a` is done already\n");
  EXPECT_EQ(send({.session = "b", .event = "finish"}), 1);
  EXPECT_EQ(error.str(), "perdure: there is no session `b`\n");
}

TEST_F(Live, SendsNothingThatItDoesNot) {
  for (const SendRequest& bad :
       std::vector<SendRequest>{{.session = "a", .event = "nothing"},
                                {.session = "a", .event = "go"},
                                {.session = "a", .event = "go", .fields = "{"},
                                {.session = "a", .event = "go", .fields = R"({"stops": 1})"},
                                {.session = "a", .event = "finish", .fields = R"({"more": 1})"}}) {
    EXPECT_THROW(send(bad), Error) << bad.event << ' ' << bad.fields;
  }
  EXPECT_EQ(runtime.store().records().pending("a").size(), 0U);
}

TEST_F(Live, SendsLaterAndOnce) {
  const SendRequest request = {
      .session = "a", .event = "trip", .key = "once", .delay = std::chrono::hours(1)};
  EXPECT_EQ(send(request), 0);
  EXPECT_EQ(send(request), 0);
  EXPECT_EQ(out.str(), "trip was sent before under that key\n");
  EXPECT_EQ(runtime.store().records().pending("a").size(), 1U);
}

TEST_F(Live, WhatIsSentBeginsWithAPerson) {
  EXPECT_EQ(send({.session = "a", .event = "finish"}, true), 0);
  const auto sent = EventId::parse(nlohmann::json::parse(out.str())["id"].get<std::string>());
  out.str("");
  EXPECT_EQ(trace(runtime.store(), sent, 10, {out, error}), 0);
  EXPECT_THAT(out.str(), ::testing::StartsWith("send  to a (desk.Errand)"));
  EXPECT_THAT(out.str(), HasSubstr("operated by ada"));
}

TEST_F(Live, JobsAreRetriedAndCancelledByAPerson) {
  const std::string fields = R"({"stops": [], "within": null, "urgent": true})";
  ASSERT_EQ(send({.session = "a", .event = "go", .fields = fields}), 0);
  JobFilter filter;
  filter.session = "a";
  const std::vector<StoredJob> jobs = runtime.store().jobs().list(filter);
  ASSERT_EQ(jobs.size(), 1U);
  const std::string& job = jobs[0].job.invocation;
  const Output output{out, error};
  EXPECT_EQ(retry_job(ada, "a", job, output), 0);
  EXPECT_EQ(retry_job(ada, "a", "nothing", output), 1);
  EXPECT_THAT(error.str(), HasSubstr("has no job `nothing` that could be retried"));
  ASSERT_EQ(runtime.store().jobs().claim({{jobs[0].job.service}}).size(), 1U);
  EXPECT_EQ(retry_job(ada, "a", job, output), 1);
  EXPECT_THAT(error.str(), HasSubstr("is at work"));
  EXPECT_EQ(cancel_job(ada, "nobody", job, "", output), 1);
  EXPECT_EQ(cancel_job(ada, "a", job, "", output), 0);
  EXPECT_EQ(cancel_job(ada, "a", job, "", output), 1);
  std::vector<std::string> operations;
  for (const JournalEntry& each :
       runtime.store().history().journal({.outcome = JournalOutcome::Operated})) {
    operations.push_back(each.name + " by " + each.done_by);
  }
  EXPECT_EQ(operations,
            (std::vector<std::string>{"send by ada", "retry_job by ada", "cancel_job by ada"}));
}

// Whoever reads goes away once the text was written.
class ReadsUntil : public std::streambuf {
 public:
  explicit ReadsUntil(std::string text) : text_(std::move(text)) {}
  const std::string& all() const { return all_; }

 private:
  std::streamsize xsputn(const char* data, std::streamsize size) override {
    if (all_.find(text_) != std::string::npos) return 0;
    all_.append(data, static_cast<std::size_t>(size));
    return size;
  }
  int overflow(int c) override {
    const char one = static_cast<char>(c);
    return xsputn(&one, 1) == 1 ? c : traits_type::eof();
  }

  std::string text_;
  std::string all_;
};

TEST_F(Live, TellsWhatHappensUntilNobodyReadsIt) {
  runtime.start<desk::Errand>("b", {.owner = "Bob"});
  runtime.drain();
  ReadsUntil reader("\"finish\"");
  std::ostream out_of_it(&reader);
  std::atomic<bool> ends = false;
  // What comes before the tail has begun is not told, so that there has to be more of it.
  std::thread sender([&] {
    while (!ends) {
      runtime.send("a", desk::errand::event::Finish{});
      runtime.send("b", desk::errand::event::Finish{});
      runtime.drain();
      std::this_thread::yield();
    }
  });
  EXPECT_EQ(tail(runtime.store(), {.session = "b"}, {out_of_it, error, true}), 0);
  ends = true;
  sender.join();
  EXPECT_THAT(reader.all(), HasSubstr("{\"number\":"));
  EXPECT_THAT(reader.all(), HasSubstr("\"session\":\"b\""));
  EXPECT_THAT(reader.all(), ::testing::Not(HasSubstr("\"session\":\"a\"")));
}

}  // namespace
}  // namespace perdure::ops
