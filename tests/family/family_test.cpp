// A parent and what it invokes, through each store, with a runtime that is made anew as often as may be.
#include <gmock/gmock.h>
#include <perdure/runtime.h>

#include <set>

#include "children.chart.h"
#include "defer.chart.h"
#include "tests/faults/stores.h"

namespace perdure {
namespace {

using behave::Children;
using behave::Defer;
using behave::Payment;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
namespace children = behave::children;
namespace defer = behave::defer;
namespace payment = behave::payment;

const std::string Child = "me/payment.1";

class Family : public ::testing::TestWithParam<faults::SharedStore> {
 protected:
  Family() : place_(GetParam().make()) {
    Runtime(open(place_->uri()), {.migrate = true, .log = LogLevel::Error});
    reopen();
  }

  // As a new process would.
  void reopen() {
    runtime_.reset();
    runtime_ = std::make_unique<Runtime>(
        open(place_->uri()), RuntimeOptions{.threads = 2, .batch = 3, .log = LogLevel::Error});
    runtime_->add<Children>(children_);
    runtime_->add<Payment>(payments_);
    runtime_->add<Defer>(defers_);
  }
  Runtime& runtime() { return *runtime_; }
  void drain() {
    runtime_->drain();
    reopen();
  }
  template <class Event>
  void send(const std::string& to, const Event& event) {
    runtime_->send(to, event);
    drain();
  }

  StoredSession stored(const std::string& id) { return runtime_->store().read(id).value(); }
  std::vector<std::string> active(const std::string& id) { return stored(id).active; }
  SessionStatus status(const std::string& id) { return stored(id).status; }
  std::vector<std::string> journal(const std::string& id) {
    std::vector<std::string> lines;
    for (const JournalEntry& entry : runtime_->store().history().journal(id, 0, 1000)) {
      lines.push_back(std::string(name(entry.kind)) + " " + entry.name + " " +
                      std::string(name(entry.outcome)));
    }
    return lines;
  }
  std::vector<std::string> pending(const std::string& id) {
    std::vector<std::string> names;
    for (const PendingEvent& event : runtime_->store().records().pending(id)) {
      names.push_back((event.deferred ? "deferred " : "") + event.name);
    }
    return names;
  }

