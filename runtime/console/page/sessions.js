// Sessions: found by whatever is known of them.
import {get, url} from './api.js';
import {button, fill, h, sessionLink, status, table} from './dom.js';
import {refresher, watch} from './live.js';
import {number, time} from './time.js';

const Statuses = ['starting', 'running', 'suspended', 'done', 'cancelled'];
const Troubles = {suspended: 'Waits for somebody', retrying: 'Is tried again', dead: 'Has dead events'};
const Ages = {'': 'any time', '10m': '10 minutes', '1h': '1 hour', '1d': '1 day', '7d': '1 week', '30d': '30 days'};
const Seconds = {'10m': 600, '1h': 3600, '1d': 86400, '7d': 604800, '30d': 2592000};

const option = (value, text, chosen) => h('option', {value, selected: value === chosen}, text);
const field = (label, control) => h('label', {}, h('span', {}, label), control);
const before = age => age && new Date(Date.now() - Seconds[age] * 1000).toISOString().slice(0, 19) + 'Z';

function form(query, names) {
  const value = name => query.get(name) ?? '';
  return h('form', {className: 'search', role: 'search', onsubmit: event => {
    event.preventDefault();
    const given = new URLSearchParams();
    for (const [name, text] of new FormData(event.target)) {
      for (const each of name === 'where' ? text.split(/\s*,\s*/) : [text]) if (each) given.append(name, each);
    }
    location.hash = `#/sessions?${given}`;
  }, onchange: event => {
    if (event.target.tagName === 'SELECT') event.currentTarget.requestSubmit();
  }},
  field('Id begins with', h('input', {name: 'prefix', value: value('prefix'), type: 'search', autocomplete: 'off', maxLength: 200})),
  field('Chart', h('select', {name: 'chart'}, option('', 'any', value('chart')), names.map(name => option(name, name, value('chart'))))),
  field('State', h('input', {name: 'state', value: value('state'), autocomplete: 'off', size: 14})),
  field('Status', h('select', {name: 'status'}, option('', 'any', value('status')), Statuses.map(each => option(each, each, value('status'))))),
  field('Trouble', h('select', {name: 'trouble'}, option('', 'any or none', value('trouble')),
    Object.entries(Troubles).map(([each, text]) => option(each, text, value('trouble'))))),
  field('Tenant', h('input', {name: 'tenant', value: value('tenant'), autocomplete: 'off', size: 10})),
  field('Indexed', h('input', {name: 'where', value: query.getAll('where').join(', '), placeholder: 'customer=c-42, amount>=100', autocomplete: 'off'})),
  field('Unchanged for', h('select', {name: 'idle'}, Object.entries(Ages).map(([age, text]) => option(age, text, value('idle'))))),
  field('Older than', h('select', {name: 'age'}, Object.entries(Ages).map(([age, text]) => option(age, text, value('age'))))),
  h('button', {className: 'primary'}, 'Find'));
}

const row = session => [
  sessionLink(session.id),
  `${session.chart} ${session.version}`,
  status(session.status),
  session.active.join(', '),
  number(session.revision),
  [session.queued ? `${number(session.queued)} due ` : '', session.waiting ? `${number(session.waiting)} waiting` : ''].join(''),
  session.failure ? h('span', {className: 'failure', title: session.failure}, session.failure.slice(0, 60)) : session.tenant,
  time(session.updated),
];

export async function show(main, _path, query, signal) {
  const {charts} = await get('/api/charts');
  const rows = h('div', {'aria-live': 'off'});
  const pages = h('p', {className: 'pages'});
  fill(main, h('h1', {}, 'Sessions'), form(query, [...new Set(charts.map(chart => chart.name))]), rows, pages);
  const wanted = Object.fromEntries(['prefix', 'chart', 'state', 'status', 'trouble', 'tenant'].map(name => [name, query.get(name)]));
  wanted.where = query.getAll('where');

  // Where few of many match, the store says how far it has looked: then it is asked on, a while.
  const refresh = refresher(async () => {
    const found = [];
    let after = query.get('after');
    const began = Date.now();
    do {
      const page = await get('/api/sessions', {...wanted, after, limit: 100 - found.length,
        updated_until: before(query.get('idle')), created_until: before(query.get('age'))}, signal);
      found.push(...page.sessions);
      after = page.next;
    } while (after && found.length < 100 && Date.now() - began < 5000);
    const onward = new URLSearchParams(query);
    if (after) onward.set('after', after);
    fill(rows, table(['Session', 'Chart', 'Status', 'Active', 'Steps', 'Events', 'Trouble or tenant', 'Changed'], found.map(row),
      after ? 'None so far.' : 'No session is like that.'));
    fill(pages, after ? h('a', {href: `#/sessions?${onward}`}, found.length ? 'Next page' : 'Look further') : '',
      query.get('after') ? button('First page', () => { onward.delete('after'); location.hash = `#/sessions?${onward}`; }) : '');
  });
  await refresh();
  watch([], event => { if (event === 'activity' && !document.hidden) refresh(); }, signal);
}
