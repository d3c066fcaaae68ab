#include "runtime/data/ecmascript/heap.h"

#include <cstdlib>
#include <cstring>
#include <limits>
#include <new>

#include "runtime/data/ecmascript/utf8.h"

namespace perdure::ecmascript {
namespace {

// Each block begins with its size.
constexpr std::size_t Header = alignof(std::max_align_t);
static_assert(Header >= sizeof(std::size_t));

std::size_t size_of(void* block) {
  std::size_t size = 0;
  std::memcpy(&size, static_cast<std::byte*>(block) - Header, sizeof size);
  return size;
}

void* sized(void* base, std::size_t size) {
  std::memcpy(base, &size, sizeof size);
  return static_cast<std::byte*>(base) + Header;
}

void* allocate(void* udata, duk_size_t size) {
  auto& meter = *static_cast<Meter*>(udata);
  if (size == 0 || size > meter.memory - meter.used) return nullptr;
  void* const base = std::malloc(size + Header);
  if (base == nullptr) return nullptr;
  meter.used += size;
  return sized(base, size);
}

void release(void* udata, void* block) {
  if (block == nullptr) return;
  static_cast<Meter*>(udata)->used -= size_of(block);
  std::free(static_cast<std::byte*>(block) - Header);
}

void* reallocate(void* udata, void* block, duk_size_t size) {
  if (block == nullptr) return allocate(udata, size);
  if (size == 0) {
    release(udata, block);
    return nullptr;
  }
  auto& meter = *static_cast<Meter*>(udata);
  const std::size_t before = size_of(block);
  if (size > before && size - before > meter.memory - meter.used) return nullptr;
  void* const base = std::realloc(static_cast<std::byte*>(block) - Header, size + Header);
  if (base == nullptr) return nullptr;
  meter.used = meter.used - before + size;
  return sized(base, size);
}

// Never called: whatever can fail runs in a protected call.
void fatal(void*, const char* message) {
  throw std::runtime_error(message != nullptr ? message : "the script engine failed");
}

}  // namespace

Heap::Heap(const scxml::EngineLimits& limits) {
  meter_.time = limits.time;
  // Duktape cannot end in good order while it makes a heap: the limit holds from then on.
  meter_.memory = std::numeric_limits<std::size_t>::max();
  context_ = duk_create_heap(allocate, reallocate, release, &meter_, fatal);
  if (context_ == nullptr) throw std::bad_alloc();
  meter_.memory = limits.memory;
  if (meter_.used <= meter_.memory) return;
  duk_destroy_heap(context_);
  throw ExecutionError("the limit of memory is too small for a script engine");
}

Heap::~Heap() {
  begin();
  duk_destroy_heap(context_);
}

namespace {

// " (line 3)" of the error on the top of the stack, where the script has several lines and the words of a syntax
// error do not say it already.
std::string line_of_error(duk_context* context) {
  struct Stack {
    static duk_ret_t read(duk_context* inner, void*) {
      duk_get_prop_literal(inner, -1, "stack");
      return 1;
    }
  };
  if (!duk_is_error(context, -1)) return {};
  duk_dup(context, -1);
  std::string line;
  if (duk_safe_call(context, Stack::read, nullptr, 1, 1) == DUK_EXEC_SUCCESS &&
      duk_is_string(context, -1)) {
    // "Error: words\n    at name (:3) strict\n"; files have no names here.
    const std::string_view stack = duk_get_string(context, -1);
    const auto at = stack.find(" (:");
    const auto end = stack.find(')', at == std::string_view::npos ? 0 : at);
    if (at != std::string_view::npos && end != std::string_view::npos &&
        stack.find("(line ") == std::string_view::npos) {
      line = stack.substr(at + 3, end - at - 3);
    }
  }
  duk_pop(context);
  return line.empty() || line == "0" || line == "1" ? std::string() : " (line " + line + ")";
}

}  // namespace

void Heap::fail() {
  const bool late = meter_.timed_out;
  begin();  // Else the words of the error would time out too.
  std::string words;
  if (late) {
    words = "the script ran longer than it may";
  } else {
    const std::string line = line_of_error(context_);  // First: what comes next replaces the error.
    duk_size_t size = 0;
    const char* const text = duk_safe_to_lstring(context_, -1, &size);
    words = from_engine({text, size}) + line;
  }
  duk_pop(context_);
  throw ExecutionError(words);
}

}  // namespace perdure::ecmascript

// Asked every few hundred thousand instructions, and now and then by built-in functions. Once it has said yes it
// does so until the evaluation has ended: scripts cannot catch it.
extern "C" unsigned perdure_timed_out(void* udata) {
  auto& meter = *static_cast<perdure::ecmascript::Meter*>(udata);
  if (meter.timed_out) return 1;
  const auto now = std::chrono::steady_clock::now();
  if (!meter.running) {
    meter.running = true;
    meter.started = now;
    return 0;
  }
  meter.timed_out = now - meter.started > meter.time;
  return meter.timed_out ? 1 : 0;
}

extern "C" double perdure_now(void* udata) {
  return static_cast<perdure::ecmascript::Meter*>(udata)->now;
}

// splitmix64 (Steele, Lea, Flood 2014).
extern "C" double perdure_random(void* udata) {
  auto& state = static_cast<perdure::ecmascript::Meter*>(udata)->random;
  std::uint64_t z = (state += 0x9e3779b97f4a7c15U);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  z ^= z >> 31;
  return static_cast<double>(z >> 11) * 0x1.0p-53;
}