 private:
  std::unique_ptr<faults::TemporaryStore> place_;
  Children::Handlers children_;
  Payment::Handlers payments_;
  Defer::Handlers defers_;
  std::unique_ptr<Runtime> runtime_;
};

TEST_P(Family, AChildIsStartedHeardAndDone) {
  runtime().start<Children>("me", {}, {.tenant = "acme"});
  send("me", children::event::Go{10});
  EXPECT_THAT(active("me"), ElementsAre("Paying"));
  EXPECT_THAT(stored("me").invoked, ElementsAre(Invoked{"payment.1", Child}));
  EXPECT_EQ(stored(Child).parent, "me");
  EXPECT_EQ(stored(Child).invocation, "payment.1");
  EXPECT_EQ(stored(Child).tenant, "acme");

  send("me", children::event::Help{4});                 // Which the parent sends on to it.
  EXPECT_THAT(pending("me"), ElementsAre("progress"));  // Sent with a delay.
  send(Child, payment::event::Pay{6});
  EXPECT_EQ(status(Child), SessionStatus::Done);
  EXPECT_THAT(active("me"), ElementsAre("Idle"));
  EXPECT_THAT(stored("me").invoked, IsEmpty());
  EXPECT_THAT(pending("me"), IsEmpty()) << "what was sent for later ends with its sender";
  EXPECT_THAT(journal("me"),
              ElementsAre("start start taken", "event go taken", "emitted asked taken",
                          "event help taken", "emitted progress taken", "done done taken"));

  // Ended sessions stay as they are, however often they are read and sent to.
  send(Child, payment::event::Pay{1});
  EXPECT_EQ(status(Child), SessionStatus::Done);
  EXPECT_EQ(journal(Child).back(), "event pay finished");
  EXPECT_TRUE(runtime().read<Payment>(Child)->snapshot.done());
  EXPECT_THAT(active("me"), ElementsAre("Idle"));
}

TEST_P(Family, LeavingTheStateCancelsAllThatHangsOnIt) {
  runtime().start<Children>("me");
  send("me", children::event::Go{10});
  send(Child, payment::event::Pass{});
  const std::string grandchild = Child + "/other.1";
  EXPECT_THAT(active(grandchild), ElementsAre("Waiting"));
  EXPECT_THAT(pending(grandchild), ElementsAre("Waiting.after.0"));
  std::vector<std::string> tree;
  for (const TreeNode& node : runtime().store().records().tree("me", 100)) tree.push_back(node.id);
  EXPECT_THAT(tree, ElementsAre("me", Child, grandchild));

  send("me", children::event::Stop{});
  EXPECT_THAT(active("me"), ElementsAre("Idle"));
  for (const std::string& id : {Child, grandchild}) {
    EXPECT_EQ(status(id), SessionStatus::Cancelled) << id;
    EXPECT_EQ(journal(id).back(), "cancel cancel taken");
    EXPECT_THAT(active(id), IsEmpty());
    EXPECT_THAT(pending(id), IsEmpty());
  }
  EXPECT_EQ(status("me"), SessionStatus::Running);
  // The next one is another one.
  send("me", children::event::Go{5});
  EXPECT_EQ(stored("me").invoked[0].session, "me/payment.2");
}

TEST_P(Family, WhatIsSaidInOneBatchComesToTheSame) {
  for (int i = 0; i < 20; ++i) {
    const std::string id = "p" + std::to_string(i);
    runtime().start<Children>(id, {}, {}, children::event::Go{10}, children::event::Stop{},
                              children::event::Go{1}, children::event::Help{1});
  }
  drain();
  for (int i = 0; i < 20; ++i) {
    const std::string id = "p" + std::to_string(i);
    EXPECT_EQ(status(id + "/payment.1"), SessionStatus::Cancelled);
    EXPECT_EQ(status(id + "/payment.2"), SessionStatus::Done);
    EXPECT_THAT(active(id), ElementsAre("Idle"));
    EXPECT_THAT(stored(id).invoked, IsEmpty());
  }
  EXPECT_THAT(runtime().store().records().dead({}), IsEmpty());
}

TEST_P(Family, AnIdThatIsTakenFailsTheInvocationAndHarmsNobody) {
  runtime().start<Defer>(Child);
  drain();
  const std::int64_t before = stored(Child).revision;
  runtime().start<Children>("me");
  send("me", children::event::Go{10});
  EXPECT_THAT(active("me"), ElementsAre("Idle"));
  EXPECT_EQ(journal("me").back(), "failed failed taken");
  EXPECT_THAT(stored("me").invoked, IsEmpty());
  EXPECT_EQ(stored(Child).chart, "behave.Defer");
  EXPECT_EQ(stored(Child).revision, before);
}

TEST_P(Family, ASessionEndedFromOutsideHasFailedForItsParent) {
  runtime().start<Children>("me");
  send("me", children::event::Go{10});
  runtime().end(Child);
  drain();
  EXPECT_EQ(status(Child), SessionStatus::Cancelled);
  EXPECT_THAT(active("me"), ElementsAre("Idle"));
  EXPECT_EQ(journal("me").back(), "failed failed taken");
  runtime().end(Child);  // Again: nothing.
  drain();
  EXPECT_EQ(journal(Child).back(), "cancel cancel finished");
  EXPECT_THROW(runtime().end("nobody"), Error);
}

TEST_P(Family, DeferredEventsAreKeptInOrderAndArePending) {
  runtime().start<Defer>("d");
  runtime().send({message("d", defer::event::Pay{1}), message("d", defer::event::PaymentSecond{}),
                  message("d", defer::event::Pay{7})});
  drain();
  EXPECT_THAT(active("d"), ElementsAre("Checking"));
  EXPECT_THAT(pending("d"), ElementsAre("deferred pay", "deferred payment.second", "deferred pay"));
  const auto summary = runtime().store().records().session("d");
  EXPECT_THAT(summary->session.deferred, SizeIs(3));
  EXPECT_EQ(summary->queued, 0);
  std::set<EventId> ids;
  for (const DeferredEvent& event : summary->session.deferred) ids.insert(event.id);
  EXPECT_THAT(ids, SizeIs(3));
  EXPECT_THAT(journal("d"), ElementsAre("start start taken", "event pay deferred",
                                        "event payment.second deferred", "event pay deferred"));

  // The second payment alone is deferred on, the first one is not taken at all.
  send("d", defer::event::Next{});
  EXPECT_THAT(active("d"), ElementsAre("Over"));
  EXPECT_THAT(pending("d"), IsEmpty());
  EXPECT_EQ(status("d"), SessionStatus::Done);
}

TEST_P(Family, WhatIsStillDeferredWhenItsSessionEndsIsTold) {
  runtime().start<Defer>("d");
  send("d", defer::event::Pay{1});
  runtime().end("d");
  drain();
  EXPECT_EQ(status("d"), SessionStatus::Cancelled);
  EXPECT_THAT(pending("d"), IsEmpty());
  EXPECT_THAT(journal("d"), ElementsAre("start start taken", "event pay deferred",
                                        "cancel cancel taken", "event pay finished"));
}

INSTANTIATE_TEST_SUITE_P(Stores, Family, ::testing::ValuesIn(faults::shared_stores()),
                         [](const auto& store) { return store.param.name; });

}  // namespace
}  // namespace perdure
