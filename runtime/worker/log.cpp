#include "runtime/worker/log.h"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>

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
  Impl(std::string_view node_name, LogLevel level, LogForm in)
      : logger("perdure", std::make_shared<spdlog::sinks::stderr_sink_mt>()), form(in) {
    const char* const pattern = form == LogForm::Json
                                    ? "{\"time\":\"%Y-%m-%dT%H:%M:%S.%eZ\",\"level\":\"%l\"%v}"
                                    : "time=%Y-%m-%dT%H:%M:%S.%eZ level=%l%v";
    logger.set_formatter(
        std::make_unique<spdlog::pattern_formatter>(pattern, spdlog::pattern_time_type::utc));
    logger.set_level(spdlog_level(level));
    logger.flush_on(spdlog::level::debug);
    append(node, "node", node_name);
  }

  void append(std::string& line, std::string_view key, std::string_view value) const {
    if (form == LogForm::Json) {
      line.append(",\"").append(key).append("\":");
    } else {
      line.append(" ").append(key).append("=");
    }
    line.append(quoted(value, form));
  }

  // A logger of our own: the program's registry of loggers is the program's.
  spdlog::logger logger;
  const LogForm form;
  std::string node;  // As lines have it.
  std::mutex mutex;  // Guards `said`.
  std::map<std::string, std::chrono::steady_clock::time_point, std::less<>> said;
};

Log::Log(std::string_view node, LogLevel level, LogForm form)
    : impl_(std::make_unique<Impl>(node, level, form)) {}
Log::~Log() = default;

void Log::write(LogLevel level, std::string_view message, std::initializer_list<Field> fields) {
  if (!impl_->logger.should_log(spdlog_level(level))) return;
  std::string line = impl_->node;
  impl_->append(line, "msg", message);
  for (const auto& [key, value] : fields) {
    if (!value.empty()) impl_->append(line, key, value);
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

std::string quoted(std::string_view value, LogForm form) {
  using nlohmann::json;
  if (form == LogForm::Json) {
    return json(value).dump(-1, ' ', false, json::error_handler_t::replace);
  }
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
