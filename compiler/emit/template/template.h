// Templates: text with holes, for whoever emits text.
//
//     <%name%>                     the value of that name
//     <%for items%> … <%end%>      once for each of a list, whose names come before those around it
//     <%for items ", "%> … <%end%> with something between them
//     <%if flag%> … <%else%> … <%end%>    a truth value, or whether a text or a list is not empty
//
// A tag that stands alone on its line leaves no line behind, nor does a value that is empty. Where a value of
// several lines stands at the beginning of a line, its lines are indented as the tag is.
#pragma once

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace perdure::emit {

// A template that does not fit its values is a mistake of ours, told as "chart.h.tpl:12: no value named `x`".
class TemplateError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

// What the names of a template stand for.
class Values {
 public:
  using List = std::vector<Values>;
  using Value = std::variant<bool, std::string, List>;

  Values& set(std::string name, std::string text) { return put(std::move(name), std::move(text)); }
  Values& set(std::string name, const char* text) {
    return put(std::move(name), std::string(text));
  }
  Values& set(std::string name, std::string_view text) {
    return put(std::move(name), std::string(text));
  }
  Values& set(std::string name, bool flag) { return put(std::move(name), flag); }
  Values& set(std::string name, List list) { return put(std::move(name), std::move(list)); }

  const Value* find(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : &found->second;
  }

 private:
  Values& put(std::string name, Value value) {
    values_.insert_or_assign(std::move(name), std::move(value));
    return *this;
  }

  std::map<std::string, Value, std::less<>> values_;
};

class Template {
 public:
  // `name` is for errors. Throws TemplateError.
  Template(std::string_view name, std::string_view text);

  // Throws TemplateError for a name that has no value, or a value of another kind.
  std::string expand(const Values& values) const;

  struct Node;

 private:
  std::string name_;
  std::shared_ptr<const std::vector<Node>> nodes_;
};

}  // namespace perdure::emit
