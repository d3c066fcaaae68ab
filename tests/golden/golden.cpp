// Running golden tests and writing what they say. See golden.h.
#include "golden.h"

#include <algorithm>
#include <sstream>

#include "compiler/check/check.h"
#include "compiler/diagnostics/render.h"
#include "compiler/evolve/evolve.h"
#include "compiler/model/dump.h"

namespace perdure::golden {

namespace {

namespace fs = std::filesystem;

bool is_expectation(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(' ');
  return begin != std::string_view::npos && line.substr(begin, 3) == "//~";
}

// A file without its expectations.
class Stripped {
 public:
  explicit Stripped(std::string_view text) {
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const std::string_view line = text.substr(at, end - at);
      if (!is_expectation(line)) lines_.emplace_back(line);
      numbers_.push_back(lines_.size());
      at = end + 1;
    }
  }

  // Of a line counted from 1 in the whole file: its number among the lines that are kept.
  std::size_t number(std::uint32_t line) const { return numbers_[line - 1]; }
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  std::vector<std::string> lines_;
  std::vector<std::size_t> numbers_;
};

std::string columns(const source::Files& files, source::Range range) {
  const source::Position begin = files.position(range.file, range.begin);
  const source::Position end = files.position(range.file, range.end);
  const std::string first = std::to_string(begin.column);
  if (begin.line != end.line) return first + "-$";
  if (end.column <= begin.column + 1) return first;
  return first + "-" + std::to_string(end.column - 1);
}

}  // namespace

std::vector<Test> find_tests(const fs::path& root) {
  std::vector<Test> tests;
  for (auto at = fs::recursive_directory_iterator(root); at != fs::recursive_directory_iterator();
       ++at) {
    const fs::path path = at->path();
    const fs::path main = fs::exists(path / "main.chart") ? "main.chart" : "main.scxml";
    if (at->is_directory() && fs::exists(path / main)) {
      tests.push_back({fs::relative(path, root).string(), path / main});
      at.disable_recursion_pending();
    } else if (at->is_regular_file() &&
               (path.extension() == ".chart" || path.extension() == ".scxml")) {
      tests.push_back({fs::relative(path, root).replace_extension().string(), path});
    }
  }
  std::sort(tests.begin(), tests.end(),
            [](const Test& a, const Test& b) { return a.name < b.name; });
  return tests;
}

bool Result::has_error() const {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& each) { return each.severity() == Severity::Error; });
}

Result run(const Test& test) {
  // So that messages name files as a user beside them would.
  fs::current_path(test.main.parent_path());
  Reporter report;
  Result result;
  result.loaded = driver::load({test.main.filename().string()}, report);
  result.dump = model::dump(result.loaded.program);
  const bool only_read = test.name.rfind("parse/", 0) == 0 || test.name.rfind("scxml/", 0) == 0;
  if (report.errors() == 0 && !only_read) {
    const auto checked = check::check(result.loaded.program, report);
    if (checked && test.name.rfind("evolve/", 0) == 0) {
      const plan::Plan plan = plan::make_plan(result.loaded.files, *checked);
      evolve::judge(checked->program(), plan, report);
    }
  }
  result.diagnostics = report.take();
  return result;
}

namespace {

std::map<std::string, std::string> annotated(const Result& result) {
  const source::Files& files = result.loaded.files;
  std::vector<Stripped> stripped;
  std::vector<std::map<std::size_t, std::vector<std::string>>> above(files.size());
  for (std::uint32_t file = 0; file < files.size(); ++file) {
    stripped.emplace_back(files.text(source::FileId{file}));
  }
  const auto number = [&](source::Range range) {
    const std::uint32_t line = files.position(range.file, range.begin).line;
    return stripped[range.file.index].number(line);
  };

  for (const Diagnostic& each : result.diagnostics) {
    std::vector<std::string>& lines = above[each.range.file.index][number(each.range)];
    std::ostringstream line;
    line << "//~ " << (each.severity() == Severity::Error ? "error " : "warning ")
         << each.message->code << ' ' << columns(files, each.range) << ": " << each.text;
    lines.push_back(line.str());
    for (const Note& note : each.notes) {
      std::ostringstream words;
      words << "//~   note ";
      if (note.range.file == each.range.file) {
        words << std::showpos
              << static_cast<long>(number(note.range)) - static_cast<long>(number(each.range));
      } else {
        words << files.name(note.range.file) << ':' << number(note.range);
      }
      words << std::noshowpos << ':' << columns(files, note.range) << ": " << note.text;
      lines.push_back(words.str());
    }
  }

  std::map<std::string, std::string> texts;
  for (std::uint32_t file = 0; file < files.size(); ++file) {
    std::string text;
    const std::vector<std::string>& lines = stripped[file].lines();
    for (std::size_t at = 0; at < lines.size(); ++at) {
      const std::size_t begin = std::min(lines[at].find_first_not_of(' '), lines[at].size());
      // As the formatter has it, a comment above a closing bracket belongs to what is inside.
      const bool closes =
          begin < lines[at].size() && lines[at].find_first_of(")]}", begin) == begin;
      const std::string indent(begin + (closes ? 2 : 0), ' ');
      for (const std::string& words : above[file][at + 1]) {
        text += (lines[at].empty() ? "" : indent) + words + "\n";
      }
      text += lines[at];
      if (at + 1 < lines.size()) text += '\n';
    }
    texts[files.name(source::FileId{file})] = text;
  }
  return texts;
}

}  // namespace

std::map<std::string, std::string> expected(const Test& test, const Result& result) {
  if (test.main.extension() != ".scxml") return annotated(result);
  return {{test.main.stem().string() + ".said",
           render_text(result.loaded.files, result.diagnostics, false)}};
}

}  // namespace perdure::golden
