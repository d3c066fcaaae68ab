// However many sessions there are, few of them are in memory at a time.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <functional>
#include <memory>
#include <string>

#include "runtime/transfer/export.h"
#include "runtime/transfer/import.h"
#include "tests/store/contract.h"
#include "tests/transfer/samples.h"

namespace perdure::transfer {
namespace {

using contract::Database;
using contract::StoreKind;

// What caches hold is full with few.
constexpr std::size_t Few = 1000;
constexpr std::size_t Many = 2500;
constexpr std::size_t StateSize = 20'000;
constexpr long Allowed =
    16 * 1024;  // Kilobytes more for many, which are 30,000 more by themselves.

void silent(std::size_t, std::size_t) {}

// In kilobytes, of a process of its own.
long peak_of(const std::function<void()>& work) {
  const pid_t child = fork();
  if (child == 0) {
    try {
      work();
      _exit(0);
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
      _exit(1);
    }
  }
  int status = -1;
  rusage usage = {};
  EXPECT_EQ(wait4(child, &status, 0, &usage), child);
  EXPECT_EQ(status, 0);
  return usage.ru_maxrss;
}

void fill(Store& store, std::size_t count) {
  for (std::size_t i = 0; i < count;) {
    std::vector<TransferredSession> some;
    for (; i < count && some.size() < 100; ++i) {
      some.push_back(plain_session("s" + std::to_string(i)));
      some.back().session.state = Bytes(StateSize, std::byte{'x'});
    }
    transfer_of(store).insert(some);
  }
}

struct Peaks {
  long exported = 0;
  long imported = 0;
};

Peaks peaks_of(const StoreKind& kind, std::size_t count) {
  const std::string file =
      ::testing::TempDir() + "perdure-peak-" + std::to_string(::getpid()) + ".export";
  const std::unique_ptr<Database> from = kind.make();
  const std::unique_ptr<Database> to = kind.make();
  peak_of([&] {
    const std::unique_ptr<Store> store = from->open();
    store->schema().migrate();
    fill(*store, count);
    to->open()->schema().migrate();
  });
  Peaks peaks;
  peaks.exported = peak_of([&] {
    ExportOptions options;
    options.running = true;
    std::ofstream out(file, std::ios::binary);
    export_sessions(*from->open(), options, out, silent);
  });
  peaks.imported = peak_of([&] {
    std::ifstream in(file, std::ios::binary);
    import_sessions(*to->open(), in, {}, silent);
  });
  std::remove(file.c_str());
  return peaks;
}

TEST(Peak, DoesNotGrowWithHowManyThereAre) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers keep what was given back";
#endif
  for (const StoreKind& kind : contract::stores()) {
    if (kind.one_process) continue;
    const Peaks few = peaks_of(kind, Few);
    const Peaks many = peaks_of(kind, Many);
    EXPECT_LT(many.exported, few.exported + Allowed) << kind.name;
    EXPECT_LT(many.imported, few.imported + Allowed) << kind.name;
  }
}

}  // namespace
}  // namespace perdure::transfer
