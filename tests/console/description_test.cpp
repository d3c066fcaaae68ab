// openapi.json names every route, and no other; what answers look like is held to it by every other test.
#include "tests/console/description.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "runtime/console/router.h"

namespace perdure::console {
namespace {

TEST(Description, NamesEveryRouteAndNoOther) {
  std::set<std::string> described;
  for (const auto& [path, operations] : description().at("paths").items()) {
    for (const auto& [method, operation] : operations.items()) {
      std::string upper = method;
      std::transform(upper.begin(), upper.end(), upper.begin(),
                     [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
      described.insert(
          upper + " " + path + " " +
          (operation.at("description").get<std::string>().find("Role: operate") != std::string::npos
               ? "operate"
               : "read"));
    }
  }
  std::set<std::string> routed;
  for (const Route& route : routes()) {
    routed.insert(std::string(route.method) + " " + std::string(route.path) + " " +
                  std::string(name(route.role)));
  }
  EXPECT_EQ(described, routed);
}

TEST(Description, SaysWhatItDoesNotDescribe) {
  const auto why = [](const char* body) {
    return why_undescribed("GET", "/api/health", 200, "application/json",
                           nlohmann::ordered_json::parse(body));
  };
  EXPECT_EQ(why(R"({"healthy":true})"), "");
  EXPECT_NE(why(R"({"healthy":1})"), "");
  EXPECT_NE(why(R"({})"), "");
  EXPECT_NE(why(R"({"healthy":true,"more":1})"), "");
  EXPECT_NE(why_undescribed("GET", "/api/health", 418, "application/json", {}), "");
}

}  // namespace
}  // namespace perdure::console
