#include "runtime/store/sqlite/tokens.h"

#include "runtime/store/rows/check.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/text.h"
#include "runtime/store/sqlite/rows.h"
#include "runtime/store/sqlite/schema.h"

namespace perdure::sqlite {

Redeemed SqliteTokens::redeem(const TokenHash& hash, const NewEvent& event) {
  rows::check_redeeming(event);
  Transaction transaction(writers_, turns_);
  Connection& db = transaction.connection();
  const std::int32_t lanes = require_schema(db);
  const Timestamp now = clock_now();
  NewEvent sent = event;
  {
    Rows token = db.read("find_token", hash, now, event.name);
    if (!token.next()) return Redeemed::No;
    if (token.integer(3) == 0) return Redeemed::NotAccepted;
    sent.session = token.text(1);
    db.run("use_token", token.integer(0), sent.session, token.text(2), now);
  }
  add_event(db, sent, now, lanes);
  transaction.commit();
  return Redeemed::Yes;
}

std::optional<TokenHolder> SqliteTokens::holder(const TokenHash& hash, std::string_view event) {
  const Pool::Lease db = readers_.lend();
  require_schema(*db);
  Rows token = db->read("find_token", hash, clock_now(), event);
  if (!token.next()) return std::nullopt;
  return TokenHolder{token.text(1), token.integer(3) != 0};
}

std::vector<StoredToken> SqliteTokens::of(std::string_view session) {
  const Pool::Lease db = readers_.lend();
  std::vector<StoredToken> tokens;
  Rows rows = db->read("list_tokens", rows::lane_of(session, require_schema(*db)), session);
  while (rows.next()) {
    tokens.push_back(
        {rows.text(0), rows::lines(rows.text(1)), rows.optional_time(2), rows.optional_time(3)});
  }
  return tokens;
}

void write_tokens(Connection& db, const BatchWrite& write, std::int32_t lanes) {
  for (const TokenRevocation& revoked : write.revocations) {
    db.run("delete_token", rows::lane_of(revoked.session, lanes), revoked.session, revoked.name);
  }
  for (const NewToken& token : write.tokens) {
    db.run("insert_token", rows::lane_of(token.session, lanes), token.session, token.name,
           token.hash, rows::joined_lines(token.accepts), token.expires);
  }
}

}  // namespace perdure::sqlite
