// What PostgreSQL says, as errors of ours.
#pragma once

#include <perdure/error.h>

#include <string>
#include <string_view>

namespace perdure::postgres {

// The server refused a statement: it said why, and the connection is as good as before.
class Refused : public Error {
 public:
  Refused(ErrorKind kind, const std::string& what, std::string_view sqlstate)
      : Error(kind, what), sqlstate_(sqlstate) {}
  // Five characters: PostgreSQL's appendix A.
  std::string_view sqlstate() const { return sqlstate_; }

 private:
  std::string sqlstate_;
};

inline constexpr std::string_view DivisionByZero = "22012";
inline constexpr std::string_view InvalidParameterValue = "22023";
inline constexpr std::string_view DependentObjectsStillExist = "2BP01";
inline constexpr std::string_view InsufficientPrivilege = "42501";

// Whether the server ended the connection with this: shut down, crashed, terminated by an administrator.
bool ends_connection(std::string_view sqlstate);

// NotMigrated for tables that are not there, InvalidArgument for values that no column takes,
// StoreUnavailable where it may go well another time, else StoreFailure. `message` as the server wrote it.
Refused refused(std::string_view sqlstate, std::string_view message);

// The schema is of another version than this build's.
Refused other_version();

// The first line of a server's or libpq's words.
std::string first_line(std::string_view message);

}  // namespace perdure::postgres
