// A chart's picture, lit where a session is.
import {text} from './api.js';
import {h} from './dom.js';

// Its styles stay inside, and by way of a style sheet object, since the page takes no other than its own.
export async function diagram(name, version) {
  const svg = await text(`/api/charts/${encodeURIComponent(name)}/${version}/diagram`);
  const styles = ['svg { max-width: 100%; height: auto; display: block; margin: auto; }'];
  const bare = svg.replace(/<style[^>]*>([^]*?)<\/style>/g, (_, style) => {
    styles.push(style);
    return '';
  });
  const picture = new DOMParser().parseFromString(bare, 'image/svg+xml').documentElement;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles.join('\n'));
  const host = h('div', {className: 'diagram', tabIndex: 0, role: 'group', ariaLabel: `The chart ${name}`});
  const root = host.attachShadow({mode: 'open'});
  root.adoptedStyleSheets = [sheet];
  root.append(document.adoptNode(picture));
  return host;
}

// `moment` as the API has it; `definition` knows what is around an active state.
export function light(host, moment, definition) {
  const parents = new Map(definition.states.map(state => [state.name, state.parent]));
  const around = names => {
    const all = new Set();
    for (let name of names) for (; name && !all.has(name); name = parents.get(name)) all.add(name);
    return all;
  };
  const active = around(moment.active);
  const passed = new Set(moment.left);
  const taken = takenBetween(definition, moment);
  for (const element of host.shadowRoot.querySelectorAll('[data-state]')) {
    element.classList.toggle('active', active.has(element.dataset.state));
    element.classList.toggle('passed', passed.has(element.dataset.state) && !active.has(element.dataset.state));
  }
  for (const element of host.shadowRoot.querySelectorAll('[data-transitions]')) {
    element.classList.toggle('taken', element.dataset.transitions.split(' ').some(index => taken.has(Number(index))));
  }
  for (const element of host.shadowRoot.querySelectorAll('[data-timer]')) {
    element.classList.toggle('due', moment.timer !== null && element.dataset.timer === moment.timer);
  }
}

// Transitions that the last step may have taken: from what it left to what it entered.
function takenBetween(definition, moment) {
  const left = new Set(moment.left);
  const entered = new Set(moment.entered);
  const taken = new Set();
  (definition.transitions ?? []).forEach((transition, index) => {
    const to = [transition.to].flat().filter(Boolean);
    if (left.has(transition.from) && to.length > 0 && to.every(state => entered.has(state))) taken.add(index);
  });
  return taken;
}
