#include "runtime/turn/large.h"

#include <openssl/sha.h>
#include <perdure/error.h>

#include <optional>
#include <utility>

namespace perdure::turn {
namespace {

LargeName name_of(const Bytes& bytes) {
  LargeName name;
  name.size = bytes.size();
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), name.digest.data());
  return name;
}

Bytes verified(const LargeName& name, std::optional<Bytes> bytes) {
  const std::string which =
      "the large value " + name.text() + " (" + std::to_string(name.size) + " bytes)";
  if (!bytes) throw CorruptLargeValue(which + " is not in the store any more");
  if (name_of(*bytes) != name) {
    throw CorruptLargeValue(which + " was altered in the store: other bytes, " +
                            std::to_string(bytes->size()) + " of them");
  }
  return *std::move(bytes);
}

class StoredValues final : public LargeSource {
 public:
  StoredValues(Store& store, std::string_view session) : store_(store), session_(session) {}

  Bytes load(const LargeName& name) override {
    return verified(name, store_.records().large_value(session_, name));
  }

 private:
  Store& store_;
  const std::string session_;
};

}  // namespace

std::shared_ptr<LargeSource> stored_values(Store& store, std::string_view session) {
  return std::make_shared<StoredValues>(store, session);
}

void name_values(
    LiveSession& live,
    const std::function<void(LargeValue& value, const LargeName& name, Bytes bytes)>& made) {
  for (LargeValue* value : live.large()) {
    if (value->name()) continue;
    Bytes bytes = value->encoded();
    if (bytes.size() < LeastApart) continue;
    if (bytes.size() > MostApart) {
      throw Error(ErrorKind::InvalidArgument, "a large value of " + std::to_string(bytes.size()) +
                                                  " bytes: at most " + std::to_string(MostApart) +
                                                  " can be kept");
    }
    const LargeName name = name_of(bytes);
    if (made) made(*value, name, std::move(bytes));
    value->keep_as(name);
  }
}

Bytes LargeInBatch::load(const LargeName& name) {
  const auto found = made_.find(name);
  if (found != made_.end()) return found->second.bytes;
  return verified(name, batch_.large_value(session_, name));
}

void LargeInBatch::found(const LargeName& name) {
  if (reads_stored_) stored_.insert(name);
}

void LargeInBatch::take(LiveSession& live) {
  for (LargeValue* value : live.large()) {
    value->attach(shared_from_this());
    if (value->name()) stored_.insert(*value->name());
  }
}

void LargeInBatch::keep(LiveSession& live, std::int64_t revision) {
  name_values(live, [&](LargeValue& value, const LargeName& name, Bytes bytes) {
    value.attach(shared_from_this());
    if (!stored_.contains(name)) made_.try_emplace(name, Made{revision, std::move(bytes)});
  });
  now_.clear();
  for (LargeValue* value : live.large()) {
    if (value->name()) now_.insert(*value->name());
  }
  for (const LargeName& name : stored_) {
    if (now_.contains(name)) {
      over_.erase(name);
    } else {
      over_.try_emplace(name, revision);
    }
  }
}

void LargeInBatch::write_to(BatchWrite& write) {
  for (auto& [name, made] : made_) {
    if (!now_.contains(name) && !pinned_.contains(name)) continue;
    write.large.push_back({session_, name, made.revision, std::move(made.bytes)});
  }
  for (const auto& [name, revision] : over_) write.large_ends.push_back({session_, name, revision});
  made_.clear();
  over_.clear();
}

}  // namespace perdure::turn
