#include "tests/store/postgres_cluster.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace perdure::contract {
namespace {

struct Pipe {
  int read = -1;
  int write = -1;
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    read = ends[0];
    write = ends[1];
  }
};

std::string read_line(int fd) {
  std::string line;
  for (char c = 0; ::read(fd, &c, 1) == 1 && c != '\n';) line += c;
  return line;
}

}  // namespace

PostgresCluster::PostgresCluster() {
  const Pipe in;
  const Pipe out;
  process_ = ::fork();
  if (process_ == 0) {
    ::dup2(in.read, STDIN_FILENO);
    ::dup2(out.write, STDOUT_FILENO);
    ::execl(PERDURE_WITH_POSTGRES_SCRIPT, "with-postgres", "sh", "-c",
            "echo \"$PERDURE_POSTGRES_URI\"; echo \"$PGDATA\"; exec cat > /dev/null",
            static_cast<char*>(nullptr));
    ::_exit(127);
  }
  ::close(in.read);
  ::close(out.write);
  lifeline_ = in.write;
  uri_ = read_line(out.read);
  data_ = read_line(out.read);
  ::close(out.read);
  if (data_.empty()) throw std::runtime_error("scripts/with-postgres started no server");
}

PostgresCluster::~PostgresCluster() {
  ::close(lifeline_);
  int status = 0;
  ::waitpid(process_, &status, 0);
}

void PostgresCluster::pg_ctl(const std::string& arguments) const {
  const std::string as_server = ::getuid() == 0 ? "runuser -u postgres -- " : "";
  // The server must not hold this process's standard output open, or ctest would wait for it.
  const std::string command =
      "cd / && " + as_server +
      "$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)/pg_ctl -D " + data_ + " -w " +
      arguments + " > /dev/null 2>&1 < /dev/null";
  if (std::system(command.c_str()) != 0) throw std::runtime_error("pg_ctl failed: " + arguments);
}

void PostgresCluster::kill() const {
  std::ifstream file(data_ + "/postmaster.pid");
  pid_t postmaster = 0;
  file >> postmaster;
  if (postmaster <= 1 || ::kill(postmaster, SIGKILL) != 0) {
    throw std::runtime_error("no postmaster to kill");
  }
}

void PostgresCluster::restart(Restart how) {
  if (how == Restart::Fast) return pg_ctl("-m fast restart -l /dev/null");
  if (how == Restart::Immediate) return pg_ctl("-m immediate restart -l /dev/null");
  kill();
  // Its last child has to be gone before another may have its memory.
  for (int tries = 0;; ++tries) {
    try {
      return start();
    } catch (const std::runtime_error&) {
      if (tries == 50) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }
}
void PostgresCluster::stop() { pg_ctl("-m immediate stop"); }
void PostgresCluster::start() { pg_ctl("start -l /dev/null"); }

const std::string& shared_postgres_uri() {
  static const std::string uri = [] {
    const char* given = std::getenv("PERDURE_POSTGRES_URI");
    if (given != nullptr) return std::string(given);
    static const PostgresCluster cluster;
    return cluster.uri();
  }();
  return uri;
}

std::string new_schema_name() {
  static std::atomic<int> count = 0;
  return "Odd \"schema'; \\%41 " + std::to_string(::getpid()) + " " + std::to_string(++count);
}

std::string store_uri(const std::string& server, std::string_view schema) {
  constexpr char Digits[] = "0123456789ABCDEF";
  std::string uri = server + (server.find('?') == std::string::npos ? "?schema=" : "&schema=");
  for (const char c : schema) {
    const auto byte = static_cast<unsigned char>(c);
    uri += '%';
    uri += Digits[byte / 16];
    uri += Digits[byte % 16];
  }
  return uri;
}

PostgresSession::PostgresSession(const std::string& server)
    : connection_(PQconnectdb(server.c_str())) {
  if (PQstatus(connection_) != CONNECTION_OK) {
    const std::string words = PQerrorMessage(connection_);
    PQfinish(connection_);
    throw std::runtime_error(words);
  }
  PQsetNoticeProcessor(
      connection_, [](void*, const char*) {}, nullptr);
}

PostgresSession::~PostgresSession() { PQfinish(connection_); }

std::string PostgresSession::run(const std::string& sql) {
  PGresult* result = PQexec(connection_, sql.c_str());
  const ExecStatusType status = PQresultStatus(result);
  std::string value;
  if (status == PGRES_TUPLES_OK && PQntuples(result) > 0) value = PQgetvalue(result, 0, 0);
  PQclear(result);
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
    throw std::runtime_error(sql + ": " + PQerrorMessage(connection_));
  }
  return value;
}

std::string identifier(std::string_view schema) {
  std::string out = "\"";
  for (const char c : schema) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

}  // namespace perdure::contract
