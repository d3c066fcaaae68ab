<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Charts</title>
<style>
<%style%>
</style>
</head>
<body class="all">
<main>
<h1>Charts</h1>
<ul class="cards">
<%for charts%>
<li id="<%id%>">
<h2><%link%></h2>
<p class="facts"><span><%qualified%></span> <span>version <%version%></span> <span><%states%></span></p>
<%if doc%>
<p><%doc%></p>
<%end%>
<figure>
<%picture%>
</figure>
<%if events%>
<p class="label">Events</p>
<p class="words"><%for events%><%link%> <%end%></p>
<%end%>
<%if invokes%>
<p class="label">Invokes</p>
<p class="words"><%for invokes%><%name%> <%end%></p>
<%end%>
</li>
<%end%>
</ul>
<%if types%>
<h2>Types</h2>
<p class="words"><%for types%><%link%> <%end%></p>
<%end%>
</main>
</body>
</html>
