// What is found out of types that only their own serialization knows.
#include <gtest/gtest.h>
#include <perdure/layout.h>

#include <cereal/types/memory.hpp>
#include <cereal/types/set.hpp>
#include <cereal/types/variant.hpp>
#include <set>

namespace {

using perdure::machine::layout_of;

struct Money {
  std::int64_t units = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(units);
  }
};

struct Account {
  std::string owner;
  std::vector<Money> entries;
  std::map<std::string, std::optional<double>> rates;
  std::pair<std::uint8_t, bool> flags;
  perdure::Timestamp opened{};
  perdure::Bytes key;
};
template <class Archive>
void save(Archive& archive, const Account& account) {
  archive(cereal::make_nvp("owner", account.owner), account.entries, account.rates);
  archive(account.flags, account.opened, account.key);
}
template <class Archive>
void load(Archive& archive, Account& account) {
  archive(account.owner, account.entries, account.rates, account.flags, account.opened,
          account.key);
}

struct Versioned {
  template <class Archive>
  void serialize(Archive&, std::uint32_t) {}
};

struct Pointing {
  std::shared_ptr<int> to;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(to);
  }
};

struct Either {
  std::variant<int, std::string> value;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(value);
  }
};

// Which other archives than Perdure's cannot write.
struct Private {};
[[maybe_unused]] void save(perdure::OutArchive& archive, const Private&) {
  archive(std::int64_t{1});
}
[[maybe_unused]] void load(perdure::InArchive& archive, Private&) {
  std::int64_t number = 0;
  archive(number);
}

struct NoDefault {
  explicit NoDefault(int) {}
  template <class Archive>
  void serialize(Archive&) {}
};

TEST(Layout, OfScalars) {
  EXPECT_EQ(layout_of<bool>(), R"("bool")");
  EXPECT_EQ(layout_of<std::int64_t>(), R"("int")");
  EXPECT_EQ(layout_of<std::uint16_t>(), R"("uint16")");
  EXPECT_EQ(layout_of<double>(), R"("float")");
  EXPECT_EQ(layout_of<float>(), R"("float32")");
}

TEST(Layout, OfWhatWritesItsMembers) {
  EXPECT_EQ(layout_of<Money>(), R"({"tuple":["int"]})");
  EXPECT_EQ(
      layout_of<Account>(),
      R"({"tuple":["string",{"list":{"tuple":["int"]}},{"map":["string",{"optional":"float"}]},)"
      R"("uint8","bool","timestamp","bytes"]})");
}

TEST(Layout, NoneOfWhatDependsOnTheValue) {
  EXPECT_EQ(layout_of<Pointing>(), "null");
  EXPECT_EQ(layout_of<Either>(), "null");
  EXPECT_EQ(layout_of<std::vector<Either>>(), "null");
  EXPECT_EQ(layout_of<Versioned>(), "null");
  EXPECT_EQ(layout_of<std::set<int>>(), "null");
  EXPECT_EQ(layout_of<Private>(), "null");
  EXPECT_EQ(layout_of<NoDefault>(), "null");
}

TEST(Layout, StandsInDefinitions) {
  const perdure::machine::ExternLayout layouts[] = {{"a::Money", layout_of<Money>()},
                                                    {"Odd", layout_of<Pointing>()}};
  EXPECT_EQ(perdure::machine::with_layouts("{\"format\":1\n}", layouts),
            "{\"format\":1\n,\"layouts\":{\n\"a::Money\":{\"tuple\":[\"int\"]},\n\"Odd\":null}\n}");
}

}  // namespace
CEREAL_CLASS_VERSION(Versioned, 3)
