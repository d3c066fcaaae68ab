#include "runtime/store/postgres/tokens.h"

#include <span>
#include <string>

#include "runtime/store/postgres/queries.h"
#include "runtime/store/postgres/transaction.h"
#include "runtime/store/rows/check.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/text.h"

namespace perdure::postgres {
namespace {

std::span<const std::byte> bytes_of(const TokenHash& hash) {
  return std::as_bytes(std::span(hash.bytes));
}

}  // namespace

std::optional<TokenHolder> PostgresTokens::holder(const TokenHash& hash, std::string_view event) {
  std::optional<TokenHolder> found;
  insist([&] {
    const Result rows =
        pool_.lease()->run(query("find_token"), Parameters()(bytes_of(hash))(event));
    found.reset();
    if (!rows.empty()) found = {std::string(rows[0].text(1)), rows[0].boolean(2)};
  });
  return found;
}

Redeemed PostgresTokens::redeem(const TokenHash& hash, const NewEvent& event) {
  rows::check_redeeming(event);
  const std::optional<TokenHolder> token = holder(hash, event.name);
  if (!token) return Redeemed::No;
  if (!token->accepts) return Redeemed::NotAccepted;
  NewEvent sent = event;
  sent.session = token->session;
  bool used = false;
  const auto use = [&](Pipeline& pipeline, std::int32_t lanes) {
    pipeline.send(query("redeem_token"), Parameters().lane(rows::lane_of(sent.session, lanes))(
                                             bytes_of(hash))(sent.id)(std::string_view(sent.name))(
                                             std::span<const std::byte>(sent.payload))(sent.cause));
  };
  const auto look = [&](const std::vector<Result>& answers, Pipeline&, std::int32_t,
                        Timestamp) -> const NewEvent* {
    used = !answers[0].empty();
    return used ? &sent : nullptr;
  };
  commit_once(pool_, {use, look});
  if (used) queued_();
  return used ? Redeemed::Yes : Redeemed::No;
}

std::vector<StoredToken> PostgresTokens::of(std::string_view session) {
  std::vector<StoredToken> tokens;
  insist([&] {
    tokens.clear();
    const Pool::Lease lease = pool_.lease();
    const Result rows = lease->run(
        query("list_tokens"), Parameters().lane(rows::lane_of(session, lease.lanes()))(session));
    for (int i = 0; i < rows.size(); ++i) {
      const Row row = rows[i];
      tokens.push_back({std::string(row.text(0)), row.texts(1), row.time(2), row.time(3)});
    }
  });
  return tokens;
}

void send_tokens(Pipeline& pipeline, const BatchWrite& write, std::int32_t lane) {
  if (!write.revocations.empty()) {
    Array sessions(Array::Of::Text);
    Array names(Array::Of::Text);
    for (const TokenRevocation& revoked : write.revocations) {
      sessions.add(std::string_view(revoked.session));
      names.add(std::string_view(revoked.name));
    }
    pipeline.send(query("delete_tokens"), Parameters().lane(lane)(sessions)(names));
  }
  if (!write.tokens.empty()) {
    Array sessions(Array::Of::Text);
    Array names(Array::Of::Text);
    Array hashes(Array::Of::Bytes);
    Array accepts(Array::Of::Text);
    Array expires(Array::Of::Time);
    for (const NewToken& token : write.tokens) {
      sessions.add(std::string_view(token.session));
      names.add(std::string_view(token.name));
      hashes.add(bytes_of(token.hash));
      accepts.add(std::string_view(rows::joined_lines(token.accepts)));
      expires.add(token.expires);
    }
    pipeline.send(query("insert_tokens"),
                  Parameters().lane(lane)(sessions)(names)(hashes)(accepts)(expires));
  }
}

}  // namespace perdure::postgres
