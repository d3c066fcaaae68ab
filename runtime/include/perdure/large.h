// Values that are kept beside their session, in a row of their own, and loaded by the step that reads them.
//
// What a session stores of one is its name, a digest of its bytes: so a step that does not touch it neither reads nor
// writes it, and bytes that were altered are found out. A value that takes less than LeastApart bytes stays where other
// data is. docs/decisions/large-values.md
#pragma once

#include <perdure/archive.h>
#include <perdure/error.h>
#include <perdure/large_name.h>
#include <perdure/types.h>

#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace perdure {

// A value is not there, or is not what its name says: as CorruptData, and told apart from bytes that an event brought.
class CorruptLargeValue : public Error {
 public:
  explicit CorruptLargeValue(const std::string& what) : Error(ErrorKind::CorruptData, what) {}
};

// Where values of one session are loaded from. Used by one thread at a time.
class LargeSource {
 public:
  virtual ~LargeSource() = default;

  // The bytes that have this name. Throws CorruptLargeValue where there are none such.
  virtual Bytes load(const LargeName& name) = 0;
  // A state that is being loaded names it.
  virtual void found(const LargeName& /*name*/) {}
};

// One of them, without its type. Used by one thread at a time, const or not: reading may load it.
class LargeValue {
 public:
  virtual ~LargeValue() = default;

  // Nothing while it was never kept apart, or was changed since.
  const std::optional<LargeName>& name() const { return name_; }
  virtual bool is_loaded() const = 0;
  virtual Bytes encoded() const = 0;
  // Its bytes, as they are now, are kept under that name.
  void keep_as(const LargeName& name) { name_ = name; }
  // Forgets the value itself; without a name it cannot.
  virtual void release() = 0;
  // From where it is loaded; nullptr: it cannot be.
  void attach(std::shared_ptr<LargeSource> source) { source_ = std::move(source); }

 protected:
  LargeValue() = default;
  LargeValue(const LargeValue&) = default;
  LargeValue(LargeValue&&) = default;
  LargeValue& operator=(const LargeValue&) = default;
  LargeValue& operator=(LargeValue&&) = default;

  // Loads its bytes, to be read by `decode`.
  void read(void* value, void (*decode)(InArchive& archive, void* value)) const;

  void save_name(OutArchive& archive) const;
  void load_name(InArchive& archive);

  std::optional<LargeName> name_;
  std::shared_ptr<LargeSource> source_;
};

template <class T>
class Large;

template <class Value, class T>
concept MakesLarge =
    std::convertible_to<Value&&, T> && !std::same_as<std::remove_cvref_t<Value>, Large<T>>;

// A parameter or a piece of data that the chart keeps apart.
template <class T>
class Large final : public LargeValue {
 public:
  Large() : value_(std::in_place) {}
  // As a T is made from it.
  template <MakesLarge<T> Value = T>
  Large(Value&& value) : value_(std::forward<Value>(value)) {}  // NOLINT: a T is as good.
  template <MakesLarge<T> Value = T>
  Large& operator=(Value&& value) {
    T changed(std::forward<Value>(value));
    value_ = std::move(changed);
    name_.reset();
    return *this;
  }

  // Loaded if it is not yet. Throws CorruptLargeValue, and what the store throws.
  const T& get() const {
    if (!value_) {
      T loaded{};
      read(&loaded, [](InArchive& archive, void* value) { archive(*static_cast<T*>(value)); });
      value_ = std::move(loaded);
    }
    return *value_;
  }
  const T& operator*() const { return get(); }
  const T* operator->() const { return &get(); }

  // The same, to be changed.
  T& edit() {
    get();
    name_.reset();
    return *value_;
  }

  bool is_loaded() const override { return value_.has_value(); }
  Bytes encoded() const override { return to_bytes(get()); }
  void release() override {
    if (name_) value_.reset();
  }

  friend bool operator==(const Large& one, const Large& other) {
    return (one.name_ && one.name_ == other.name_) || one.get() == other.get();
  }

  // A byte, then the value, or the name that it is kept under where the archive is one of state that is kept so.
  void save(OutArchive& archive) const {
    const bool apart = archive.names_large() && name_;
    archive(apart);
    if (apart) {
      save_name(archive);
    } else {
      archive(get());
    }
  }
  void load(InArchive& archive) {
    bool apart = false;
    archive(apart);
    if (apart) {
      load_name(archive);
      value_.reset();
    } else {
      archive(value_.emplace());
      name_.reset();
    }
  }

 private:
  mutable std::optional<T> value_;  // There is one if it has no name.
};

}  // namespace perdure
