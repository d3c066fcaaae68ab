// Store::claim(): a tenure of one batch.
#include <perdure/store.h>

#include <utility>

namespace perdure {
namespace {

class OneBatch : public Batch {
 public:
  OneBatch(std::unique_ptr<Tenure> tenure, std::unique_ptr<Batch> batch)
      : tenure_(std::move(tenure)), batch_(std::move(batch)) {}

  std::int32_t lane() const override { return batch_->lane(); }
  Timestamp now() const override { return batch_->now(); }
  const std::vector<StoredSession>& sessions() const override { return batch_->sessions(); }
  const std::vector<DueEvent>& events() const override { return batch_->events(); }
  std::optional<Bytes> large_value(std::size_t session, const LargeName& name) override {
    return batch_->large_value(session, name);
  }
  StepTransaction* transaction() override { return batch_->transaction(); }
  CommitResult commit(const BatchWrite& write) override {
    BatchWrite last = write;
    last.ends_tenure = true;
    const CommitResult result = batch_->commit(last);
    tenure_.reset();
    return result;
  }

 private:
  std::unique_ptr<Tenure> tenure_;
  std::unique_ptr<Batch> batch_;  // Gone first.
};

}  // namespace

std::unique_ptr<Batch> Store::claim(const ClaimLimits& limits) {
  while (std::unique_ptr<Tenure> tenure = take({{}, limits.events})) {
    if (std::unique_ptr<Batch> batch = tenure->claim(limits)) {
      return std::make_unique<OneBatch>(std::move(tenure), std::move(batch));
    }
  }
  return nullptr;
}

}  // namespace perdure
