// How the work goes: throughput, age of the queues, balance of the lanes.
import {get} from './api.js';
import {fill, h, section} from './dom.js';
import {number, span} from './time.js';

const Svg = 'http://www.w3.org/2000/svg';
const Between = 10000;

function shape(tag, attributes) {
  const element = document.createElementNS(Svg, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// A line over time.
function graph(samples, of, words) {
  if (samples.length < 2) return h('p', {className: 'empty'}, 'There is a line once the console has looked twice, ten seconds apart.');
  const [width, height] = [600, 120];
  const times = samples.map(sample => Date.parse(sample.at));
  const most = Math.max(...samples.map(of), 1e-9);
  const x = i => (times[i] - times[0]) / (times.at(-1) - times[0] || 1) * width;
  const y = i => height - of(samples[i]) / most * (height - 4) - 2;
  const points = samples.map((_, i) => `${x(i).toFixed(1)},${y(i).toFixed(1)}`);
  const svg = shape('svg', {viewBox: `0 0 ${width} ${height}`, class: 'graph', role: 'img', preserveAspectRatio: 'none'});
  svg.setAttribute('aria-label', `At most ${words(most)}; now ${words(of(samples.at(-1)))}`);
  svg.append(shape('polygon', {points: `0,${height} ${points.join(' ')} ${width},${height}`}), shape('polyline', {points: points.join(' ')}));
  return h('figure', {}, svg, h('figcaption', {}, h('strong', {}, words(of(samples.at(-1)))), ` now, at most ${words(most)} in the last hour`));
}

function lanes(all) {
  const most = Math.max(...all.map(lane => lane.queued), 1);
  return h('div', {className: 'lanes', role: 'list'}, all.map(lane => h('meter', {
    role: 'listitem', min: 0, max: most, value: lane.queued,
    title: `Lane ${lane.lane}: ${number(lane.queued)} due, the first for ${span(lane.oldest)}; ${number(lane.waiting)} waiting, ${number(lane.postponed)} postponed, ${number(lane.dead)} dead`,
  })));
}

export async function show(main, _path, _query, signal) {
  const body = h('div', {className: 'columns'});
  fill(main, h('h1', {}, 'Work'), body);
  const refresh = async () => {
    const [{samples}, {lanes: all}] = await Promise.all([get('/api/metrics', {}, signal), get('/api/lanes', {}, signal)]);
    const last = samples.at(-1) ?? {waiting: 0, postponed: 0, dead: 0};
    fill(body,
      section('Events handled', graph(samples, sample => sample.per_second, value => `${number(Math.round(value * 10) / 10)} a second`)),
      section('Events due', graph(samples, sample => sample.queued, value => number(Math.round(value)))),
      section('Age of the oldest', graph(samples, sample => sample.oldest, span)),
      section('Lanes', h('p', {}, 'What is due in each. A lane that stays behind has one session that holds it up.'), lanes(all)),
      section('Later', h('p', {}, `${number(last.waiting)} timers and delayed events, ${number(last.postponed)} postponed, `,
        h('a', {href: '#/dead'}, `${number(last.dead)} dead`), '.')));
  };
  await refresh();
  const timer = setInterval(() => { if (!document.hidden) refresh(); }, Between);
  signal.addEventListener('abort', () => clearInterval(timer));
}
