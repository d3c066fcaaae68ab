#include <perdure/large.h>

namespace perdure {

std::string LargeName::text() const {
  std::string text;
  for (std::size_t i = 0; i < 8; ++i) {
    text += "0123456789abcdef"[digest[i] >> 4U];
    text += "0123456789abcdef"[digest[i] & 15U];
  }
  return text;
}

void LargeValue::read(void* value, void (*decode)(InArchive& archive, void* value)) const {
  const std::string which =
      "the large value " + name_->text() + " (" + std::to_string(name_->size) + " bytes)";
  if (source_ == nullptr) throw CorruptLargeValue(which + " cannot be loaded from here");
  const Bytes bytes = source_->load(*name_);
  try {
    machine::read_all(bytes, value, decode);
  } catch (const Error& error) {
    throw CorruptLargeValue(which + " is none of its type: " + error.what());
  }
}

void LargeValue::save_name(OutArchive& archive) const {
  archive(name_->size);
  archive.write(name_->digest.data(), name_->digest.size());
}

void LargeValue::load_name(InArchive& archive) {
  LargeName name;
  archive(name.size);
  archive.read(name.digest.data(), name.digest.size());
  if (name.size < LeastApart || name.size > MostApart) {
    InArchive::corrupt("a large value of a size that none has");
  }
  name_ = name;
  source_.reset();
  if (archive.large_source() == nullptr) return;
  source_ = *archive.large_source();
  if (source_ != nullptr) source_->found(name);
}

}  // namespace perdure
