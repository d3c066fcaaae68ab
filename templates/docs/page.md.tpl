<%for charts%>
# <%name%>

<%qualified%> · version <%version%><%if result%> · returns <%result%><%end%> · from <%file%>

<%doc%>

```mermaid
<%picture%>
```

<%if parameters%>
## Parameters

Given when a session starts, and read-only from then on.

| name | type | default | |
| --- | --- | --- | --- |
<%for parameters%>
| <%name%> | <%type%> | <%initial%> | <%if indexed%>*indexed* <%end%><%if large%>*large* <%end%><%doc%> |
<%end%>

<%end%>
## States

<%for tree%>
<%indent%>- <%link%><%if starts%> (first)<%end%><%if kind%> *<%kind%>*<%end%><%if doc%>: <%doc%><%end%>
<%end%>

<%for states%>
### <a id="<%id%>"></a><%name%><%if kind%> · <%kind%><%end%>

<%if around%>
In <%for around " › "%><%link%><%end%>.

<%end%>
<%if doc%>
<%doc%>

<%end%>
<%if data%>
While it is active: <%for data ", "%><%name%>: <%type%><%if initial%> = <%initial%><%end%><%end%>.

<%end%>
<%if entry%>
On entry: <%for entry "; "%><%code%><%end%>

<%end%>
<%if exit%>
On exit: <%for exit "; "%><%code%><%end%>

<%end%>
<%if tokens%>
Tokens: <%for tokens "; "%><%code%><%if doc%> <%doc%><%end%><%end%>

<%end%>
<%if invocations%>
Invokes: <%for invocations "; "%><%code%><%if policy%> with <%policy%><%end%><%if doc%> <%doc%><%end%><%end%>

<%end%>
<%if deferred%>
Defers: <%deferred%>

<%end%>
<%if result%>
Returns <%result%>.

<%end%>
<%if transitions%>
| when | if | does | goes to |
| --- | --- | --- | --- |
<%for transitions%>
| <%trigger%><%if doc%> <%doc%><%end%> | <%guard%> | <%for actions "; "%><%code%><%end%> | <%if targets%><%for targets ", "%><%link%><%end%><%if internal%> *without leaving*<%end%><%else%>*stays*<%end%> |
<%end%>

<%end%>
<%end%>
<%if events%>
## Events

| event | carries | handled in |
| --- | --- | --- |
<%for events%>
| <a id="<%id%>"></a><%name%><%if doc%><br><%doc%><%end%> | <%for fields "<br>"%><%name%>: <%type%><%end%> | <%if handled%><%for handled "<br>"%><%source%><%if guard%> if <%guard%><%end%><%if targets%> → <%for targets ", "%><%link%><%end%><%else%> *stays*<%end%><%end%><%else%>*nowhere*<%end%> |
<%end%>

<%end%>
<%if timers%>
## Timers

Durable: armed when the state is entered, cancelled when it is left; time passes while nothing runs.

| state | when | if | goes to | stored as |
| --- | --- | --- | --- | --- |
<%for timers%>
| <%source%> | <%trigger%> | <%guard%> | <%if targets%><%for targets ", "%><%link%><%end%><%else%>*stays*<%end%> | <%name%> |
<%end%>

<%end%>
<%if data%>
## Data

| name | type | at first | lives | |
| --- | --- | --- | --- | --- |
<%for data%>
| <%name%> | <%type%> | <%initial%> | <%if owner%>while <%owner%> is active<%else%>as long as the session<%end%> | <%if indexed%>*indexed* <%end%><%if large%>*large* <%end%><%doc%> |
<%end%>

<%end%>
<%if functions%>
## Functions

Implemented in C++, and pure: the same input gives the same answer.

<%for functions%>
- <%name%>(<%for parameters ", "%><%name%>: <%type%><%end%>)<%if result%> → <%result%><%end%><%if doc%>: <%doc%><%end%>
<%end%>

<%end%>
<%if actions%>
## Actions

Implemented in C++, with effects.

<%for actions%>
- <%name%>(<%for parameters ", "%><%if inout%>inout <%end%><%name%>: <%type%><%end%>)<%if doc%>: <%doc%><%end%>
<%end%>

<%end%>
<%if services%>
## Services

Work outside of the session: attempted until it is done or has failed for good.

<%for services%>
- <%name%>(<%for parameters ", "%><%name%>: <%type%><%end%>)<%if result%> → <%result%><%end%><%if doc%>: <%doc%><%end%>
<%end%>

<%end%>
<%if emits%>
## Emitted events

Sent to the session that invoked this one.

<%for emits%>
- <%name%><%if fields%>(<%for fields ", "%><%name%>: <%type%><%end%>)<%end%><%if doc%>: <%doc%><%end%>
<%end%>

<%end%>
<%if guards%>
## Guards

<%for guards%>
- <%name%> = <%condition%><%if doc%>: <%doc%><%end%>
<%end%>

<%end%>
<%end%>
<%if types%>
## Types

<%for types%>
### <a id="<%id%>"></a><%name%> · <%kind%>

<%if doc%>
<%doc%>

<%end%>
C++ <%cpp%><%if header%> in <%header%><%end%><%if file%>, from <%file%><%end%>

<%if fields%>
| field | type | default | |
| --- | --- | --- | --- |
<%for fields%>
| <%name%> | <%type%> | <%initial%> | <%doc%> |
<%end%>

<%end%>
<%if enumerators%>
<%for enumerators ", "%><%name%><%end%>

<%end%>
<%end%>
<%end%>
