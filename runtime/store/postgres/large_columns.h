// Large values as the array parameters of one statement.
#pragma once

#include <perdure/large_name.h>
#include <perdure/types.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "runtime/store/postgres/binary.h"

namespace perdure::postgres {

// The columns of `blob` behind its lane: session, digest, revision, bytes.
class LargeColumns {
 public:
  // One value always has: the server takes no message of a gigabyte, and no value comes near that.
  bool has_room_for(const Bytes& bytes) const {
    return revisions_.size() == 0 || size_ + bytes.size() <= MostAtOnce;
  }
  void add(std::string_view session, const LargeName& name, std::int64_t revision,
           const Bytes& bytes) {
    sessions_.add(session);
    digests_.add(bytes_of(name));
    revisions_.add(revision);
    values_.add(std::span<const std::byte>(bytes));
    size_ += bytes.size();
  }
  void append_to(Parameters& parameters) { parameters(sessions_)(digests_)(revisions_)(values_); }

 private:
  static constexpr std::size_t MostAtOnce = std::size_t{32} << 20U;

  Array sessions_{Array::Of::Text};
  Array digests_{Array::Of::Bytes};
  Array revisions_{Array::Of::Int64};
  Array values_{Array::Of::Bytes};
  std::size_t size_ = 0;
};

}  // namespace perdure::postgres
