// What the Recommendation wants of the ecmascript data model (5.3, 5.4, 5.9, 5.10, 4.6, B.2).
#include "model.h"

namespace perdure::scxml {
namespace {

TEST(Rules, ExpressionsHaveValues) {
  const auto m = model();
  EXPECT_TRUE(m->condition("1 + 1 == 2"));
  EXPECT_TRUE(m->condition("'any text'"));  // Converted to a truth value (B.2.3).
  EXPECT_FALSE(m->condition(" '' // nothing"));
  EXPECT_EQ(m->text("'a' + 1"), "a1");
  EXPECT_EQ(m->value("{a: [1, null, 'x']}"), json(R"({"a":[1,null,"x"]})"));
  EXPECT_EQ(m->value("undefined"), Data{});
  EXPECT_EQ(m->shown("{a: 1}"), R"({"a":1})");
  EXPECT_EQ(m->shown("undefined"), "undefined");
  EXPECT_EQ(m->shown("'x'"), "x");
  EXPECT_EQ(m->values(std::vector<std::pair<std::string_view, std::string_view>>{
                {"b", "1"}, {"a", "'x'"}, {"b", "2"}}),
            json(R"({"b":2,"a":"x"})"));
}

TEST(Rules, WhatIsNoExpressionThrows) {
  const auto m = model();
  for (const char* text :
       {"", " ", ";", "return", "1 +", "missing", "missing.field", "throw 1", "var x", "null.x"}) {
    EXPECT_THROW(m->condition(text), ExecutionError) << text;
    EXPECT_THROW((void)m->value(text), ExecutionError) << text;
  }
  EXPECT_THROW((void)m->text("undefined"), ExecutionError);
  EXPECT_THROW((void)m->text("null"), ExecutionError);
  EXPECT_TRUE(m->condition("true"));
}

TEST(Rules, ErrorsAreTheEnginesOwnWords) {
  const auto m = model();
  try {
    m->run("var a = 1;\n\nmissing.field = 2;");
    FAIL();
  } catch (const ExecutionError& error) {
    EXPECT_EQ(std::string(error.what()), "ReferenceError: identifier 'missing' undefined (line 3)");
  }
  try {
    m->run("throw 'words'");
    FAIL();
  } catch (const ExecutionError& error) {
    EXPECT_EQ(std::string(error.what()), "words");
  }
}

TEST(Rules, ASemicolonAtTheEndIsNoPartOfAnExpression) {
  const auto m = model();
  m->run("function thing() { this.bar = 0 }");
  m->declare("foo");
  m->assign("foo", "new thing();");
  m->assign("foo.bar", "1");
  EXPECT_TRUE(m->condition("foo.bar == 1 && foo instanceof thing"));
}

TEST(Rules, DeclaredVariablesAreThereUndefined) {
  const auto m = model();
  EXPECT_THROW(m->condition("Var1"), ExecutionError);
  m->declare("Var1");
  EXPECT_TRUE(m->condition("Var1 === undefined && 'Var1' in this"));
  m->assign("Var1", "5");
  m->declare("Var1");
  EXPECT_TRUE(m->condition("Var1 === 5"));
  for (const char* name : {"", "a.b", "a-b", "1a", "continue", "'x'", "_event", "_x", "In"}) {
    EXPECT_THROW(m->declare(name), ExecutionError) << name;
  }
  m->declare("späße");
  m->assign("späße", "1");
  EXPECT_TRUE(m->condition("späße === 1"));
}

TEST(Rules, OnlyPlacesThatExistAreAssigned) {
  const auto m = model();
  m->declare("v");
  m->assign("v", "{list: [1, 2], 'a b': 0}");
  m->assign("v.list[1]", "v.list[0] + 10");
  m->assign(" v['a b'] ", "7");
  m->assign("(v.other)", "'new'");
  m->assign("this.v.third", "3");
  EXPECT_EQ(m->value("v"), json(R"({"list":[1,11],"a b":7,"other":"new","third":3})"));
  for (const char* place :
       {"", "foo.bar.baz ", "nowhere", "v.no.where", "'continue'", "1", "v + 1", "v = v", "null",
        "this", "undefined", "v.list.length.x", "f()", "eval", "v) = 1; (v"}) {
    EXPECT_THROW(m->assign(place, "1"), ExecutionError) << place;
  }
  EXPECT_THROW(m->assign("v", "return"), ExecutionError);
  EXPECT_EQ(m->value("v.third"), json("3"));
}

TEST(Rules, ConditionsMayChangeData) {
  const auto m = model();
  m->run("var n = 1");
  EXPECT_TRUE(m->condition("++n == 2"));
  EXPECT_TRUE(m->condition("n == 2"));
}

TEST(Rules, ScriptsDeclareGlobals) {
  const auto m = model();
  m->run("var a = 1; function f(x) { return x + a } b = 2");
  EXPECT_TRUE(m->condition("f(1) == 2 && b == 2"));
  m->run("var a = 5");
  EXPECT_TRUE(m->condition("f(1) == 6"));
  EXPECT_THROW(m->run("var ok = 1; missing()"), ExecutionError);
  EXPECT_TRUE(m->condition("ok == 1"));  // What happened before the error stays.
}

TEST(Rules, FunctionsAreValues) {
  const auto m = model();
  m->declare("f");
  m->assign("f", "function(invar) {return invar + 1;}");
  EXPECT_TRUE(m->condition("f(2) == 3"));
}

TEST(Rules, InAnswersForStates) {
  const auto m = model();
  EXPECT_TRUE(m->condition("In('here')"));
  EXPECT_FALSE(m->condition("In('there')"));
  EXPECT_THROW(m->run("'use strict'; In = 1"), ExecutionError);
  EXPECT_TRUE(m->condition("In('here')"));
}

TEST(Rules, SystemVariablesAreThere) {
  const auto m = make_ecmascript();
  const IoProcessor http{"http://www.w3.org/TR/scxml/#BasicHTTPEventProcessor", "basichttp",
                         "http://localhost/1"};
  m->bind({"s-1", "Machine", {}}, std::span(&http, 1));
  EXPECT_EQ(m->text("_sessionid"), "s-1");
  EXPECT_EQ(m->text("_name"), "Machine");
  EXPECT_EQ(m->text("_ioprocessors['scxml'].location"), "#_scxml_s-1");
  EXPECT_EQ(m->text("_ioprocessors.basichttp.location"), "http://localhost/1");
  EXPECT_TRUE(
      m->condition("_ioprocessors['http://www.w3.org/TR/scxml/#BasicHTTPEventProcessor'] === "
                   "_ioprocessors.basichttp"));
  EXPECT_TRUE(m->condition("_event === undefined"));
  EXPECT_TRUE(m->condition("typeof _x === 'object'"));
}

TEST(Rules, SystemVariablesCannotBeChanged) {
  const auto m = model();
  m->set_event({"first", EventType::Internal, {}, {}, {}, {}, {}, {}});
  m->run("var kept = [_event, _sessionid, _name, _ioprocessors, _x]");
  for (const char* name : {"_event", "_sessionid", "_name", "_ioprocessors", "_x"}) {
    const std::string n = name;
    EXPECT_THROW(m->assign(name, "27"), ExecutionError) << name;
    EXPECT_THROW(m->assign_inline(name, "words", false), ExecutionError) << name;
    EXPECT_THROW(m->run(n + " = 27"), ExecutionError) << name;
    EXPECT_THROW(m->run("var " + n + " = 27"), ExecutionError) << name;
    EXPECT_THROW(m->run("function " + n + "() {}"), ExecutionError) << name;
    EXPECT_THROW(m->condition(n + " = 27"), ExecutionError) << name;
    EXPECT_THROW(m->foreach ("[1]", name, "", [] {}), ExecutionError) << name;
    EXPECT_FALSE(m->condition("delete " + n)) << name;
    EXPECT_THROW(m->run("Object.defineProperty(this, '" + n + "', {value: 27})"), ExecutionError)
        << name;
  }
  EXPECT_THROW(m->assign("_event.name", "'other'"), ExecutionError);
  EXPECT_THROW(m->assign("_ioprocessors.scxml.location", "'other'"), ExecutionError);
  EXPECT_THROW(m->assign("_x.y", "1"), ExecutionError);
  EXPECT_TRUE(
      m->condition("kept[0] === _event && kept[1] === _sessionid && kept[2] === _name && "
                   "kept[3] === _ioprocessors && kept[4] === _x && _event.name === 'first'"));
}

TEST(Rules, EventsHaveAllTheirFields) {
  const auto m = model();
  const char* all =
      "'name' in _event && 'type' in _event && 'sendid' in _event && 'origin' in _event && "
      "'origintype' in _event && 'invokeid' in _event && 'data' in _event";
  m->set_event({"foo", EventType::Internal, {}, {}, {}, {}, {}, {}});
  EXPECT_TRUE(m->condition(all));
  EXPECT_TRUE(m->condition(
      "_event.name === 'foo' && _event.type === 'internal' && _event.sendid === undefined && "
      "_event.origin === undefined && _event.invokeid === undefined && "
      "_event.data === undefined && !('raw' in _event)"));
  m->set_event(
      {"bar", EventType::External, "id", "here", "how", "inv", json("{\"a\":[1]}"), "POST /"});
  EXPECT_TRUE(m->condition(all));
  EXPECT_TRUE(m->condition(
      "_event.sendid === 'id' && _event.origin === 'here' && _event.origintype === 'how' && "
      "_event.invokeid === 'inv' && _event.data.a[0] === 1 && _event.raw.search('POST') === 0"));
  m->set_event({"error.execution", EventType::Platform, {}, {}, {}, {}, {}, {}});
  EXPECT_TRUE(m->condition("_event.type === 'platform'"));
  EXPECT_THROW(m->assign("_event.data", "1"), ExecutionError);
}

TEST(Rules, ForeachGoesOverACopy) {
  const auto m = model();
  m->run("var list = [1, 2, 3]; var n = 0");
  m->foreach ("list", "item", "index", [&] {
    m->assign("list", "[].concat(list, [4])");
    m->assign("n", "n * 10 + item + index");
  });
  EXPECT_EQ(m->text("n"), "135");
  EXPECT_EQ(m->text("list.length"), "6");
  EXPECT_EQ(m->text("item + ',' + index"), "3,2");

  m->run("list = [1, 2, 3]; n = 0");
  m->foreach ("list", "item", "", [&] { m->run("list.length = 0; n += item"); });
  EXPECT_EQ(m->text("n"), "6");
}

TEST(Rules, ForeachDeclaresItsVariablesEvenForNothing) {
  const auto m = model();
  m->foreach ("[]", "item", "index", [] {});
  EXPECT_TRUE(m->condition("item === undefined && index === undefined"));
}

TEST(Rules, ForeachRefusesBeforeItBegins) {
  const auto m = model();
  m->run("var list = [1], o = {length: 1, 0: 1}");
  int rounds = 0;
  const auto body = [&] { ++rounds; };
  EXPECT_THROW(m->foreach ("list", "'continue'", "", body), ExecutionError);
  EXPECT_THROW(m->foreach ("list", "continue", "", body), ExecutionError);
  EXPECT_THROW(m->foreach ("list", "a.b", "", body), ExecutionError);
  EXPECT_THROW(m->foreach ("list", "", "", body), ExecutionError);
  EXPECT_THROW(m->foreach ("list", "item", "'continue'", body), ExecutionError);
  EXPECT_THROW(m->foreach ("list", "item", "_event", body), ExecutionError);
  for (const char* none : {"o", "7", "null", "'text'", "missing", "return"}) {
    EXPECT_THROW(m->foreach (none, "item", "", body), ExecutionError) << none;
  }
  EXPECT_EQ(rounds, 0);
  EXPECT_THROW(m->condition("item"), ExecutionError);
}

TEST(Rules, AnErrorInTheBodyEndsTheLoop) {
  const auto m = model();
  m->run("var n = 0");
  EXPECT_THROW(m->foreach ("[1, 2, 3]", "item", "",
                           [&] {
                             m->assign("n", "n + 1");
                             m->assign("n", "return");
                           }),
               ExecutionError);
  EXPECT_EQ(m->text("n"), "1");
}

TEST(Rules, LoopsMayStandInLoops) {
  const auto m = model();
  m->run("var n = 0");
  std::function<void(int)> nest = [&](int depth) {
    if (depth == 0) {
      m->run("n++");
      return;
    }
    m->foreach ("[1]", "i" + std::to_string(depth), "", [&] { nest(depth - 1); });
  };
  nest(200);
  EXPECT_EQ(m->text("n"), "1");
  m->foreach ("[1,2]", "a", "",
              [&] { m->foreach ("[1,2,3]", "b", "", [&] { m->run("n += a * b"); }); });
  EXPECT_EQ(m->text("n"), "19");
}

TEST(Rules, NullHasNothingButIn) {
  const auto m = make_null();
  bind(*m);
  m->set_event({"e", EventType::External, {}, {}, {}, {}, {}, {}});
  EXPECT_TRUE(m->condition("In('here')"));
  EXPECT_TRUE(m->condition(" In ( \"here\" ) "));
  EXPECT_TRUE(m->condition("In(here)"));
  EXPECT_FALSE(m->condition("In('there')"));
  for (const char* text : {"", "true", "In()", "In('')", "In('here", "In('here') || true",
                           "!In('here')", "Inn('here')"}) {
    EXPECT_THROW(m->condition(text), ExecutionError) << text;
  }
  EXPECT_THROW(m->declare("x"), ExecutionError);
  EXPECT_THROW((void)m->value("1"), ExecutionError);
  EXPECT_THROW(m->run("1"), ExecutionError);
  EXPECT_EQ(m->values({}), Data{});
  EXPECT_EQ(m->shown("'pass'"), "'pass'");
  EXPECT_TRUE(saved(*m).empty());
}

}  // namespace
}  // namespace perdure::scxml
