// From the parts of the model to elements; docs/formats/scxml.md says which.
//
// One Writer writes one file. Charts of the typed language (`datamodel="perdure"`) and those whose expressions an
// engine understands go the same way, but where their executable content differs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/emit/scxml/xml.h"
#include "compiler/model/model.h"
#include "compiler/plan/spelling.h"

namespace perdure::emit::scxml {

class Writer {
 public:
  Writer(const source::Files& files, const model::Program& program, const model::File& file)
      : program_(program), file_(file), spelling_(files, program) {}

  // scxml.cpp: documents
  std::string document();

 private:
  void chart(const model::Chart& chart, bool is_root, bool with_file);
  void typed_head(const model::Chart& chart);
  bool is_typed() const;
  bool file_types_stand_first() const;

  // declarations.cpp: what is declared in files and charts
  void file_attributes(Element& file) const;
  void imports();
  void doc(const std::string& text);
  void type(const model::TypeDecl& decl);
  void fields(std::string_view element, const std::vector<model::Field>& fields);
  void event(std::string_view element, const model::Event& event);
  void function(std::string_view element, const model::Function& function);
  void guard(const model::Guard& guard);
  void migration(const model::Migration& migration);
  void typed_data(const std::vector<model::Field>& parameters,
                  const std::vector<model::Field>& data);
  void data(const model::Field& field, bool is_parameter);

  // states.cpp
  void children(const model::State& state);
  void state(const model::State& state);
  void inside(const model::State& state);
  void initial(const model::Initial& initial, std::string_view element);
  void result(const model::State& state);
  void token(const model::Token& token);
  void invocation(const model::Invocation& invocation);
  bool is_invocation(std::string_view name) const;
  void transition(const model::Transition& transition, const model::State& source);
  void trigger(Element& element, const model::Transition& transition, const model::State& source);
  std::string descriptors(const std::vector<model::EventDescriptor>& descriptors) const;

  // statements.cpp: executable content
  void block(const model::Block& block);
  void blocks(std::string_view element, const std::vector<model::Block>& blocks);
  void params(const std::vector<model::Argument>& arguments,
              const std::vector<model::Field>* fields);
  const std::vector<model::Field>* event_fields(const model::NameRef& event) const;
  const std::vector<model::Field>* sent_fields(const model::Send& send) const;
  friend struct StatementWriter;

  // engine.cpp: what only documents have whose data model an engine understands
  void variables(const std::vector<model::Variable>& variables);
  void script(const model::RunScript& script);
  void payload(const model::Payload& payload);
  void invoke(const model::ScxmlInvoke& invoke);
  void send(const model::ScxmlSend& send);
  void value(Element& element, model::ExprId id);
  // `name` where it is text as it is written, `name`expr where it is to be evaluated.
  void attribute(Element& element, std::string_view name,
                 const std::optional<model::ExprId>& value) const;

  std::string text(model::ExprId id) const;
  void set(Element& element, std::string_view name, const std::optional<model::ExprId>& id) const;

  const model::Program& program_;
  const model::File& file_;
  plan::Spelling spelling_;
  Xml xml_;
  const model::Chart* chart_ = nullptr;  // The one being written.
};

// "A B"
std::string joined(const std::vector<model::NameRef>& names);

}  // namespace perdure::emit::scxml
