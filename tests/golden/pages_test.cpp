// The pages that `perdurec explain` shows: each diagnostic has one, and what it calls wrong and
// right is.
//
// A page has a part "## Wrong" and a part "## Right"; their blocks marked "chart" and "scxml" are
// looked at by the compiler; with the block marked "lock" of the same part, if there is one, as the lock file beside
// them.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "compiler/check/check.h"
#include "compiler/diagnostics/render.h"
#include "compiler/driver/lock.h"
#include "compiler/evolve/evolve.h"
#include "compiler/parse/parse.h"
#include "compiler/scxml/read.h"

namespace perdure {
namespace {

std::vector<std::string> blocks_under(const std::string& page, const std::string& heading,
                                      const std::string& language) {
  const std::string opening = "\n```" + language + "\n";
  std::vector<std::string> found;
  const std::size_t begin = page.find("\n## " + heading + "\n");
  if (begin == std::string::npos) return found;
  const std::string part = page.substr(begin, page.find("\n## ", begin + 1) - begin);
  for (std::size_t at = part.find(opening); at != std::string::npos; at = part.find(opening, at)) {
    at += opening.size();
    const std::size_t end = part.find("\n```", at);
    found.push_back(part.substr(at, end - at + 1));
  }
  return found;
}

// What no text on a page can show: what files are at fault for, its own or those that it names, and what takes too many
// words to be read.
bool has_no_chart(std::string_view code, std::string_view heading) {
  constexpr std::string_view Neither[] = {"P1001", "P1002", "P1003", "P1101", "P1106",
                                          "P1240", "P1241", "P1242", "P1243"};
  constexpr std::string_view NoWrong[] = {"P1103", "P1104", "P1105", "P1203", "P1208", "P4004"};
  const auto has = [&](const auto& codes) {
    return std::find(std::begin(codes), std::end(codes), code) != std::end(codes);
  };
  return has(Neither) || (heading == "Wrong" && has(NoWrong));
}

struct Said {
  bool code = false;
  std::string text;
};

// `locks`: the lock file beside it, if there is one.
Said said_of(const std::string& chart, const std::string& language,
             const std::vector<std::string>& locks, std::string_view code) {
  source::Files files;
  const source::FileId file = files.add("page." + language, chart);
  model::Program program;
  Reporter report;
  if (language == "scxml") {
    scxml::read(files, file, {}, program, report);
  } else {
    parse::parse(files, file, program, report);
  }
  for (const std::string& lock : locks) {
    driver::read_lock(files, files.add("page.chart.lock", lock), file, program, report);
  }
  if (report.errors() == 0) {
    const auto checked = check::check(std::move(program), report);
    if (checked) {
      evolve::judge(checked->program(), plan::make_plan(files, *checked), report);
    }
  }
  Said said;
  const std::vector<Diagnostic> diagnostics = report.take();
  for (const Diagnostic& each : diagnostics) said.code |= each.message->code == code;
  said.text = render_text(files, diagnostics, false);
  return said;
}

TEST(Pages, EachDiagnosticHasOneAndItIsTrue) {
  for (const MessageInfo* message : all_messages()) {
    const auto path =
        std::filesystem::path(PERDURE_PAGES_DIR) / (std::string(message->code) + ".md");
    std::ifstream in(path);
    ASSERT_TRUE(in) << "no page " << path;
    const std::string page{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const std::string title = "# " + std::string(message->code) + " " + std::string(message->name);
    EXPECT_EQ(page.substr(0, page.find('\n')), title) << path;
    EXPECT_EQ(page.find("\n```chart "), std::string::npos)
        << path << ": a chart that nothing looks at";
    for (const char* heading : {"Wrong", "Right"}) {
      const std::size_t part = page.find("\n## " + std::string(heading) + "\n");
      ASSERT_NE(part, std::string::npos) << path;
      EXPECT_NE(page.find("```", part), std::string::npos) << path << " has no example";
      const bool has_chart = !blocks_under(page, heading, "chart").empty() ||
                             !blocks_under(page, heading, "scxml").empty();
      EXPECT_NE(has_chart, has_no_chart(message->code, heading)) << path << ": what is " << heading;
    }
    for (const char* language : {"chart", "scxml"}) {
      for (const std::string& chart : blocks_under(page, "Wrong", language)) {
        const Said said =
            said_of(chart, language, blocks_under(page, "Wrong", "lock"), message->code);
        EXPECT_TRUE(said.code) << path << ": what it calls wrong does not give it\n" << said.text;
      }
      for (const std::string& chart : blocks_under(page, "Right", language)) {
        const Said said =
            said_of(chart, language, blocks_under(page, "Right", "lock"), message->code);
        EXPECT_TRUE(said.text.empty()) << path << ": what it calls right is not\n" << said.text;
      }
    }
  }
}

}  // namespace
}  // namespace perdure
