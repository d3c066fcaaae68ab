#include "runtime/transfer/import.h"

#include <istream>
#include <set>
#include <vector>

#include "runtime/transfer/file_reader.h"

namespace perdure::transfer {
namespace {

// At a time: so many, or less if they are large.
constexpr std::size_t Sessions = 200;
constexpr std::size_t Bytes = 8U << 20U;

// Reads the whole file; `each` is called for what is in it.
template <typename Each>
Ending read_all(std::istream& in, const Each& each) {
  FileReader file(in);
  while (auto item = file.next()) {
    std::visit([&](auto& one) { each(one, file.bytes()); }, *item);
  }
  return file.ending();
}

// What can be known before anything is made.
class Looker {
 public:
  Looker(Store& store, bool refuse_existing) : store_(store), refuse_existing_(refuse_existing) {}

  void look(const ChartVersion& chart) {
    const auto known = store_.registry().find(chart.name, chart.version);
    if (known && known->shape != chart.shape) {
      throw Error(ErrorKind::VersionMismatch,
                  chart.name + " version " + std::to_string(chart.version) +
                      " of the file is not the one of this store: they keep sessions in "
                      "different shapes");
    }
  }
  void look(const TransferredSession& session) {
    if (!refuse_existing_) return;
    ids_.push_back(session.session.id);
    if (ids_.size() == 1000) ask();
  }
  void ask() {
    if (ids_.empty()) return;
    const std::vector<std::string> there = transfer_of(store_).existing(ids_);
    ids_.clear();
    if (there.empty()) return;
    throw Error(ErrorKind::SessionExists,
                "there is a session `" + there.front() +
                    "` already; nothing was imported (--skip-existing leaves it alone)");
  }

 private:
  Store& store_;
  const bool refuse_existing_;
  std::vector<std::string> ids_;
};

class Maker {
 public:
  Maker(Store& store, const ImportOptions& options, Imported& imported)
      : store_(store), options_(options), imported_(imported) {}

  void make(const ChartVersion& chart) {
    if (!store_.registry().find(chart.name, chart.version)) store_.registry().add(chart);
  }
  void make(TransferredSession& session, std::size_t bytes_read) {
    waiting_.push_back(std::move(session));
    if (waiting_.size() < Sessions && bytes_read - began_ < Bytes) return;
    make_waiting();
    began_ = bytes_read;
  }
  void make_waiting() {
    if (options_.skip_existing) {
      std::vector<std::string> ids;
      for (const TransferredSession& session : waiting_) ids.push_back(session.session.id);
      const std::vector<std::string> there = transfer_of(store_).existing(ids);
      const std::set<std::string> known(there.begin(), there.end());
      std::erase_if(waiting_, [&](const TransferredSession& session) {
        return known.count(session.session.id) != 0;
      });
      imported_.skipped += known.size();
    }
    if (!waiting_.empty()) transfer_of(store_).insert(waiting_);
    imported_.made += waiting_.size();
    if (options_.made) {
      for (const TransferredSession& session : waiting_) options_.made(session.session);
    }
    waiting_.clear();
  }

 private:
  Store& store_;
  const ImportOptions& options_;
  Imported& imported_;
  std::vector<TransferredSession> waiting_;
  std::size_t began_ = 0;
};

}  // namespace

Ending verify(std::istream& in, const Progress& progress) {
  std::size_t sessions = 0;
  return read_all(in, [&](const auto& item, std::size_t) {
    if constexpr (std::is_same_v<std::decay_t<decltype(item)>, TransferredSession>) {
      progress(++sessions, 0);
    }
  });
}

Imported import_sessions(Store& store, std::istream& in, const ImportOptions& options,
                         const Progress& progress) {
  const std::istream::pos_type begin = in.tellg();
  Looker looker(store, !options.skip_existing);
  Imported imported;
  imported.ending = read_all(in, [&](const auto& item, std::size_t) { looker.look(item); });
  looker.ask();

  in.clear();
  in.seekg(begin);
  Maker maker(store, options, imported);
  const Ending again = read_all(in, [&](auto& item, std::size_t bytes_read) {
    if constexpr (std::is_same_v<std::decay_t<decltype(item)>, TransferredSession>) {
      maker.make(item, bytes_read);
      progress(imported.made + imported.skipped, imported.ending.sessions);
    } else {
      maker.make(item);
    }
  });
  if (again != imported.ending) {
    throw Error(ErrorKind::CorruptData, "the file was changed while it was read");
  }
  maker.make_waiting();
  progress(imported.made + imported.skipped, imported.ending.sessions);
  return imported;
}

}  // namespace perdure::transfer
