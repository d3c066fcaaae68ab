// Charts, their versions, and how many sessions live in each.
import {get} from './api.js';
import {diagram} from './diagram.js';
import {fill, h, link, place, section, table} from './dom.js';
import {number, time} from './time.js';

async function showOne(main, [name, version], signal) {
  const definition = await get(`/api/charts/${encodeURIComponent(name)}/${encodeURIComponent(version)}`, {}, signal);
  const type = value => typeof value === 'string' ? value : Object.entries(value).map(([kind, inner]) =>
    kind === 'type' ? inner : kind === 'optional' ? `${type(inner)}?` : `${kind}<${[inner].flat().map(type).join(', ')}>`)[0];
  fill(main, h('h1', {}, name, h('small', {}, ` version ${version}`)), definition.doc ? h('p', {className: 'doc'}, definition.doc) : null,
    section('Picture', await diagram(name, version)),
    section('Events', table(['Event', 'Fields', ''], (definition.events ?? []).map(event => [
      event.name, h('code', {}, (event.fields ?? []).map(field => `${field.name}: ${type(field.type)}`).join(', ')), event.doc ?? '',
    ]), 'It declares none.')),
    section('Sessions', h('p', {}, link(`#/sessions?chart=${encodeURIComponent(name)}`, 'Those of this chart'))));
}

export async function show(main, path, query, signal) {
  if (path.length > 0) return showOne(main, path, signal);
  const {charts, counted} = await get('/api/charts', {}, signal);
  const of = (chart, ...names) => names.reduce((sum, name) => sum + (chart.sessions[name] ?? 0), 0);
  const count = (chart, status, ...names) => of(chart, ...names) === 0 ? '0'
    : link(`#/sessions?chart=${encodeURIComponent(chart.name)}${status && `&status=${status}`}`, number(of(chart, ...names)));
  fill(main, h('h1', {}, 'Charts'), table(['Chart', 'Version', 'Live', 'of these suspended', 'Done', 'Cancelled', 'Registered', 'By'], charts.map(chart => [
    link(place('charts', chart.name, String(chart.version)), chart.name), String(chart.version), count(chart, '', 'starting', 'running', 'suspended'),
    count(chart, 'suspended', 'suspended'), count(chart, 'done', 'done'), count(chart, 'cancelled', 'cancelled'),
    time(chart.registered, 'never'), chart.node,
  ]), 'No program has registered a chart in this store.'), h('p', {className: 'empty'}, counted ? ['Counted ', time(counted), '.'] : 'They are being counted.'));
  if (!counted) setTimeout(() => { if (!signal.aborted) show(main, path, query, signal); }, 1000);
}
