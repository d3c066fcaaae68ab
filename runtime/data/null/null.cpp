// The null data model (SCXML B.1): no data, and conditions that are `In('state')`.
#include <perdure/error.h>
#include <perdure/scxml.h>

namespace perdure::scxml {
namespace {

class Null final : public DataModel {
 public:
  void bind(System system, std::span<const IoProcessor>) override { system_ = std::move(system); }
  void set_time(Timestamp) override {}

  void declare(std::string_view) override { refuse("variables"); }
  void assign(std::string_view, std::string_view) override { refuse("variables"); }
  void assign_inline(std::string_view, std::string_view, bool) override { refuse("variables"); }
  void assign_data(std::string_view, const Data&) override { refuse("variables"); }

  bool condition(std::string_view expr) override {
    const auto state = argument_of_in(expr);
    if (!state) throw ExecutionError("a condition of the null data model is `In('state')`");
    return system_.in && system_.in(*state);
  }

  std::string text(std::string_view) override { refuse("expressions"); }
  Data value(std::string_view) override { refuse("expressions"); }
  Data values(std::span<const std::pair<std::string_view, std::string_view>> named_exprs) override {
    if (!named_exprs.empty()) refuse("expressions");
    return {};
  }
  // Nothing is evaluated: what a document wants to be read is read as it stands there.
  std::string shown(std::string_view expr) override { return std::string(expr); }
  void run(std::string_view) override { refuse("scripts"); }
  void foreach (std::string_view, std::string_view, std::string_view,
                const std::function<void()>&) override {
    refuse("arrays");
  }
  void set_event(const Event&) override {}
  void save(OutArchive&) const override {}
  void load(InArchive&) override {}

 private:
  [[noreturn]] static void refuse(const char* what) {
    throw ExecutionError(std::string("the null data model has no ") + what);
  }

  static std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first);
  }

  // `In('s')`, `In("s")` or `In(s)`, blanks anywhere but in the name.
  static std::optional<std::string_view> argument_of_in(std::string_view expr) {
    expr = trimmed(expr);
    if (expr.substr(0, 2) != "In") return std::nullopt;
    expr = trimmed(expr.substr(2));
    if (expr.size() < 3 || expr.front() != '(' || expr.back() != ')') return std::nullopt;
    expr = trimmed(expr.substr(1, expr.size() - 2));
    if (expr.size() >= 2 && (expr.front() == '\'' || expr.front() == '"') &&
        expr.back() == expr.front()) {
      expr = expr.substr(1, expr.size() - 2);
    }
    if (expr.empty() || expr.find_first_of("'\"() \t\r\n") != std::string_view::npos)
      return std::nullopt;
    return expr;
  }

  System system_;
};

}  // namespace

std::unique_ptr<DataModel> make_null() { return std::make_unique<Null>(); }

}  // namespace perdure::scxml
