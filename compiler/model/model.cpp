// Looking things up in a Program. See model.h.
#include "compiler/model/model.h"

#include <algorithm>

namespace perdure::model {

const File* Program::file(source::FileId id) const {
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const File& each) { return each.id == id; });
  return found == files.end() ? nullptr : &*found;
}

}  // namespace perdure::model
