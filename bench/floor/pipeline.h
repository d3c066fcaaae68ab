// A connection whose statements go out many at a time.
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bench::floor {

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

// Used by one thread. Throws std::runtime_error where the server refuses.
class Pipeline {
 public:
  // `statements`: the names of those that will be sent.
  Pipeline(const std::string& uri, std::initializer_list<std::string_view> statements);

  // Statements are files of sql/. Parameters and results are in binary form.
  void send(std::string_view statement, std::initializer_list<std::string_view> parameters = {});
  // Waits for all that was sent since, and gives a result for each.
  std::vector<Result> finish();

  // Sends one, alone, and waits for it.
  Result run(std::string_view statement, std::initializer_list<std::string_view> parameters = {});

 private:
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
};

// The text of sql/<name>.sql.
std::string_view sql(std::string_view name);

// Runs sql/<name>.sql as it is, with all its statements, on a connection of its own. In it {name} stands for
// the numbers given.
struct Setting {
  std::string_view name;
  std::int64_t value;
};
void run_script(const std::string& uri, std::string_view name,
                std::initializer_list<Setting> settings = {});

}  // namespace bench::floor
