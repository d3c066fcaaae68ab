<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%title%></title>
<style>
<%style%>
</style>
</head>
<body>
<nav aria-label="Contents">
<%if index%>
<p class="index"><%index%></p>
<%end%>
<%for charts%>
<a class="top" href="#<%id%>"><%name%></a>
<ul>
<%for tree%>
<li class="<%kind%>" style="margin-left: calc(<%depth%> * 1em)"><%link%></li>
<%end%>
</ul>
<ul class="sections">
<%if events%>
<li><a href="#<%id%>-events">Events</a></li>
<%end%>
<%if timers%>
<li><a href="#<%id%>-timers">Timers</a></li>
<%end%>
<%if data%>
<li><a href="#<%id%>-data">Data</a></li>
<%end%>
<%if functions%>
<li><a href="#<%id%>-functions">Functions</a></li>
<%end%>
<%if actions%>
<li><a href="#<%id%>-actions">Actions</a></li>
<%end%>
<%if services%>
<li><a href="#<%id%>-services">Services</a></li>
<%end%>
<%if emits%>
<li><a href="#<%id%>-emits">Emitted events</a></li>
<%end%>
<%if guards%>
<li><a href="#<%id%>-guards">Guards</a></li>
<%end%>
</ul>
<%end%>
<%if types%>
<a class="top" href="#types">Types</a>
<ul>
<%for types%>
<li><a href="#<%id%>"><%name%></a></li>
<%end%>
</ul>
<%end%>
</nav>
<main>
<%if index%>
<p class="back"><%index%></p>
<%end%>
<%for charts%>
<header id="<%id%>">
<h1><%name%></h1>
<p class="facts"><span><%qualified%></span> <span>version <%version%></span><%if result%> <span>returns <%result%></span><%end%> <span>from <%file%></span></p>
</header>
<%doc%>
<figure>
<%picture%>
</figure>
<%if parameters%>
<h2 id="<%id%>-parameters">Parameters</h2>
<p>Given when a session starts, and read-only from then on.</p>
<table>
<thead><tr><th>Name</th><th>Type</th><th>Default</th><th></th></tr></thead>
<tbody>
<%for parameters%>
<tr><td><%name%></td><td><%type%></td><td><%initial%></td><td><%if indexed%><em>indexed</em> <%end%><%if large%><em>large</em> <%end%><%doc%></td></tr>
<%end%>
</tbody>
</table>
<%end%>
<h2 id="<%id%>-states">States</h2>
<%for states%>
<section class="state">
<h3 id="<%id%>"><%if around%><small><%for around%><%link%> › <%end%></small><%end%><%name%><%if kind%> <span class="kind"><%kind%></span><%end%></h3>
<%doc%>
<%if data%>
<p class="label">While it is active</p>
<ul class="plain">
<%for data%>
<li><%name%>: <%type%><%if initial%> = <%initial%><%end%><%if doc%> <span class="about"><%doc%></span><%end%></li>
<%end%>
</ul>
<%end%>
<%if entry%>
<p class="label">On entry</p>
<ul class="plain">
<%for entry%>
<li><%code%></li>
<%end%>
</ul>
<%end%>
<%if exit%>
<p class="label">On exit</p>
<ul class="plain">
<%for exit%>
<li><%code%></li>
<%end%>
</ul>
<%end%>
<%if tokens%>
<p class="label">Tokens</p>
<ul class="plain">
<%for tokens%>
<li><%code%><%if doc%> <span class="about"><%doc%></span><%end%></li>
<%end%>
</ul>
<%end%>
<%if invocations%>
<p class="label">Invokes</p>
<ul class="plain">
<%for invocations%>
<li><%code%><%if policy%> <span class="about"><%policy%></span><%end%><%if doc%> <span class="about"><%doc%></span><%end%></li>
<%end%>
</ul>
<%end%>
<%if deferred%>
<p class="label">Defers</p>
<p><%deferred%></p>
<%end%>
<%if result%>
<p class="label">Returns</p>
<p><%result%></p>
<%end%>
<%if transitions%>
<table>
<thead><tr><th>When</th><th>If</th><th>Does</th><th>Goes to</th></tr></thead>
<tbody>
<%for transitions%>
<tr><td><%trigger%><%if doc%><br><span class="about"><%doc%></span><%end%></td><td><%guard%></td><td><%for actions "<br>"%><%code%><%end%></td><td><%if targets%><%for targets ", "%><%link%><%end%><%if internal%> <em>without leaving</em><%end%><%else%><span class="about">stays</span><%end%></td></tr>
<%end%>
</tbody>
</table>
<%end%>
</section>
<%end%>
<%if events%>
<h2 id="<%id%>-events">Events</h2>
<table>
<thead><tr><th>Event</th><th>Carries</th><th>Handled in</th></tr></thead>
<tbody>
<%for events%>
<tr id="<%id%>"><td><%name%><%if doc%><br><span class="about"><%doc%></span><%end%></td><td><%for fields "<br>"%><%name%>: <%type%><%end%></td><td><%if handled%><%for handled "<br>"%><%source%><%if guard%> if <%guard%><%end%><%if targets%> → <%for targets ", "%><%link%><%end%><%else%> <span class="about">stays</span><%end%><%end%><%else%><span class="about">nowhere</span><%end%></td></tr>
<%end%>
</tbody>
</table>
<%end%>
<%if timers%>
<h2 id="<%id%>-timers">Timers</h2>
<p>Durable: armed when the state is entered, cancelled when it is left; time passes while nothing runs.</p>
<table>
<thead><tr><th>State</th><th>When</th><th>If</th><th>Goes to</th><th>Stored as</th></tr></thead>
<tbody>
<%for timers%>
<tr><td><%source%></td><td><%trigger%></td><td><%guard%></td><td><%if targets%><%for targets ", "%><%link%><%end%><%else%><span class="about">stays</span><%end%></td><td><%name%></td></tr>
<%end%>
</tbody>
</table>
<%end%>
<%if data%>
<h2 id="<%id%>-data">Data</h2>
<table>
<thead><tr><th>Name</th><th>Type</th><th>At first</th><th>Lives</th><th></th></tr></thead>
<tbody>
<%for data%>
<tr><td><%name%></td><td><%type%></td><td><%initial%></td><td><%if owner%>while <%owner%> is active<%else%>as long as the session<%end%></td><td><%if indexed%><em>indexed</em> <%end%><%if large%><em>large</em> <%end%><%doc%></td></tr>
<%end%>
</tbody>
</table>
<%end%>
<%if functions%>
<h2 id="<%id%>-functions">Functions</h2>
<p>Implemented in C++, and pure: the same input gives the same answer.</p>
<dl>
<%for functions%>
<dt><%name%>(<%for parameters ", "%><%name%>: <%type%><%end%>)<%if result%> → <%result%><%end%></dt>
<dd><%doc%></dd>
<%end%>
</dl>
<%end%>
<%if actions%>
<h2 id="<%id%>-actions">Actions</h2>
<p>Implemented in C++, with effects.</p>
<dl>
<%for actions%>
<dt><%name%>(<%for parameters ", "%><%if inout%>inout <%end%><%name%>: <%type%><%end%>)</dt>
<dd><%doc%></dd>
<%end%>
</dl>
<%end%>
<%if services%>
<h2 id="<%id%>-services">Services</h2>
<p>Work outside of the session: attempted until it is done or has failed for good.</p>
<dl>
<%for services%>
<dt><%name%>(<%for parameters ", "%><%name%>: <%type%><%end%>)<%if result%> → <%result%><%end%></dt>
<dd><%doc%></dd>
<%end%>
</dl>
<%end%>
<%if emits%>
<h2 id="<%id%>-emits">Emitted events</h2>
<p>Sent to the session that invoked this one.</p>
<dl>
<%for emits%>
<dt><%name%><%if fields%>(<%for fields ", "%><%name%>: <%type%><%end%>)<%end%></dt>
<dd><%doc%></dd>
<%end%>
</dl>
<%end%>
<%if guards%>
<h2 id="<%id%>-guards">Guards</h2>
<dl>
<%for guards%>
<dt><%name%> = <%condition%></dt>
<dd><%doc%></dd>
<%end%>
</dl>
<%end%>
<%end%>
<%if types%>
<h2 id="types">Types</h2>
<%for types%>
<section class="type">
<h3 id="<%id%>"><%name%> <span class="kind"><%kind%></span></h3>
<%doc%>
<p class="facts"><span>C++ <%cpp%></span><%if header%> <span>in <%header%></span><%end%><%if file%> <span>from <%file%></span><%end%></p>
<%if fields%>
<table>
<thead><tr><th>Field</th><th>Type</th><th>Default</th><th></th></tr></thead>
<tbody>
<%for fields%>
<tr><td><%name%></td><td><%type%></td><td><%initial%></td><td><%doc%></td></tr>
<%end%>
</tbody>
</table>
<%end%>
<%if enumerators%>
<p><%for enumerators ", "%><%name%><%end%></p>
<%end%>
</section>
<%end%>
<%end%>
</main>
</body>
</html>
