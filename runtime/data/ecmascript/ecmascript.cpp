// The ecmascript data model (SCXML B.2): one Duktape heap for each session.
#include <perdure/scxml.h>

#include "runtime/data/ecmascript/content.h"
#include "runtime/data/ecmascript/expressions.h"
#include "runtime/data/ecmascript/globals.h"
#include "runtime/data/ecmascript/intrinsics.h"
#include "runtime/data/ecmascript/load.h"
#include "runtime/data/ecmascript/names.h"
#include "runtime/data/ecmascript/save.h"
#include "runtime/data/ecmascript/utf8.h"

namespace perdure::ecmascript {
namespace {

using scxml::Data;

constexpr std::string_view ScxmlProcessor = "http://www.w3.org/TR/scxml/#SCXMLEventProcessor";

// FNV-1a: the same on every machine.
std::uint64_t seed(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

// A heap and what goes with it.
struct Engine {
  explicit Engine(const scxml::EngineLimits& limits)
      : heap(limits),
        globals(heap),
        intrinsics(heap),
        expressions(heap),
        dom(heap),
        content(heap, dom) {}

  void load_dom() {
    if (dom.loaded()) return;
    dom.load();
    intrinsics.add_dom(dom.root());
  }

  Heap heap;
  Globals globals;
  Intrinsics intrinsics;
  Expressions expressions;
  Dom dom;
  Content content;
};

class EcmaScript final : public scxml::DataModel {
 public:
  explicit EcmaScript(const scxml::EngineLimits& limits)
      : limits_(limits), engine_(std::make_unique<Engine>(limits)) {}

  void bind(scxml::System system, std::span<const IoProcessor> processors) override {
    if (!bound_ && !loaded_) heap().meter().random = seed(system.session);
    bound_ = true;
    heap().protect([&] {
      push_text(system.session);
      engine_->globals.set(SystemVariable::SessionId);
      push_text(system.chart);
      engine_->globals.set(SystemVariable::Name);
      if (engine_->globals.get(SystemVariable::X) == nullptr) {
        duk_push_object(context());
        duk_freeze(context(), -1);
        engine_->globals.set(SystemVariable::X);
      }
      bind_processors(system.session, processors);
    });
    engine_->globals.system = std::move(system);
  }

  void set_time(Timestamp now) override {
    heap().meter().now = static_cast<double>(
        std::chrono::floor<std::chrono::milliseconds>(now.time_since_epoch()).count());
  }

  void declare(std::string_view id) override {
    check_name(id);
    heap().protect([&] {
      duk_push_global_object(context());
      push_text(id);
      duk_dup(context(), -1);
      duk_get_prop_desc(context(), -3, 0);
      if (duk_is_undefined(context(), -1)) {
        duk_pop(context());
        duk_push_undefined(context());
        duk_def_prop(context(), -3,
                     DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WRITABLE |
                         DUK_DEFPROP_SET_ENUMERABLE | DUK_DEFPROP_CLEAR_CONFIGURABLE);
      }
    });
  }

  void assign(std::string_view location, std::string_view expr) override {
    engine_->expressions.evaluate(expr);
    engine_->expressions.assign(location);
  }

  void assign_inline(std::string_view location, std::string_view text, bool xml) override {
    if (xml) {
      assign_data(location, {Data::Form::Xml, std::string(text)});
      return;
    }
    push([&] { engine_->content.push_inline(text); });
    engine_->expressions.assign(location);
  }

  void assign_data(std::string_view location, const Data& data) override {
    if (data.form == Data::Form::Xml) engine_->load_dom();
    push([&] { engine_->content.push(data); });
    engine_->expressions.assign(location);
  }

  bool condition(std::string_view expr) override {
    engine_->expressions.evaluate(expr);
    const bool yes = duk_to_boolean(context(), -1) != 0;
    duk_pop(context());
    return yes;
  }

  std::string text(std::string_view expr) override {
    engine_->expressions.evaluate(expr);
    if (duk_is_null_or_undefined(context(), -1)) {
      duk_pop(context());
      throw ExecutionError("`" + std::string(expr) + "` is no text");
    }
    std::string words;
    take([&] {
      duk_size_t size = 0;
      const char* const text = duk_to_lstring(context(), -1, &size);
      words = from_engine({text, size});
    });
    return words;
  }

  Data value(std::string_view expr) override {
    engine_->expressions.evaluate(expr);
    Data data;
    take([&] { data = engine_->content.take(); });
    return data;
  }

  Data values(std::span<const std::pair<std::string_view, std::string_view>> named_exprs) override {
    if (named_exprs.empty()) return {};
    push([&] { duk_push_object(context()); });
    const Popped popped{context()};
    for (const auto& [name, expr] : named_exprs) {
      engine_->expressions.evaluate(expr);
      take([&, name = name] {
        if (duk_is_callable(context(), -1)) throw ExecutionError("a function cannot be sent");
        push_text(name);
        duk_dup(context(), -2);
        duk_put_prop(context(), -4);
      });
    }
    Data data;
    heap().protect([&] {
      duk_dup(context(), -1);
      data = engine_->content.take();
    });
    return data;
  }

  std::string shown(std::string_view expr) override {
    engine_->expressions.evaluate(expr);
    std::string words;
    take([&] { words = engine_->content.shown(); });
    return words;
  }

  void run(std::string_view script) override { engine_->expressions.run(script); }

  void foreach (std::string_view array, std::string_view item, std::string_view index,
                const std::function<void()>& body) override {
    check_name(item);
    if (!index.empty()) check_name(index);
    if (duk_check_stack(context(), 16) == 0) throw ExecutionError("loops in loops in loops");
    engine_->expressions.evaluate(array);
    if (!duk_is_array(context(), -1)) {
      duk_pop(context());
      throw ExecutionError("`" + std::string(array) + "` is no array");
    }
    const Popped popped{context()};
    duk_uarridx_t size = 0;
    const duk_idx_t copy = duk_get_top_index(context());
    heap().protect([&] {
      size = static_cast<duk_uarridx_t>(duk_get_length(context(), -1));
      duk_push_array(context());
      for (duk_uarridx_t i = 0; i < size; ++i) {
        duk_get_prop_index(context(), copy, i);
        duk_put_prop_index(context(), -2, i);
      }
      duk_replace(context(), copy);
    });
    declare(item);
    if (!index.empty()) declare(index);
    for (duk_uarridx_t i = 0; i < size; ++i) {
      heap().begin();  // Not the time of what ran in the last round.
      duk_get_prop_index(context(), copy, i);  // An own element of a plain array of ours.
      engine_->expressions.assign(item);
      if (!index.empty()) {
        duk_push_uint(context(), i);
        engine_->expressions.assign(index);
      }
      body();
    }
  }

  void set_event(const scxml::Event& event) override {
    if (event.data.form == Data::Form::Xml) engine_->load_dom();
    heap().protect([&] {
      duk_push_object(context());
      const auto field = [this](const char* name, std::string_view text) {
        if (text.empty()) {
          duk_push_undefined(context());
        } else {
          push_text(text);
        }
        duk_put_prop_string(context(), -2, name);
      };
      field("name", event.name);
      field("type", event.type == scxml::EventType::Platform   ? "platform"
                    : event.type == scxml::EventType::Internal ? "internal"
                                                               : "external");
      field("sendid", event.send_id);
      field("origin", event.origin);
      field("origintype", event.origin_type);
      field("invokeid", event.invoke_id);
      engine_->content.push(event.data);
      duk_put_prop_literal(context(), -2, "data");
      if (!event.raw.empty()) field("raw", event.raw);
      duk_freeze(context(), -1);
      engine_->globals.set(SystemVariable::Event);
    });
  }

  void save(OutArchive& out) const override {
    engine_->heap.protect([&] {
      const Writer writer =
          ecmascript::save(engine_->heap, engine_->globals, engine_->intrinsics, engine_->dom);
      out(writer.bytes());
    });
  }

  void load(InArchive& in) override {
    Bytes bytes;
    in(bytes);
    try {
      if (bound_ || loaded_) engine_ = std::make_unique<Engine>(limits_);
      bound_ = false;
      loaded_ = true;
      Reader reader(bytes);
      const StoredHead head = load_head(reader);
      if (head.dom) engine_->load_dom();
      heap().meter().random = head.random;
      heap().protect(
          [&] { ecmascript::load(reader, heap(), engine_->globals, engine_->intrinsics); });
      set_symbol_count(context(), head.symbols);
    } catch (const ExecutionError& error) {
      InArchive::corrupt(std::string("scripts' data that cannot be made: ") + error.what());
    }
  }

 private:
  struct Popped {
    duk_context* context;
    ~Popped() { duk_pop(context); }
  };

  static void check_name(std::string_view name) {
    if (!legal_name(name))
      throw ExecutionError("`" + std::string(name) + "` is no name of a variable");
    if (system_name(name)) throw ExecutionError("`" + std::string(name) + "` is not to be changed");
  }

  Heap& heap() { return engine_->heap; }
  duk_context* context() { return engine_->heap.context(); }

  void push_text(std::string_view text) {
    const std::string words = to_engine(text);
    duk_push_lstring(context(), words.data(), words.size());
  }

  // Leaves on the stack what `work` pushes.
  template <class Work>
  void push(Work&& work) {
    duk_push_undefined(context());
    try {
      heap().protect([&] {
        work();
        duk_replace(context(), duk_get_top_index(context()) - 1);
      });
    } catch (...) {
      duk_pop(context());
      throw;
    }
  }

  // Hands `work` what is on the top of the stack, and pops it.
  template <class Work>
  void take(Work&& work) {
    const Popped popped{context()};
    heap().protect(work);
  }

  // The object stays the same when the session is loaded again; where it leads may have changed.
  void bind_processors(const std::string& session, std::span<const IoProcessor> processors) {
    if (void* const known = engine_->globals.get(SystemVariable::IoProcessors)) {
      duk_push_heapptr(context(), known);
    } else {
      duk_push_object(context());
      duk_dup(context(), -1);
      engine_->globals.set(SystemVariable::IoProcessors);
    }
    // Names are kept in their order: first those of today.
    std::vector<std::string> names;
    const auto entry = [&](std::string_view name, std::string_view type,
                           std::string_view location) {
      push_text(name);
      if (duk_get_prop(context(), -2) == 0 || !duk_is_object(context(), -1)) {
        duk_pop(context());
        duk_push_object(context());
      }
      define("location", location);
      for (const std::string_view key : {name, type}) {
        push_text(key);
        duk_dup(context(), -2);
        duk_def_prop(context(), -4,
                     DUK_DEFPROP_FORCE | DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_CLEAR_WRITABLE |
                         DUK_DEFPROP_SET_ENUMERABLE | DUK_DEFPROP_SET_CONFIGURABLE);
        names.push_back(to_engine(key));
      }
      duk_pop(context());
    };
    entry("scxml", ScxmlProcessor, "#_scxml_" + session);
    for (const IoProcessor& processor : processors)
      entry(processor.name, processor.type, processor.location);
    std::vector<Slot> slots;
    own_slots(context(), duk_get_heapptr(context(), -1), slots);
    for (const Slot& slot : slots) {
      if (slot.key == nullptr ||
          std::find(names.begin(), names.end(), text_of(slot.key)) != names.end())
        continue;
      duk_push_heapptr(context(), slot.key);
      duk_del_prop(context(), -2);
    }
    duk_pop(context());
  }

  // A property of the object on the top that scripts cannot change.
  void define(const char* key, std::string_view text) {
    duk_push_string(context(), key);
    push_text(text);
    duk_def_prop(context(), -3,
                 DUK_DEFPROP_FORCE | DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_CLEAR_WRITABLE |
                     DUK_DEFPROP_SET_ENUMERABLE | DUK_DEFPROP_SET_CONFIGURABLE);
  }

  scxml::EngineLimits limits_;
  std::unique_ptr<Engine> engine_;
  bool bound_ = false;
  bool loaded_ = false;
};

}  // namespace
}  // namespace perdure::ecmascript

namespace perdure::scxml {

std::unique_ptr<DataModel> make_ecmascript(const EngineLimits& limits) {
  return std::make_unique<ecmascript::EcmaScript>(limits);
}

}  // namespace perdure::scxml
