// What the archives say about bytes that they cannot read.
#include <perdure/archive.h>

namespace perdure {

void OutArchive::too_deep() {
  throw Error(ErrorKind::InvalidArgument, "a value is nested too deep to be stored");
}

void InArchive::truncated() {
  throw Error(ErrorKind::CorruptData,
              "stored data ends too early, or claims a size that it cannot have");
}

void InArchive::left_over() {
  throw Error(ErrorKind::CorruptData, "stored data goes on after its end");
}

void InArchive::corrupt(std::string_view what) {
  throw Error(ErrorKind::CorruptData, "stored data holds " + std::string(what));
}

}  // namespace perdure
