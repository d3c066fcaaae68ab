// EventId: made of the time and at random, written and read as a uuid.
#include <perdure/error.h>
#include <perdure/types.h>
#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace perdure {
namespace {

// RFC 9562, 5.7.
constexpr std::size_t TimeBytes = 6;
constexpr unsigned Version = 7;

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// How many forks lie between this process and the one that began with main(): what a process has kept is not
// for its children, which would make the same ids of it.
std::atomic<unsigned> forks = 0;
[[maybe_unused]] const int counts_forks =
    ::pthread_atfork(nullptr, nullptr, [] { forks.fetch_add(1, std::memory_order_relaxed); });

// With bytes of the system's, of which each thread asks for many at a time.
void fill(std::span<std::uint8_t> out) {
  struct Kept {
    std::array<std::uint8_t, 256> bytes;  // The most that the system gives at once.
    std::size_t used = sizeof bytes;
    unsigned forks = 0;
  };
  thread_local Kept kept;
  const unsigned now = forks.load(std::memory_order_relaxed);
  if (kept.bytes.size() - kept.used < out.size() || kept.forks != now) {
    if (::getentropy(kept.bytes.data(), kept.bytes.size()) != 0) {
      throw Error(ErrorKind::StoreFailure, "the system has no random bytes for an event's id");
    }
    kept.used = 0;
    kept.forks = now;
  }
  std::copy_n(kept.bytes.begin() + static_cast<std::ptrdiff_t>(kept.used), out.size(), out.begin());
  kept.used += out.size();
}

// Where a uuid has a hyphen before byte `i`.
bool hyphen_before(std::size_t i) { return i == 4 || i == 6 || i == 8 || i == 10; }

}  // namespace

EventId EventId::random() {
  EventId id;
  fill(std::span(id.bytes).subspan(TimeBytes));
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
  for (std::size_t i = TimeBytes; i-- > 0; milliseconds >>= 8) {
    id.bytes[i] = static_cast<std::uint8_t>(milliseconds & 0xFF);
  }
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | Version << 4);
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
  return id;
}

std::optional<Timestamp> EventId::made() const {
  if (bytes[6] >> 4 != Version || bytes[8] >> 6 != 2) return std::nullopt;
  std::int64_t milliseconds = 0;
  for (std::size_t i = 0; i < TimeBytes; ++i) milliseconds = milliseconds << 8 | bytes[i];
  return Timestamp(std::chrono::milliseconds(milliseconds));
}

std::string EventId::text() const {
  constexpr char Digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(36);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (hyphen_before(i)) out += '-';
    out += Digits[bytes[i] >> 4];
    out += Digits[bytes[i] & 15];
  }
  return out;
}

EventId EventId::parse(std::string_view text) {
  const auto refuse = [text] {
    throw Error(ErrorKind::InvalidArgument,
                "`" + std::string(text.substr(0, 60)) +
                    "` is not an event's id: want 32 hexadecimal digits "
                    "in groups of 8-4-4-4-12");
  };
  if (text.size() != 36) refuse();
  EventId id;
  std::size_t at = 0;
  for (std::size_t i = 0; i < id.bytes.size(); ++i) {
    if (hyphen_before(i) && text[at++] != '-') refuse();
    const int high = digit(text[at]);
    const int low = digit(text[at + 1]);
    if (high < 0 || low < 0) refuse();
    id.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    at += 2;
  }
  return id;
}

}  // namespace perdure
