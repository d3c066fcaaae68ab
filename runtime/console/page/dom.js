// Elements, made of values. Text stays text: nothing that comes from a store is ever read as HTML.

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== 'list' && name !== 'form') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined));
  return element;
}

export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(child => child !== null && child !== undefined));
  return element;
}

export const link = (href, ...children) => h('a', {href}, ...children);
export const button = (text, onclick, className = '') => h('button', {type: 'button', onclick, className}, text);

export const status = name => h('span', {className: `status ${name}`}, name);

// Places of the page, each part encoded, so that an id may hold anything.
export const place = (...parts) => '#/' + parts.map(encodeURIComponent).join('/');
export const sessionLink = id => link(place('sessions', id), h('code', {}, id));
export const eventLink = (id, ...text) => link(place('events', id), ...text);

export function table(heads, rows, empty) {
  if (rows.length === 0) return h('p', {className: 'empty'}, empty);
  return h('div', {className: 'scroll'}, h('table', {},
    h('thead', {}, h('tr', {}, heads.map(head => h('th', {scope: 'col'}, head)))),
    h('tbody', {}, rows.map(row => h('tr', row.attributes ?? {}, (row.cells ?? row).map((cell, i) =>
      h('td', {'data-head': heads[i]}, cell)))))));
}

export function section(title, ...children) {
  return h('section', {}, h('h2', {}, title), ...children);
}

// Asks before something is done that cannot be taken back. With `ask`, for words.
export function confirm(question, verb, ask) {
  return new Promise(resolve => {
    const words = ask ? h('input', {type: 'text', placeholder: ask, 'aria-label': ask, maxLength: 1000}) : null;
    const dialog = h('dialog', {onclose: () => { dialog.remove(); resolve(dialog.returnValue === 'yes' ? (words?.value ?? true) : null); }},
      h('form', {method: 'dialog'}, h('p', {}, question), words,
        h('menu', {}, h('button', {value: 'no'}, 'Not now'), h('button', {value: 'yes', className: 'primary'}, verb))));
    document.body.append(dialog);
    dialog.showModal();
    (words ?? dialog.querySelector('.primary')).focus();
  });
}

export function note(text, kind = 'good') {
  const line = h('p', {className: kind}, text, button('×', () => line.remove()));
  line.lastChild.setAttribute('aria-label', 'Close');
  document.getElementById('notes').append(line);
  if (kind === 'good') setTimeout(() => line.remove(), 6000);
}
