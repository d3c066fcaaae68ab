// Where the files are that SCXML documents name by `src`, and which of them may be read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace perdure::driver {

struct Located {
  enum class Outcome {
    Allowed,
    NotLocal,  // Of a scheme other than `file`, or on another host.
    Outside,   // Below neither the document's directory nor one that the user named.
  };
  Outcome outcome = Outcome::Allowed;
  std::string path;  // As messages and outputs call it, where it is local.
};

// `uri` is a path, or a URI of the scheme `file`; relative to `directory`, the document's. Links are followed before it
// is decided whether a file is outside. The file need not exist.
Located locate(std::string_view uri, const std::string& directory,
               const std::vector<std::string>& allowed);

}  // namespace perdure::driver
