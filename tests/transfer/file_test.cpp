// Files that are no export files any more, or never were.
#include <gmock/gmock.h>
#include <perdure/error.h>

#include <random>
#include <sstream>

#include "runtime/transfer/canonical.h"
#include "runtime/transfer/digest.h"
#include "runtime/transfer/export.h"
#include "runtime/transfer/file_reader.h"
#include "runtime/transfer/file_writer.h"
#include "runtime/transfer/import.h"
#include "tests/transfer/samples.h"

namespace perdure::transfer {
namespace {

using ::testing::HasSubstr;

std::string sample() {
  std::ostringstream out;
  FileWriter writer(out);
  ChartVersion chart;
  chart.name = "test.Chart";
  chart.shape = "s";
  writer.write(chart);
  writer.write(rich_session("a"));
  writer.write(plain_session("b"));
  writer.finish();
  return out.str();
}

// A file with these lines and an ending that is right for them.
std::string sealed(const std::vector<std::string>& lines, std::size_t sessions) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  Digest digest;
  digest.add(text);
  return text + row(Ending{lines.size(), sessions, to_hexadecimal(digest.finish())}) + "\n";
}

// What is said against it; empty where it is taken.
std::string complaint(const std::string& file) {
  std::istringstream in(file);
  try {
    verify(in, [](std::size_t, std::size_t) {});
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::CorruptData) << error.what();
    return error.what();
  }
  return {};
}

std::string session_row(const std::string& id) {
  std::string line;
  rows_of(plain_session(id), [&](const std::string& row) { line = row; });
  return line;
}

const std::string First(FirstLine);

TEST(File, IsReadAsItWasWritten) {
  std::istringstream in(sample());
  FileReader file(in);
  EXPECT_EQ(std::get<ChartVersion>(*file.next()).shape, "s");
  std::string before;
  std::string after;
  rows_of(rich_session("a"), [&](const std::string& row) { before += row + "\n"; });
  rows_of(std::get<TransferredSession>(*file.next()),
          [&](const std::string& row) { after += row + "\n"; });
  EXPECT_EQ(after, before);
  EXPECT_EQ(std::get<TransferredSession>(*file.next()).session.id, "b");
  EXPECT_FALSE(file.next());
  EXPECT_FALSE(file.next());
  EXPECT_EQ(file.ending().sessions, 2U);
}

TEST(File, IsRefusedWhereverItIsCut) {
  const std::string whole = sample();
  ASSERT_EQ(complaint(whole), "");
  for (std::size_t size = 0; size < whole.size(); size += size < 200 ? 1 : 37) {
    ASSERT_NE(complaint(whole.substr(0, size)), "") << size;
  }
  EXPECT_THAT(complaint(whole.substr(0, whole.size() / 2)), HasSubstr("was cut off"));
  EXPECT_THAT(complaint(whole + "\n"), HasSubstr("more behind the last line"));
  EXPECT_THAT(complaint(whole + "x"), HasSubstr("cut off"));
  EXPECT_THAT(complaint(whole + whole), HasSubstr("more behind the last line"));
}

TEST(File, IsRefusedWhereverAByteWasAltered) {
  const std::string whole = sample();
  std::mt19937 random(1);
  for (std::size_t at = 0; at < whole.size(); at += at < 100 ? 1 : 29) {
    std::string altered = whole;
    altered[at] = static_cast<char>(altered[at] ^ (1 << (random() % 8)));
    ASSERT_NE(complaint(altered), "") << at;
  }
}

TEST(File, IsRefusedWhereLinesAreMissingDoubledOrInAnotherOrder) {
  std::vector<std::string> lines;
  std::istringstream in(sample());
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  const auto joined = [](const std::vector<std::string>& all) {
    std::string text;
    for (const std::string& line : all) text += line + "\n";
    return text;
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto without = lines;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_NE(complaint(joined(without)), "") << i;
    auto doubled = lines;
    doubled.insert(doubled.begin() + static_cast<std::ptrdiff_t>(i), lines[i]);
    EXPECT_NE(complaint(joined(doubled)), "") << i;
    if (i == 0 || lines[i] == lines[i - 1]) continue;
    auto swapped = lines;
    std::swap(swapped[i], swapped[i - 1]);
    EXPECT_NE(complaint(joined(swapped)), "") << i;
  }
}

