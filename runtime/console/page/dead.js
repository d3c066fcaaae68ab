// Events that were given up, of all sessions.
import {get, post} from './api.js';
import {caller} from './app.js';
import {button, confirm, eventLink, fill, h, note, sessionLink, table} from './dom.js';
import {refresher, watch} from './live.js';
import {time} from './time.js';

export async function show(main, _path, query, signal) {
  const body = h('div', {});
  const settle = async (verb, which, what) => {
    const progress = h('p', {role: 'status'});
    body.prepend(progress);
    try {
      let count = 0;
      let before;
      do {
        const done = await post(`/api/dead/${verb}`, {...which, before});
        count += done.retried ?? done.discarded;
        before = done.before;
        if (before !== null) progress.textContent = `${count.toLocaleString('en')} ${what} so far…`;
      } while (before !== null && !signal.aborted);
      note(`${count.toLocaleString('en')} ${what}${before === null ? '' : ', and there are more'}.`);
    } catch (error) {
      note(error.message, 'bad');
    }
    refresh();
  };
  const wanted = {session: query.get('session'), chart: query.get('chart'), after: query.get('after')};
  const refresh = refresher(async () => {
    const {dead, next} = await get('/api/dead', {...wanted, limit: 100}, signal);
    const onward = new URLSearchParams(query);
    if (next) onward.set('after', next);
    fill(body, table(['Event', 'Session', 'Given up', 'Why', ''], dead.map(event => [
      eventLink(event.id, event.name), sessionLink(event.session), time(event.at), h('span', {className: 'failure'}, event.reason),
      caller.role !== 'operate' ? '' : [
        button('Retry', () => settle('retry', {event: event.id, session: event.session}, 'queued again'), 'primary'),
        button('Discard', async () => {
          if (await confirm(`Remove ${event.name} to ${event.session} for good?`, 'Discard')) {
            settle('discard', {event: event.id, session: event.session}, 'removed');
          }
        }, 'danger'),
      ],
    ]), 'No event was given up.'), next ? h('p', {className: 'pages'}, h('a', {href: `#/dead?${onward}`}, 'Older ones')) : '');
  });
  const {charts} = await get('/api/charts', {}, signal);
  const chart = h('select', {onchange: () => { location.hash = `#/dead?${new URLSearchParams(chart.value ? {chart: chart.value} : {})}`; }},
    h('option', {value: ''}, 'any'), [...new Set(charts.map(each => each.name))].map(name => h('option', {value: name, selected: name === wanted.chart}, name)));
  fill(main, h('h1', {}, 'Dead events'), h('form', {className: 'search'}, h('label', {}, h('span', {}, 'Chart'), chart),
    wanted.chart && caller.role === 'operate' ? button(`Retry all of ${wanted.chart}`, async () => {
      if (await confirm(`Queue the dead events of ${wanted.chart} again, oldest first?`, 'Retry')) settle('retry', {chart: wanted.chart}, 'queued again');
    }) : null), body);
  await refresh();
  watch([], () => refresh(), signal);
}
