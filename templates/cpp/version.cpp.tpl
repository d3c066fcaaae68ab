
// Version <%version%>, as its sessions were stored.
namespace <%name_space%> {
<%types%>
<%if events%>

namespace event {
<%for events%>

struct <%name%> {
<%if fields%>
  <%fields%>
<%end%>

  template <class Archive>
  void serialize(Archive&<%if fields%> archive<%end%>) {<%if fields%>
    <%serialize%>
  }<%else%>}<%end%>
};
<%end%>

}  // namespace event
<%end%>
<%if states%>

namespace state {
<%for states%>

struct <%name%> {
  <%fields%>

  template <class Archive>
  void serialize(Archive& archive) {
    <%serialize%>
  }
};
<%end%>

}  // namespace state
<%end%>
<%for structs%>

struct <%name%> {
<%if fields%>
  <%fields%>

<%end%>
  template <class Archive>
  void serialize(Archive&<%if fields%> archive<%end%>) {<%if fields%>
    <%serialize%>
  }<%else%>}<%end%>
};
<%end%>

namespace {

constexpr StateInfo States[] = {
    <%rows%>
};
constexpr perdure::machine::RegionInfo Regions[] = {<%regions%>};
constexpr perdure::machine::ChartInfo Chart{States, Regions};

}  // namespace

struct Snapshot {
  Params params_;
  Data data_;
<%for state_data%>
  std::optional<<%state%>> <%member%>;
<%end%>
<%if result%>
  std::optional<<%result%>> result_;
<%end%>
  perdure::machine::Past past_;

  // This version or an older one; not `started`: its parameters alone.
  static Snapshot load(perdure::InArchive& in, std::uint32_t version, bool started);
<%if before%>
  void migrate(<%before%>::Snapshot old);
<%end%>
};

}  // namespace <%name_space%>
<%converters%>

namespace <%name_space%> {
<%if before%>

<%migrate%>
<%end%>

Snapshot Snapshot::load(perdure::InArchive& in,<%if before%> std::uint32_t version,<%else%> std::uint32_t,<%end%> bool started) {
  <%load%>
}

}  // namespace <%name_space%>