TEST(File, OfAnotherKindOrFormIsRefused) {
  EXPECT_THAT(complaint(""), HasSubstr("no export file"));
  EXPECT_THAT(complaint("PGDMP\x01\x0e\n"), HasSubstr("no export file"));
  EXPECT_THAT(complaint(std::string(1000, '\0')), HasSubstr("no export file"));
  EXPECT_THAT(complaint(sealed({R"({"perdure":"sessions","form":2})"}, 0)),
              HasSubstr("a form that this program does not know"));
  EXPECT_EQ(complaint(sealed({First}, 0)), "");
}

// Whoever alters a file can make its digest, too. Then what is in it has to be what a store can have.
TEST(File, IsRefusedForWhatNobodyWrites) {
  const std::string good = session_row("a");
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string line = good;
    const std::size_t at = line.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    line.replace(at, from.size(), to);
    return complaint(sealed({First, line}, 1));
  };
  EXPECT_EQ(complaint(sealed({First, good}, 1)), "");
  EXPECT_THAT(with("\"revision\":7", "\"revision\":\"7\""), HasSubstr("line 2: `revision`"));
  EXPECT_THAT(with("\"revision\":7", "\"revision\":7.5"), HasSubstr("`revision`"));
  EXPECT_THAT(with("\"revision\":7", "\"revision\":99999999999999999999"), HasSubstr("`revision`"));
  EXPECT_THAT(with("\"version\":3", "\"version\":-3"), HasSubstr("`version`"));
  EXPECT_THAT(with("\"version\":3", "\"version\":4294967296"), HasSubstr("`version`"));
  EXPECT_THAT(with("\"revision\":7,", ""), HasSubstr("has no `revision`"));
  EXPECT_THAT(with("\"revision\":7", "\"revision\":7,\"colour\":1"), HasSubstr("more in it"));
  EXPECT_THAT(with("suspended", "asleep"), HasSubstr("`asleep`"));
  EXPECT_THAT(with("\"state\":\"", "\"state\":\"*"), HasSubstr("no base64"));
  EXPECT_THAT(with("\"active\":[]", "\"active\":[1]"), HasSubstr("`active`"));
  EXPECT_THAT(with("\"active\":[]", "\"active\":" + std::string(9, '[') + std::string(9, ']')),
              HasSubstr("nested deeper"));
  EXPECT_THAT(with("\"invoked\":[]", "\"invoked\":[[\"a\"]]"), HasSubstr("no pairs"));
  EXPECT_THAT(complaint(sealed({First, good, good}, 2)), HasSubstr("order of their ids"));
  EXPECT_THAT(complaint(sealed({First, session_row("b"), good}, 2)),
              HasSubstr("order of their ids"));
  EXPECT_THAT(complaint(sealed({First, R"({"key":{"kind":"event","key":"k","expires":1}})"}, 0)),
              HasSubstr("belongs to no session"));
  EXPECT_THAT(complaint(sealed({First, R"({"drop":"tables"})"}, 0)), HasSubstr("no such rows"));
  EXPECT_THAT(complaint(sealed({First, "{\"session\":" + std::string(100'000, '{')}, 0)),
              HasSubstr("nested deeper"));
  EXPECT_THAT(complaint(sealed({First, "{\"session\":nonsense}"}, 0)), HasSubstr("no JSON"));
  EXPECT_THAT(complaint(sealed({First, "{\"session\":{}}x"}, 0)), HasSubstr("no JSON"));
}

TEST(File, HasLargeValuesInPieces) {
  TransferredSession whole = plain_session("a");
  whole.large = {large_value('a', LargePiece + 1), large_value('b', 2000)};
  std::vector<std::string> lines = {First};
  rows_of(whole, [&](const std::string& row) { lines.push_back(row); });
  ASSERT_EQ(lines.size(), 5U);  // The session, two pieces, another value.
  std::istringstream in(sealed(lines, 1));
  const auto read = std::get<TransferredSession>(*FileReader(in).next());
  ASSERT_EQ(read.large.size(), 2U);
  EXPECT_TRUE(read.large[0].bytes == whole.large[0].bytes);
  EXPECT_EQ(read.large[0].name, whole.large[0].name);
  EXPECT_EQ(read.large[0].revision, 3);
  EXPECT_TRUE(read.large[1].bytes == whole.large[1].bytes);
  EXPECT_THAT(complaint(sealed({First, lines[1], lines[2]}, 1)), HasSubstr("not whole"));
  EXPECT_THAT(complaint(sealed({First, lines[1], lines[3]}, 1)), HasSubstr("does not go on"));

  const auto with = [&](const std::string& from, const std::string& to) {
    std::string line = lines[4];
    const std::size_t at = line.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    line.replace(at, from.size(), to);
    return complaint(sealed({First, lines[1], line}, 1));
  };
  EXPECT_EQ(with("", ""), "");
  EXPECT_THAT(with("\"size\":2000", "\"size\":2001"), HasSubstr("more, or less"));
  EXPECT_THAT(with("\"size\":2000", "\"size\":1000"), HasSubstr("`size`"));
  EXPECT_THAT(with("\"size\":2000", "\"size\":999999999999"), HasSubstr("`size`"));
  EXPECT_THAT(with("\"offset\":0", "\"offset\":1"), HasSubstr("does not go on"));
  EXPECT_THAT(with("\"sha256\":\"", "\"sha256\":\"x"), HasSubstr("`sha256`"));
  EXPECT_THAT(with("\"bytes\":\"YmJi", "\"bytes\":\""), HasSubstr("more, or less"));
  EXPECT_THAT(with("\"bytes\":\"YmJi", "\"bytes\":\"YmJj"), HasSubstr("was altered"));

  whole.large[1].bytes.back() = std::byte{0};  // As somebody may have done in the store.
  EXPECT_THROW(rows_of(whole, [](const std::string&) {}), Error);
}

TEST(File, HasNoLineLongerThanAnybodyWrites) {
  EXPECT_THAT(complaint(First + "\n" + std::string(LongestLine + 1, 'x')),
              HasSubstr("longer than 64 MiB"));
}

// A store never sees more of a bad file than its ids.
TEST(File, ThatWasAlteredIsNotImported) {
  const std::string whole = sample();
  const std::unique_ptr<Store> store = open("memory:");
  std::mt19937 random(2);
  for (int i = 0; i < 100; ++i) {
    std::string altered = whole;
    const std::size_t at = random() % altered.size();
    if (i % 3 == 0) {
      altered.erase(at, 1 + random() % 40);
    } else {
      altered[at] = static_cast<char>(random());
    }
    if (altered == whole) continue;
    std::istringstream in(altered);
    EXPECT_THROW(import_sessions(*store, in, {}, [](std::size_t, std::size_t) {}), Error);
    ASSERT_TRUE(store->records().sessions({}).empty());
  }
}

TEST(CanonicalJson, IsOneFormForOneValue) {
  EXPECT_EQ(canonical_json(R"( { "b" : 1.50, "a" : [ 1e2, -0.0, 0.10e-2 ] } )"),
            R"({"a":[100,0,0.001],"b":1.5})");
  EXPECT_EQ(canonical_json(R"({"a":1,"a":2})"), R"({"a":2})");
  EXPECT_EQ(canonical_json(R"({"a":"1.50","\u00fc":"\"1.0"})"), R"({"a":"1.50","ü":"\"1.0"})");
  EXPECT_EQ(canonical_json(R"({"a":12345678901234567890123456789.10})"),
            R"({"a":12345678901234567890123456789.1})");
  EXPECT_EQ(canonical_json("{\"a\":-1.5E+3,\"b\":1e999}"),
            "{\"a\":-1500,\"b\":1" + std::string(999, '0') + "}");
  EXPECT_EQ(canonical_json("{\"a\":1e-3}"), "{\"a\":0.001}");
  EXPECT_EQ(canonical_json("nonsense"), "nonsense");
}

TEST(Base64, GoesBothWaysAndOnlyOneWay) {
  for (const std::string_view text : {"", "f", "fo", "foo", "foob", "\xff"}) {
    const auto* data = reinterpret_cast<const std::byte*>(text.data());
    const Bytes bytes(data, data + text.size());
    EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
  }
  EXPECT_EQ(to_base64(Bytes{std::byte{'f'}}), "Zg==");
  for (const char* bad :
       {"Z", "Zg=", "Zg", "Zh==", "Zg==\n", " Zg==", "====", "Z=g=", "Zm9v=", "Zm-_"}) {
    EXPECT_FALSE(from_base64(bad)) << bad;
  }
}

}  // namespace
}  // namespace perdure::transfer
