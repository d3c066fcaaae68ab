// The tokens of a memory store.
#pragma once

#include <memory>
#include <utility>

#include "runtime/store/memory/data.h"

namespace perdure::memory {

class MemoryTokens : public Tokens {
 public:
  explicit MemoryTokens(std::shared_ptr<Data> data) : data_(std::move(data)) {}

  Redeemed redeem(const TokenHash& hash, const NewEvent& event) override;
  std::vector<StoredToken> of(std::string_view session) override;

 private:
  std::shared_ptr<Data> data_;
};

}  // namespace perdure::memory
