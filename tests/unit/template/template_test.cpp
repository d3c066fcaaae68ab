#include "compiler/emit/template/template.h"

#include <gtest/gtest.h>

namespace {

using perdure::emit::Template;
using perdure::emit::TemplateError;
using perdure::emit::Values;

std::string expand(std::string_view text, const Values& values) {
  return Template("t.tpl", text).expand(values);
}

std::string error_of(std::string_view text, const Values& values = {}) {
  try {
    expand(text, values);
  } catch (const TemplateError& error) {
    return error.what();
  }
  return "no error";
}

TEST(Template, ValuesStandWhereTheirNamesStood) {
  EXPECT_EQ(expand("a <%x%> {{1,2}} b", Values().set("x", "y")), "a y {{1,2}} b");
}

TEST(Template, SeveralLinesAreIndentedLikeTheTag) {
  EXPECT_EQ(expand("{\n  <%x%>\n}\n", Values().set("x", "a\n\nb")), "{\n  a\n\n  b\n}\n");
  EXPECT_EQ(expand("{\n  <%x%>\n}\n", Values().set("x", "")), "{\n}\n");
}

TEST(Template, Lists) {
  Values values;
  values.set("items", Values::List{Values().set("n", "1"), Values().set("n", "2")});
  values.set("around", "!");
  EXPECT_EQ(expand("f(<%for items \", \"%><%n%><%around%><%end%>)", values), "f(1!, 2!)");
  EXPECT_EQ(expand("<%for items%>\n  x<%n%>\n<%end%>\nend\n", values), "  x1\n  x2\nend\n");
  EXPECT_EQ(expand("<%for items \"\\n\"%>\nx\n<%end%>\n", values), "x\n\nx\n");
}

TEST(Template, Conditions) {
  Values values;
  values.set("yes", true).set("no", false).set("empty", "").set("list", Values::List{});
  EXPECT_EQ(expand("<%if yes%>a<%else%>b<%end%><%if no%>c<%else%>d<%end%>", values), "ad");
  EXPECT_EQ(expand("<%if empty%>a<%end%><%if list%>b<%end%>c", values), "c");
}

TEST(Template, MistakesAreToldWithTheirLine) {
  EXPECT_EQ(error_of("a\n<%nope%>\n"), "t.tpl:2: no value named `nope`");
  EXPECT_EQ(error_of("<%if x%>\na\n"), "t.tpl:1: `x` is not ended");
  EXPECT_EQ(error_of("a\n\n<%end%>"), "t.tpl:3: `end` without a beginning");
  EXPECT_EQ(error_of("<%x"), "t.tpl:1: a tag without `%>`");
  EXPECT_EQ(error_of("<%x y%>"), "t.tpl:1: unknown tag `x y`");
  EXPECT_EQ(error_of("<%for x%><%end%>", Values().set("x", "text")), "t.tpl:1: `x` is no list");
}

}  // namespace
