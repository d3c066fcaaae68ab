#include "runtime/ops/options/line.h"

#include <perdure/store.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <iostream>

#include "cli/failure.h"
#include "runtime/operate/user.h"
#include "runtime/ops/text.h"

namespace perdure::ops {
namespace {

constexpr const char* Examples = R"(Examples:
  export PERDURE_STORE=postgresql:///shop       any command's store; or --store URI
  perdure db migrate                            make or update the schema
  perdure sessions --chart shop.Order --state AwaitingApproval
  perdure show order-1                          one session, and what waits for it
  perdure journal order-1 --json                what it did
  perdure trace 0192f0c1-…                      what led to an event, and what it led to
  perdure sessions --status suspended           what needs somebody
  perdure resume order-1
  perdure dead retry --chart shop.Order         events that were given up
  perdure jobs list --service shop.Order.charge_card

Stores: sqlite:FILE, postgresql://HOST/DATABASE (libpq's own form; ?schema=NAME), memory:
Exit codes: 0 done; 1 not there, or failed; 2 wrong usage, or the store cannot be reached)";

// 0: standard output is no terminal.
std::size_t terminal_width() {
  winsize size{};
  if (::isatty(STDOUT_FILENO) == 0 || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

}  // namespace

Line::Line(Runtime* runtime) : runtime_(runtime) {
  if (runtime == nullptr) app_.name("perdure");
  app_.require_subcommand(1);
  app_.fallthrough();
  app_.footer(Examples);
  app_.failure_message(cli::failure_of);
  app_.set_version_flag("--version", std::string("perdure ") + PERDURE_VERSION);
  if (runtime == nullptr) {
    app_.add_option("--store", uri_, "The store's URI")->envname("PERDURE_STORE")->type_name("URI");
  }
  app_.add_flag("--json", json_, "One JSON document instead of a table");
}

CLI::App& Line::add(CLI::App& parent, const std::string& name, const std::string& what,
                    Command command) {
  CLI::App& made = *parent.add_subcommand(name, what);
  made.callback([this, command = std::move(command)] { command_ = command; });
  return made;
}

CLI::App& Line::add_operation(CLI::App& parent, const std::string& name, const std::string& what,
                              Operation operation) {
  const auto who = std::make_shared<std::string>();
  CLI::App& made =
      add(parent, name, what, [who, operation = std::move(operation)](Store& store, Output output) {
        operate::Operator by(store, who->empty() ? operate::user_name() : *who);
        return operation(by, output);
      });
  add_name(made, *who, "Who does it, for the journal; otherwise this user's name");
  return made;
}

CLI::App& Line::add_group(const std::string& name, const std::string& what) {
  CLI::App& made = *app_.add_subcommand(name, what);
  made.require_subcommand(1);
  return made;
}

void Line::add_self() { self_.emplace(app_, "perdure", PERDURE_VERSION); }

int Line::run(int argc, char** argv) {
  try {
    app_.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app_.exit(error) == 0 ? 0 : 2;
  }
  try {
    const Output output{std::cout, std::cerr, json_, terminal_width(),
                        ::isatty(STDERR_FILENO) != 0};
    if (self_ && self_->parsed()) return self_->run();
    if (runtime_ != nullptr) return command_(runtime_->store(), output);
    if (uri_.empty()) {
      return complain("which store? --store URI, or PERDURE_STORE in the environment", 2);
    }
    const std::unique_ptr<Store> store = open(uri_);
    return command_(*store, output);
  } catch (const Error& error) {
    const bool usage = error.kind() == ErrorKind::InvalidArgument;
    const bool away = error.kind() == ErrorKind::StoreUnavailable;
    return complain(error.what(), usage || away ? 2 : 1);
  } catch (const std::exception& error) {
    return complain(error.what(), 1);
  }
}

void add_id(CLI::App& app, std::string& id) {
  app.add_option("ID", id, "The session's id")->required();
}

void add_limit(CLI::App& app, std::size_t& limit) {
  app.add_option("--limit", limit, "At most so many")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
}

void add_name(CLI::App& app, std::string& name, const std::string& what) {
  app.add_option("--name", name, what)->envname("PERDURE_OPERATOR");
}

int complain(std::string_view what, int code) {
  std::cerr << "perdure: " << printable(what) << '\n';
  return code;
}

}  // namespace perdure::ops
