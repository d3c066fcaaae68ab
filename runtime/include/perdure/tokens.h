// Resume tokens, as stores keep them: who knows a token's secret may send its session one of the
// events that it accepts, once. Of the secret a store sees a hash alone.
#pragma once

#include <perdure/types.h>

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perdure {

struct NewEvent;

enum class Redeemed {
  Yes,
  NotAccepted,  // The token is good, but not for this event, and remains so.
  No,           // No token has this secret: none ever had, or it was used, revoked, or has expired.
};

// SHA-256 of a secret's characters.
struct TokenHash {
  std::array<std::uint8_t, 32> bytes{};
  auto operator<=>(const TokenHash&) const = default;
};

struct NewToken {
  std::string session;
  std::string name;  // "<state>.<token>"
  TokenHash hash;
  std::vector<std::string> accepts;  // Names of events.
  std::optional<Timestamp> expires;  // Good before then; nothing: until it is used or revoked.
};

// That token of the session is good for nothing from now on.
struct TokenRevocation {
  std::string session;
  std::string name;
};

// As operators see it. A token that was revoked is gone.
struct StoredToken {
  std::string name;
  std::vector<std::string> accepts;
  std::optional<Timestamp> expires;
  std::optional<Timestamp> used;
};

// Whose a good token is.
struct TokenHolder {
  std::string session;
  bool accepts = false;  // The event that was asked for.
};

// The tokens of a Store. Any thread; throws what a Store throws.
class Tokens {
 public:
  virtual ~Tokens() = default;

  // Queues `event` for the token's session, whose id `event` leaves open, and has the token used,
  // both or neither: of any number of callers one gets Yes. Unless it says Yes nothing happened. A
  // session that is done has no good tokens. A connection lost in the middle is followed up.
  virtual Redeemed redeem(const TokenHash& hash, const NewEvent& event) = 0;

  // Whose token has this hash; nothing where none is good. It may be used by somebody else right afterwards.
  virtual std::optional<TokenHolder> holder(const TokenHash& hash, std::string_view event) = 0;

  // In the order of their names.
  virtual std::vector<StoredToken> of(std::string_view session) = 0;
};

}  // namespace perdure
