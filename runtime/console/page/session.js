// One session: where it is, how it came there, what waits for it, and what can be done about it.
import {get, post, sessionPath} from './api.js';
import {caller} from './app.js';
import {button, confirm, eventLink, fill, h, link, note, place, section, sessionLink, status, table} from './dom.js';
import {diagram, light} from './diagram.js';
import {struct} from './form.js';
import {refresher, watch} from './live.js';
import {number, time} from './time.js';

const ended = session => session.status === 'done' || session.status === 'cancelled';

async function act(what, work) {
  try {
    await work();
    note(what);
  } catch (error) {
    note(error.message, 'bad');
  }
}

function actions(session, refresh) {
  const {id} = session;
  const run = (what, path, body) => act(what, () => post(sessionPath(id, path), body)).then(refresh);
  if (caller.role !== 'operate' || ended(session)) return [];
  return [
    session.status === 'suspended'
      ? button('Resume', () => run('It runs again.', 'resume'), 'primary')
      : button('Suspend', async () => {
        const reason = await confirm(`Have ${id} take no more steps until it is resumed?`, 'Suspend', 'Why');
        if (reason !== null) run('It is suspended.', 'suspend', {reason});
      }),
    button('End', async () => {
      if (await confirm(`Have ${id} cancelled? Its exits are run, and what it invoked goes with it.`, 'End it')) {
        run('It ends after what is queued for it.', 'end');
      }
    }, 'danger'),
  ];
}

function head(session, refresh) {
  return [
    h('h1', {}, h('code', {}, session.id), ' ', status(session.status)),
    h('p', {className: 'facts'},
      link('#/charts', `${session.chart} version ${session.version}`),
      h('span', {}, session.revision === 1 ? '1 step' : `${number(session.revision)} steps`),
      h('span', {}, 'made ', time(session.created)), h('span', {}, 'changed ', time(session.updated)),
      session.tenant ? h('span', {}, `tenant ${session.tenant}`) : null,
      session.parent ? h('span', {}, 'invoked by ', sessionLink(session.parent), ` as ${session.invocation}`) : null),
    session.failure ? h('p', {className: 'failure', role: 'alert'}, session.failure,
      session.retry_at && session.status !== 'suspended' ? [' It is tried again ', time(session.retry_at), '.'] : null) : null,
    h('p', {className: 'actions'}, actions(session, refresh)),
  ];
}

// JSON as a list of names and values, as deep as it goes.
function values(json) {
  if (json === null) return h('span', {className: 'null'}, 'null');
  if (typeof json !== 'object') return h('code', {}, typeof json === 'string' ? json : JSON.stringify(json));
  const entries = Object.entries(json);
  if (entries.length === 0) return h('span', {className: 'null'}, Array.isArray(json) ? 'none' : 'nothing');
  return h('dl', {}, entries.map(([name, value]) => [h('dt', {}, name), h('dd', {}, values(value))]));
}

function data(session) {
  const {active: _active, ...decoded} = session.decoded;
  return [
    values(decoded),
    session.result === null ? null : [h('h3', {}, 'Returned'), values(session.result)],
    Object.keys(session.metadata ?? {}).length ? [h('h3', {}, 'Metadata'), values(session.metadata)] : null,
  ];
}

function pending({pending: events, more}) {
  return [table(['Event', 'Kind', 'Due', 'Send id'], events.map(event => [
    eventLink(event.id, event.name), event.kind,
    event.deferred ? 'deferred' : time(event.due, 'now, or when resumed'), event.send_id,
  ]), 'Nothing waits for it.'), more ? h('p', {}, 'And more.') : null];
}

function jobs(session, all, refresh) {
  const run = (what, job, verb, body) => act(what, () => post(sessionPath(session.id, 'jobs', job.invocation, verb), body)).then(refresh);
  return table(['Service', 'State', 'Attempt', 'How far', 'Worker', 'Last failure', 'Arguments', ''], all.map(job => [
    job.service, job.state, `${job.attempt} of ${job.attempts}`, [`${Math.round(job.done * 100)} % `, job.text], job.worker,
    h('span', {className: 'failure'}, job.failure), h('details', {}, h('summary', {}, 'arguments'), values(job.arguments)),
    caller.role !== 'operate' ? '' : [
      button('Retry now', () => run('It begins at once.', job, 'retry')),
      button('Cancel', async () => {
        const reason = await confirm(`Have ${job.service} fail? The session hears that it has.`, 'Cancel it', 'Why');
        if (reason !== null) run('It is cancelled.', job, 'cancel', {reason});
      }, 'danger'),
    ],
  ]), 'No service works for it.');
}

