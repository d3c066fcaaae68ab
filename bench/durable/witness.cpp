#include "bench/durable/witness.h"

#include <sys/mman.h>
#include <unistd.h>

#include <new>
#include <stdexcept>

namespace bench {
namespace {

int new_memory(std::size_t size) {
  const int descriptor = memfd_create("witness", 0);  // Inherited.
  if (descriptor < 0 || ftruncate(descriptor, static_cast<off_t>(size)) != 0) {
    throw std::runtime_error("no memory to share");
  }
  return descriptor;
}

void* map(int descriptor, std::size_t size) {
  void* const memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  if (memory == MAP_FAILED) throw std::runtime_error("no memory to share");
  return memory;
}

}  // namespace

Witness::Witness()
    : descriptor_(new_memory(sizeof(Seen))), seen_(new (map(descriptor_, sizeof(Seen))) Seen) {}

Witness::Witness(int descriptor)
    : descriptor_(descriptor), seen_(static_cast<Seen*>(map(descriptor, sizeof(Seen)))) {}

Witness::~Witness() {
  munmap(seen_, sizeof(Seen));
  close(descriptor_);
}

Witness::Clock::time_point Witness::last() const {
  return Clock::time_point(Clock::duration(seen_->last));
}

void Witness::handled(const perdure::BatchReport& batch) {
  if (batch.lost) return;
  seen_->last = Clock::now().time_since_epoch().count();
  seen_->handled += static_cast<std::int64_t>(batch.events);
}

}  // namespace bench
