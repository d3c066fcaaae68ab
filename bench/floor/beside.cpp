#include "bench/floor/beside.h"

#include <exception>

#include "bench/floor/pipeline.h"

namespace bench::floor {

HeldSnapshot::HeldSnapshot(const std::string& uri)
    : connection_(
          std::unique_ptr<Pipeline>(new Pipeline(uri, {"begin_reading", "take_snapshot"}))) {
  connection_->run("begin_reading");
  connection_->run("take_snapshot");
}
HeldSnapshot::~HeldSnapshot() = default;

BareCommit::BareCommit(const std::string& uri) : uri_(uri) {
  run_script(uri_, "one_row");
  connection_.reset(new Pipeline(uri, {"update_one_row"}));
}
BareCommit::~BareCommit() {
  try {
    run_script(uri_, "drop");
  } catch (const std::exception&) {  // The server is gone, and the run has failed for that already.
  }
}
void BareCommit::commit() { connection_->run("update_one_row"); }

}  // namespace bench::floor
