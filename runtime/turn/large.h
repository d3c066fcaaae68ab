// What sessions keep beside them: large values, by the digests of their bytes.
//
//     a step reads one       ->  load()  ->  the batch's transaction
//     a step's state stands  ->  keep()  ->  large and large_ends of the BatchWrite
#pragma once

#include <perdure/chart.h>
#include <perdure/store.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace perdure::turn {

// Values of a session as it is stored. `store` outlives it.
std::shared_ptr<LargeSource> stored_values(Store& store, std::string_view session);

// Names each value that has none and is worth a row of its own. `made` is called with those, before they have the name.
// Throws Error(InvalidArgument) for one that is too large to be kept.
void name_values(
    LiveSession& live,
    const std::function<void(LargeValue& value, const LargeName& name, Bytes bytes)>& made = {});

// Of one session while its batch is handled. It outlives the batch, and is of no use then.
class LargeInBatch final : public LargeSource, public std::enable_shared_from_this<LargeInBatch> {
 public:
  LargeInBatch(Batch& batch, std::size_t session) : batch_(batch), session_(session) {}

  // Made in this batch, or stored. Throws CorruptLargeValue.
  Bytes load(const LargeName& name) override;

  // The session's state is about to be read: as the batch has it, or as a step of the batch left it.
  void read(bool as_stored) { reads_stored_ = as_stored; }
  void found(const LargeName& name) override;
  // A machine that stayed in memory is the session as it is stored.
  void take(LiveSession& live);

  // A step stands; `revision`: the session's after it. What follows names the values that `live` has now.
  void keep(LiveSession& live, std::int64_t revision);
  // A snapshot names them.
  void pin() { pinned_.insert(now_.begin(), now_.end()); }

  void write_to(BatchWrite& write);

 private:
  struct Made {
    std::int64_t revision;
    Bytes bytes;
  };

  Batch& batch_;
  const std::size_t session_;
  bool reads_stored_ = true;
  std::set<LargeName> stored_;              // Named by the session as the batch has it.
  std::set<LargeName> now_;                 // Named by it after the last step.
  std::set<LargeName> pinned_;              // Named by snapshots that the batch makes.
  std::map<LargeName, Made> made_;          // In this batch.
  std::map<LargeName, std::int64_t> over_;  // Of stored_, with the revision that names it no more.
};

}  // namespace perdure::turn
