// The pages that `perdurec explain` shows: each diagnostic has one, and what it calls wrong and right is.
//
// A page's charts stand in blocks marked "```chart wrong" and "```chart right".
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "compiler/check/check.h"
#include "compiler/diagnostics/render.h"
#include "compiler/parse/parse.h"

namespace perdure {
namespace {

std::vector<std::string> blocks(const std::string& page, const std::string& mark) {
  std::vector<std::string> found;
  const std::string opening = "```" + mark + "\n";
  for (std::size_t at = page.find(opening); at != std::string::npos; at = page.find(opening, at)) {
    at += opening.size();
    const std::size_t end = page.find("\n```", at);
    found.push_back(page.substr(at, end - at + 1));
  }
  return found;
}

struct Said {
  bool error = false;
  bool code = false;
  std::string text;
};

Said said_of(const std::string& chart, std::string_view code) {
  source::Files files;
  const source::FileId file = files.add("page.chart", chart);
  model::Program program;
  Reporter report;
  parse::parse(files, file, program, report);
  if (report.errors() == 0) check::check(std::move(program), report);
  Said said;
  said.error = report.errors() > 0;
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
    EXPECT_NE(page.find(std::string(message->code)), std::string::npos) << path;
    EXPECT_NE(page.find("```"), std::string::npos) << path << " has no example";
    for (const std::string& chart : blocks(page, "chart wrong")) {
      const Said said = said_of(chart, message->code);
      EXPECT_TRUE(said.code) << path << ": what it calls wrong does not give it\n" << said.text;
    }
    for (const std::string& chart : blocks(page, "chart right")) {
      const Said said = said_of(chart, message->code);
      EXPECT_FALSE(said.error || said.code) << path << ": what it calls right is wrong\n"
                                            << said.text;
    }
  }
}

}  // namespace
}  // namespace perdure
