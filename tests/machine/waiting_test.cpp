// Invocations, tokens, deferred events and what is indexed, in a machine by itself: no world, no store.
#include <gtest/gtest.h>
#include <perdure/machine.h>

#include <algorithm>

#include "waiting.chart.h"

namespace {

using namespace waiting;
using namespace waiting::parent;
using namespace std::chrono_literals;
using perdure::Delivery;
using perdure::EventKind;

template <class Effect>
std::vector<Effect> asked_for(const Machine& machine) {
  std::vector<Effect> found;
  for (const auto& effect : const_cast<Machine&>(machine).effects()) {
    if (const auto* one = std::get_if<Effect>(&effect)) found.push_back(*one);
  }
  return found;
}

class Waiting : public testing::Test {
 protected:
  Waiting() { machine.step().session = "p"; }

  void begin() {
    machine.start();
    machine.dispatch(event::Go{});
  }

  std::optional<parent::Event> outcome(EventKind kind, const char* invocation,
                                       const perdure::Bytes& payload,
                                       std::string_view name = "") const {
    return machine.outcome(Delivery{kind, name, invocation, payload});
  }

  static perdure::Bytes stored(const Machine& machine) {
    perdure::Bytes bytes;
    perdure::OutArchive out(bytes);
    machine.save(out);
    return bytes;
  }
  static Snapshot read(const perdure::Bytes& bytes) {
    perdure::InArchive in(bytes);
    Snapshot snapshot = Snapshot::load(in);
    in.finish();
    return snapshot;
  }

