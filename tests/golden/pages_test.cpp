// The pages that `perdurec explain` shows: each diagnostic has one, and what it calls wrong and
// right is.
//
// A page has a part "## Wrong" and a part "## Right"; their blocks marked "chart" and "scxml" are
// looked at by the compiler.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "compiler/check/check.h"
#include "compiler/diagnostics/render.h"
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

struct Said {
  bool error = false;
  bool code = false;
  std::string text;
};

Said said_of(const std::string& chart, const std::string& language, std::string_view code) {
  source::Files files;
  const source::FileId file = files.add("page." + language, chart);
  model::Program program;
  Reporter report;
  if (language == "scxml") {
    scxml::read(files, file, {}, program, report);
  } else {
    parse::parse(files, file, program, report);
  }
  if (report.errors() == 0 && language == "chart") check::check(std::move(program), report);
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
    const std::string title = "# " + std::string(message->code) + " " + std::string(message->name);
    EXPECT_EQ(page.substr(0, page.find('\n')), title) << path;
    for (const char* heading : {"\n## Wrong\n", "\n## Right\n"}) {
      const std::size_t part = page.find(heading);
      EXPECT_NE(part, std::string::npos) << path;
      EXPECT_NE(page.find("```", part), std::string::npos) << path << " has no example";
    }
    for (const char* language : {"chart", "scxml"}) {
      for (const std::string& chart : blocks_under(page, "Wrong", language)) {
        const Said said = said_of(chart, language, message->code);
        EXPECT_TRUE(said.code) << path << ": what it calls wrong does not give it\n" << said.text;
      }
      for (const std::string& chart : blocks_under(page, "Right", language)) {
        const Said said = said_of(chart, language, message->code);
        EXPECT_FALSE(said.error || said.code) << path << ": what it calls right is wrong\n"
                                              << said.text;
      }
    }
  }
}

}  // namespace
}  // namespace perdure
