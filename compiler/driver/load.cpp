// Reading files and following imports. See load.h.
#include "compiler/driver/load.h"

#include <filesystem>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "compiler/driver/read.h"
#include "compiler/parse/parse.h"

namespace perdure::driver {

namespace {

namespace fs = std::filesystem;

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
    report_failure(path, found, {file, 0, 0}, report_);
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
      report_failure(path, found, import.range, report_);
    }
    return std::nullopt;
  }

  source::FileId add(const std::string& path, std::string text) {
    const source::FileId file = loaded_.files.add(path, std::move(text));
    known_.emplace(identity(path), file);
    parse::parse(loaded_.files, file, loaded_.program, report_);
    return file;
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
