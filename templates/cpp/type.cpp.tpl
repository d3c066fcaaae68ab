<%for enums%>

std::string_view name_of(<%name%> value) {
  switch (value) {
<%for enumerators%>
    case <%name%>::<%enumerator%>:
      return "<%text%>";
<%end%>
  }
  return "";
}

bool from_name(std::string_view name, <%name%>& value) {
  for (const <%name%> each : {<%all%>}) {
    if (name_of(each) != name) continue;
    value = each;
    return true;
  }
  return false;
}
<%end%>
