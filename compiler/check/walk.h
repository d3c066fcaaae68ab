// Walks over expressions and statements, for passes that look at what is read, written or sent.
#pragma once

#include <functional>
#include <optional>

#include "compiler/check/facts.h"
#include "compiler/model/model.h"

namespace perdure::check {

// The child that is entered first where no `initial` says so: the first that is no history. None in a
// state that is not compound.
std::optional<model::StateId> default_child(const model::Chart& chart, const model::State& state);

// Calls `visit` for the expression and all under it, in no particular order, without recursion.
void each_expression(const model::Program& program, model::ExprId root,
                     const std::function<void(model::ExprId)>& visit);

// Calls `visit` for each statement of the block and of the blocks in it, in the order they are
// written.
void each_statement(const model::Block& block,
                    const std::function<void(const model::Statement&)>& visit);

// Calls `visit` for each expression of the statement itself, blocks in it left out. `written` tells
// those that are paths to what the statement changes.
void each_operand(const Facts& facts, const model::Chart& chart, const ChartFacts& found,
                  const model::Statement& statement,
                  const std::function<void(model::ExprId, bool written)>& visit);

// Every expression of the state outside its blocks: initial values, guards, durations, results, and what its
// invocations and tokens say.
void each_root(const model::State& state, const std::function<void(model::ExprId)>& visit);

// Every block of the state: its entries, exits, and the actions of its `initial` and transitions.
void each_block(const model::State& state, const std::function<void(const model::Block&)>& visit);

// The data that a path begins with.
std::optional<DataRef> root_of(const model::Program& program, const Facts& facts,
                               model::ExprId path);

// The calls of `visit(data, where)` are what the block writes.
void each_write(const model::Program& program, const Facts& facts, const model::Chart& chart,
                const ChartFacts& found, const model::Block& block,
                const std::function<void(DataRef, source::Range)>& visit);

}  // namespace perdure::check
