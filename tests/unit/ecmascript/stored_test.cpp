// Everything that scripts can see comes back, and bytes that were altered do no harm.
#include <random>

#include "model.h"

namespace perdure::scxml {
namespace {

// Runs `script`, and expects `condition` to hold then, after one reload and after two.
void survives(const std::string& script, const std::string& condition) {
  SCOPED_TRACE(script);
  const auto before = model();
  before->run(script);
  ASSERT_TRUE(before->condition(condition));
  const Bytes bytes = saved(*before);
  EXPECT_EQ(saved(*before), bytes);  // Saving changes nothing.
  const auto after = loaded(bytes);
  try {
    EXPECT_TRUE(after->condition(condition)) << condition;
  } catch (const ExecutionError& error) {
    ADD_FAILURE() << error.what();
  }
  const auto again = loaded(saved(*loaded(bytes)));
  EXPECT_TRUE(again->condition(condition));
  EXPECT_EQ(saved(*loaded(bytes)), bytes);  // Equal state, equal bytes.
}

TEST(Stored, Primitives) {
  survives("var a = 1, b = -7, c = 1.5, d = 'text', e = true, f = false, g = null, h",
           "a === 1 && b === -7 && c === 1.5 && d === 'text' && e === true && f === false && g === "
           "null && "
           "h === undefined && 'h' in this");
  survives(
      "var a = NaN, b = -0, c = Infinity, d = -Infinity, e = 9007199254740994, f = 5e-324, g = "
      "4294967296",
      "isNaN(a) && 1 / b === -Infinity && c === Infinity && d === -Infinity && e === "
      "9007199254740994 && "
      "f === 5e-324 && g === 4294967296");
  survives("var a = '', b = 'gr\\u00fcn \\ud83d\\ude00', c = '\\ud800', d = 'a\\u0000b'",
           "a === '' && b.length === 7 && c.charCodeAt(0) === 0xd800 && d.length === 3");
}

TEST(Stored, ObjectsKeepTheirOrder) {
  survives("var o = {z: 1, a: 2, 10: 'x', 2: 'y'}; o.m = 3; delete o.a; o.a = 4",
           "Object.keys(o).join() === '2,10,z,m,a' && JSON.stringify(o) === "
           "'{\"2\":\"y\",\"10\":\"x\",\"z\":1,\"m\":3,\"a\":4}'");
}

TEST(Stored, Arrays) {
  survives(
      "var a = [1, , 3]; a.extra = 'x'; var b = new Array(1000000); b[5] = 1; var c = []; "
      "c[4000000000] = 2",
      "a.length === 3 && !(1 in a) && a.extra === 'x' && b.length === 1000000 && b[5] === 1 && !(4 "
      "in b) && "
      "c.length === 4000000001 && c[4000000000] === 2 && a instanceof Array");
}

TEST(Stored, SharedObjectsAndCycles) {
  survives(
      "var shared = {n: 1}, a = {s: shared}, b = [shared, a]; a.self = a; a.b = b; shared.list = b",
      "a.s === shared && b[0] === shared && b[1] === a && a.self === a && a.b === b && shared.list "
      "=== b");
  // Deeper than any stack.
  survives(
      "var deep = null; for (var i = 0; i < 20000; i++) deep = {next: deep}",
      "(function () { var n = 0; for (var d = deep; d; d = d.next) n++; return n === 20000 })()");
}

TEST(Stored, DatesAndExpressions) {
  survives(
      "var d = new Date(86400000.0), bad = new Date(NaN), r = /a\\/(b)+/gi, e = new RegExp(''); "
      "r.lastIndex = 2; "
      "d.note = 'x'",
      "d instanceof Date && d.getTime() === 86400000 && d.note === 'x' && isNaN(bad.getTime()) && "
      "r.source === 'a\\\\/(b)+' && r.flags === 'gi' && r.lastIndex === 2 && 'xa/bb'.search(r) === "
      "1 && "
      "e.test('any')");
}

TEST(Stored, BoxesErrorsSymbols) {
  survives(
      "var n = new Number(5), s = new String('abc'), b = new Boolean(false); s.extra = 1;"
      "var e = new TypeError('words'); e.code = 7;"
      "var y = Symbol('own'), g = Symbol.for('global'), o = {}; o[y] = 1; o[g] = 2; "
      "o[Symbol.iterator] = 3",
      "n + 1 === 6 && typeof n === 'object' && s.length === 3 && s[1] === 'b' && s.extra === 1 && "
      "b == false && "
      "e instanceof TypeError && e.message === 'words' && e.code === 7 && String(e) === "
      "'TypeError: words' && "
      "o[y] === 1 && o[Symbol.for('global')] === 2 && o[Symbol.iterator] === 3 && Symbol('own') "
      "!== y && "
      "String(y) === 'Symbol(own)'");
}

TEST(Stored, FunctionsByTheirText) {
  survives(
      "function f(a, b) { return a * g + b } var g = 3; var h = function own(n) { return n ? n + "
      "own(n - 1) : 0 };"
      "f.note = 'x'; var m = {get twice() { return this.n * 2 }, set twice(v) { this.n = v / 2 }, "
      "n: 4, "
      "call() { return this.n }}; var strict = function () { 'use strict'; return this };"
      "var made = new Function('x', 'y', 'return x - y // end')",
      "f(2, 1) === 7 && f.note === 'x' && f.length === 2 && f.name === 'f' && h(4) === 10 && "
      "h.name === 'own' && "
      "m.twice === 8 && (m.twice = 10, m.n === 5 && (m.n = 4)) && m.call() === 4 && strict() === "
      "undefined && "
      "made(5, 3) === 2 && made.name === 'anonymous'");
}

TEST(Stored, FunctionsKeepTheVariablesAroundThem) {
  survives(
      "var counter = (function (start) { var n = start; return {up: function () { return ++n }, "
      "get: function () { return n }} })(5); counter.up()",
      "counter.get() >= 6 && counter.up() === counter.get()");
  survives(
      "var fs = []; for (var i = 0; i < 3; i++) (function (k) { fs.push(function () { return k }) "
      "})(i);"
      "var caught; try { throw 'x' } catch (e) { caught = function () { return e } }"
      "var inside; with ({w: 'with'}) { inside = function () { return w } }",
      "fs[0]() === 0 && fs[2]() === 2 && caught() === 'x' && inside() === 'with'");
  survives("var args = (function (a, b) { a = 'changed'; return arguments })(1, 2)",
           "args.length === 2 && args[0] === 'changed' && args[1] === 2 && String(args) === "
           "'[object Arguments]'");
  survives("var keep = (function (a) { return function () { return arguments.length + a } })(1)",
           "keep(1, 2) === 3");
}

TEST(Stored, PrototypesAndConstructors) {
  survives(
      "function Animal(n) { this.n = n } Animal.prototype.speak = function () { return this.n + "
      "'!' };"
      "function Dog(n) { Animal.call(this, n) } Dog.prototype = Object.create(Animal.prototype, "
      "{constructor: "
      "{value: Dog}}); var d = new Dog('rex'); var bare = Object.create(null); bare.x = 1",
      "d.speak() === 'rex!' && d instanceof Dog && d instanceof Animal && new Dog('b').speak() === "
      "'b!' && "
      "d.constructor === Dog && Object.getPrototypeOf(bare) === null && bare.x === 1");
}

TEST(Stored, AttributesOfProperties) {
  survives(
      "var o = {}; Object.defineProperty(o, 'hidden', {value: 1, configurable: true}); "
      "var f = Object.freeze({a: [1]}), s = Object.seal({b: 1}), p = Object.preventExtensions([1, "
      "2]);"
      "var fa = Object.freeze([1, 2])",
      "Object.keys(o).length === 0 && o.hidden === 1 && Object.isFrozen(f) && "
      "!Object.isFrozen(f.a) && "
      "Object.isSealed(s) && (s.b = 2, s.b === 2) && !Object.isExtensible(p) && p[1] === 2 && "
      "Object.isFrozen(fa)");
}

TEST(Stored, BoundFunctions) {
  survives(
      "function add(a, b) { return this.base + a + b } var ctx = {base: 100}; var bound = "
      "add.bind(ctx, 10); "
      "var again = bound.bind(null, 5), max = Math.max.bind(null, 7)",
      "bound(1) === 111 && again() === 115 && max(3) === 7 && new (function (x) { this.x = x "
      "}.bind(null, 4))().x === 4");
}

TEST(Stored, BuiltInsAndWhatScriptsDidToThem) {
  survives("var push = Array.prototype.push, m = Math, o = Object.prototype",
           "push === Array.prototype.push && m === Math && o === Object.prototype");
  survives(
      "Array.prototype.last = function () { return this[this.length - 1] }; Math.max = function () "
      "{ return 'mine' };"
      "delete String.prototype.trim; Math.min.note = 'x'; var old = Date.now; Date.now = function "
      "() { return 42 }",
      "[1, 2].last() === 2 && Math.max(1) === 'mine' && ''.trim === undefined && Math.min.note === "
      "'x' && "
      "Date.now() === 42 && old !== Date.now");
  survives("Object.freeze(Array.prototype)",
           "Object.isFrozen(Array.prototype) && [1].concat([2]).length === 2");
}

TEST(Stored, EventsAndSystemVariables) {
  const auto before = model();
  before->set_event({"e", EventType::External, "id", {}, {}, {}, json("{\"a\":1}"), {}});
  before->run(
      "var kept = _event, data = _event.data, io = _ioprocessors, entry = _ioprocessors.scxml, x = "
      "_x");
  const auto after = loaded(saved(*before));
  EXPECT_TRUE(after->condition(
      "kept === _event && data === _event.data && io === _ioprocessors && x === _x && "
      "entry === _ioprocessors.scxml && _event.name === 'e' && _event.data.a === 1"));
  EXPECT_THROW(after->assign("_event", "1"), ExecutionError);
  EXPECT_THROW(after->assign("_event.name", "1"), ExecutionError);
  EXPECT_THROW(after->assign("_x.y", "1"), ExecutionError);
}

TEST(Stored, ProcessorsAreThoseOfTheTime) {
  IoProcessor http{"type:http", "basichttp", "http://127.0.0.1:1/"};
  const auto before = make_ecmascript();
  before->bind({"s", "M", {}}, std::span(&http, 1));
  before->run("var io = _ioprocessors");
  http.location = "http://127.0.0.1:2/";
  const Bytes bytes = saved(*before);
  for (const bool there : {true, false}) {
    const auto after = make_ecmascript();
    InArchive archive(bytes);
    after->load(archive);
    after->bind({"s", "M", {}}, std::span(&http, there ? 1 : 0));
    EXPECT_TRUE(after->condition("io === _ioprocessors"));
    EXPECT_EQ(after->shown("io.basichttp && io.basichttp.location"),
              there ? "http://127.0.0.1:2/" : "undefined");
    EXPECT_EQ(after->text("io.scxml.location"), "#_scxml_s");
  }
}

TEST(Stored, Xml) {
  const auto before = model();
  before->declare("v");
  before->assign_inline("v", "<a><b n='1'>text</b></a>", true);
  before->run("var b = v.documentElement.firstChild; v.constructor.prototype.mine = 'x'");
  const auto after = loaded(saved(*before));
  EXPECT_TRUE(
      after->condition("b === v.documentElement.firstChild && b.parentNode.parentNode === v && "
                       "b.getAttribute('n') === '1' && v.mine === 'x'"));
  EXPECT_EQ(after->value("v").text, "<a><b n=\"1\">text</b></a>");
  after->run("b.appendChild(v.createElement('c'))");
  EXPECT_EQ(loaded(saved(*after))->value("v").text, "<a><b n=\"1\">text<c/></b></a>");
}

TEST(Stored, ChanceGoesOn) {
  const auto before = model();
  before->run("var first = Math.random()");
  const auto after = loaded(saved(*before));
  EXPECT_EQ(before->text("Math.random()"), after->text("Math.random()"));
  EXPECT_TRUE(after->condition("Math.random() !== first"));
}

TEST(Stored, NothingIsSmall) { EXPECT_LT(saved(*model()).size(), 300U); }

// A heap with one of everything.
Bytes sample() {
  const auto m = model();
  m->declare("v");
  m->assign_inline("v", "<a><b n='1'>text</b></a>", true);
  m->set_event({"e", EventType::External, "id", {}, {}, {}, json("{\"a\":1}"), {}});
  m->run(
      "var o = {a: [1, , 2.5, 'x', null], d: new Date(5), r: /x+/g, n: new Number(1), s: new "
      "String('ab')}; o.o = o;"
      "var f = (function (n) { return function own() { return ++n } })(1), b = f.bind(o, 1);"
      "var y = Symbol('y'); o[y] = {get x() { return 1 }}; with ({w: 1}) { var w2 = function () { "
      "return w } }"
      "Array.prototype.mine = 1; delete String.prototype.trim; Object.freeze(o.a); var e = new "
      "Error('m');"
      "var args = (function () { return arguments })(1, 2); Object.setPrototypeOf(Math, {up: 1})");
  return saved(*m);
}

// Whatever comes of it must be usable or refused as what it is.
void try_bytes(const Bytes& bytes) {
  EngineLimits limits;
  limits.memory = 2 * 1024 * 1024;
  limits.time = std::chrono::milliseconds(20);
  try {
    const auto m = loaded(bytes, limits);
    try {
      m->run(
          "for (var k in this) { try { var x = this[k]; String(x); JSON.stringify(x); if (typeof x "
          "== 'function') x(1); "
          "for (var j in x) String(x[j]) } catch (e) {} }");
      m->set_event({"next", EventType::External, {}, {}, {}, {}, {}, {}});
      (void)saved(*m);
    } catch (const ExecutionError&) {
    }
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::CorruptData);
  } catch (const ExecutionError&) {  // bind() on what is not as it should be.
  }
}

TEST(Stored, TruncatedBytesAreRefused) {
  const Bytes whole = sample();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_THROW((void)loaded(part), Error) << size;
    // And with the length made right.
    if (size >= 8) {
      for (int i = 0; i < 8; ++i)
        part[static_cast<std::size_t>(i)] = static_cast<std::byte>((size - 8) >> (8 * i));
      EXPECT_THROW((void)loaded(part), Error) << size;
    }
  }
}

TEST(Stored, AlteredBytesDoNoHarm) {
  const Bytes whole = sample();
  std::mt19937 random(7);
  for (int i = 0; i < 3000; ++i) {
    Bytes altered = whole;
    for (int k = 1 + static_cast<int>(random() % 4); k > 0; --k) {
      altered[8 + random() % (altered.size() - 8)] = static_cast<std::byte>(random());
    }
    try_bytes(altered);
  }
}

}  // namespace
}  // namespace perdure::scxml
