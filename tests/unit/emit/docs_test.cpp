#include "compiler/emit/docs/docs.h"

#include <gtest/gtest.h>

#include <string>

#include "compiler/emit/docs/expression_text.h"
#include "tests/unit/emit/chart_builder.h"
#include "tests/unit/emit/well_formed.h"

namespace perdure::emit {
namespace {

using plan::Expr;
using plan::ExprKind;
using test::ChartBuilder;

const std::string HostileText =
    "a\"b'c<d>&e</main><script>alert(1)</script>](javascript:x)|`|\n\n# h\n| --- "
    "|\n*b*_c_~\x01$x$";

Expr leaf(ExprKind kind, const std::string& text) {
  Expr out;
  out.kind = kind;
  out.text = text;
  return out;
}

Expr with(ExprKind kind, const std::string& text, std::vector<Expr> operands) {
  Expr out = leaf(kind, text);
  out.operands = std::move(operands);
  return out;
}

plan::Field field(const std::string& name) {
  plan::Field out;
  out.name = name;
  out.doc = HostileText;
  out.type.kind = model::TypeKind::String;
  out.initial = leaf(ExprKind::String, HostileText);
  return out;
}

plan::Plan hostile_plan() {
  ChartBuilder builder(HostileText);
  builder.chart.doc = HostileText;
  builder.chart.parameters = {field(HostileText)};
  builder.chart.events = {{HostileText, HostileText, {field(HostileText)}}};
  builder.chart.functions = {{HostileText, HostileText, {field(HostileText)}, {}}};
  builder.chart.guards = {{HostileText, HostileText, HostileText, {}}};
  plan::State& state = builder.begin(HostileText + "2");
  state.doc = HostileText;
  state.data = {field(HostileText)};
  state.entry = {{ChartBuilder::call(HostileText)}};
  state.result = leaf(ExprKind::String, HostileText);
  builder
      .on("on " + HostileText, HostileText, {HostileText + "2"}, {ChartBuilder::call(HostileText)})
      .events = {0};
  builder.on("after 1d", HostileText, {}).doc = HostileText;
  plan::TypeDecl type;
  type.name = type.doc = type.qualified = type.header = type.file = HostileText;
  type.fields = {field(HostileText)};
  type.enumerators = {HostileText};
  plan::Plan out;
  out.types = {type};
  plan::File& file = out.files.emplace_back();
  file.name = HostileText;
  file.types = {0};
  file.charts.push_back(builder.finish());
  return out;
}

TEST(DocsHtml, HoldsHostileTextAsText) {
  const plan::Plan plan = hostile_plan();
  const std::string html = emit_docs_html(plan, plan.files[0]);
  EXPECT_EQ(test::flaw_in(html), "");
  EXPECT_EQ(html.find("<script"), std::string::npos);
}

TEST(DocsMarkdown, HoldsHostileTextAsText) {
  const plan::Plan plan = hostile_plan();
  const std::string markdown = emit_docs_markdown(plan, plan.files[0]);
  EXPECT_EQ(markdown.find("<script"), std::string::npos);
  for (std::size_t at = 0; (at = markdown.find("](javascript:", at)) != std::string::npos; ++at) {
    EXPECT_EQ(markdown[at - 1], '\\') << at;
  }
  EXPECT_EQ(markdown.find("\n# h"), std::string::npos);
  EXPECT_EQ(markdown.find("\n| --- |\n"), std::string::npos);
}

TEST(DocsHtml, OfAFileWithoutChartsIsAPageOfItsTypes) {
  plan::Plan plan = hostile_plan();
  plan.files[0].charts.clear();
  const std::string html = emit_docs_html(plan, plan.files[0]);
  EXPECT_EQ(test::flaw_in(html), "");
  EXPECT_NE(html.find("id=\"types\""), std::string::npos);
}

TEST(DocsExpression, IsWrittenAsInCharts) {
  const plan::Plan plan;
  const plan::Chart chart;
  const auto text = [&](const Expr& e) { return docs::expression_text(plan, chart, e); };
  const Expr a = leaf(ExprKind::Data, "a");
  const Expr b = leaf(ExprKind::EventField, "b");
  const Expr sum = with(ExprKind::Binary, "+", {a, b});
  EXPECT_EQ(text(with(ExprKind::Binary, "*", {sum, a})), "(a + event.b) * a");
  EXPECT_EQ(text(with(ExprKind::Binary, "+", {sum, a})), "a + event.b + a");
  EXPECT_EQ(text(with(ExprKind::Binary, "-", {a, sum})), "a - (a + event.b)");
  EXPECT_EQ(text(with(ExprKind::Unary, "!", {with(ExprKind::Binary, "&&", {a, b})})),
            "!(a && event.b)");
  EXPECT_EQ(text(with(ExprKind::Conditional, "", {a, sum, b})), "a ? a + event.b : event.b");
  EXPECT_EQ(text(leaf(ExprKind::String, "a\"b\\c\n")), "\"a\\\"b\\\\c\\n\"");
  EXPECT_EQ(text(leaf(ExprKind::Duration, "5400000000")), "1h30m");
  EXPECT_EQ(text(leaf(ExprKind::Duration, "1001")), "1ms1us");
  EXPECT_EQ(text(leaf(ExprKind::Duration, "0")), "0s");
  EXPECT_EQ(text(with(ExprKind::ToOptional, "", {with(ExprKind::ToFloat, "", {a})})), "a");
  EXPECT_EQ(text(with(ExprKind::Map, "", {leaf(ExprKind::String, "k"), a})), "{\"k\": a}");
  EXPECT_EQ(text(with(ExprKind::Element, "", {a, leaf(ExprKind::Int, "0")})), "a[0]");
}

}  // namespace
}  // namespace perdure::emit
