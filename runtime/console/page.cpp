#include "runtime/console/page.h"

#include <string_view>

#include "perdure_console_page.h"
#include "runtime/console/refusal.h"

namespace perdure::console {
namespace {

std::string_view type_of(std::string_view name) {
  const std::string_view ending = name.substr(name.rfind('.') + 1);
  if (ending == "js") return "text/javascript; charset=utf-8";
  if (ending == "css") return "text/css; charset=utf-8";
  if (ending == "svg") return "image/svg+xml";
  return "text/html; charset=utf-8";
}

}  // namespace

Response page_file(const std::string& method, const std::vector<std::string>& path) {
  if (method != "GET" && method != "HEAD") {
    throw Refusal(405, "method_not_allowed", "this is there for GET");
  }
  const std::string name = path.back().empty() ? "index.html" : path.back();
  for (const page_files::File& file : page_files::files) {
    if (path.size() != 1 || file.name != name) continue;
    Response response;
    response.body = file.text;
    response.type = type_of(file.name);
    return response;
  }
  not_found("there is nothing here");
}

}  // namespace perdure::console
