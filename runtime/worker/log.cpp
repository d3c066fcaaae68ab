#include "runtime/worker/log.h"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <map>
#include <mutex>

namespace perdure::worker {
namespace {

constexpr std::chrono::minutes RepeatAfter{1};

spdlog::level::level_enum spdlog_level(LogLevel level) {
  switch (level) {
    case LogLevel::Debug:
      return spdlog::level::debug;
    case LogLevel::Info:
      return spdlog::level::info;
    case LogLevel::Warning:
      return spdlog::level::warn;
    case LogLevel::Error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

}  // namespace

struct Log::Impl {
  explicit Impl(LogLevel level)
      : logger("perdure", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    logger.set_formatter(std::make_unique<spdlog::pattern_formatter>(
        "time=%Y-%m-%dT%H:%M:%S.%eZ level=%l %v", spdlog::pattern_time_type::utc));
    logger.set_level(spdlog_level(level));
    logger.flush_on(spdlog::level::debug);
  }

  // A logger of our own: the program's registry of loggers is the program's.
  spdlog::logger logger;
  std::string node;
  std::mutex mutex;
  std::map<std::string, std::chrono::steady_clock::time_point, std::less<>> said;
};

Log::Log(std::string_view node, LogLevel level) : impl_(std::make_unique<Impl>(level)) {
  impl_->node = quoted(node);
}
Log::~Log() = default;

void Log::write(LogLevel level, std::string_view message, std::initializer_list<Field> fields) {
  if (!impl_->logger.should_log(spdlog_level(level))) return;
  std::string line = "node=" + impl_->node + " msg=" + quoted(message);
  for (const auto& [key, value] : fields) {
    if (!value.empty()) line.append(" ").append(key).append("=").append(quoted(value));
  }
  impl_->logger.log(spdlog_level(level), spdlog::string_view_t(line.data(), line.size()));
}

void Log::write_now_and_then(LogLevel level, std::string_view message,
                             std::initializer_list<Field> fields) {
  const auto now = std::chrono::steady_clock::now();
  {
    const std::lock_guard lock(impl_->mutex);
    std::map<std::string, std::chrono::steady_clock::time_point, std::less<>>& said = impl_->said;
    const auto before = said.find(message);
    if (before != said.end() && now - before->second < RepeatAfter) return;
    said.insert_or_assign(std::string(message), now);
  }
  write(level, message, fields);
}

std::string quoted(std::string_view value) {
  constexpr char hex[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte == 0x7f) {
      out += "\\x";
      out += hex[byte >> 4U];
      out += hex[byte & 15U];
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace perdure::worker
