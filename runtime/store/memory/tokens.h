// The tokens of a memory store.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/store/memory/data.h"

namespace perdure::memory {

class MemoryTokens : public Tokens {
 public:
  explicit MemoryTokens(std::shared_ptr<Data> data) : data_(std::move(data)) {}

  Redeemed redeem(const TokenHash& hash, const NewEvent& event) override;
  std::optional<TokenHolder> holder(const TokenHash& hash, std::string_view event) override;
  std::vector<StoredToken> of(std::string_view session) override;

 private:
  // Of a session that can use it. Null where there is none.
  Token* find_good(const TokenHash& hash, Timestamp now);

  std::shared_ptr<Data> data_;
};

}  // namespace perdure::memory
