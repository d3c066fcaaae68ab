// Which part of the page is shown: the one that the URL's fragment says.
import {get} from './api.js';
import {fill, h, note} from './dom.js';
import * as charts from './charts.js';
import * as dead from './dead.js';
import * as events from './events.js';
import * as jobs from './jobs.js';
import * as journal from './journal.js';
import * as session from './session.js';
import * as sessions from './sessions.js';
import * as work from './work.js';

const Parts = {
  'sessions/1': sessions, 'sessions/2': session, 'events/2': events, 'dead/1': dead, 'jobs/1': jobs,
  'journal/1': journal, 'charts/1': charts, 'charts/3': charts, 'work/1': work,
};

export const caller = {name: '', role: 'read'};
let shown = null;

async function show() {
  shown?.abort();
  shown = new AbortController();
  const {signal} = shown;
  const [path, query] = (location.hash.slice(2) || 'sessions').split('?');
  const main = document.getElementById('main');
  for (const each of document.querySelectorAll('nav a')) {
    const here = each.getAttribute('href').slice(2) === path.split('/')[0];
    if (here) each.setAttribute('aria-current', 'page');
    else each.removeAttribute('aria-current');
  }
  document.getElementById('live').textContent = '';
  try {
    const parts = path.split('/').map(decodeURIComponent);
    const part = Parts[`${parts[0]}/${parts.length}`];
    if (!part) throw new Error('There is no such page.');
    document.title = `${parts.at(-1)} · Perdure`;
    fill(main, h('p', {className: 'empty'}, 'Loading…'));
    await part.show(main, parts.slice(1), new URLSearchParams(query ?? ''), signal);
  } catch (error) {
    if (!signal.aborted) fill(main, h('p', {className: 'failure'}, error.message));
  }
}

// Where nothing is being typed: / to search, j and k from row to row.
function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea, dialog')) return;
  if (event.key === '/') {
    document.querySelector('main input')?.focus();
    event.preventDefault();
  } else if (event.key === 'j' || event.key === 'k') {
    const links = [...document.querySelectorAll('main tbody tr td:first-child a')];
    const at = links.indexOf(document.activeElement);
    links[Math.min(Math.max(at + (event.key === 'j' ? 1 : -1), 0), links.length - 1)]?.focus();
  }
}

addEventListener('hashchange', () => {
  show();
  document.getElementById('main').focus();
});
addEventListener('keydown', onKey);
addEventListener('unhandledrejection', event => {
  // Whoever was still asking when another page was chosen.
  if (event.reason?.name === 'AbortError') event.preventDefault();
  else note(event.reason?.message ?? 'Something failed.', 'bad');
});
try {
  Object.assign(caller, await get('/api/me'));
  document.getElementById('who').textContent = `${caller.name} · may ${caller.role}`;
  document.body.classList.add(caller.role);
} catch (error) {
  note(error.message, 'bad');
}
await show();
