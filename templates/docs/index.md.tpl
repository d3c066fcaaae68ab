# Charts

<%for charts%>
## <%link%>

<%qualified%> · version <%version%> · <%states%>

<%if doc%>
<%doc%>

<%end%>
```mermaid
<%picture%>
```

<%if events%>
Events: <%for events%><%link%> <%end%>

<%end%>
<%if invokes%>
Invokes: <%for invokes%><%name%> <%end%>

<%end%>
<%end%>
<%if types%>
## Types

<%for types%><%link%> <%end%>

<%end%>
