// What a script cannot do to the process that it runs in.
#include "model.h"

namespace perdure::scxml {
namespace {

using namespace std::chrono_literals;

// However long the machine takes: each of these would run for ever, or for hours.
TEST(Limits, TimeEndsWhatWouldNotEnd) {
  EngineLimits limits;
  limits.time = 1ms;
  const auto m = model(limits);
  for (const char* script :
       {"while (true);", "for (;;) { try { while (true); } catch (e) {} finally { continue } }",
        "(function f() { return f() })()", "[1].map(function f() { while (true); })",
        "new Array(4294967295).join('')", "Array.prototype.indexOf.call({length: 2000000000}, 1)",
        "var l = []; for (var i = 0; i < 200000; i++) l.push(i % 7); l.sort(function () { while "
        "(true); })",
        "[].forEach.call({length: 4294967295}, Math.abs)"}) {
    try {
      m->run(script);
      ADD_FAILURE() << script;
    } catch (const ExecutionError& error) {
      EXPECT_EQ(std::string(error.what()), "the script ran longer than it may") << script;
    }
    EXPECT_TRUE(m->condition("1 + 1 == 2"));
  }
}

TEST(Limits, RegularExpressionsGiveUp) {
  const auto m = model();
  EXPECT_THROW(
      m->condition("/^(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')"),
      ExecutionError);
  EXPECT_TRUE(m->condition("/^(a+)+$/.test('aaaa')"));
}

TEST(Limits, MemoryIsNotUsedUp) {
  EngineLimits limits;
  limits.memory = 4 * 1024 * 1024;
  const auto m = model(limits);
  m->run("var kept = 'kept'");
  for (const char* script :
       {"var s = 'x'; while (true) s += s", "var l = []; while (true) l.push({})",
        "var o = {}; for (var i = 0;; i++) o['k' + i] = i",
        "var a = []; a[0] = a; for (;;) a = [a, a.slice()]",
        "var t = [1]; for (var i = 0; i < 60; i++) t = [t, t]; JSON.stringify(t)",
        "(function f(n) { return f(n + 1) + 1 })(0)"}) {
    EXPECT_THROW(m->run("(function () {" + std::string(script) + "})()"), ExecutionError) << script;
    EXPECT_TRUE(m->condition("kept === 'kept'")) << script;
  }
}

TEST(Limits, AHeapThatIsTooSmallIsRefused) {
  for (const std::size_t memory : {0, 1000, 20000, 60000, 90000}) {
    EngineLimits limits;
    limits.memory = memory;
    EXPECT_THROW((void)make_ecmascript(limits), ExecutionError) << memory;
  }
}

TEST(Limits, NestingEndsInAnError) {
  const auto m = model();
  const auto nested = [](const char* open, const char* close, int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += open;
    for (int i = 0; i < depth; ++i) text += close;
    return text;
  };
  EXPECT_THROW(m->condition(nested("(", ")", 100000)), ExecutionError);
  EXPECT_THROW(m->condition(nested("[", "]", 100000)), ExecutionError);
  EXPECT_THROW(m->run(nested("{", "}", 100000)), ExecutionError);
  EXPECT_THROW(m->run(nested("function f(){", "}", 100000)), ExecutionError);
  EXPECT_THROW(m->run("new RegExp('" + nested("(", ")", 100000) + "')"), ExecutionError);
  EXPECT_THROW(m->run("(function f() { [1].forEach(f) })()"), ExecutionError);
  m->declare("v");
  m->assign_data("v", json(nested("[", "]", 100000)));
  EXPECT_TRUE(m->condition("typeof v === 'string'"));
  EXPECT_TRUE(m->condition("1"));
}

TEST(Limits, TheMachineDoesNotShow) {
  const auto m = model();
  for (const char* name : {"Duktape", "performance", "Proxy", "Uint8Array", "ArrayBuffer",
                           "TextEncoder", "require", "process", "print", "console", "load"}) {
    EXPECT_TRUE(m->condition("typeof " + std::string(name) + " === 'undefined'")) << name;
  }
}

TEST(Limits, TimeAndChanceBelongToTheSession) {
  const auto m = model();
  m->set_time(Timestamp(1600000000123456us));
  EXPECT_EQ(m->text("Date.now()"), "1600000000123");
  EXPECT_EQ(m->text("new Date().toISOString()"), "2020-09-13T12:26:40.123Z");
  EXPECT_EQ(m->text("new Date(2020, 0, 1).getTimezoneOffset()"), "0");
  const auto other = model();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(m->text("Math.random()"), other->text("Math.random()"));
  EXPECT_TRUE(m->condition("Math.random() !== Math.random() && Math.random() < 1"));
}

}  // namespace
}  // namespace perdure::scxml
