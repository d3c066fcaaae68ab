// What the archives promise: everything comes back as it was, and no bytes do harm.
#include <gtest/gtest.h>
#include <perdure/machine.h>

#include <random>

namespace user {

// The ways in which a class may say how it is kept.
struct InPublic {
  int number = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(number);
  }
};

class InPrivate {
 public:
  explicit InPrivate(int number = 0) : number_(number) {}
  int number() const { return number_; }

 private:
  friend cereal::access;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(number_);
  }
  int number_;
};

struct InTwo {
  int number = 0;
  template <class Archive>
  void save(Archive& archive) const {
    archive(number + 2);
  }
  template <class Archive>
  void load(Archive& archive) {
    archive(number);
    number -= 2;
  }
};

struct FromOutside {
  int number = 0;
};
template <class Archive>
void serialize(Archive& archive, FromOutside& value) {
  archive(value.number);
}

struct WithVersion {
  int number = 0;
  template <class Archive>
  void serialize(Archive& archive, std::uint32_t version) {
    archive(number);
    number += static_cast<int>(version) - 7;
  }
};

// It has the member of its base, and says that it is not to be used.
struct Otherwise : InPublic {};
template <class Archive>
void save(Archive& archive, const Otherwise& value) {
  archive(value.number + 3);
}
template <class Archive>
void load(Archive& archive, Otherwise& value) {
  archive(value.number);
  value.number -= 3;
}

}  // namespace user

CEREAL_CLASS_VERSION(user::WithVersion, 7)
template <class Archive>
struct cereal::specialize<Archive, user::Otherwise, cereal::specialization::non_member_load_save> {
};

namespace {

using perdure::Bytes;
using perdure::ErrorKind;
using perdure::from_bytes;
using perdure::to_bytes;

enum class Method { card, transfer };

std::string_view name_of(Method method) { return method == Method::card ? "card" : "transfer"; }

template <class Archive>
std::string save_minimal(const Archive&, const Method& method) {
  return std::string(name_of(method));
}
template <class Archive>
void load_minimal(const Archive&, Method& method, const std::string& name) {
  if (name == "card") {
    method = Method::card;
  } else if (name == "transfer") {
    method = Method::transfer;
  } else {
    perdure::InArchive::corrupt("an unknown method");
  }
}

struct Tree {
  std::vector<Tree> children;
  bool operator==(const Tree&) const = default;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(children);
  }
};

struct Everything {
  bool flag = false;
  std::int64_t number = 0;
  double fraction = 0;
  std::string text;
  Bytes bytes;
  perdure::Duration length{};
  perdure::Timestamp moment{};
  std::optional<std::string> maybe;
  std::vector<std::int64_t> numbers;
  std::vector<bool> flags;
  std::vector<std::optional<Method>> methods;
  std::map<std::string, std::vector<Method>> by_name;
  Tree tree;

  bool operator==(const Everything&) const = default;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(flag, number, fraction, text, bytes, length, moment, maybe, numbers, flags, methods,
            by_name, tree);
  }
};