function dead(session, events, refresh) {
  const settle = verb => event => act(verb === 'retry' ? 'It is queued again.' : 'It is removed.',
    () => post(`/api/dead/${verb}`, {event: event.id, session: session.id})).then(refresh);
  return table(['Event', 'Given up', 'Why', ''], events.map(event => [
    eventLink(event.id, event.name), time(event.at), h('span', {className: 'failure'}, event.reason),
    caller.role !== 'operate' ? '' : [
      button('Retry', () => settle('retry')(event), 'primary'),
      button('Discard', async () => {
        if (await confirm(`Remove ${event.name} for good?`, 'Discard')) settle('discard')(event);
      }, 'danger'),
    ],
  ]), 'None.');
}

function entry(each, causes) {
  const moved = each.left.length || each.entered.length;
  const cause = each.cause && causes.get(each.cause);
  return h('li', {className: each.outcome},
    h('span', {className: 'revision'}, each.outcome === 'operated' ? '' : number(each.revision)),
    h('div', {},
      h('p', {}, eventLink(each.event, h('strong', {}, each.name)), ' ', each.kind === 'event' ? '' : h('small', {}, each.kind),
        each.outcome === 'taken' ? null : h('small', {}, ` ${each.outcome}`), each.done_by ? ` by ${each.done_by}` : '',
        ' ', time(each.at)),
      moved ? h('p', {className: 'moved'}, `${each.left.join(', ') || '·'} → ${each.entered.join(', ') || '·'}`) : null,
      each.cause ? h('p', {className: 'cause'}, 'caused by ', eventLink(each.cause, cause
        ? `${cause.name}${cause.done_by ? ` by ${cause.done_by}` : ''}${cause.session === each.session ? '' : ` of ${cause.session}`}`
        : each.cause.slice(0, 8))) : null,
      each.fields ? h('details', {}, h('summary', {}, 'fields'), values(each.fields)) : null));
}

// The events whose names causes are shown by: those on the page are known, others are asked for.
async function causesOf(entries, signal) {
  const known = new Map(entries.map(each => [each.event, each]));
  const wanted = [...new Set(entries.map(each => each.cause).filter(cause => cause && !known.has(cause)))].slice(0, 100);
  if (wanted.length > 0) {
    const {events} = await get('/api/events', {id: wanted}, signal);
    for (const event of events) known.set(event.id, event);
  }
  return known;
}

// The names of events that an active state, or one around it, has a transition for.
function handled(definition, active) {
  const parents = new Map(definition.states.map(state => [state.name, state.parent]));
  const inside = new Set();
  for (let name of active) for (; name && !inside.has(name); name = parents.get(name)) inside.add(name);
  const names = new Set();
  for (const transition of definition.transitions ?? []) {
    const trigger = transition.trigger ?? '';
    if ((transition.from === null || inside.has(transition.from)) && trigger.startsWith('on ')) trigger.slice(3).split(',').forEach(each => names.add(each.trim()));
  }
  return name => names.has(name) || [...names].some(each => each.endsWith('*') && name.startsWith(each.slice(0, -1)));
}

