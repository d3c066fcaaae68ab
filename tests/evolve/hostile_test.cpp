// Bytes that are no session of any version: an error, and nothing else.
#include <gmock/gmock.h>

#include "tests/evolve/versions.h"

namespace perdure::evolve {
namespace {

using ::testing::HasSubstr;

class Hostile : public ::testing::Test {
 protected:
  first::order::Handlers old_handlers;

  Bytes stored() {
    first::Order order = first_order(old_handlers);
    order.dispatch(first::order::event::Note{"a note"});
    order.dispatch(first::order::event::Refuse{});
    order.dispatch(first::order::event::Hold{});
    return saved(order);
  }
};

TEST_F(Hostile, AVersionThatNobodyKnows) {
  Bytes bytes = stored();
  bytes[1] = std::byte{7};
  try {
    loaded<third::Order>(bytes);
    FAIL() << "there is no version 7";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::VersionMismatch);
    EXPECT_THAT(error.what(), HasSubstr("stored by version 7"));
    EXPECT_THAT(error.what(), HasSubstr("this program has version 3"));
  }
}

TEST_F(Hostile, EveryTruncation) {
  const Bytes bytes = stored();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    try {
      loaded<third::Order>(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)));
      ADD_FAILURE() << "read " << size << " of " << bytes.size() << " bytes";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::CorruptData) << size << ": " << error.what();
    }
  }
}

TEST_F(Hostile, EveryByteAltered) {
  const Bytes bytes = stored();
  int refused = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const unsigned value : {0x00U, 0x01U, 0x7fU, 0xffU}) {
      Bytes altered = bytes;
      altered[at] = static_cast<std::byte>(value);
      try {
        loaded<third::Order>(altered);
      } catch (const Error&) {
        ++refused;
      }
    }
  }
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace perdure::evolve