Everything example() {
  Everything e;
  e.flag = true;
  e.number = -7;
  e.fraction = 1.5;
  e.text = std::string("a\0b", 3);
  e.bytes = {std::byte{1}, std::byte{255}};
  e.length = perdure::Duration(5);
  e.moment = perdure::Timestamp(perdure::Duration(1'700'000'000'000'000));
  e.maybe = "x";
  e.numbers = {1, 2, 3};
  e.flags = {true, false, true};
  e.methods = {Method::card, std::nullopt, Method::transfer};
  e.by_name = {{"a", {Method::card}}, {"b", {}}};
  e.tree.children = {Tree{{Tree{}, Tree{}}}, Tree{}};
  return e;
}

Bytes bytes_of(std::initializer_list<int> values) {
  Bytes bytes;
  for (const int value : values) bytes.push_back(static_cast<std::byte>(value));
  return bytes;
}

template <class Value>
void expect_refused(const Bytes& bytes) {
  try {
    from_bytes<Value>(bytes);
    FAIL() << "accepted";
  } catch (const perdure::Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::CorruptData) << error.what();
  }
}

TEST(Archive, EverythingComesBack) {
  EXPECT_EQ(from_bytes<Everything>(to_bytes(example())), example());
  EXPECT_EQ(from_bytes<Everything>(to_bytes(Everything{})), Everything{});
}

TEST(Archive, ClassesAreKeptAsTheySayThemselves) {
  EXPECT_EQ(to_bytes(user::InPublic{5}), to_bytes(5));
  EXPECT_EQ(from_bytes<user::InPublic>(to_bytes(5)).number, 5);
  EXPECT_EQ(to_bytes(user::InPrivate(5)), to_bytes(5));
  EXPECT_EQ(from_bytes<user::InPrivate>(to_bytes(5)).number(), 5);
  EXPECT_EQ(to_bytes(user::InTwo{5}), to_bytes(7));
  EXPECT_EQ(from_bytes<user::InTwo>(to_bytes(7)).number, 5);
  EXPECT_EQ(to_bytes(user::FromOutside{5}), to_bytes(5));
  EXPECT_EQ(from_bytes<user::FromOutside>(to_bytes(5)).number, 5);
  user::Otherwise otherwise;
  otherwise.number = 5;
  EXPECT_EQ(to_bytes(otherwise), to_bytes(8));
  EXPECT_EQ(from_bytes<user::Otherwise>(to_bytes(8)).number, 5);
  const Bytes versioned = to_bytes(user::WithVersion{5});
  EXPECT_EQ(versioned, bytes_of({7, 0, 0, 0, 5, 0, 0, 0}));
  EXPECT_EQ(from_bytes<user::WithVersion>(versioned).number, 5);
  EXPECT_EQ(from_bytes<user::WithVersion>(bytes_of({9, 0, 0, 0, 5, 0, 0, 0})).number, 7);
}

TEST(Archive, NumbersAreLittleEndian) {
  EXPECT_EQ(to_bytes(std::int64_t{0x0102}), bytes_of({2, 1, 0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(to_bytes(std::string("ab")), bytes_of({2, 0, 0, 0, 0, 0, 0, 0, 'a', 'b'}));
}

TEST(Archive, EveryTruncationIsRefused) {
  const Bytes whole = to_bytes(example());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    expect_refused<Everything>(
        Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
  }
}

TEST(Archive, BytesLeftOverAreRefused) {
  Bytes bytes = to_bytes(example());
  bytes.push_back({});
  expect_refused<Everything>(bytes);
}

TEST(Archive, TruthIsZeroOrOne) {
  expect_refused<bool>(bytes_of({2}));
  expect_refused<std::optional<bool>>(bytes_of({7, 1}));
  EXPECT_TRUE(from_bytes<bool>(bytes_of({1})));
}

TEST(Archive, SizesAreNotBelieved) {
  const Bytes all_ones = bytes_of({255, 255, 255, 255, 255, 255, 255, 255});
  const Bytes gigabytes = bytes_of({0, 0, 0, 0, 4, 0, 0, 0, 1, 2, 3});
  for (const Bytes& bytes : {all_ones, gigabytes}) {
    expect_refused<std::string>(bytes);
    expect_refused<Bytes>(bytes);
    expect_refused<std::vector<std::int64_t>>(bytes);
    expect_refused<std::vector<Everything>>(bytes);
    expect_refused<std::vector<bool>>(bytes);
    expect_refused<Everything>(bytes);
    using Map = std::map<std::string, std::int64_t>;
    expect_refused<Map>(bytes);
  }
}

TEST(Archive, MapsHaveTheirOrder) {
  using Map = std::map<bool, bool>;
  EXPECT_EQ(from_bytes<Map>(bytes_of({2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1})).size(), 2u);
  expect_refused<Map>(bytes_of({2, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1}));
  expect_refused<Map>(bytes_of({2, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1}));
}

TEST(Archive, NestingIsBounded) {
  Tree deep;
  for (int i = 0; i < perdure::MaxArchiveDepth / 2 - 2; ++i) deep = Tree{{deep}};
  EXPECT_EQ(from_bytes<Tree>(to_bytes(deep)), deep);
  deep = Tree{{deep}};
  EXPECT_THROW(to_bytes(deep), perdure::Error);
  Bytes bytes;
  for (int i = 0; i < 100'000; ++i) {
    const Bytes one = bytes_of({1, 0, 0, 0, 0, 0, 0, 0});
    bytes.insert(bytes.end(), one.begin(), one.end());
  }
  expect_refused<Tree>(bytes);
}

// Whatever is accepted is a value like any other: it can be written, and reads back.
TEST(Archive, AlteredBytesDoNoHarm) {
  const Bytes whole = to_bytes(example());
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    Bytes bytes = whole;
    for (unsigned i = 0; i <= random() % 3; ++i) {
      bytes[random() % bytes.size()] = static_cast<std::byte>(random());
    }
    try {
      EXPECT_EQ(to_bytes(from_bytes<Everything>(bytes)), bytes);
    } catch (const perdure::Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::CorruptData);
    }
  }
}

}  // namespace