// A form for whatever the chart declares. It stays as it is while the session changes.
function sending(session, definition, refresh) {
  const events = definition.events ?? [];
  const isHandled = handled(definition, session.active);
  const groups = [['Handled now', events.filter(event => isHandled(event.name))], ['Others', events.filter(event => !isHandled(event.name))]];
  const choice = h('select', {name: 'event'}, groups.filter(([, some]) => some.length > 0).map(([label, some]) =>
    h('optgroup', {label}, some.map(event => h('option', {}, event.name)))));
  const fields = h('div', {});
  const delay = h('input', {type: 'number', min: 0, step: 1, placeholder: '0', size: 8});
  let form = null;
  const choose = () => {
    const event = events.find(each => each.name === choice.value);
    form = struct(event?.fields ?? [], definition);
    fill(fields, event?.doc ? h('p', {className: 'doc'}, event.doc) : null, form.node);
  };
  choice.addEventListener('change', choose);
  choose();
  if (events.length === 0) return h('p', {className: 'empty'}, 'Its chart declares no events.');
  return h('form', {className: 'send', onsubmit: async event => {
    event.preventDefault();
    const body = `{"event":${JSON.stringify(choice.value)},"fields":${form.json()}${delay.value ? `,"delay_ms":${Number(delay.value) * 1000}` : ''}}`;
    await act(`${choice.value} is sent.`, () => post(sessionPath(session.id, 'events'), body));
    refresh();
  }}, h('label', {}, h('span', {}, 'Event'), choice), fields,
  h('label', {}, h('span', {}, 'In so many seconds'), delay), h('button', {className: 'primary'}, 'Send'));
}

export async function show(main, [id], _query, signal) {
  const path = (...parts) => sessionPath(id, ...parts);
  const first = await get(path(), {}, signal);
  let definition = null;
  let picture = null;
  try {
    const {chart, version} = first;
    definition = await get(`/api/charts/${encodeURIComponent(chart)}/${version}`, {}, signal);
    picture = await diagram(chart, version);
  } catch (error) {
    picture ??= h('p', {className: 'empty'}, error.message);
  }
  const parts = Object.fromEntries(['head', 'data', 'pending', 'dead', 'jobs', 'tokens', 'tree', 'journal'].map(name => [name, h('div', {})]));
  const older = h('p', {className: 'pages'});
  let shownEntries = 50;

  const refresh = refresher(async () => {
    const [session, moment, waits, gone, work, tokens, tree, journal] = await Promise.all([
      get(path(), {}, signal), get(path('moment'), {}, signal), get(path('pending'), {}, signal),
      get('/api/dead', {session: id}, signal), get(path('jobs'), {}, signal), get(path('tokens'), {}, signal),
      get(path('tree'), {limit: 200}, signal), get(path('journal'), {limit: shownEntries}, signal),
    ]);
    fill(parts.head, head(session, refresh));
    if (definition && picture.shadowRoot) light(picture, moment, definition);
    fill(parts.data, data(session));
    fill(parts.pending, pending(waits));
    fill(parts.dead, dead(session, gone.dead, refresh));
    parts.dead.parentElement.hidden = gone.dead.length === 0;
    fill(parts.jobs, jobs(session, work.jobs, refresh));
    fill(parts.tokens, table(['Token', 'Accepts', 'Good until', 'Used'], tokens.tokens.map(token =>
      [token.name, token.accepts.join(', '), time(token.expires, 'it is used'), time(token.used, 'no')]), 'It has given out none.'));
    fill(parts.tree, table(['Session', 'Chart', 'Status', 'Active'], tree.tree.slice(1).map(node =>
      [h('span', {className: 'indent'}, '· '.repeat(node.depth - 1), sessionLink(node.id)), node.chart, status(node.status), node.active.join(', ')]),
    'It has invoked none.'));
    const timeline = causes => fill(parts.journal, h('ol', {className: 'timeline'}, journal.entries.map(each => entry(each, causes))));
    timeline(new Map(journal.entries.map(each => [each.event, each])));
    fill(older, journal.next ? button('Older ones', () => { shownEntries = Math.min(shownEntries * 2, 1000); refresh(); }) : '');
    timeline(await causesOf(journal.entries, signal));
  });

  fill(main, parts.head, h('div', {className: 'columns'},
    section('Where it is', picture),
    section('Dead events', parts.dead),
    section('What it holds', parts.data),
    caller.role === 'operate' && definition && !ended(first) ? section('Send an event', sending(first, definition, refresh)) : null,
    section('Pending', parts.pending),
    section('What it did', parts.journal, older),
    section('Jobs', parts.jobs),
    section('Sessions that it invoked', parts.tree),
    section('Tokens', parts.tokens)));
  await refresh();
  watch([id], () => refresh(), signal);
}
