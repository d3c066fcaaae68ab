// Whether text is XML as far as hostile names could break it.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace perdure::test {

// What is wrong first: a tag that is not closed in its turn, an attribute without quotes, a bare `<` or
// `&`. Empty where nothing is. HTML's own void elements may stay open.
inline std::string flaw_in(std::string_view xml) {
  constexpr std::string_view Void[] = {"br", "meta", "!DOCTYPE"};
  std::vector<std::string_view> open;
  for (std::size_t at = 0; at < xml.size(); ++at) {
    if (xml[at] == '&') {
      const std::size_t end = xml.find(';', at);
      const bool entity = end != std::string_view::npos && end - at < 10 &&
                          xml.substr(at + 1, end - at - 1)
                                  .find_first_not_of("#0123456789abcdefghijklmnopqrstuvwxyz") ==
                              std::string_view::npos;
      if (!entity) return "a bare & at " + std::to_string(at);
    }
    if (xml[at] != '<') continue;
    std::size_t end = at;
    for (bool quoted = false; ++end < xml.size() && (quoted || xml[end] != '>');) {
      if (xml[end] == '"') quoted = !quoted;
      if (xml[end] == '<') return "a bare < at " + std::to_string(end);
    }
    if (end == xml.size()) return "a tag without its end at " + std::to_string(at);
    const std::string_view tag = xml.substr(at + 1, end - at - 1);
    const std::string_view name = tag.substr(0, tag.find_first_of(" \n/", 1));
    if (tag.front() == '/') {
      if (open.empty() || open.back() != tag.substr(1)) {
        return "`" + std::string(tag) + "` closes nothing at " + std::to_string(at);
      }
      open.pop_back();
    } else if (tag.back() != '/' &&
               std::find(std::begin(Void), std::end(Void), name) == std::end(Void)) {
      open.push_back(name);
      // Style sheets hold `>` and `&` freely.
      if (name == "style") end = xml.find("</style>", end) - 1;
    }
    at = end;
  }
  return open.empty() ? "" : "`" + std::string(open.back()) + "` is never closed";
}

}  // namespace perdure::test
