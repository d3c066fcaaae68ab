// What led to an event, and what it led to.
import {get} from './api.js';
import {eventLink, fill, h, sessionLink} from './dom.js';
import {time} from './time.js';

function words(event, asked) {
  const what = event.outcome ?? event.place;
  const moved = event.left.length || event.entered.length;
  return h('div', {className: event.id === asked ? 'asked' : ''},
    eventLink(event.id, h('strong', {}, event.name)), ' to ', sessionLink(event.session), ' ',
    h('small', {}, event.chart), ' ', h('span', {className: `place ${what}`}, what), ' ',
    event.done_by ? `by ${event.done_by} ` : '', time(event.at),
    moved ? h('p', {className: 'moved'}, `${event.left.join(', ') || '·'} → ${event.entered.join(', ') || '·'}`) : null,
    event.reason ? h('p', {className: 'failure'}, event.reason) : null);
}

export async function show(main, [id], query, signal) {
  const limit = Number(query.get('limit') ?? 200);
  const tree = await get(`/api/events/${encodeURIComponent(id)}/causes`, {limit}, signal);
  const lists = new Map();
  const root = h('ul', {className: 'causes'});
  lists.set(null, root);
  for (const event of tree.events) {
    const below = h('ul', {});
    const parent = (event.id === tree.root ? null : lists.get(event.cause)) ?? root;
    parent.append(h('li', {}, words(event, id), below));
    lists.set(event.id, below);
  }
  fill(main, h('h1', {}, 'Cause and effect'), h('p', {}, 'Event ', h('code', {}, id)), root,
    tree.complete ? null : h('p', {className: 'empty'}, 'That is not all: ',
      h('a', {href: `#/events/${id}?limit=${Math.min(limit * 5, 1000)}`}, 'look further'), '. What came first may not be known any more.'));
  main.querySelector('.asked')?.scrollIntoView({block: 'center'});
}
