// What services do, or are to do, for all sessions.
import {get} from './api.js';
import {fill, h, sessionLink, table} from './dom.js';
import {time} from './time.js';

export async function show(main, _path, query, signal) {
  const wanted = {service: query.get('service'), state: query.get('state'), after: query.get('after')};
  const {jobs, next} = await get('/api/jobs', {...wanted, limit: 100}, signal);
  const onward = new URLSearchParams(query);
  if (next) onward.set('after', next);
  const states = ['', 'waiting', 'running', 'cancelled'];
  fill(main, h('h1', {}, 'Jobs'), h('form', {className: 'search', role: 'search', onsubmit: event => {
    event.preventDefault();
    location.hash = `#/jobs?${new URLSearchParams([...new FormData(event.target)].filter(([, value]) => value))}`;
  }},
  h('label', {}, h('span', {}, 'Service'), h('input', {name: 'service', value: wanted.service ?? ''})),
  h('label', {}, h('span', {}, 'State'), h('select', {name: 'state'}, states.map(state => h('option', {value: state, selected: state === wanted.state}, state || 'any')))),
  h('button', {className: 'primary'}, 'Find')),
  table(['Session', 'Service', 'State', 'Attempt', 'How far', 'Worker', 'Due', 'Last failure'], jobs.map(job => [
    sessionLink(job.session), job.service, job.state, `${job.attempt} of ${job.attempts}`, [`${Math.round(job.done * 100)} % `, job.text],
    job.worker, time(job.due), h('span', {className: 'failure'}, job.failure),
  ]), 'No service has anything to do.'), next ? h('p', {className: 'pages'}, h('a', {href: `#/jobs?${onward}`}, 'Next page')) : '');
}
