// Reading files and following imports. See load.h.
#include "compiler/driver/load.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "compiler/driver/locate.h"
#include "compiler/driver/lock.h"
#include "compiler/driver/read.h"
#include "compiler/parse/parse.h"
#include "compiler/scxml/encoding.h"
#include "compiler/scxml/read.h"

namespace perdure::driver {

namespace {

namespace fs = std::filesystem;

bool is_document(const std::string& path) { return fs::path(path).extension() == ".scxml"; }

class Loader final : public scxml::Sources {
 public:
  Loader(Reporter& report, const LoadOptions& options)
      : report_(report), options_(options), reading_{options.name_space, this} {}

  Loaded load(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) input(path);
    // Parsing a file may lengthen the list.
    for (std::size_t at = 0; at < loaded_.program.files.size(); ++at) imports(at);
    return std::move(loaded_);
  }

  std::optional<source::FileId> text(std::string_view uri, source::FileId from,
                                     source::Range place) override {
    const auto path = find(uri, from, place);
    if (!path) return std::nullopt;
    const auto known = texts_.find(identity(*path));
    if (known != texts_.end()) return known->second;
    auto found = read_source(*path, place);
    if (!found) return std::nullopt;
    const source::FileId file = loaded_.files.add(*path, scxml::to_utf8(std::move(*found)));
    texts_.emplace(identity(*path), file);
    return file;
  }

  std::optional<source::FileId> document(std::string_view uri, source::FileId from,
                                         source::Range place) override {
    const auto path = find(uri, from, place);
    if (!path) return std::nullopt;
    const auto known = known_.find(identity(*path));
    if (known != known_.end()) return known->second;
    auto found = read_source(*path, place);
    if (!found) return std::nullopt;
    const source::FileId file = loaded_.files.add(*path, scxml::to_utf8(std::move(*found)));
    known_.emplace(identity(*path), file);
    waiting_.push_back(file);
    return file;
  }

 private:
  void input(const std::string& path) {
    if (const auto known = known_.find(identity(path)); known != known_.end()) {
      const auto& inputs = loaded_.inputs;
      const bool named = std::find(inputs.begin(), inputs.end(), known->second) != inputs.end();
      if (known->second && !named) loaded_.inputs.push_back(*known->second);
      return;
    }
    Read found = read(path);
    if (found.outcome == Read::Outcome::Whole) {
      loaded_.inputs.push_back(add(path, std::move(found.text)));
      add_lock(path, loaded_.inputs.back());
      return;
    }
    // There is no text to point at.
    const source::FileId file = loaded_.files.add(path, "");
    known_.emplace(identity(path), std::nullopt);
    report_failure(path, found, {file, 0, 0}, report_);
    loaded_.unreadable = loaded_.unreadable || found.outcome != Read::Outcome::TooLarge;
  }

  // What is imported is only read: the versions of its charts are checked where it is compiled.
  void add_lock(const std::string& path, source::FileId charts) {
    if (report_.errors() > 0 || loaded_.program.file(charts) == nullptr) return;
    const std::string lock = lock_path(path);
    Read found = read(lock);
    if (found.outcome == Read::Outcome::Absent) return;
    if (found.outcome == Read::Outcome::Whole) {
      const source::FileId file = loaded_.files.add(lock, std::move(found.text));
      read_lock(loaded_.files, file, charts, loaded_.program, report_);
      return;
    }
    const source::FileId file = loaded_.files.add(lock, "");
    report_failure(lock, found, {file, 0, 0}, report_);
    loaded_.unreadable = loaded_.unreadable || found.outcome != Read::Outcome::TooLarge;
  }

  void imports(std::size_t importer) {
    // Not a reference: adding files moves them.
    const std::vector<model::Import> wanted = loaded_.program.files[importer].imports;
    const source::FileId file = loaded_.program.files[importer].id;
    for (std::size_t at = 0; at < wanted.size(); ++at) {
      if (wanted[at].file) continue;  // A document's: it is being read already.
      if (const auto path = path_of(wanted[at], file)) {
        loaded_.program.files[importer].imports[at].file = import(*path, wanted[at]);
      }
    }
  }

  // Documents may come from anywhere, and may not name what they like.
  std::optional<std::string> path_of(const model::Import& import, source::FileId from) {
    const std::string& importer = loaded_.files.name(from);
    if (is_document(importer)) return find(import.path, from, import.range);
    return (fs::path(importer).parent_path() / import.path).lexically_normal().string();
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
    if (is_document(path)) text = scxml::to_utf8(std::move(text));
    const source::FileId file = loaded_.files.add(path, std::move(text));
    known_.emplace(identity(path), file);
    if (is_document(path)) {
      read_document(file);
    } else {
      parse::parse(loaded_.files, file, loaded_.program, report_);
    }
    return file;
  }

  // With all the documents that it names, and that they name.
  void read_document(source::FileId first) {
    waiting_.push_back(first);
    while (!waiting_.empty()) {
      const source::FileId file = waiting_.front();
      waiting_.pop_front();
      scxml::read(loaded_.files, file, reading_, loaded_.program, report_);
    }
  }

  // The path of what `uri` names, if it may be read.
  std::optional<std::string> find(std::string_view uri, source::FileId from, source::Range place) {
    const std::string directory = fs::path(loaded_.files.name(from)).parent_path().string();
    Located found = locate(uri, directory, options_.include);
    switch (found.outcome) {
      case Located::Outcome::Allowed:
        return std::move(found.path);
      case Located::Outcome::NotLocal:
        report_.report(diag::NotALocalFile, place, uri);
        return std::nullopt;
      case Located::Outcome::Outside:
        report_.report(diag::OutsideDirectory, place, uri);
        return std::nullopt;
    }
    return std::nullopt;
  }

  std::optional<std::string> read_source(const std::string& path, source::Range place) {
    Read found = read(path);
    if (found.outcome == Read::Outcome::Whole) return std::move(found.text);
    if (found.outcome == Read::Outcome::Absent) {
      report_.report(diag::SourceNotFound, place, path);
    } else {
      report_failure(path, found, place, report_);
    }
    return std::nullopt;
  }

  // The same for every path to one file.
  static std::string identity(const std::string& path) {
    std::error_code error;
    const fs::path canonical = fs::weakly_canonical(path, error);
    return error ? path : canonical.string();
  }

  Reporter& report_;
  const LoadOptions& options_;
  const scxml::Options reading_;
  Loaded loaded_;
  std::map<std::string, std::optional<source::FileId>> known_;  // By identity; none if unreadable.
  std::map<std::string, source::FileId> texts_;                 // What is no document, by identity.
  std::deque<source::FileId> waiting_;                          // Documents yet to be read.
};

}  // namespace

Loaded load(const std::vector<std::string>& paths, Reporter& report, const LoadOptions& options) {
  return Loader(report, options).load(paths);
}

}  // namespace perdure::driver
