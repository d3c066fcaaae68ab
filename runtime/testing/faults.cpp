// A store that is lost where a test says so.
#include <perdure/error.h>
#include <perdure/testing_store.h>

#include <utility>

namespace perdure::testing {
namespace {

void pass(Faults& faults, FaultPoint at) {
  if (faults.strikes(at)) {
    throw Error(ErrorKind::StoreUnavailable, "the store was lost, as the test wanted");
  }
}

class FaultyBatch : public Batch {
 public:
  FaultyBatch(std::unique_ptr<Batch> batch, Faults& faults)
      : batch_(std::move(batch)), faults_(faults) {}

  std::int32_t lane() const override { return batch_->lane(); }
  Timestamp now() const override { return batch_->now(); }
  const std::vector<StoredSession>& sessions() const override { return batch_->sessions(); }
  const std::vector<DueEvent>& events() const override { return batch_->events(); }
  std::optional<Bytes> large_value(std::size_t session, const LargeName& name) override {
    return batch_->large_value(session, name);
  }
  StepTransaction* transaction() override { return batch_->transaction(); }
  CommitResult commit(const BatchWrite& write) override {
    pass(faults_, FaultPoint::BeforeCommit);
    if (faults_.strikes(FaultPoint::CommitLost)) return CommitResult::Lost;
    const CommitResult result = batch_->commit(write);
    pass(faults_, FaultPoint::AfterCommit);
    return result;
  }
  std::uint32_t row_version() const override { return batch_->row_version(); }

 private:
  std::unique_ptr<Batch> batch_;
  Faults& faults_;
};

class FaultyTenure : public Tenure {
 public:
  FaultyTenure(std::unique_ptr<Tenure> tenure, Faults& faults)
      : tenure_(std::move(tenure)), faults_(faults) {}

  std::int32_t lane() const override { return tenure_->lane(); }
  std::int64_t epoch() const override { return tenure_->epoch(); }
  const std::optional<Abandoned>& abandoned() const override { return tenure_->abandoned(); }
  std::unique_ptr<Batch> claim(const ClaimLimits& limits, KnownSessions* known) override {
    pass(faults_, FaultPoint::Claim);
    std::unique_ptr<Batch> batch = tenure_->claim(limits, known);
    return batch ? std::make_unique<FaultyBatch>(std::move(batch), faults_) : nullptr;
  }
  void abandon() override { tenure_->abandon(); }

 private:
  std::unique_ptr<Tenure> tenure_;
  Faults& faults_;
};

class FaultyJobs : public perdure::Jobs {
 public:
  FaultyJobs(perdure::Jobs& jobs, Faults& faults) : jobs_(jobs), faults_(faults) {}

  std::vector<ClaimedJob> claim(const JobClaims& claims) override { return jobs_.claim(claims); }
  JobHold heartbeat(const JobLease& job, Duration lease, const JobNews& news) override {
    return jobs_.heartbeat(job, lease, news);
  }
  JobHold complete(const JobLease& job, std::span<const std::byte> result) override {
    return end([&] { return jobs_.complete(job, result); });
  }
  JobHold fail(const JobLease& job, std::string_view why, bool for_good) override {
    return end([&] { return jobs_.fail(job, why, for_good); });
  }
  JobHold release(const JobLease& job) override { return jobs_.release(job); }
  void wait(const std::vector<std::string>& services, Duration limit,
            std::stop_token stop) override {
    jobs_.wait(services, limit, std::move(stop));
  }
  std::vector<StoredJob> list(const JobFilter& filter) override { return jobs_.list(filter); }
  std::vector<ServiceBacklog> backlog() override { return jobs_.backlog(); }
  bool retry(std::string_view session, std::string_view invocation) override {
    return jobs_.retry(session, invocation);
  }
  bool cancel(std::string_view session, std::string_view invocation,
              std::string_view why) override {
    return jobs_.cancel(session, invocation, why);
  }

 private:
  template <class Call>
  JobHold end(const Call& call) {
    pass(faults_, FaultPoint::BeforeJobEnd);
    const JobHold hold = call();
    pass(faults_, FaultPoint::AfterJobEnd);
    return hold;
  }

  perdure::Jobs& jobs_;
  Faults& faults_;
};

class FaultyStore : public StoreOver {
 public:
  FaultyStore(std::unique_ptr<Store> store, Faults& faults)
      : StoreOver(std::move(store)), faults_(faults), jobs_(under().jobs(), faults) {}

  bool start(const NewSession& session, std::span<const NewEvent> first) override {
    pass(faults_, FaultPoint::Send);
    return under().start(session, first);
  }
  Sent enqueue(std::span<const NewEvent> events) override {
    pass(faults_, FaultPoint::Send);
    return under().enqueue(events);
  }
  std::unique_ptr<Tenure> take(const TakeOptions& options) override {
    std::unique_ptr<Tenure> tenure = under().take(options);
    return tenure ? std::make_unique<FaultyTenure>(std::move(tenure), faults_) : nullptr;
  }
  perdure::Jobs& jobs() override { return jobs_; }

 private:
  Faults& faults_;
  FaultyJobs jobs_;
};

}  // namespace

bool Faults::strikes(FaultPoint at) {
  const std::lock_guard guard(mutex_);
  Point& point = of(at);
  if (point.left == 0) return false;
  if (point.after > 0) {
    --point.after;
    return false;
  }
  --point.left;
  ++point.lost;
  return true;
}

std::unique_ptr<Store> with_faults(std::unique_ptr<Store> store, Faults& faults) {
  return std::make_unique<FaultyStore>(std::move(store), faults);
}

}  // namespace perdure::testing
