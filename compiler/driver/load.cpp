// Reading files and following imports. See load.h.
#include "compiler/driver/load.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "compiler/parse/parse.h"

namespace perdure::driver {

namespace {

namespace fs = std::filesystem;

struct Read {
  enum class Outcome { Whole, Absent, Unreadable, TooLarge };
  Outcome outcome = Outcome::Whole;
  std::string text;  // Where unreadable, why.
};

Read read(const fs::path& path) {
  constexpr std::size_t Piece = 1 << 16;
  std::error_code error;
  if (fs::is_directory(path, error)) {
    return {Read::Outcome::Unreadable, std::make_error_code(std::errc::is_a_directory).message()};
  }
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    const int reason = errno;
    const bool absent = reason == ENOENT || reason == ENOTDIR;
    return {absent ? Read::Outcome::Absent : Read::Outcome::Unreadable,
            std::generic_category().message(reason)};
  }
  // Piece by piece, since pipes and devices do not say how long they are.
  std::string text;
  while (in && text.size() <= source::Files::MaxBytes) {
    const std::size_t before = text.size();
    text.resize(before + Piece);
    in.read(text.data() + before, static_cast<std::streamsize>(Piece));
    text.resize(before + static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return {Read::Outcome::Unreadable, std::generic_category().message(errno)};
  if (text.size() > source::Files::MaxBytes) return {Read::Outcome::TooLarge, {}};
  return {Read::Outcome::Whole, std::move(text)};
}

class Loader {
 public:
  explicit Loader(Reporter& report) : report_(report) {}

  Loaded load(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) input(path);
    // Parsing a file may lengthen the list.
    for (std::size_t at = 0; at < loaded_.program.files.size(); ++at) imports(at);
    return std::move(loaded_);
  }

 private:
  void input(const std::string& path) {
    if (known_.count(identity(path)) > 0) return;
    Read found = read(path);
    if (found.outcome == Read::Outcome::Whole) {
      loaded_.inputs.push_back(add(path, std::move(found.text)));
      return;
    }
    // There is no text to point at.
    const source::FileId file = loaded_.files.add(path, "");
    known_.emplace(identity(path), std::nullopt);
    report_failure(path, found, {file, 0, 0});
    loaded_.unreadable = loaded_.unreadable || found.outcome != Read::Outcome::TooLarge;
  }

  void imports(std::size_t importer) {
    // Not a reference: adding files moves them.
    const std::vector<model::Import> wanted = loaded_.program.files[importer].imports;
    const source::FileId file = loaded_.program.files[importer].id;
    for (std::size_t at = 0; at < wanted.size(); ++at) {
      const fs::path beside = fs::path(loaded_.files.name(file)).parent_path();
      const std::string path = (beside / wanted[at].path).lexically_normal().string();
      loaded_.program.files[importer].imports[at].file = import(path, wanted[at]);
    }
  }

  std::optional<source::FileId> import(const std::string& path, const model::Import& import) {
    const auto known = known_.find(identity(path));
    if (known != known_.end()) return known->second;
    Read found = read(path);
    if (found.outcome == Read::Outcome::Whole) return add(path, std::move(found.text));
    if (found.outcome == Read::Outcome::Absent) {
      report_.report(diag::ImportNotFound, import.range, path);
    } else {
      report_failure(path, found, import.range);
    }
    return std::nullopt;
  }

  source::FileId add(const std::string& path, std::string text) {
    const source::FileId file = loaded_.files.add(path, std::move(text));
    known_.emplace(identity(path), file);
    parse::parse(loaded_.files, file, loaded_.program, report_);
    return file;
  }

  void report_failure(const std::string& path, const Read& found, source::Range range) {
    if (found.outcome == Read::Outcome::TooLarge) {
      report_.report(diag::FileTooLarge, range, path, source::Files::MaxBytes / (1024 * 1024));
    } else {
      report_.report(diag::UnreadableFile, range, path, found.text);
    }
  }

  // The same for every path to one file.
  static std::string identity(const std::string& path) {
    std::error_code error;
    const fs::path canonical = fs::weakly_canonical(path, error);
    return error ? path : canonical.string();
  }

  Reporter& report_;
  Loaded loaded_;
  std::map<std::string, std::optional<source::FileId>> known_;  // By identity; none if unreadable.
};

}  // namespace

Loaded load(const std::vector<std::string>& paths, Reporter& report) {
  return Loader(report).load(paths);
}

}  // namespace perdure::driver
