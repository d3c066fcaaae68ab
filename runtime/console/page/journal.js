// What happens, latest first, and what happened.
import {get} from './api.js';
import {eventLink, fill, h, sessionLink, table} from './dom.js';
import {watch} from './live.js';
import {time} from './time.js';

const Outcomes = ['', 'taken', 'ignored', 'finished', 'deferred', 'discarded', 'operated'];
const Most = 200;

const row = entry => [
  eventLink(entry.event, entry.name), sessionLink(entry.session), entry.done_by ? `${entry.outcome} by ${entry.done_by}` : entry.outcome,
  `${entry.left.join(', ')} → ${entry.entered.join(', ')}`, time(entry.at),
];

export async function show(main, _path, query, signal) {
  const names = ['session', 'chart', 'event', 'outcome', 'from', 'until'];
  const wanted = Object.fromEntries(names.map(name => [name, query.get(name) ?? '']));
  const asked = names.some(name => wanted[name] !== '');
  const body = h('div', {});
  const field = (name, label, attributes = {}) => h('label', {}, h('span', {}, label), h('input', {name, value: wanted[name], ...attributes}));
  fill(main, h('h1', {}, 'Journal'), h('form', {className: 'search', role: 'search', onsubmit: event => {
    event.preventDefault();
    location.hash = `#/journal?${new URLSearchParams([...new FormData(event.target)].filter(([, value]) => value))}`;
  }}, field('session', 'Session'), field('chart', 'Chart'), field('event', 'Event'),
  h('label', {}, h('span', {}, 'Outcome'), h('select', {name: 'outcome'}, Outcomes.map(each => h('option', {value: each, selected: each === wanted.outcome}, each || 'any')))),
  field('from', 'From', {placeholder: '2026-03-01T12:00'}), field('until', 'Until', {placeholder: '2026-03-02'}),
  h('button', {className: 'primary'}, 'Find')), body);
  const heads = ['Event', 'Session', 'Outcome', 'States', 'At'];
  if (asked) {
    const {entries, next} = await get('/api/journal', {...wanted, after: query.get('after'), limit: Most}, signal);
    const onward = new URLSearchParams(query);
    if (next) onward.set('after', next);
    fill(body, table(heads, entries.map(row), 'Nothing of that kind happened.'), next ? h('p', {className: 'pages'}, h('a', {href: `#/journal?${onward}`}, 'Later ones')) : '');
    return;
  }
  let all = [];
  const render = () => fill(body, table(heads, all.map(row), 'Whatever happens from now on is listed here.'));
  render();
  watch([], (event, data) => {
    if (event !== 'activity') return;
    all = [...data.entries.reverse(), ...all].slice(0, Most);
    render();
  }, signal);
}
