<%for types%>

<%doc%>
<%if is_enum%>
<%declaration%>

// The name under which it is stored and shown, and back; false where there is no such enumerator.
std::string_view name_of(<%name%> value);
bool from_name(std::string_view name, <%name%>& value);

template <class Archive>
std::string save_minimal(const Archive&, const <%name%>& value) {
  return std::string(name_of(value));
}
template <class Archive>
void load_minimal(const Archive&, <%name%>& value, const std::string& name) {
  if (!from_name(name, value)) perdure::InArchive::corrupt("no <%name%>: " + name);
}
<%else%>
struct <%name%> {
  <%fields%>
<%if fields%>

<%end%>
  bool operator==(const <%name%>&) const = default;

  template <class Archive>
  void serialize(Archive& archive) {
    <%serialize%>
  }
};
<%end%>
<%end%>
