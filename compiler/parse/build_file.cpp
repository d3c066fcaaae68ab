// A file's declarations outside of charts: namespace, imports, types, and the fields and names of
// them all.
#include <algorithm>
#include <array>
#include <utility>

#include "compiler/parse/build.h"
#include "compiler/parse/literals.h"

namespace perdure::parse {

namespace {

struct BuiltInType {
  std::string_view name;
  model::TypeKind kind;
  std::size_t arguments;
};

constexpr std::array<BuiltInType, 9> BuiltInTypes{{
    {"bool", model::TypeKind::Bool, 0},
    {"int", model::TypeKind::Int, 0},
    {"float", model::TypeKind::Float, 0},
    {"string", model::TypeKind::String, 0},
    {"bytes", model::TypeKind::Bytes, 0},
    {"duration", model::TypeKind::Duration, 0},
    {"timestamp", model::TypeKind::Timestamp, 0},
    {"list", model::TypeKind::List, 1},
    {"map", model::TypeKind::Map, 2},
}};

constexpr std::string_view TypeArguments[] = {"no types", "one type: `list<int>`",
                                              "two types: `map<string, int>`"};

}  // namespace

void Builder::file(Parser::FileContext& context) {
  model::File& file = program_.files.back();
  for (Parser::FileItemContext* item : context.fileItem()) {
    if (item->children.empty()) continue;
    auto* declaration = dynamic_cast<antlr4::ParserRuleContext*>(item->children.front());
    if (declaration == nullptr) continue;
    if (auto* import_decl = dynamic_cast<Parser::ImportDeclContext*>(declaration)) {
      import(*import_decl, file);
    } else if (auto* namespace_decl = dynamic_cast<Parser::NamespaceDeclContext*>(declaration)) {
      name_space(*namespace_decl, file);
    } else if (auto* chart_decl = dynamic_cast<Parser::ChartDeclContext*>(declaration)) {
      chart(*chart_decl, file);
    } else if (auto type = type_decl(*declaration)) {
      file.types.push_back({static_cast<std::uint32_t>(program_.types.size())});
      program_.types.push_back(std::move(*type));
    }
  }
}

// Whether the tree below has neither holes nor leftovers.
bool Builder::whole(antlr4::ParserRuleContext* context) const {
  if (context == nullptr) return false;
  if (!has_holes_) return true;
  if (context->exception != nullptr) return false;
  return std::all_of(context->children.begin(), context->children.end(),
                     [&](antlr4::tree::ParseTree* child) {
                       if (dynamic_cast<antlr4::tree::ErrorNode*>(child) != nullptr) return false;
                       auto* rule = dynamic_cast<antlr4::ParserRuleContext*>(child);
                       return rule == nullptr || whole(rule);
                     });
}

// The `///` lines above, without the slashes and the space after them.
std::string Builder::doc(antlr4::ParserRuleContext& context) const {
  std::size_t begin = context.getStart()->getTokenIndex();
  const std::size_t end = begin;
  while (begin > 0 && tokens_.get(begin - 1)->getType() == Parser::DOC) --begin;
  std::string lines;
  for (std::size_t at = begin; at < end; ++at) {
    std::string_view line = text_.view(*tokens_.get(at)).substr(3);
    if (!line.empty() && line.front() == ' ') line.remove_prefix(1);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    if (at > begin) lines += '\n';
    lines += line;
  }
  return lines;
}

void Builder::name_space(Parser::NamespaceDeclContext& context, model::File& file) {
  if (!whole(&context)) return;
  const source::Range range = text_.range(context);
  if (!file.name_space.empty()) {
    findings_.error(diag::GivenTwice, range, "namespace");
    return;
  }
  if (!file.types.empty() || !file.charts.empty()) {
    findings_.error(diag::NamespaceTooLate, range);
    return;
  }
  file.name_space_range = text_.range(*context.dotted());
  for (Parser::NameContext* part : context.dotted()->name()) {
    file.name_space.push_back(name(*part).name);
  }
}

void Builder::import(Parser::ImportDeclContext& context, model::File& file) {
  if (!whole(&context)) return;
  const antlr4::Token& token = *context.STRING()->getSymbol();
  const source::Range range = text_.range(token);
  if (auto path = read_string(text_.view(token), range, findings_)) {
    file.imports.push_back({std::move(*path), std::nullopt, range});
  }
}

std::optional<model::TypeDecl> Builder::type_decl(antlr4::ParserRuleContext& context) {
  std::optional<model::TypeDecl> decl;
  if (auto* a_struct = dynamic_cast<Parser::StructDeclContext*>(&context)) {
    decl = struct_decl(*a_struct);
  } else if (auto* an_enum = dynamic_cast<Parser::EnumDeclContext*>(&context)) {
    decl = enum_decl(*an_enum);
  } else if (auto* an_extern = dynamic_cast<Parser::ExternDeclContext*>(&context)) {
    decl = extern_decl(*an_extern);
  }
  if (decl) {
    decl->doc = doc(context);
    decl->file = text_.file();
  }
  return decl;
}

std::optional<model::TypeDecl> Builder::struct_decl(Parser::StructDeclContext& context) {
  if (!whole(context.name())) return std::nullopt;
  model::StructDecl decl;
  fields(context.field(), decl.fields);
  return model::TypeDecl{{}, name(*context.name()), {}, {}, std::move(decl)};
}

std::optional<model::TypeDecl> Builder::enum_decl(Parser::EnumDeclContext& context) {
  if (!whole(context.name()) || context.enumerators() == nullptr) return std::nullopt;
  model::EnumDecl decl;
  for (Parser::NameContext* each : context.enumerators()->name()) {
    if (whole(each)) decl.enumerators.push_back(name(*each));
  }
  return model::TypeDecl{{}, name(*context.name()), {}, {}, std::move(decl)};
}

std::optional<model::TypeDecl> Builder::extern_decl(Parser::ExternDeclContext& context) {
  if (!whole(&context)) return std::nullopt;
  model::ExternDecl decl;
  decl.constructor = parameters(context.parameters());
  decl.constructible = context.parameters() != nullptr;
  if (context.traits() != nullptr) {
    for (Parser::NameContext* each : context.traits()->name()) {
      const model::NameRef trait = name(*each);
      if (trait.name == "order") {
        decl.order = true;
      } else if (trait.name == "arithmetic") {
        decl.arithmetic = true;
      } else {
        findings_.error(diag::UnknownTrait, trait.range, trait.name);
      }
    }
  }
  const antlr4::Token& header = *context.STRING()->getSymbol();
  decl.header = read_string(text_.view(header), text_.range(header), findings_).value_or("");
  for (antlr4::tree::ParseTree* part : context.cppName()->children) {
    auto* word = dynamic_cast<antlr4::ParserRuleContext*>(part);
    decl.cpp_name += word == nullptr ? std::string("::") : name(*word).name;
  }
  return model::TypeDecl{{}, name(*context.name()), {}, {}, std::move(decl)};
}

void Builder::fields(const std::vector<Parser::FieldContext*>& contexts,
                     std::vector<model::Field>& fields) {
  for (Parser::FieldContext* context : contexts) {
    if (!whole(context)) continue;
    model::Field field;
    field.doc = doc(*context);
    field.name = name(*context->name());
    field.type = type(*context->type());
    field.inout = context->INOUT() != nullptr;
    for (Parser::AnnotationContext* annotation : context->annotation()) {
      const model::NameRef word = name(*annotation->name());
      if (word.name == "indexed") {
        field.indexed = true;
      } else if (word.name == "large") {
        field.large = true;
      } else {
        findings_.error(diag::UnknownAnnotation, text_.range(*annotation), word.name);
      }
    }
    if (context->expr() != nullptr) field.initial = expr(*context->expr());
    fields.push_back(std::move(field));
  }
}

std::vector<model::Field> Builder::parameters(Parser::ParametersContext* context) {
  std::vector<model::Field> parameters;
  if (context != nullptr) fields(context->field(), parameters);
  return parameters;
}

model::TypeRef Builder::type(Parser::TypeContext& context) {
  model::TypeRef type;
  const model::NameRef word = name(*context.name());
  type.range = text_.range(context);
  for (Parser::TypeContext* argument : context.type()) {
    type.arguments.push_back(this->type(*argument));
  }
  const auto* built_in =
      std::find_if(BuiltInTypes.begin(), BuiltInTypes.end(),
                   [&](const BuiltInType& each) { return each.name == word.name; });
  const std::size_t wanted = built_in == BuiltInTypes.end() ? 0 : built_in->arguments;
  type.kind = built_in == BuiltInTypes.end() ? model::TypeKind::Named : built_in->kind;
  if (type.arguments.size() != wanted) {
    findings_.error(diag::TypeArguments, word.range, word.name, TypeArguments[wanted]);
    type.kind = model::TypeKind::Error;
    type.arguments.clear();
  }
  if (type.kind == model::TypeKind::Named) type.name = word.name;
  if (context.QUESTION() == nullptr) return type;
  type.range = {type.range.file, type.range.begin, type.range.end - 1};
  const source::Range range = text_.range(context);
  return {model::TypeKind::Optional, {std::move(type)}, {}, range};
}

model::NameRef Builder::name(antlr4::ParserRuleContext& context) const {
  const source::Range range = text_.range(context);
  return {std::string(text_.view(range)), range};
}

model::NameRef Builder::dotted(Parser::DottedContext& context) const {
  model::NameRef joined{{}, text_.range(context)};
  for (Parser::NameContext* part : context.name()) {
    if (!joined.name.empty()) joined.name += '.';
    joined.name += name(*part).name;
  }
  return joined;
}

}  // namespace perdure::parse