  Handlers handlers;
  Machine machine{handlers, {.customer = "c-1", .kind = {}}};
};

TEST_F(Waiting, WhatIsInvokedIsAskedForAtTheEndOfTheStep) {
  begin();
  const auto invoked = asked_for<perdure::InvokeEffect>(machine);
  ASSERT_EQ(invoked.size(), 2U);
  EXPECT_EQ(invoked[0].kind, perdure::InvokeEffect::Kind::Service);
  EXPECT_EQ(invoked[0].name, "waiting.Parent.work");
  EXPECT_EQ(invoked[0].invocation, "job.1");
  EXPECT_EQ(perdure::from_bytes<service::Work>(invoked[0].arguments), (service::Work{3, "w"}));
  EXPECT_EQ(invoked[1].kind, perdure::InvokeEffect::Kind::Chart);
  EXPECT_EQ(invoked[1].name, "waiting.Child");
  EXPECT_EQ(invoked[1].invocation, "child.2");
  EXPECT_EQ(invoked[1].session, "p/child.2");
  EXPECT_EQ(perdure::from_bytes<child::Params>(invoked[1].arguments), child::Params{7});
}

TEST_F(Waiting, OutcomesAreEventsWhileTheInvocationIsUnderWay) {
  machine.start();
  EXPECT_FALSE(machine.dispatch(event::JobDone{"early"}));
  machine.dispatch(event::Go{});
  EXPECT_FALSE(machine.dispatch(event::JobProgress{0.25, ""}));
  EXPECT_TRUE(machine.dispatch(event::JobProgress{0.5, ""}));
  EXPECT_EQ(machine.get<state::Busy>().seen, 1);
  EXPECT_TRUE(machine.dispatch(event::JobDone{"fine"}));
  EXPECT_EQ(machine.data().text, "fine");
  EXPECT_FALSE(machine.dispatch(event::JobDone{"again"}));
  EXPECT_FALSE(machine.dispatch(event::JobFailed{"late"}));
  EXPECT_TRUE(machine.dispatch(event::ChildAsked{"more"}));
  EXPECT_EQ(machine.data().text, "asked: more");
  EXPECT_TRUE(machine.dispatch(event::ChildDone{4}));
  EXPECT_EQ(machine.data().total, 7);
}

TEST_F(Waiting, LeavingCancelsWhatHasNotEnded) {
  begin();
  machine.dispatch(event::JobDone{"fine"});
  machine.dispatch(event::Stop{});
  const auto cancelled = asked_for<perdure::CancelInvocationEffect>(machine);
  ASSERT_EQ(cancelled.size(), 1U);
  EXPECT_EQ(cancelled[0].invocation, "child.2");
}

TEST_F(Waiting, DeliveriesFindTheirInvocation) {
  begin();
  const auto text = perdure::to_bytes(std::string("x"));
  EXPECT_EQ(outcome(EventKind::Done, "job.1", text), parent::Event(event::JobDone{"x"}));
  EXPECT_EQ(outcome(EventKind::Failed, "job.1", text), parent::Event(event::JobFailed{"x"}));
  EXPECT_EQ(outcome(EventKind::Emitted, "child.2", text, "asked"),
            parent::Event(event::ChildAsked{"x"}));
  EXPECT_EQ(outcome(EventKind::Emitted, "child.2", text, "unknown"), std::nullopt);
  EXPECT_EQ(outcome(EventKind::Progress, "child.2", text), std::nullopt);
  for (const char* stale : {"job.0", "job.2", "job", "job.1x", "child.1", ""}) {
    EXPECT_EQ(outcome(EventKind::Done, stale, text), std::nullopt) << stale;
  }
  EXPECT_EQ(outcome(EventKind::Done, "child.2", perdure::to_bytes(std::int64_t{5})),
            parent::Event(event::ChildDone{5}));
  EXPECT_EQ(outcome(EventKind::Done, "child.2", {}),
            parent::Event(event::ChildFailed{"it ended without its result"}));
  EXPECT_THROW(outcome(EventKind::Done, "job.1", {}), perdure::Error);
  EXPECT_THROW(outcome(EventKind::Progress, "job.1", text), perdure::Error);
  // An event of that name from outside is none of the chart's.
  EXPECT_EQ(Machine::decode("job.done", text), std::nullopt);
}

TEST_F(Waiting, ATokenIsEmptyWhereNobodyKeepsSecrets) {
  begin();
  const auto issued = asked_for<perdure::TokenEffect>(machine);
  ASSERT_EQ(issued.size(), 1U);
  EXPECT_EQ(issued[0].token, "Busy.door");
  EXPECT_EQ(issued[0].secret, "");
  EXPECT_EQ(issued[0].accepts, std::vector<std::string>{"stop"});
  EXPECT_EQ(issued[0].expires, 0s);
  machine.dispatch(event::Stop{});
  EXPECT_EQ(asked_for<perdure::RevokeTokenEffect>(machine).size(), 1U);
}

TEST_F(Waiting, DeferredEventsAreToldAndStored) {
  begin();
  EXPECT_FALSE(machine.dispatch(event::Keep{1}));
  EXPECT_FALSE(machine.dispatch(event::Keep{2}));
  EXPECT_EQ(machine.deferred(), (std::vector<std::string_view>{"keep", "keep"}));
  Machine loaded(handlers, read(stored(machine)));
  EXPECT_EQ(static_cast<const Snapshot&>(loaded), machine);
  EXPECT_TRUE(loaded.dispatch(event::Stop{}));
  EXPECT_EQ(loaded.data().total, 6);
  EXPECT_TRUE(loaded.deferred().empty());
}

TEST_F(Waiting, ACancelledMachineHasLeftEverything) {
  begin();
  machine.dispatch(event::Keep{1});
  machine.cancel();
  std::vector<std::string> lines;
  for (const auto& log : asked_for<perdure::LogEffect>(machine)) lines.push_back(log.text);
  EXPECT_EQ(lines, (std::vector<std::string>{"not inside", "not busy"}));
  EXPECT_EQ(asked_for<perdure::CancelInvocationEffect>(machine).size(), 2U);
  EXPECT_EQ(asked_for<perdure::CancelEffect>(machine).size(), 1U);  // The day's timer.
  EXPECT_TRUE(machine.active().empty());
  EXPECT_TRUE(machine.deferred().empty());
  EXPECT_FALSE(machine.done());
  EXPECT_FALSE(machine.dispatch(event::Stop{}));
  EXPECT_FALSE(machine.dispatch(event::ChildDone{1}));
  machine.cancel();
  EXPECT_TRUE(machine.effects().empty());
}

TEST_F(Waiting, WhatIsIndexedIsNamedAndTyped) {
  machine.step().now = perdure::Timestamp(5s);
  begin();
  const std::vector<std::string_view> names(Machine::indexed_names.begin(),
                                            Machine::indexed_names.end());
  EXPECT_EQ(names, (std::vector<std::string_view>{"customer", "kind", "total", "ratio", "wait",
                                                  "since", "urgent"}));
  using perdure::IndexedAttribute;
  const auto values = machine.indexed();
  ASSERT_EQ(values.size(), 7U);
  EXPECT_EQ(values[0], (IndexedAttribute{"customer", std::string("c-1")}));
  EXPECT_EQ(values[1], (IndexedAttribute{"kind", std::monostate{}}));
  EXPECT_EQ(values[2], (IndexedAttribute{"total", std::int64_t{3}}));
  EXPECT_EQ(values[3], (IndexedAttribute{"ratio", 0.5}));
  EXPECT_EQ(values[4], (IndexedAttribute{"wait", perdure::Duration(5s)}));
  EXPECT_EQ(values[5], (IndexedAttribute{"since", std::monostate{}}));
  EXPECT_EQ(values[6], (IndexedAttribute{"urgent", true}));
  machine.fire("Parent.after.0");
  EXPECT_EQ(machine.indexed()[5].value, perdure::IndexedValue(perdure::Timestamp(5s)));
  const Machine special(handlers, Params{.customer = "c-2", .kind = Kind::special});
  EXPECT_EQ(special.indexed()[1].value, perdure::IndexedValue(std::string("special")));
}

TEST_F(Waiting, StoredBytesThatLieAreRefused) {
  begin();
  machine.dispatch(event::Keep{1});
  const perdure::Bytes good = stored(machine);
  EXPECT_EQ(read(good), static_cast<const Snapshot&>(machine));
  for (std::size_t size = 0; size < good.size(); ++size) {
    const perdure::Bytes cut(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_THROW(read(cut), perdure::Error) << size;
  }
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const int flip : {1, 0x80, 0xff}) {
      perdure::Bytes other = good;
      other[at] ^= static_cast<std::byte>(flip);
      try {
        Machine(handlers, read(other)).dispatch(event::Stop{});
      } catch (const perdure::Error&) {
      }
    }
  }
  // An event that the chart does not have.
  const std::string word = "keep";
  const auto bytes_of = [](char c) { return static_cast<std::byte>(c); };
  std::vector<std::byte> wanted;
  std::transform(word.begin(), word.end(), std::back_inserter(wanted), bytes_of);
  perdure::Bytes other = good;
  const auto found = std::find_end(other.begin(), other.end(), wanted.begin(), wanted.end());
  ASSERT_NE(found, other.end());
  *found = std::byte{'K'};
  EXPECT_THROW(read(other), perdure::Error);
}

TEST_F(Waiting, AnInvocationThatWasNeverMadeIsRefused) {
  begin();
  const Machine fresh = machine;
  machine.dispatch(event::ChildDone{1});
  machine.dispatch(event::Go{});
  // Two snapshots that differ in what was invoked: the later numbers with the earlier count.
  const perdure::Bytes early = stored(fresh);
  const perdure::Bytes late = stored(machine);
  ASSERT_NE(early, late);
  int refused = 0;
  for (std::size_t at = 0; at < early.size(); ++at) {
    perdure::Bytes other = early;
    if (other[at] != std::byte{2}) continue;
    other[at] = std::byte{1};
    try {
      read(other);
    } catch (const perdure::Error&) {
      ++refused;
    }
  }
  EXPECT_GE(refused, 1);
}

}  // namespace
