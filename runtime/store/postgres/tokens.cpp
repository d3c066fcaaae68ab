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

struct Found {
  bool exists = false;
  bool accepts = false;
  std::string session;
};

Found find(Pool& pool, const TokenHash& hash, const std::string& event) {
  Found found;
  insist([&] {
    const Result rows = pool.lease()->run(query("find_token"),
                                          Parameters()(bytes_of(hash))(std::string_view(event)));
    if (!rows.empty()) found = {true, rows[0].boolean(2), std::string(rows[0].text(1))};
  });
  return found;
}

}  // namespace

Redeemed PostgresTokens::redeem(const TokenHash& hash, const NewEvent& event) {
  rows::check_redeeming(event);
  Found token = find(pool_, hash, event.name);
  NewEvent sent = event;
  sent.session = std::move(token.session);
  bool used = false;
  const auto use = [&](Pipeline& pipeline, std::int32_t lanes) {
    pipeline.send(query("redeem_token"),
                  Parameters().lane(rows::lane_of(sent.session, lanes))(bytes_of(hash))(sent.id)(
                      std::string_view(sent.name))(std::span<const std::byte>(sent.payload)));
  };
  const auto look = [&](const std::vector<Result>& answers, Pipeline&, std::int32_t,
                        Timestamp) -> const NewEvent* {
    used = !answers[0].empty();
    return used ? &sent : nullptr;
  };
  if (token.exists && token.accepts) commit_once(pool_, {use, look});
  if (used) queued_();
  if (used) return Redeemed::Yes;
  return token.exists && !token.accepts ? Redeemed::NotAccepted : Redeemed::No;
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
