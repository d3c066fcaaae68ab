// A form made from types, as a chart's definition has them (docs/formats/definition.md). What it gives is JSON as text, so
// that no number loses a digit on its way.
import {button, h} from './dom.js';

const Scalars = {
  int: {pattern: '-?[0-9]+', inputMode: 'numeric', title: 'A whole number', json: text => text},
  float: {pattern: '-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?|NaN|-?Infinity', inputMode: 'decimal', title: 'A number',
    json: text => /[NI]/.test(text) ? JSON.stringify(text) : text},
  string: {json: JSON.stringify, optional: true},
  duration: {pattern: '-?[0-9]+(us|ms|s|m|h|d)', title: '90m, 12h, 7d', placeholder: '90m', json: JSON.stringify},
  timestamp: {title: 'In UTC', placeholder: '2026-03-01T12:00:00Z', json: JSON.stringify},
  bytes: {pattern: '([0-9a-fA-F]{2})*', title: 'Hexadecimal digits', json: JSON.stringify, optional: true},
};
for (const name of ['int8', 'int16', 'int32', 'uint8', 'uint16', 'uint32', 'uint64']) Scalars[name] = Scalars.int;
Scalars.float32 = Scalars.float;

// An input for a value of `type`: {node, json()}. `named` are the definition's types, `layouts` what extern types store.
export function input(type, definition, label) {
  if (type === 'bool') return flag(label);
  if (typeof type === 'string') return Scalars[type] ? scalar(Scalars[type], label) : raw(label);
  if (type.optional !== undefined) return optional(type.optional, definition, label);
  if (type.list !== undefined) return list(type.list, definition, label);
  if (type.map !== undefined) return map(type.map, definition, label);
  if (type.tuple !== undefined) return tuple(type.tuple, definition, label);
  const named = (definition.types ?? []).find(each => each.name === type.type);
  if (named?.enum) return choice(named.enum, label);
  if (named?.fields) return struct(named.fields, definition, label);
  const layout = layoutOf(definition, type.type);
  return layout ? input(layout, definition, label) : raw(label);
}

function layoutOf(definition, name) {
  const {layouts} = definition;
  if (Array.isArray(layouts)) return layouts.find(each => each.name === name)?.layout;
  return layouts?.[name];
}

// The fields of an event, or of a struct.
export function struct(fields, definition, label) {
  const inputs = fields.map(field => [field.name, input(field.type, definition, field.name), field.doc]);
  return {
    node: h('fieldset', {}, label ? h('legend', {}, label) : null,
      inputs.map(([, {node}, doc]) => [node, doc ? h('p', {className: 'doc'}, doc) : null])),
    json: () => `{${inputs.map(([name, {json}]) => `${JSON.stringify(name)}:${json()}`).join(',')}}`,
  };
}

const labelled = (label, control) => h('label', {}, h('span', {}, label), control);

function scalar(kind, label) {
  const control = h('input', {type: 'text', pattern: kind.pattern, inputMode: kind.inputMode, title: kind.title ?? '',
    placeholder: kind.placeholder ?? '', required: !kind.optional, autocomplete: 'off', spellcheck: false});
  return {node: labelled(label, control), json: () => kind.json(control.value)};
}

function flag(label) {
  const control = h('input', {type: 'checkbox'});
  return {node: labelled(label, control), json: () => String(control.checked)};
}

function choice(names, label) {
  const control = h('select', {}, names.map(each => h('option', {}, each.name ?? each)));
  return {node: labelled(label, control), json: () => JSON.stringify(control.value)};
}

// Of what only its program can read.
function raw(label) {
  const control = h('textarea', {rows: 3, placeholder: 'JSON', spellcheck: false, required: true});
  control.addEventListener('input', () => {
    try {
      JSON.parse(control.value);
      control.setCustomValidity('');
    } catch (error) {
      control.setCustomValidity(error.message);
    }
  });
  return {node: labelled(label, control), json: () => control.value};
}

function optional(type, definition, label) {
  const inner = input(type, definition, label);
  const given = h('input', {type: 'checkbox', ariaLabel: `Give ${label}`});
  const body = h('div', {hidden: true}, inner.node);
  const update = () => {
    body.hidden = !given.checked;
    for (const each of body.querySelectorAll('input, select, textarea, button')) each.disabled = !given.checked;
  };
  given.addEventListener('change', update);
  update();
  return {
    node: h('div', {className: 'optional'}, labelled(`${label}?`, given), body),
    json: () => given.checked ? inner.json() : 'null',
  };
}

// Lines that come and go, each of an input of its own.
function lines(label, make) {
  const all = [];
  const body = h('div', {});
  const add = () => {
    const line = make(all.length);
    all.push(line);
    const node = h('div', {className: 'line'}, line.node, button('Remove', () => {
      all.splice(all.indexOf(line), 1);
      node.remove();
    }));
    body.append(node);
    node.querySelector('input, select, textarea')?.focus();
  };
  return {all, node: h('fieldset', {}, h('legend', {}, label), body, button(`Add to ${label}`, add))};
}

function list(type, definition, label) {
  const {all, node} = lines(label, () => input(type, definition, `of ${label}`));
  return {node, json: () => `[${all.map(line => line.json()).join(',')}]`};
}

function map([key, value], definition, label) {
  const isText = typeof key === 'string' || (definition.types ?? []).some(each => each.name === key.type && each.enum);
  const {all, node} = lines(label, () => {
    const left = input(key, definition, 'key');
    const right = input(value, definition, 'value');
    return {node: [left.node, right.node], left, right};
  });
  const name = json => json.startsWith('"') ? json : JSON.stringify(json);
  return {node, json: () => isText
    ? `{${all.map(({left, right}) => `${name(left.json())}:${right.json()}`).join(',')}}`
    : `[${all.map(({left, right}) => `[${left.json()},${right.json()}]`).join(',')}]`};
}

function tuple(types, definition, label) {
  const inputs = types.map((type, i) => input(type, definition, types.length > 1 ? `${label} ${i + 1}` : label));
  return {
    node: h('fieldset', {}, h('legend', {}, label), inputs.map(({node}) => node)),
    json: () => `[${inputs.map(({json}) => json()).join(',')}]`,
  };
}
